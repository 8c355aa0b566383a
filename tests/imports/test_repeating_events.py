"""Repeating iCalendar events, followed within the festival's days and no further."""

from datetime import date, datetime
from typing import Any

import pytest
from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from tests.imports.programme_files import calendar, reading_of
from wellness.imports.formats.repeats import occurrences
from wellness.imports.formats.rows import Row, Wish

DAYS: dict[str, Any] = {
    "first_day": date(2026, 10, 22),
    "last_day": date(2026, 10, 26),
    "zone": "Europe/Berlin",
}
YOGA = "UID:yoga\nSUMMARY:Yoga\nDTSTART;TZID=Europe/Berlin:20261001T090000\nDURATION:PT1H\n"


def starts(*events: str, **wish: Any) -> list[str]:
    return [str(row.starts) for row in rows(*events, **wish)]


def rows(*events: str, **wish: Any) -> tuple[Row, ...]:
    return reading_of(calendar(*events), **(wish or DAYS)).rows


def test_a_daily_session_is_followed_within_the_festivals_days_alone() -> None:
    found = starts(YOGA + "RRULE:FREQ=DAILY")
    assert (found[0], found[-1], len(found)) == ("2026-10-20 09:00:00", "2026-10-27 09:00:00", 8)


def test_nine_in_the_morning_stays_nine_when_the_clocks_change() -> None:
    found = rows(YOGA + "RRULE:FREQ=WEEKLY;BYDAY=SA,SU;UNTIL=20261025T080000Z")
    assert [(str(row.starts), row.zone) for row in found] == [
        ("2026-10-24 09:00:00", "Europe/Berlin"),
        ("2026-10-25 09:00:00", "Europe/Berlin"),
    ]


def test_what_was_left_out_is_said_once() -> None:
    found = rows(YOGA + "RRULE:FREQ=DAILY")
    assert [[n.code for n in row.remarks] for row in found] == [["repeats_left_out"], *[[]] * 7]


def test_dates_are_added_and_taken_out() -> None:
    event = YOGA + (
        "RRULE:FREQ=DAILY;UNTIL=20261024\n"
        "RDATE;TZID=Europe/Berlin:20261026T180000\n"
        "EXDATE;TZID=Europe/Berlin:20261023T090000,20261024T090000\n"
    )
    assert starts(event) == [
        "2026-10-20 09:00:00",
        "2026-10-21 09:00:00",
        "2026-10-22 09:00:00",
        "2026-10-26 18:00:00",
    ]


@pytest.mark.parametrize(
    "which", ["RECURRENCE-ID;TZID=Europe/Berlin:20261024T090000", "RECURRENCE-ID:20261024T070000Z"]
)
def test_an_occurrence_that_was_moved_takes_the_place_of_its_original(which: str) -> None:
    series = YOGA + "RRULE:FREQ=DAILY;UNTIL=20261025"
    moved = YOGA.replace("20261001T09", "20261024T11") + which
    found = [s for s in starts(series, moved) if s.startswith("2026-10-24")]
    assert found == ["2026-10-24 11:00:00"]


def test_at_most_five_hundred_repeats_are_followed() -> None:
    event = (
        YOGA.replace("PT1H", "PT1M")
        + "RRULE:FREQ=DAILY;BYMINUTE=0,10,20,30,40,50;BYHOUR="
        + (",".join(str(hour) for hour in range(24)))
    )
    assert len(starts(event)) == 500


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=SECONDLY", "rule_rhythm"),
        ("FREQ=DAILY;INTERVAL=0", "rule_unreadable"),
        ("FREQ=DAILY;BYMONTHDAY=banana", "rule_unreadable"),
        ("FREQ=DAILY;COUNT=99999999999", "rule_unreadable"),
        ("FREQ=DAILY;UNTIL=tomorrow", "bad_times"),
        ("FREQ=YEARLY;BYMONTH=12", "rule_nothing"),
    ],
)
def test_rules_that_make_no_programme_are_refused(rule: str, code: str) -> None:
    (row,) = rows(YOGA + f"RRULE:{rule}")
    assert row.trouble is not None
    assert row.trouble.code == code


def test_a_rule_without_end_needs_a_festival() -> None:
    (row,) = rows(YOGA + "RRULE:FREQ=DAILY", zone="Europe/Berlin")
    assert row.trouble is not None
    assert row.trouble.code == "rule_endless"
    assert len(rows(YOGA + "RRULE:FREQ=DAILY;COUNT=3", zone="Europe/Berlin")) == 3


def test_a_zone_at_the_end_of_a_path_is_known_and_any_other_is_named() -> None:
    by_path = YOGA.replace("Europe/Berlin", "/example.org/2026/Europe/Berlin")
    by_whim = YOGA.replace("Europe/Berlin", "W. Europe Standard Time").replace("yoga", "b")
    found = rows(by_path, by_whim)
    assert [(row.zone, [n.code for n in row.remarks]) for row in found] == [
        ("Europe/Berlin", []),
        ("", ["zone_unknown"]),
    ]


def test_a_whole_day_lasts_a_day() -> None:
    (row,) = rows("UID:a\nSUMMARY:Quiet tent\nDTSTART;VALUE=DATE:20261024")
    assert (str(row.starts), str(row.ends)) == ("2026-10-24 00:00:00", "2026-10-25 00:00:00")


def listed(values: list[Any], most: int = 3) -> some.SearchStrategy[str]:
    return some.lists(some.sampled_from(values), min_size=1, max_size=most, unique=True).map(
        lambda chosen: ",".join(map(str, chosen))
    )


@some.composite
def rules(draw: some.DrawFn) -> str:
    """Rules that come true again and again; the other implementation would walk for ever else."""
    rhythm = draw(some.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    numbered = [f"{n}{day}" for n in (1, 2, -1) for day in days]
    is_numbered = rhythm in {"MONTHLY", "YEARLY"} and draw(some.booleans())
    which = {
        "BYDAY": listed(numbered if is_numbered else days),
        "BYMONTHDAY": listed([1, 2, 15, 28, -1, -3]),
        "": some.just(""),
    }
    how_often = {
        "INTERVAL": some.integers(1, 4).map(str),
        "BYMONTH": listed(list(range(1, 13))),
        "": some.just(""),
    }
    more = {
        "WKST": some.sampled_from(["MO", "SU", "TH"]),
        "BYHOUR": listed([8, 12, 20]),
        "BYMINUTE": listed([0, 15, 45]),
        "COUNT": some.integers(1, 40).map(str),
    }
    names = [draw(some.sampled_from(sorted(each))) for each in (which, how_often)]
    names += sorted(draw(some.sets(some.sampled_from(sorted(more)))))
    parts = which | how_often | more
    said = [f"{name}={draw(parts[name])}" for name in names if name]
    return ";".join([f"FREQ={rhythm}", *said])


@hypothesis_settings(max_examples=60)
@given(rules(), some.integers(0, 400))
def test_rules_are_followed_as_another_implementation_follows_them(rule: str, ahead: int) -> None:
    first = datetime(2025, 10, 3, 9, 30)  # noqa: DTZ001 - a wall time
    opens = date.fromordinal(first.toordinal() + ahead)
    closes = date.fromordinal(opens.toordinal() + 6)
    wish = Wish(first_day=opens, last_day=closes)
    found, _ = occurrences(rule, first, wish)
    theirs = rrulestr(rule, dtstart=first).between(
        datetime.fromordinal(opens.toordinal() - 2),
        datetime.fromordinal(closes.toordinal() + 2),
        inc=True,
    )
    assert found == [moment for moment in theirs if moment >= first]
