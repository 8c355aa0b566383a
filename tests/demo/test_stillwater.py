from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from wellness import clock
from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.database import db
from wellness.demo.loading import first_day, instant_on, reference_of
from wellness.demo.material import NewSession, Wall
from wellness.demo.spaces import SLUG
from wellness.demo.timetable import TIMETABLE
from wellness.festivals.models import Festival
from wellness.passes.models import Pass, PassKey
from wellness.programme.models import Change, Session

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.usefixtures("demonstration")


def stillwater() -> Festival:
    return db.session.scalars(select(Festival).where(Festival.slug == SLUG)).one()


def crowded() -> list[Booking]:
    """Every booking of the timetable."""
    known = [reference_of(new) for new in TIMETABLE]
    query = select(Booking).join(Booking.bookable).where(Bookable.reference.in_(known))
    return list(db.session.scalars(query))


def the_session(new: NewSession) -> Session:
    return db.session.scalars(select(Session).where(Session.reference == reference_of(new))).one()


def bookings_of(session: Session, status: BookingStatus) -> list[Booking]:
    query = select(Booking).where(Booking.bookable_id == session.id, Booking.status == status)
    return list(db.session.scalars(query))


def test_it_is_four_released_days_in_the_days_to_come() -> None:
    festival = stillwater()
    assert (festival.ends_on - festival.starts_on).days == 3
    assert festival.starts_on > clock.now().date()
    assert festival.released_at is not None
    assert festival.released_at < clock.now()
    assert (festival.country, festival.zone_name) == ("gb", "Europe/London")


def test_every_session_lies_within_its_festival_day() -> None:
    festival = stillwater()
    for new in TIMETABLE:
        session = the_session(new)
        last_minute = session.ends_at - timedelta(minutes=1)
        assert {
            clock.festival_day(moment, LONDON, festival.dawn)
            for moment in (session.starts_at, last_minute)
        } == {festival.starts_on + timedelta(days=new.day - 1)}


def test_the_crowd_holds_what_it_asked_for_and_waits_for_the_rest() -> None:
    for new in TIMETABLE:
        session = the_session(new)
        free = (new.places or 0) - new.door
        held = bookings_of(session, BookingStatus.CONFIRMED)
        line = bookings_of(session, BookingStatus.WAITING)
        assert (session.taken, session.waiting) == (sum(b.seats for b in held), len(line)), new.key
        assert session.taken == min(new.asked, free), new.key
        assert sum(b.seats for b in line) == max(0, new.asked - free), new.key


def test_nobody_of_the_crowd_is_in_two_places_at_once_or_over_the_limit() -> None:
    festival = stillwater()
    diaries: dict[int | None, list[Bookable]] = {}
    for booking in crowded():
        diaries.setdefault(booking.pass_id, []).append(booking.bookable)
    assert len(diaries) > 60
    for diary in diaries.values():
        diary.sort(key=lambda bookable: bookable.starts_at)
        assert all(one.ends_at <= other.starts_at for one, other in pairwise(diary))
        days = [clock.festival_day(b.starts_at, LONDON, festival.dawn) for b in diary]
        assert max(days.count(day) for day in days) <= 6


def test_no_phone_opens_a_pass_of_the_crowd() -> None:
    assert len(list(db.session.scalars(select(Pass)))) > 60
    assert list(db.session.scalars(select(PassKey))) == []


def test_the_crowd_says_yes_where_support_asks_for_it() -> None:
    consents = {
        (booking.bookable.is_support, booking.consent_version is not None) for booking in crowded()
    }
    assert consents == {(True, True), (False, False)}


def test_what_was_moved_or_cancelled_is_in_the_change_log() -> None:
    changes = {change.kind: change for change in db.session.scalars(select(Change))}
    assert set(changes) == {"moved", "room", "cancelled"}
    moved = changes["moved"].bookable
    assert moved.was_starts_at == moved.starts_at - timedelta(minutes=45)
    assert (changes["room"].before, changes["room"].after) == ("Lake Lawn", "Willow Tent")
    assert changes["room"].bookable.was_space_name == "Lake Lawn"
    cancelled = changes["cancelled"].bookable
    assert cancelled.cancel_reason
    assert cancelled.taken > 0
    assert {change.bookable.sequence for change in changes.values()} == {1}


def test_hours_past_midnight_belong_to_the_night_of_the_same_day() -> None:
    thursday = date(2027, 6, 10)
    assert instant_on(thursday, Wall(1, "24:15")) == datetime(2027, 6, 10, 23, 15, tzinfo=UTC)
    assert instant_on(thursday, Wall(4, "08:00")) == datetime(2027, 6, 13, 7, 0, tzinfo=UTC)


def test_it_always_starts_on_a_thursday_soon_and_never_when_the_clocks_change() -> None:
    for ahead in range(800):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        first = first_day(today)
        assert first.weekday() == 3
        assert 6 <= (first - today).days <= 19
        midnights = [datetime.combine(first + timedelta(days=n), time(), LONDON) for n in range(5)]
        assert len({midnight.utcoffset() for midnight in midnights}) == 1
