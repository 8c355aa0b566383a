"""The real server, as `wellness serve` starts it, on a free port of this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from config import ROOT

STARTS_WITHIN_SECONDS = 30
STOPS_WITHIN_SECONDS = 20


class ServerFault(Exception):
    """The server didn't start; the message ends with what it said last."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    address: str
    """http://127.0.0.1:port, without a slash at the end."""
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.address.rsplit(":", 1)[1])

    def workers(self) -> list[psutil.Process]:
        """The processes that answer, oldest first: whatever the server started but `work`."""
        children = psutil.Process(self.process.pid).children(recursive=True)
        answering = [child for child in children if "work" not in child.cmdline()]
        return sorted(answering, key=lambda child: child.create_time())


@contextmanager
def serving(
    database_url: str,
    folder: Path,
    *,
    workers: int = 1,
    threads: int = 4,
    with_work: bool = False,
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """A server over the migrated database at `database_url`, stopped at the end.

    What it writes (log, letters) goes into `folder`. Raises ServerFault if it doesn't answer.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    surroundings = {
        **os.environ,
        "DATABASE_URL": database_url,
        "BASE_URL": address,
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "MAIL_URL": f"file://{folder / 'letters'}",
        "WORKERS": str(workers),
        "THREADS": str(threads),
        "PYTHONUNBUFFERED": "1",
        **(environment or {}),
    }
    command = [sys.executable, "-m", "wellness", "serve"]
    if not with_work:
        command.append("--without-work")
    with started(command, surroundings, port, folder) as server:
        yield server


@contextmanager
def started(
    command: list[str], environment: dict[str, str], port: int, folder: Path, path: str = "/healthz"
) -> Iterator[Server]:
    """Whatever `command` serves on `port`, once it answers 200 at `path`."""
    log = folder / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", process, log)
    try:
        _wait_for(server, path)
        yield server
    finally:
        _stop(process)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, path: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline and server.process.poll() is None:
        if _answers(server.port, path):
            return
        time.sleep(0.05)
    raise ServerFault(f"The server did not start:\n{server.log.read_text()[-2000:]}")


def _answers(port: int, path: str) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOPS_WITHIN_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)  # whoever a killed server left behind
