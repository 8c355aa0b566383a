"""`make look`: a photograph of every page, phone and desktop, light and dark, and one sheet of all.

Give names of screens to photograph only these: `python -m tests.look plan book`.
`python -m tests.look --readme` renews the two pictures of README.md instead.
"""

import shutil
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, BrowserContext, Error

from config import ROOT
from tests.browser.screens import BY_NAME, SCREENS, Screen, become_a_holder, opened
from tests.provision.chromium import launched
from tests.provision.site import demonstration

LOOK = ROOT / "look"
DEVICES = {"phone": (390, 844), "desktop": (1280, 800)}
SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
LONGEST = 2400
"""Pages longer than this are cut: nobody looks at more in one photograph."""


def photographs(browser: Browser, site: str, screens: list[Screen]) -> list[str]:
    """Take them all; gives a line for each thing wrong: an error, a wrong answer, overflow."""
    faults = []
    for device, (width, height) in DEVICES.items():
        for scheme in SCHEMES:
            folder = LOOK / f"{device}-{scheme}"
            folder.mkdir(parents=True)
            for holder in sorted({screen.holder for screen in screens}):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    locale="en-GB",
                    reduced_motion="reduce",
                )
                facts = become_a_holder(context.new_page(), site) if holder else {}
                for screen in screens:
                    if screen.holder is holder:
                        found = _photograph(context, site, screen, facts, folder)
                        faults += [f"{screen.name} ({device}, {scheme}): {f}" for f in found]
                context.close()
    return faults


def _photograph(
    context: BrowserContext, site: str, screen: Screen, facts: dict[str, str], folder: Path
) -> list[str]:
    if screen.own:
        context.clear_cookies()
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    status = opened(page, screen, site, facts)
    if status != screen.status:
        faults.append(f"{status} instead of {screen.status}")
    size = page.viewport_size or {"width": 0, "height": 0}
    high, wide = page.evaluate(
        "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
    )
    if wide > size["width"]:
        faults.append(f"{wide - size['width']} px wider than the screen")
    page.set_viewport_size({"width": size["width"], "height": min(high, LONGEST)})
    page.screenshot(path=folder / f"{screen.name}.png")
    page.close()
    return faults


def contact_sheet(browser: Browser, screens: list[Screen]) -> Path:
    """One picture with every photograph, two screens in a row; long pages show their top."""
    figures = "".join(
        f"<figure><figcaption><b>{escape(screen.name)}</b> {escape(screen.address)}</figcaption>"
        + "".join(
            f'<i class={device}><img src="{device}-{scheme}/{screen.name}.png"></i>'
            for device in DEVICES
            for scheme in SCHEMES
        )
        + "</figure>"
        for screen in screens
    )
    sheet = LOOK / "contact-sheet.html"
    sheet.write_text(
        "<!doctype html><meta charset=utf-8><title>Every page</title><style>"
        "body{background:#8a9694;font:12px sans-serif;margin:12px;display:grid;"
        "grid-template-columns:1fr 1fr;gap:12px}figure{margin:0}figcaption{margin-bottom:4px}"
        "i{display:inline-block;height:300px;overflow:hidden;margin-right:4px}"
        "img{width:100%;display:block}"
        ".phone{width:139px}.desktop{width:310px}"
        f"</style>{figures}"
    )
    page = browser.new_page(viewport={"width": 1880, "height": 900})
    page.goto(sheet.as_uri())
    picture = sheet.with_suffix(".png")
    page.screenshot(path=picture, full_page=True)
    page.close()
    return picture


def readme_pictures() -> None:
    """Photograph the programme on a desktop and a session on a phone into docs/images."""
    pictures = {"programme": (1280, 800, "programme"), "session": (390, 844, "session-free")}
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder)) as server,
        launched() as browser,
    ):
        for name, (width, height, screen) in pictures.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
            opened(page, BY_NAME[screen], server.address, {})
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")


def main() -> None:
    """Photograph everything, or the screens named; exits 1 if a page was at fault."""
    wanted = set(sys.argv[1:])
    if "--readme" in wanted:
        readme_pictures()
        return
    screens = [screen for screen in SCREENS if not wanted or screen.name in wanted]
    shutil.rmtree(LOOK, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        demonstration(Path(folder)) as server,
        launched() as browser,
    ):
        try:
            faults = photographs(browser, server.address, screens)
            sheet = contact_sheet(browser, screens)
        except Error as error:
            sys.exit(f"The browser gave up: {error.message}")
    print(f"{len(screens) * 4} photographs in {LOOK}; all of them: {sheet}")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main()
