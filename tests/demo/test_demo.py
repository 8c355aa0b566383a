from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import a_festival, a_pass, a_session, from_now
from wellness import clock
from wellness.booking.models import Bookable, BookableStatus, Booking, BookingStatus, Entry
from wellness.database import Model, db, transaction
from wellness.demo.loading import first_day, load
from wellness.demo.timetable import TIMETABLE
from wellness.festivals.models import Festival, Space
from wellness.passes.models import PassKey
from wellness.programme.models import Activity, Category, Change, Facilitator, Session
from wellness.references import hash_of, new_reference

LONDON = ZoneInfo("Europe/London")


def run(app: Flask, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["demo", *options])
    assert result.exit_code == 0, result.output
    return result.output


def count(model: type[Model]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def stillwater() -> Festival:
    db.session.rollback()
    return db.session.scalars(select(Festival).where(Festival.slug == "stillwater")).one()


def a_guest_books(session: Session) -> None:
    holder = a_pass(name="Somebody real")
    with transaction():
        db.session.add(
            PassKey(pass_id=holder.id, secret_hash=hash_of("phone"), created_at=from_now())
        )
        db.session.add(
            Booking(
                reference=new_reference(),
                bookable_id=session.id,
                pass_id=holder.id,
                status=BookingStatus.CONFIRMED,
                created_at=from_now(),
                updated_at=from_now(),
            )
        )


def test_one_command_makes_a_whole_festival_and_says_where_it_is(app: Flask) -> None:
    said = run(app)
    festival = stillwater()
    assert f"{len(TIMETABLE)} sessions" in said
    assert said.count(f"{app.extensions['settings'].base_url}/stillwater/sessions/") == 5
    assert count(Space) == 12
    assert count(Session) == len(TIMETABLE)
    assert (festival.country, festival.zone_name, festival.places_per_day) == (
        "gb",
        "Europe/London",
        6,
    )
    assert festival.released_at is not None


def test_every_address_it_prints_belongs_to_a_session(app: Flask) -> None:
    printed = {line.rsplit("/", 1)[1] for line in run(app).splitlines() if "/sessions/" in line}
    query = select(Bookable).where(Bookable.reference.in_(printed))
    found = list(db.session.scalars(query))
    assert len(found) == 5
    assert {b.status for b in found} == {BookableStatus.SCHEDULED, BookableStatus.CANCELLED}
    assert {b.entry for b in found} == {Entry.BOOKED, Entry.DROP_IN}
    assert {b.is_support for b in found} == {True, False}


def test_running_it_again_leaves_it_alone(app: Flask) -> None:
    run(app)
    before = stillwater()
    made = (before.id, before.created_at, before.version)
    said = run(app)
    after = stillwater()
    assert "left as it is" in said
    assert (after.id, after.created_at, after.version) == made
    assert count(Session) == len(TIMETABLE)


def test_once_its_days_are_over_it_says_how_to_make_it_anew(app: Flask) -> None:
    assert "--fresh" not in run(app)
    with transaction():
        festival = load(now=from_now())
        festival.starts_on, festival.ends_on = from_now(days=-5).date(), from_now(days=-2).date()
    assert "wellness demo --fresh" in run(app)
    assert "--fresh" not in run(app, "--fresh")


def test_fresh_makes_it_anew_and_keeps_the_addresses(app: Flask) -> None:
    run(app)
    festival = stillwater()
    references = set(db.session.scalars(select(Bookable.reference)))
    rows = [count(model) for model in (Space, Category, Facilitator, Activity, Session, Change)]
    with transaction():
        db.session.merge(festival).name = "Edited since"
    assert "is ready" in run(app, "--fresh")
    assert stillwater().name == "Stillwater"
    assert set(db.session.scalars(select(Bookable.reference))) == references
    assert [count(m) for m in (Space, Category, Facilitator, Activity, Session, Change)] == rows


def test_fresh_touches_no_other_festival(app: Flask) -> None:
    reference = a_session(a_festival(slug="elsewhere")).reference
    run(app)
    run(app, "--fresh")
    elsewhere = select(func.count()).where(Bookable.reference == reference)
    assert db.session.execute(elsewhere).scalar_one() == 1


def test_fresh_refuses_once_a_real_person_has_booked(app: Flask) -> None:
    run(app)
    a_guest_books(db.session.scalars(select(Session)).first() or pytest.fail("no session"))
    before = stillwater().id
    result = app.test_cli_runner().invoke(args=["demo", "--fresh"])
    assert result.exit_code == 1
    assert "one person has booked" in result.output
    assert stillwater().id == before


@pytest.mark.one_database
def test_the_walls_of_the_timetable_become_instants_of_the_festival(app: Flask) -> None:
    with app.app_context(), transaction():
        festival = load(now=datetime(2027, 6, 1, 12, tzinfo=UTC))
    assert festival.starts_on == date(2027, 6, 10)
    assert festival.ends_on == date(2027, 6, 13)
    soup = db.session.scalars(
        select(Session)
        .join(Activity)
        .where(Activity.slug == "late-soup")
        .order_by(Session.starts_at)
    ).first()
    assert soup is not None
    assert soup.starts_at.astimezone(LONDON) == datetime(2027, 6, 11, 0, 0, tzinfo=LONDON)
    assert clock.festival_day(soup.starts_at, LONDON, festival.dawn) == festival.starts_on


@pytest.mark.one_database
def test_every_session_lies_within_the_days_of_the_festival(app: Flask) -> None:
    run(app)
    festival = stillwater()
    days = {
        clock.festival_day(moment, LONDON, festival.dawn)
        for session in db.session.scalars(select(Session))
        for moment in (session.starts_at, session.ends_at - timedelta(minutes=1))
    }
    assert days == {festival.starts_on + timedelta(days=n) for n in range(4)}


@pytest.mark.one_database
def test_what_was_moved_or_cancelled_is_in_the_change_log(app: Flask) -> None:
    run(app)
    changes = list(db.session.scalars(select(Change)))
    assert sorted(change.kind for change in changes) == ["cancelled", "cancelled", "moved", "room"]
    moved = next(change.bookable for change in changes if change.kind == "moved")
    assert moved.was_starts_at == moved.starts_at - timedelta(minutes=45)
    room = next(change for change in changes if change.kind == "room")
    assert (room.before, room.after) == ("Lake Lawn", "Willow Tent")
    assert all(c.bookable.cancel_reason for c in changes if c.kind == "cancelled")


def test_it_always_starts_on_a_thursday_soon_and_never_when_the_clocks_change() -> None:
    for ahead in range(800):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        first = first_day(today)
        assert first.weekday() == 3
        assert 6 <= (first - today).days <= 19
        midnights = [datetime.combine(first + timedelta(days=n), time(), LONDON) for n in range(5)]
        assert len({midnight.utcoffset() for midnight in midnights}) == 1
