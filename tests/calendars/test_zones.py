from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest

from tests.calendars.facts import AN_HOUR, a_header, an_event
from tests.calendars.readers import BY_BLOCK, BY_NAME, Reader, unknown_zone
from wellness.calendars.events import EventFacts
from wellness.calendars.feed import calendar_bytes
from wellness.calendars.zones import (
    FAMILY_OF,
    UnknownZone,
    onsets_in,
    shows_twice,
    vtimezone,
    zone_of,
)

YEARS = (2026, 2027)
LASTING = (
    "Europe/London",
    "Europe/Dublin",
    "Europe/Lisbon",
    "Europe/Berlin",
    "Europe/Helsinki",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "Australia/Sydney",
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "America/Phoenix",
)
WITHOUT_A_RULE = (
    "Africa/Casablanca",
    "America/Santiago",
    "Asia/Jerusalem",
    "Australia/Lord_Howe",
)


def around_the_onsets(zone_name: str) -> list[EventFacts]:
    """Events some hours from each change of the clocks, and in each season."""
    zone = zone_of(zone_name)
    onsets = [onset.at for year in YEARS for onset in onsets_in(zone, year)]
    seasons = [datetime(year, month, 15, 12, tzinfo=UTC) for year in YEARS for month in (1, 4, 7)]
    moments = seasons + [at + AN_HOUR * hours for at in onsets for hours in (-26, -4, 3, 30)]
    return [an_event(at, number=number, zone_name=zone_name) for number, at in enumerate(moments)]


@pytest.mark.parametrize("reader", BY_NAME)
@pytest.mark.parametrize("zone_name", LASTING)
def test_readers_that_know_the_zone_by_name_find_every_instant(
    zone_name: str, reader: Reader
) -> None:
    events = around_the_onsets(zone_name)
    octets = calendar_bytes(a_header(zone_name=zone_name), events)
    assert reader(octets) == {event.uid: (event.starts_at, event.ends_at) for event in events}


@pytest.mark.parametrize("reader", BY_BLOCK)
@pytest.mark.parametrize("zone_name", LASTING + WITHOUT_A_RULE)
def test_readers_that_trust_the_block_alone_find_every_instant(
    zone_name: str, reader: Reader
) -> None:
    events = around_the_onsets(zone_name)
    octets = unknown_zone(calendar_bytes(a_header(zone_name=zone_name), events), zone_name)
    assert reader(octets) == {event.uid: (event.starts_at, event.ends_at) for event in events}


@pytest.mark.parametrize("zone_name", sorted(FAMILY_OF))
def test_every_zone_of_the_table_has_the_offsets_of_the_iana_database(zone_name: str) -> None:
    zone = zone_of(zone_name)
    block = icalendar.Timezone.from_ical(vtimezone(zone_name, *YEARS))
    assert isinstance(block, icalendar.Timezone)
    computed = block.to_tz(lookup_tzid=False)
    for year in YEARS:
        for onset in onsets_in(zone, year):
            before, after = onset.wall - timedelta(hours=3), onset.wall + timedelta(hours=3)
            offsets = (
                computed.utcoffset(before),
                computed.utcoffset(after),
            )
            assert offsets == (
                before.replace(tzinfo=zone).utcoffset(),
                after.replace(tzinfo=zone).utcoffset(),
            )


def test_london_is_told_by_the_two_rules_in_the_clock_before_each_change() -> None:
    assert vtimezone("Europe/London", 2026, 2026).decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "BEGIN:DAYLIGHT",
        "TZNAME:BST",
        "DTSTART:19960331T010000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "TZNAME:GMT",
        "DTSTART:19961027T020000",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


@pytest.mark.parametrize(
    ("zone_name", "daylight", "standard"),
    [
        ("Europe/Berlin", "19960331T020000 3;BYDAY=-1SU", "19961027T030000 10;BYDAY=-1SU"),
        ("America/New_York", "20070311T020000 3;BYDAY=2SU", "20071104T020000 11;BYDAY=1SU"),
        ("Australia/Sydney", "20081005T020000 10;BYDAY=1SU", "20080406T030000 4;BYDAY=1SU"),
        ("Pacific/Auckland", "20080928T020000 9;BYDAY=-1SU", "20080406T030000 4;BYDAY=1SU"),
    ],
)
def test_zones_with_a_yearly_rule_are_told_by_it(
    zone_name: str, daylight: str, standard: str
) -> None:
    block = vtimezone(zone_name, 2026, 2026).decode()
    for expected, kind in ((daylight, "DAYLIGHT"), (standard, "STANDARD")):
        first, rule = expected.split()
        part = block.partition(f"BEGIN:{kind}")[2].partition("END:")[0]
        assert f"DTSTART:{first}\r\n" in part
        assert f"RRULE:FREQ=YEARLY;BYMONTH={rule}\r\n" in part
    assert (block.count("BEGIN:"), block.count("RDATE"), block.count("COMMENT")) == (3, 0, 0)


def test_a_zone_that_left_its_family_is_told_change_by_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(FAMILY_OF, "Africa/Casablanca", FAMILY_OF["Europe/Lisbon"])
    vtimezone.cache_clear()
    block = vtimezone("Africa/Casablanca", 2026, 2026)
    vtimezone.cache_clear()
    onsets = sum(len(onsets_in(zone_of("Africa/Casablanca"), year)) for year in (2025, 2026, 2027))
    assert (block.count(b"RRULE"), block.count(b"DTSTART")) == (0, onsets + 1)


def test_a_zone_without_changes_needs_one_line_of_offsets() -> None:
    block = vtimezone("Asia/Tokyo", 2026, 2026).decode()
    assert block.count("BEGIN:STANDARD") == 1
    assert "TZOFFSETFROM:+0900\r\nTZOFFSETTO:+0900\r\n" in block
    assert "DAYLIGHT" not in block


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Europe/Berlin\r\nX:1"])
def test_a_name_that_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        vtimezone(name, 2026, 2026)


def test_only_the_repeated_hour_of_autumn_is_shown_twice() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    autumn = datetime(2026, 10, 25, 1, tzinfo=UTC)
    spring = datetime(2026, 3, 29, 1, tzinfo=UTC)
    answers = [shows_twice(autumn + step, berlin) for step in (-2 * AN_HOUR, -AN_HOUR, 0 * AN_HOUR)]
    assert answers == [False, True, True]
    assert not shows_twice(autumn + AN_HOUR, berlin)
    assert not any(shows_twice(spring + hours * AN_HOUR, berlin) for hours in (-1, 0, 1))
