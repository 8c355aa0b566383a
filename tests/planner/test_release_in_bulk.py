"""Large releases and releases at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update

from tests.booking.people import asks
from tests.booking.test_letters import a_reader
from tests.factories import a_festival, a_session, a_space, an_activity, from_now
from tests.planner.releasing import ANA, counted, releases, replans, reviewed
from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.mail.models import Letter
from wellness.planner.actions.releasing import release
from wellness.planner.errors import NothingToRelease
from wellness.planner.models import DraftSession, Release
from wellness.programme.models import Change

MANY = 2_000
STATEMENTS = 60
"""However many sessions there are: about forty for what is new, fewer for what moves."""


def many_drafts(festival: Festival, count: int) -> None:
    activity, space = an_activity(festival), a_space(festival)
    now = clock.now()
    rows = [
        {
            "festival_id": festival.id,
            "reference": f"many{number:04}",
            "activity_id": activity.id,
            "space_id": space.id,
            "starts_at": from_now(minutes=number),
            "length_minutes": 30,
            "capacity": 10,
            "changed_at": now,
        }
        for number in range(count)
    ]
    with transaction():
        db.session.execute(insert(DraftSession), rows)


@pytest.mark.usefixtures("app")
def test_two_thousand_sessions_are_made_and_moved_in_a_handful_of_statements() -> None:
    festival = a_festival()
    many_drafts(festival, MANY)
    with counted() as made:
        releases(festival)
    assert len(made) < STATEMENTS
    someone = db.session.scalars(select(Bookable).order_by(Bookable.id)).first()
    assert someone is not None
    asks(a_reader(), someone)
    elsewhere = a_space(festival)
    with transaction():
        db.session.execute(update(DraftSession).values(length_minutes=45, space_id=elsewhere.id))
    with counted() as moved:
        made_now = releases(festival)
    assert len(moved) < STATEMENTS
    assert made_now.counts["moved"] == MANY
    assert made_now.counts["letters"] == 1
    total = select(func.count()).select_from(Bookable).where(Bookable.sequence == 1)
    assert db.session.execute(total).scalar_one() == MANY
    lines = select(Change.kind, func.count()).group_by(Change.kind)
    assert {row[0]: row[1] for row in db.session.execute(lines)} == {"moved": MANY, "room": MANY}
    assert reviewed(festival).is_empty


def test_two_releases_at_once_release_once(app: Flask) -> None:
    festival = a_festival()
    sessions = [a_session(festival) for _ in range(5)]
    asks(a_reader(), sessions[0])
    for session in sessions:
        replans(session, later=timedelta(hours=1))
    gate, festival_id = Barrier(2), festival.id

    def one() -> str:
        with app.app_context():
            gate.wait()
            try:
                in_transaction(
                    lambda: release(
                        db.session.get_one(Festival, festival_id), hand=ANA, now=clock.now()
                    )
                )
            except NothingToRelease:
                return "nothing"
            return "released"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(each.result() for each in [pool.submit(one) for _ in range(2)])
    assert answers == ["nothing", "released"]
    db.session.rollback()
    assert list(db.session.scalars(select(Release.number))) == [1]
    assert set(db.session.scalars(select(Bookable.sequence))) == {1}
    letters = select(func.count()).select_from(Letter).where(Letter.kind == "release")
    assert db.session.execute(letters).scalar_one() == 1
