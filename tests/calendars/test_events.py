import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calendars.facts import AN_HOUR, a_header, an_event
from tests.calendars.readers import (
    READERS,
    Reader,
    content_lines,
    events_in,
    physical_lines,
    value,
)
from wellness.calendars import events as events_module
from wellness.calendars.events import BadEvent, EventFacts, Klass, State, event_bytes
from wellness.calendars.feed import calendar_bytes
from wellness.calendars.texts import described

HOSTILE = (
    "Yoga\r\nATTENDEE:mailto:eve@example.com",
    "Bell \x07 null \x00 tab \x0b feed \x0c escape \x1b separators \x1c\x1d\x1e next \x85",
    "Lines \u2028 and paragraphs \u2029 and right-to-left \u202e and BOM \ufeff",
    "Commas, semicolons; colons: back\\slashes and \"quotes\" and 'apostrophes'",
    "🧘🏽‍♀️ 🫶 " * 40,
    "Donaudampfschifffahrt" * 15,
    "END:VEVENT\nEND:VCALENDAR\nBEGIN:VCALENDAR",
    "lone surrogate \ud83d and \udc00",
    "نیم‌فاصله می‌ماند",
    "\\n is not a line, \\\\n neither, \\, and \\; too",
)


APPLES_PLACE = (
    'X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-APPLE-RADIUS=70;X-TITLE="Lake Tent, Seewiese, '
    'Rheinsberg":geo:53.09877,12.89123'
)


def told(facts: EventFacts) -> icalendar.Event:
    """The event as icalendar reads it from a calendar that holds nothing else."""
    [event] = events_in(calendar_bytes(a_header(), [facts]))
    return event


def lines_of(facts: EventFacts) -> list[str]:
    """Its content lines, unfolded and still escaped."""
    return content_lines(event_bytes(facts))


def test_all_facts_are_told_each_in_its_property() -> None:
    facts = an_event(
        summary="Sound, bath",
        description="With Ana\nBring: socks",
        location="Lake Tent, Seewiese, Rheinsberg",
        geo=(53.0987654, 12.8912345),
        url="https://wellness.example/stillwater/sessions/ab12cd34",
        categories=("Sound, silence", "Rest"),
        colour="teal",
        klass=Klass.PUBLIC,
        transparent=True,
        sequence=3,
    )
    assert lines_of(facts) == [
        "BEGIN:VEVENT",
        "UID:s-1@wellness.example",
        "DTSTAMP:20260501T123015Z",
        "CREATED:20260401T080000Z",
        "LAST-MODIFIED:20260501T123015Z",
        "SEQUENCE:3",
        "DTSTART;TZID=Europe/Berlin:20260605T100000",
        "DTEND;TZID=Europe/Berlin:20260605T110000",
        "SUMMARY:Sound\\, bath",
        "DESCRIPTION:With Ana\\nBring: socks",
        "LOCATION:Lake Tent\\, Seewiese\\, Rheinsberg",
        "GEO:53.09877;12.89123",
        APPLES_PLACE,
        "URL:https://wellness.example/stillwater/sessions/ab12cd34",
        "CATEGORIES:Sound\\, silence,Rest",
        "COLOR:teal",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "CLASS:PUBLIC",
        "END:VEVENT",
    ]


@pytest.mark.parametrize(
    ("state", "transparent", "expected"),
    [
        (State.CONFIRMED, False, ("CONFIRMED", "OPAQUE", "BUSY")),
        (State.CONFIRMED, True, ("CONFIRMED", "TRANSPARENT", "FREE")),
        (State.TENTATIVE, True, ("TENTATIVE", "TRANSPARENT", "TENTATIVE")),
        (State.CANCELLED, False, ("CANCELLED", "TRANSPARENT", "FREE")),
    ],
)
def test_the_time_is_taken_only_by_what_is_sure(
    state: State,
    transparent: bool,  # noqa: FBT001 - parametrized
    expected: tuple[str, str, str],
) -> None:
    event = told(an_event(state=state, transparent=transparent))
    assert expected == (event["STATUS"], event["TRANSP"], event["X-MICROSOFT-CDO-BUSYSTATUS"])


