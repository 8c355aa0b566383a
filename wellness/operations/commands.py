"""Running it: the server, and the one process that does what is due."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event

import click
from flask import current_app
from flask.cli import with_appcontext

from config import Settings
from wellness import clock
from wellness.booking import audit as booking
from wellness.care import audit as care
from wellness.curating import audit as curating
from wellness.operations.moving import copy_to
from wellness.operations.upkeep import backup, keys, purge, restore
from wellness.operations.work import do_due_work
from wellness.planner import audit as planner
from wellness.residencies import audit as residencies
from wellness.selection import audit as selection
from wellness.studios import audit as studios

STARTUP_GRACE_SECONDS = 30


class _Untiring(dict[int, float]):
    """When which worker was last respawned, forgotten at once.

    Granian takes two deaths of a worker within 5.5 seconds for a loop and shuts the whole server
    down. In a field a server that limps is better than none: a configuration that can't start is
    found before, by making the application once here.
    """

    def get(self, _worker: int, default: float = 0) -> float:  # type: ignore[override]
        """Long ago, whenever it was."""
        return default


@click.command("serve")
@click.option("--without-work", is_flag=True, help="Leave `wellness work` to a process of yours.")
@with_appcontext
def serve(*, without_work: bool) -> None:
    """Serve the application, restarting workers that die, and do the due work beside it."""
    from granian import Granian  # noqa: PLC0415 - only the server needs it
    from granian.constants import Interfaces  # noqa: PLC0415

    settings: Settings = current_app.extensions["settings"]
    server = Granian(
        "wellness.serving:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=STARTUP_GRACE_SECONDS,
        websockets=False,
    )
    server.respawned_wrks = _Untiring()
    with _worker_beside(wanted=not without_work):
        server.serve()


@contextmanager
def _worker_beside(*, wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    worker = subprocess.Popen([sys.executable, "-m", "wellness", "work"])
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(STARTUP_GRACE_SECONDS)


@click.command("work")
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
@click.option("--every", default=5.0, show_default=True, help="Seconds between two looks.")
@with_appcontext
def work(*, once: bool, every: float) -> None:
    """Send letters, serve waiting lists, remind, forget. Safe to run twice at a time."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    last_day: datetime | None = None
    while not stop.is_set():
        now = clock.now()
        done = do_due_work(now=now, with_purge=last_day is None or now.date() != last_day.date())
        last_day = now
        if done:
            click.echo(f"{now:%H:%M:%S} {done}")
        if once:
            return
        stop.wait(every)


@click.command("audit")
@with_appcontext
def audit() -> None:
    """Count everything again and print each broken promise; exit code 1 if there is any."""
    now = clock.now()
    found = [
        *booking.broken_promises(now=now),
        *planner.broken_promises(),
        *studios.broken_promises(now=now),
        *residencies.broken_promises(),
        *care.broken_promises(now=now),
        *curating.broken_promises(),
        *selection.broken_promises(now=now),
    ]
    for sentence in found:
        click.echo(sentence)
    if found:
        raise SystemExit(1)
    click.echo("Every count is right and every promise kept.")


COMMANDS = [serve, work, audit, backup, restore, copy_to, purge, keys]
