"""When something begins and ends, where the file says so badly."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wellness.imports.formats.rows import Row
from wellness.imports.rules.sentences import sentence_of
from wellness.imports.rules.spans import NoSpan, Span, Terms, span_of

BERLIN = ZoneInfo("Europe/Berlin")
TERMS = Terms(zone=BERLIN, festival_zone=BERLIN)


def span(starts: str, ends: str | None, terms: Terms = TERMS, **row: Any) -> Span:
    return span_of(
        Row(
            number=1,
            event="a",
            title="Yoga",
            starts=datetime.fromisoformat(starts),
            ends=datetime.fromisoformat(ends) if ends else None,
            **row,
        ),
        terms,
    )


def told(span: Span) -> tuple[str, list[str]]:
    return f"{span.ends_at.astimezone(BERLIN):%d %H:%M}", [n.code for n in span.notes]


def reason(starts: str, ends: str | None, **row: Any) -> str:
    with pytest.raises(NoSpan) as refused:
        span(starts, ends, **row)
    return sentence_of(refused.value.note)


def test_an_end_on_an_earlier_day_is_taken_for_the_same_day_if_its_time_is_later() -> None:
    assert told(span("2026-06-05T15:00", "2026-06-01T16:30")) == ("05 16:30", ["end_date_early"])


def test_an_end_before_the_start_is_on_the_next_day_if_a_short_night_results() -> None:
    assert told(span("2026-06-05T22:00", "2026-06-05T00:30")) == ("06 00:30", ["overnight"])
    assert told(span("2026-06-05T22:00", "2026-06-05T06:00")) == ("06 06:00", ["overnight"])
    assert told(span("2026-06-05T22:00", "2026-06-01T05:00")) == (
        "06 05:00",
        ["end_date_early", "overnight"],
    )


def test_an_end_that_may_be_a_slip_of_half_a_day_is_refused_with_both_readings() -> None:
    assert reason("2026-06-05T11:00", "2026-06-05T01:00") == (
        "it ends before it starts: 11:00 to 01:00 would be 14 hours into the next day, "
        "or one of the two is a.m. for p.m."
    )
    assert "8.25 hours" in reason("2026-06-05T22:00", "2026-06-05T06:15")


def test_a_session_without_length_lasts_what_its_kind_usually_does() -> None:
    same = "2026-06-05T15:00"
    assert told(span(same, same, category="Class/Workshop")) == ("05 16:00", ["no_length"])
    assert told(span(same, None, category="Massage")) == ("05 15:30", ["no_end"])
    assert reason(same, same, category="Other") == (
        "it ends when it starts, and nothing says how long “Other” lasts; give --length"
    )


def test_a_length_that_was_asked_for_goes_before_what_is_usual() -> None:
    terms = Terms(zone=BERLIN, festival_zone=BERLIN, length=timedelta(minutes=20))
    same = "2026-06-05T15:00"
    assert told(span(same, same, terms, category="Class")) == ("05 15:20", ["no_length"])
    assert told(span(same, "2026-06-05T16:00", terms)) == ("05 16:00", [])


def test_what_is_open_for_more_than_twelve_hours_is_a_place_to_drop_in() -> None:
    assert span("2026-06-05T09:00", "2026-06-05T21:00").is_open_space is False
    assert told(span("2026-06-05T09:00", "2026-06-05T21:01"))[1] == ["open_space"]


def test_midnight_is_crossed_without_a_word() -> None:
    assert told(span("2026-06-05T23:00", "2026-06-06T01:00")) == ("06 01:00", [])


def test_a_wall_time_that_happens_twice_is_refused_with_both_readings() -> None:
    assert reason("2026-10-25T02:30", "2026-10-25T04:00") == (
        "the clocks show 2026-10-25 02:30 twice that night: "
        "write 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00"
    )
    assert "2026-10-25 02:15" in reason("2026-10-25T01:00", "2026-10-25T02:15")


def test_a_wall_time_that_never_happens_is_refused_with_both_readings() -> None:
    assert reason("2026-03-29T02:30", "2026-03-29T04:00") == (
        "the clocks jump over 2026-03-29 02:30 that night: "
        "write 2026-03-29T01:30+01:00 or 2026-03-29T03:30+02:00"
    )


def test_a_time_with_its_offset_is_never_ambiguous() -> None:
    found = span("2026-10-25T02:30+01:00", "2026-10-25T03:30+01:00")
    assert found.starts_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_zone_that_a_row_names_goes_before_the_festivals() -> None:
    found = span("2026-06-05T15:00", "2026-06-05T16:00", zone="America/New_York")
    assert found.starts_at == datetime(2026, 6, 5, 19, 0, tzinfo=UTC)


def test_dates_are_compared_by_the_offset_of_the_start() -> None:
    found = span("2026-06-05T22:00-07:00", "2026-06-06T06:00+00:00")
    assert (found.ends_at - found.starts_at, found.notes) == (timedelta(hours=1), ())


def test_a_shift_keeps_the_wall_time_over_a_change_of_the_clocks() -> None:
    terms = Terms(zone=BERLIN, festival_zone=BERLIN, shift=timedelta(days=7))
    found = span("2026-10-22T09:00+02:00", "2026-10-22T10:00+02:00", terms)
    assert found.starts_at.astimezone(BERLIN).isoformat() == "2026-10-29T09:00:00+01:00"
    assert found.unshifted == datetime(2026, 10, 22, 7, 0, tzinfo=UTC)


def test_the_small_hours_belong_to_the_day_before() -> None:
    terms = Terms(
        zone=BERLIN,
        festival_zone=BERLIN,
        first_day=date(2026, 6, 5),
        last_day=date(2026, 6, 6),
    )
    assert told(span("2026-06-07T01:00", "2026-06-07T02:00", terms))[1] == []
    assert told(span("2026-06-07T06:00", "2026-06-07T07:00", terms))[1] == ["outside_days"]
    assert told(span("2026-06-05T01:00", "2026-06-05T02:00", terms))[1] == ["outside_days"]


@pytest.mark.parametrize("year", ["0001", "1900", "9999"])
def test_strange_years_are_refused(year: str) -> None:
    assert reason(f"{year}-06-05T10:00", f"{year}-06-05T11:00") == f"its year is {int(year)}"


moments = some.datetimes(
    min_value=datetime(1988, 1, 1),  # noqa: DTZ001 - wall times are what is tried
    max_value=datetime(2202, 1, 1),  # noqa: DTZ001 - same
    timezones=some.sampled_from([None, UTC, BERLIN]),
)


@given(moments, some.none() | moments, some.sampled_from(["", "Talk", "Other"]))
def test_whatever_a_file_says_a_span_ends_after_it_starts_or_is_refused(
    starts: datetime, ends: datetime | None, kind: str
) -> None:
    row = Row(number=1, event="a", title="x", starts=starts, ends=ends, category=kind)
    try:
        found = span_of(row, TERMS)
    except NoSpan:
        return
    assert timedelta() < found.ends_at - found.starts_at <= timedelta(days=31)