def test_an_alarm_rings_only_where_asked_and_never_for_what_is_cancelled() -> None:
    [alarm] = told(an_event(alarm_minutes=30)).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"] == "Morning yoga"
    assert value(alarm, "TRIGGER").dt == timedelta(minutes=-30)
    assert told(an_event()).walk("VALARM") == []
    assert told(an_event(alarm_minutes=30, state=State.CANCELLED)).walk("VALARM") == []


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_break_no_calendar_and_add_no_line(text: str, reader: Reader) -> None:
    hostile = an_event(
        number=1,
        summary=text,
        description=text * 8,
        location=text,
        categories=(text, text),
        geo=(1.5, 2.5),
        url=f"https://example.com/{text}",
    )
    after = an_event(number=2, starts_at=hostile.ends_at)
    octets = calendar_bytes(a_header(name=text, description=text), [hostile, after])
    assert set(reader(octets)) == {hostile.uid, after.uid}
    names = {re.split("[:;]", line)[0] for line in content_lines(octets)}
    assert "ATTENDEE" not in names
    assert [line for line in content_lines(octets) if line.startswith("BEGIN:VE")] == [
        "BEGIN:VEVENT",
        "BEGIN:VEVENT",
    ]


@given(
    summary=st.text(min_size=1, max_size=300),
    description=st.text(max_size=4000),
    location=st.text(max_size=300),
    category=st.text(max_size=90),
)
def test_any_text_makes_lines_of_at_most_75_octets_of_printable_utf8(
    summary: str, description: str, location: str, category: str
) -> None:
    facts = an_event(
        summary=f"a{summary}",
        description=description,
        location=location,
        categories=(category,),
        geo=(1.5, 2.5),
    )
    octets = calendar_bytes(a_header(), [facts])
    for line in physical_lines(octets):
        assert len(line) <= 75
        assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", line.decode())
    [event] = events_in(octets)
    assert str(event["SUMMARY"]).startswith("a")
    assert len(str(event["SUMMARY"])) <= 80
    assert len(str(event.get("DESCRIPTION", "")).encode()) <= 2000


def test_long_texts_are_cut_and_say_so() -> None:
    event = told(an_event(summary="word " * 40, description="é" * 3000))
    assert str(event["SUMMARY"]) == ("word " * 16).strip() + "…"
    assert str(event["DESCRIPTION"]) == "é" * 998 + "…"


def test_the_address_stays_the_last_line_of_a_description_however_long() -> None:
    address = "https://wellness.example/stillwater/sessions/ab12cd34"
    text = described(["With Ana", "long " * 900, ""], url=address)
    assert text.splitlines()[0] == "With Ana"
    assert text.splitlines()[-1] == address
    assert len(text.encode()) <= 2000
    assert described(["", "  "], url=address) == address
    assert described([]) == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/a\r\nATTENDEE:x",
        "https://example.com/a b",
        "javascript:alert(1)",
        "https:///no-host",
        "https://[broken",
        "https://example.com/" + "a" * 400,
    ],
)
def test_an_address_that_is_none_is_left_out(url: str) -> None:
    assert "URL" not in told(an_event(url=url))


@pytest.mark.parametrize("geo", [(91.0, 0.0), (0.0, 180.5), (float("nan"), 0.0)])
def test_a_place_not_on_earth_is_left_out(geo: tuple[float, float]) -> None:
    event = told(an_event(geo=geo, location="Lake Tent"))
    assert "GEO" not in event
    assert "X-APPLE-STRUCTURED-LOCATION" not in event


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": datetime(2026, 6, 5, 8, tzinfo=UTC)},
        {"ends_at": datetime(2026, 6, 5, 7, tzinfo=UTC)},
        {"summary": " \x00\u200e "},
        {"uid": "größe@example.com"},
        {"uid": "a\r\nb"},
        {"uid": "u" * 256},
    ],
)
def test_what_cannot_be_told_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadEvent):
        event_bytes(replace(an_event(), **wrong))  # type: ignore[arg-type]


