from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from tests.calendars.facts import AN_HOUR, a_header, an_event
from tests.calendars.readers import content_lines, events_in, physical_lines
from wellness.calendars.feed import calendar_bytes
from wellness.calendars.zones import UnknownZone


def test_the_head_says_everything_the_readers_look_for() -> None:
    header = a_header(
        name="Stillwater; lake, woods",
        description="All sessions at Stillwater.",
        url="https://wellness.example/stillwater/",
        source="https://wellness.example/stillwater/calendar.ics",
        colour="teal",
        apple_colour="#2F7F86",
        refresh=timedelta(minutes=75),
    )
    lines = content_lines(calendar_bytes(header, [an_event()]))
    assert lines[: lines.index("BEGIN:VTIMEZONE")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wellness//Wellness 1//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Stillwater\\; lake\\, woods",
        "NAME:Stillwater\\; lake\\, woods",
        "X-WR-CALDESC:All sessions at Stillwater.",
        "DESCRIPTION:All sessions at Stillwater.",
        "X-WR-TIMEZONE:Europe/Berlin",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H15M",
        "X-PUBLISHED-TTL:PT1H15M",
        "COLOR:teal",
        "X-APPLE-CALENDAR-COLOR:#2F7F86",
        "URL:https://wellness.example/stillwater/",
        "SOURCE;VALUE=URI:https://wellness.example/stillwater/calendar.ics",
        "LAST-MODIFIED:20260501T123015Z",
    ]


def test_a_calendar_has_no_method_uid_organizer_or_attendee() -> None:
    octets = calendar_bytes(a_header(), [an_event(number=1), an_event(number=2)])
    names = [line.split(":")[0].split(";")[0] for line in content_lines(octets)]
    assert not {"METHOD", "ORGANIZER", "ATTENDEE", "RRULE;X", "DURATION"} & set(names)
    assert names.index("UID") > names.index("BEGIN", 1)
    calendar = icalendar.Calendar.from_ical(octets)
    assert isinstance(calendar, icalendar.Calendar)
    assert "UID" not in calendar
    assert calendar.errors == []


def test_all_zones_stand_before_all_events_in_one_order() -> None:
    zones = ("Europe/Berlin", "Asia/Tokyo", "America/New_York")
    events = [an_event(number=number, zone_name=zone) for number, zone in enumerate(zones)]
    lines = content_lines(calendar_bytes(a_header(), events))
    assert [line for line in lines if line.startswith(("BEGIN:VE", "TZID:"))] == [
        "TZID:America/New_York",
        "TZID:Asia/Tokyo",
        "TZID:Europe/Berlin",
        "BEGIN:VEVENT",
        "BEGIN:VEVENT",
        "BEGIN:VEVENT",
    ]


def test_events_stand_in_order_of_time_whatever_order_they_come_in() -> None:
    early = datetime(2026, 6, 4, 8, tzinfo=UTC)
    events = [an_event(early + AN_HOUR * n, number=n) for n in (3, 1, 2)]
    octets = calendar_bytes(a_header(), events)
    assert octets == calendar_bytes(a_header(), reversed(events))
    assert [str(event.uid)[:3] for event in events_in(octets)] == ["s-1", "s-2", "s-3"]


def test_a_calendar_without_events_still_is_one() -> None:
    octets = calendar_bytes(a_header(), [])
    calendar = icalendar.Calendar.from_ical(octets)
    assert isinstance(calendar, icalendar.Calendar)
    assert [str(part.name) for part in calendar.subcomponents] == ["VTIMEZONE"]
    physical_lines(octets)


def test_a_bad_event_is_left_out_and_named_without_its_texts(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad = an_event(number=2, ends_at=datetime(2020, 1, 1, tzinfo=UTC), summary="Canary")
    lost = an_event(number=3, zone_name="Mars/Olympus", summary="Canary")
    octets = calendar_bytes(a_header(), [an_event(number=1), bad, lost, an_event(number=4)])
    assert [str(event.uid)[:3] for event in events_in(octets)] == ["s-1", "s-4"]
    assert "s-2@wellness.example" in caplog.text
    assert "s-3@wellness.example" in caplog.text
    assert "Canary" not in caplog.text
    assert b"Mars" not in octets


def test_a_uid_is_never_told_twice(caplog: pytest.LogCaptureFixture) -> None:
    first = an_event(summary="First")
    second = an_event(summary="Second", starts_at=first.ends_at)
    [event] = events_in(calendar_bytes(a_header(), [second, first]))
    assert str(event["SUMMARY"]) == "First"
    assert "a second one" in caplog.text


def test_a_calendar_of_no_zone_is_refused() -> None:
    with pytest.raises(UnknownZone):
        calendar_bytes(a_header(zone_name="Mars/Olympus"), [])
