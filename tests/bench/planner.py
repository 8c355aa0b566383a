"""The planner at its largest: 300 sessions a day for four days, 24 spaces, 120 facilitators."""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import insert

from tests.bench.table import line
from tests.provision import application, sqlite
from wellness import clock
from wellness.booking.models import Entry
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.placing_by_hand import Wish, place
from wellness.planner.models import DraftSession
from wellness.planner.queries.board import board_of
from wellness.planner.queries.warnings import warnings_in
from wellness.planner.rules.warnings import warnings_about, warnings_if, warnings_of
from wellness.planner.rules.ways_out import ways_out
from wellness.programme.models import Activity, Category, Facilitator
from wellness.references import new_reference
from wellness.staff.rules import COMMAND_LINE

A_DAY, DAYS, SPACES, LEADERS, ACTIVITIES = 300, 4, 24, 120, 150
FIRST = datetime(2027, 7, 1, 6, tzinfo=UTC)
TRIES = 9


def measure(folder: Path) -> None:
    """Print what reading the draft costs, all its warnings, and one move with its warnings."""
    settings = application.settings_for(sqlite.url_of(folder / "planner.sqlite"), folder)
    application.migrate(settings)
    with application.running(settings) as app:
        _measure(app)


def _measure(app: Flask) -> None:
    festival = _festival()
    board = board_of(festival)
    some = next(iter(board.placements.values()))
    _say("reading the draft", lambda: board_of(festival), "< 100 ms")
    _say("all its warnings", lambda: warnings_of(replace(board)), "< 100 ms")
    _say("warnings about one session", lambda: warnings_about(replace(board), some.id), "< 10 ms")
    _say("  the next ones on the same board", lambda: warnings_if(board, some), "")
    clash = next(each for each in warnings_of(board) if each.is_hard)
    now = FIRST - timedelta(days=30)
    with app.test_request_context():
        _say("the ways out of one warning", lambda: ways_out(board, clash, now=now), "< 100 ms")
        moved = count()

        def move() -> None:
            wish = Wish(some.id, None, some.space_id, FIRST + timedelta(minutes=5 * next(moved)))
            in_transaction(lambda: place(festival, [wish], hand=COMMAND_LINE, now=clock.now()))

        def move_and_look() -> None:
            move()
            warnings_in(board_of(festival))

        _say("one move, with all warnings after it", move_and_look, "< 30 ms")


def _say(what: str, work: Callable[[], object], reach: str) -> None:
    best = float("inf")
    for _ in range(TRIES):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    line(f"{what}: processor time", f"{best * 1000:.1f} ms", reach)


def _festival() -> Festival:
    chance, now = random.Random(5), clock.now()
    festival = Festival(
        slug="planned",
        name="Planned",
        zone_name="Europe/Berlin",
        starts_on=FIRST.date(),
        ends_on=FIRST.date() + timedelta(days=DAYS - 1),
        country="de",
        changed_at=now,
        created_at=now,
    )
    with transaction():
        db.session.add(festival)
        db.session.flush()
        common = {"festival_id": festival.id, "updated_at": now}
        category = Category(**common, slug="kind", name="Kind")
        rows: list[Space | Facilitator | Activity] = [
            Space(**common, slug=f"s{n}", name=f"Tent {n}", position=n, changeover_minutes=10)
            for n in range(SPACES)
        ]
        rows += [Facilitator(**common, slug=f"f{n}", name=f"Leader {n}") for n in range(LEADERS)]
        rows += [
            Activity(
                **common, category=category, slug=f"a{n}", title=f"Hour {n}", is_heavy=n % 5 == 0
            )
            for n in range(ACTIVITIES)
        ]
        db.session.add_all([category, *rows])
        db.session.flush()
        ids = {kind: [row.id for row in rows if isinstance(row, kind)] for kind in _KINDS}
        db.session.execute(
            insert(DraftSession),
            [
                {
                    "festival_id": festival.id,
                    "reference": new_reference(),
                    "activity_id": chance.choice(ids[Activity]),
                    "space_id": ids[Space][n % SPACES],
                    "starts_at": FIRST
                    + timedelta(days=n // A_DAY, minutes=70 * (n % A_DAY // SPACES)),
                    "length_minutes": chance.choice([45, 60, 60, 75]),
                    "entry": Entry.BOOKED,
                    "capacity": 20,
                    "facilitator_ids": sorted(chance.sample(ids[Facilitator], 1)),
                    "changed_at": now,
                }
                for n in range(A_DAY * DAYS)
            ],
        )
    return festival


_KINDS = (Space, Facilitator, Activity)
