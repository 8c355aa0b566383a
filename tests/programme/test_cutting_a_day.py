"""Pure rules: parts of a day, when a page stops being right, which sessions are alike."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import a_festival, a_session, from_now
from wellness.booking.models import BookableStatus, Entry
from wellness.booking.rules import Decision, PlaceFacts, Step
from wellness.clock import dawn_of, festival_day
from wellness.programme.day_page import DayPage, day_page
from wellness.programme.forms import Asked, asked_for
from wellness.programme.rules import (
    Filters,
    Leaf,
    Level,
    PartOfDay,
    level_of,
    next_part_begins,
    part_of_day,
)

BERLIN = ZoneInfo("Europe/Berlin")
DAWN = time(5)
NOON = datetime(2027, 6, 5, 12, tzinfo=UTC)


def facts(*, capacity: int | None = 10, entry: Entry = Entry.BOOKED) -> PlaceFacts:
    return PlaceFacts(
        status=BookableStatus.SCHEDULED,
        entry=entry,
        starts_at=NOON,
        ends_at=NOON + timedelta(hours=1),
        opens_at=None,
        is_closed=False,
        capacity=capacity,
        kept_for_door=0,
        taken=0,
        waiting=0,
    )


@pytest.mark.parametrize(
    ("clock", "part"),
    [
        ("05:00", PartOfDay.MORNING),
        ("11:59", PartOfDay.MORNING),
        ("12:00", PartOfDay.AFTERNOON),
        ("16:59", PartOfDay.AFTERNOON),
        ("17:00", PartOfDay.EVENING),
        ("21:59", PartOfDay.EVENING),
        ("22:00", PartOfDay.NIGHT),
        ("00:00", PartOfDay.NIGHT),
        ("04:59", PartOfDay.NIGHT),
    ],
)
def test_parts_of_the_day_follow_the_wall_clock(clock: str, part: PartOfDay) -> None:
    moment = datetime.combine(date(2027, 6, 5), time.fromisoformat(clock), tzinfo=BERLIN)
    assert part_of_day(moment.astimezone(UTC), BERLIN, DAWN) is part


@given(st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31)))  # noqa: DTZ001 - made aware below
def test_a_part_of_the_day_lasts_until_the_next_begins(naive: datetime) -> None:
    moment = naive.replace(tzinfo=UTC)
    until = next_part_begins(moment, BERLIN, DAWN)
    now = part_of_day(moment, BERLIN, DAWN)
    assert moment < until <= moment + timedelta(hours=9)
    assert part_of_day(until - timedelta(microseconds=1), BERLIN, DAWN) is now
    assert part_of_day(until, BERLIN, DAWN) is not now


@pytest.mark.parametrize(
    ("free", "level"), [(10, Level.FREE), (3, Level.FREE), (2, Level.FILLING), (1, Level.FILLING)]
)
def test_a_session_is_filling_from_a_quarter_of_its_places_down(free: int, level: Level) -> None:
    assert level_of(facts(capacity=10), Decision(Step.BOOK, free)) is level


def test_a_crowded_drop_in_is_full_and_an_endless_one_never_is() -> None:
    drop_in = Decision(Step.DROP_IN, 0)
    assert level_of(facts(capacity=5, entry=Entry.DROP_IN), drop_in) is Level.FULL
    assert level_of(facts(capacity=None, entry=Entry.DROP_IN), drop_in) is Level.OPEN


@pytest.mark.parametrize("step", list(Step))
def test_every_step_has_a_level(step: Step) -> None:
    assert level_of(facts(), Decision(step, 1)) in Level


def shown(**asked: str) -> Asked:
    return asked_for(asked)


def test_an_address_is_read_and_written_alike() -> None:
    asked = shown(
        day="2027-06-05", part="night", page="3", space="a b", category="ü", free="1", other="x"
    )
    assert asked == Asked(
        day=date(2027, 6, 5),
        part=PartOfDay.NIGHT,
        number=3,
        filters=Filters(space="a b", category="ü", free=True),
    )
    assert asked.href == "?day=2027-06-05&part=night&page=3&space=a+b&category=%C3%BC&free=1"
    assert shown(page="-1", part="noon", day="x").href == "?"


@pytest.mark.usefixtures("app")
class TestFreshness:
    def page(self, slug: str) -> tuple[DayPage, datetime]:
        now = from_now()
        return day_page(a_festival(slug=slug, zone="UTC"), Asked(), now=now), now

    def test_an_empty_day_is_right_until_dawn(self) -> None:
        page, now = self.page("f")
        tomorrow = festival_day(now, page.festival.zone, page.festival.dawn) + timedelta(days=1)
        assert page.fresh_until == dawn_of(tomorrow, page.festival.zone, page.festival.dawn)

    def test_a_page_is_right_until_the_first_session_on_it_changes(self) -> None:
        festival = a_festival(zone="UTC", dawn=from_now(hours=-2).time())
        a_session(festival, starts_in=timedelta(hours=4))
        opens = a_session(festival, starts_in=timedelta(hours=5), opens_in=timedelta(minutes=9))
        page = day_page(festival, Asked(), now=from_now())
        assert page.fresh_until == opens.opens_at

    def test_sessions_filtered_out_count_too_since_they_may_come_in(self) -> None:
        festival = a_festival(zone="UTC", dawn=from_now(hours=-2).time())
        opens = a_session(festival, starts_in=timedelta(hours=5), opens_in=timedelta(minutes=9))
        page = day_page(festival, shown(free="1"), now=from_now())
        assert page.leaf == Leaf(None, 1, ())
        assert page.fresh_until == opens.opens_at
