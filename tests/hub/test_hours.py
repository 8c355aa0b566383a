"""Hours are reckoned on the contact's own clock, whatever that clock does."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.hub.rules.hours import (
    ALWAYS,
    DAYS,
    NOT_KNOWN,
    Opening,
    read_opening,
    spans_around,
    standing,
)

ZONES = ("Europe/Rome", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
CLOCKS = st.integers(0, 24 * 60 - 1).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
ENDS = st.one_of(CLOCKS, st.just("24:00"))


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Any week of hours in one of five zones, ends past midnight among them."""
    week = {
        day: [[draw(CLOCKS), draw(ENDS)] for _ in range(draw(st.integers(0, 2)))] for day in DAYS
    }
    return read_opening({"zone": draw(st.sampled_from(ZONES)), "week": week})


def daily(starts: str, ends: str, zone: str = "Europe/Rome") -> Opening:
    return read_opening({"zone": zone, "week": {day: [[starts, ends]] for day in DAYS}})


def rome(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)


@given(openings(), MOMENTS)
def test_whatever_the_hours_the_next_change_is_ahead_and_true(
    opening: Opening, now: datetime
) -> None:
    found = standing(opening, now)
    if found.changes_at is None:
        return
    assert found.changes_at > now
    just_before = standing(opening, found.changes_at - timedelta(seconds=1))
    then = standing(opening, found.changes_at)
    assert just_before.is_open is found.is_open
    assert then.is_open is not found.is_open


@given(openings(), MOMENTS)
def test_spans_are_in_order_apart_and_begin_at_the_minute_that_was_written(
    opening: Opening, now: datetime
) -> None:
    spans = spans_around(opening, now)
    for (_, before), (after, _) in pairwise(spans):
        assert before < after
    assert all(starts < ends for starts, ends in spans)


@pytest.mark.parametrize(
    ("now", "is_open", "changes_at"),
    [
        ("2026-06-01T09:59", False, "2026-06-01T10:00"),
        ("2026-06-01T10:00", True, "2026-06-02T00:00"),
        ("2026-06-01T23:59", True, "2026-06-02T00:00"),
        ("2026-06-02T00:00", False, "2026-06-02T10:00"),
        ("2026-03-29T01:30", False, "2026-03-29T10:00"),  # an hour is missing that night
        ("2026-10-25T01:30", False, "2026-10-25T10:00"),  # and one comes twice
    ],
)
def test_ten_to_midnight_in_rome(now: str, is_open: bool, changes_at: str) -> None:  # noqa: FBT001 - expected
    found = standing(daily("10:00", "24:00"), rome(now))
    assert (found.is_open, found.changes_at) == (is_open, rome(changes_at))


def test_the_night_the_clocks_jump_is_an_hour_shorter() -> None:
    opening = daily("22:00", "06:00")
    found = standing(opening, rome("2026-03-28T23:00"))
    assert found.changes_at == rome("2026-03-29T06:00")
    (night,) = [s for s in spans_around(opening, rome("2026-03-28T23:00")) if found.changes_at in s]
    assert night[1] - night[0] == timedelta(hours=7)


def test_hours_past_midnight_belong_to_the_evening_they_begin_on() -> None:
    friday_night = read_opening({"zone": "Europe/Rome", "week": {"fri": [["20:00", "02:00"]]}})
    assert standing(friday_night, rome("2026-06-06T01:00")).is_open
    assert not standing(friday_night, rome("2026-06-05T01:00")).is_open
    assert standing(friday_night, rome("2026-06-06T02:00")).changes_at == rome("2026-06-12T20:00")


def test_day_and_night_never_changes_however_it_is_written() -> None:
    for opening in (ALWAYS, read_opening({"always": True}), daily("00:00", "24:00")):
        found = standing(opening, rome("2026-06-01T12:00"))
        assert (found.is_open, found.changes_at) == (True, None)


def test_nobody_knows_is_not_closed() -> None:
    assert standing(NOT_KNOWN, rome("2026-06-01T12:00")).is_open is None
    assert read_opening({}) == NOT_KNOWN


@pytest.mark.parametrize(
    "filed",
    [
        {"week": {"mon": [["10:00", "12:00"]]}},
        {"zone": "Europe/Nowhere", "week": {}},
        {"zone": "../../etc/passwd", "week": {}},
        {"zone": "Europe/Rome", "week": {"monday": []}},
        {"zone": "Europe/Rome", "week": {"mon": [["10", "12"]]}},
        {"zone": "Europe/Rome", "week": {"mon": [["25:00", "26:00"]]}},
        {"zone": "Europe/Rome", "week": {"mon": ["10:00"]}},
        {"zone": "Europe/Rome", "week": {"mon": "always"}},
    ],
)
def test_hours_that_cannot_be_read_are_refused(filed: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"hours|zone|time of day"):
        read_opening(filed)
