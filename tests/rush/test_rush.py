import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from config import Settings
from tests.factories import a_festival, a_session
from tests.provision import application
from tests.provision.server import Server, serving
from tests.rush.crowd import Person, rush
from wellness import clock
from wellness.booking.audit import broken_promises
from wellness.booking.models import Booking
from wellness.database import db

pytestmark = pytest.mark.rush
PLACES, PEOPLE = 7, 40


@pytest.mark.parametrize("seed", [1, 2])
def test_a_rush_ends_with_every_place_taken_once(
    settings: Settings, tmp_path: Path, seed: int
) -> None:
    _rush(settings, tmp_path, seed, disturb=lambda _server, _over: None)


def test_a_rush_ends_the_same_while_workers_are_killed(settings: Settings, tmp_path: Path) -> None:
    def kill_now_and_then(server: Server, over: threading.Event) -> None:
        for _ in range(4):
            if over.wait(0.25):
                return
            for worker in server.workers()[-1:]:
                os.kill(worker.pid, signal.SIGKILL)

    _rush(settings, tmp_path, 3, disturb=kill_now_and_then)


def _rush(
    settings: Settings,
    folder: Path,
    seed: int,
    *,
    disturb: Callable[[Server, threading.Event], None],
) -> None:
    with application.running(settings):
        festival = a_festival(starts_on=clock.now().date())
        session = a_session(festival, capacity=PLACES)
        path = f"/{festival.slug}/sessions/{session.reference}/book"
        session_id = session.id
    with serving(settings.database_url, folder, workers=2) as server:
        over = threading.Event()
        trouble = threading.Thread(target=disturb, args=(server, over))
        trouble.start()
        crowd = rush(server.port, path, people=PEOPLE, seed=seed)
        over.set()
        trouble.join()
        time.sleep(0.2)
    with application.running(settings):
        _everything_holds(session_id, crowd)


def _everything_holds(session_id: int, crowd: list[Person]) -> None:
    query = select(Booking).where(Booking.bookable_id == session_id).order_by(Booking.position)
    rows = list(db.session.scalars(query))
    kept = [row for row in rows if row.status == "confirmed"]
    line = [row for row in rows if row.status == "waiting"]
    assert (len(kept), len(line)) == (PLACES, PEOPLE - PLACES)
    assert len(rows) == PEOPLE, "somebody has two bookings"
    assert len({row.pass_id for row in rows}) == PEOPLE
    stored = {row.reference for row in rows}
    for person in crowd:
        assert len(set(person.answers)) == 1, "a repeat was answered with another booking"
        assert person.answers[0] in stored, "an acknowledged booking is gone"
    assert [row.position for row in line] == list(range(1, PEOPLE - PLACES + 1))
    assert [row.id for row in line] == sorted(row.id for row in line), "the line is out of order"
    assert broken_promises(now=clock.now()) == []