def test_a_long_uid_is_folded_and_comes_back_whole() -> None:
    uid = f"b-7d444840-9dc0-11d1-b245-5ffdce74fad2@{'wellness.' * 20}example"
    octets = event_bytes(an_event(uid=uid))
    assert max(map(len, octets.split(b"\r\n"))) <= 75
    assert f"UID:{uid}" in content_lines(octets)


@pytest.mark.parametrize("reader", READERS)
def test_the_hour_that_autumn_repeats_is_told_in_utc(reader: Reader) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 in Berlin, before the change
    events = [an_event(first + AN_HOUR * hours, number=hours + 2) for hours in (-2, -1, 0, 1, 2)]
    octets = calendar_bytes(a_header(), events)
    expected = {event.uid: (event.starts_at, event.ends_at) for event in events}
    assert reader(octets) == expected
    in_utc = [line for line in content_lines(octets) if re.match("DTSTART:2026.*Z$", line)]
    assert in_utc == [f"DTSTART:20261024T{h}3000Z" for h in (23,)] + [
        "DTSTART:20261025T003000Z",
        "DTSTART:20261025T013000Z",
    ]


def test_spring_needs_no_exception() -> None:
    before = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 in Berlin; 02:00 becomes 03:00
    octets = calendar_bytes(a_header(), [an_event(before)])
    assert "DTSTART;TZID=Europe/Berlin:20260329T013000" in content_lines(octets)
    assert "DTEND;TZID=Europe/Berlin:20260329T033000" in content_lines(octets)
    for reader in READERS:
        assert reader(octets) == {"s-1@wellness.example": (before, before + AN_HOUR)}


def test_a_festival_in_utc_gets_plain_utc_times() -> None:
    octets = calendar_bytes(a_header(zone_name="Etc/UTC"), [an_event(zone_name="Etc/UTC")])
    assert "DTSTART:20260605T080000Z" in content_lines(octets)
    assert b"TZID" not in octets


def test_facts_become_the_same_octets_in_every_process() -> None:
    program = dedent("""
        import hashlib
        from tests.calendars.facts import a_header, an_event
        from wellness.calendars.feed import calendar_bytes
        zones = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Africa/Casablanca")
        events = [
            an_event(number=n, zone_name=zones[n % 4], categories=("Rest", "Sound"), geo=(1, 2))
            for n in range(12)
        ]
        print(hashlib.sha256(calendar_bytes(a_header(), set(events))).hexdigest())
    """)
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ".", "PATH": ""},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1


def test_only_what_changed_is_made_anew() -> None:
    made = events_module._said_bytes
    events = [an_event(number=number, summary=f"Yoga {number}") for number in range(50)]
    calendar_bytes(a_header(), events)
    before = made.cache_info()
    events[7] = replace(events[7], summary="Moved: Yoga 7", sequence=1)
    calendar_bytes(a_header(), events)
    after = made.cache_info()
    assert (after.misses - before.misses, after.hits - before.hits) == (1, 49)


def test_what_is_said_is_shared_by_all_who_hold_a_place() -> None:
    made = events_module._said_bytes
    shared = an_event(summary="A circle that many hold a place in")
    event_bytes(shared)
    before = made.cache_info()
    mine = event_bytes(replace(shared, uid="b-1@wellness.example", sequence=4))
    assert made.cache_info().misses == before.misses
    assert b"UID:b-1@wellness.example\r\n" in mine
    assert b"SEQUENCE:4\r\n" in mine
