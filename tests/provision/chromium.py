"""A Chromium to test with: the installed one, else Debian's package, else Playwright's own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIAN_PACKAGES = ("chromium", "fonts-dejavu-core", "fonts-noto-core")
FLAGS = (
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
)


class NoChromium(Exception):
    """No Chromium could be had; the message says why and what to do."""


def found() -> Path | None:
    """The Chromium that is there: CHROMIUM names one, else the PATH, else Playwright's."""
    named = os.environ.get("CHROMIUM", "").strip()
    for name in (named,) if named else NAMES:
        path = shutil.which(name)
        if path:
            return Path(path)
    if named:
        raise NoChromium(f"CHROMIUM names {named}, which cannot be run.")
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.exists() else None


def provided() -> Path:
    """The Chromium that is there, installed first if need be. Raises NoChromium."""
    present = found()
    if present:
        return present
    reasons = []
    for install in (_from_debian, _from_playwright):
        reason = install()
        present = found()
        if present:
            return present
        reasons.append(reason)
    raise NoChromium(
        f"There is no Chromium to test with: {', '.join(reasons)}. Install one, name it in "
        "CHROMIUM, or leave the browser tests out with WITHOUT=browser."
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser without a window. Raises NoChromium."""
    path = found()
    if path is None:
        raise NoChromium("There is no Chromium here: `python -m tests.provision` installs one.")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def _from_debian() -> str:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return "Debian's package needs apt-get and root"
    print("Installing Debian's chromium …", flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *DEBIAN_PACKAGES],
    ):
        if subprocess.run(command, env=quietly, stdout=subprocess.DEVNULL, check=False).returncode:
            return f"`{' '.join(command[:2])}` failed"
    return "Debian's package brought none"


def _from_playwright() -> str:
    print("Downloading Playwright's Chromium …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
        return "Playwright's download failed"
    return "Playwright's download brought none"
