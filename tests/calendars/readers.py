"""Other people's eyes: what independent readers make of our octets.

ics knows a zone by its name alone (it reads events before it reads a VTIMEZONE), vobject computes
it from the VTIMEZONE unless pytz has that name, icalendar looks the name up and can compute too.
So `unknown_zone` gives the block a name that nobody can look up. Further limits: vobject keeps
zones for the whole process, so each made-up name is used once; ics reads no SEQUENCE or GEO.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import icalendar
import ics
import vobject

Spans = dict[str, tuple[datetime, datetime]]
_numbers = count(1)


def by_icalendar(octets: bytes) -> Spans:
    return {str(event.uid): _in_utc(event.start, event.end) for event in events_in(octets)}


def by_vobject(octets: bytes) -> Spans:
    calendar = vobject.readOne(octets.decode())
    return {
        event.uid.value: _in_utc(event.dtstart.value, event.dtend.value)
        for event in calendar.contents.get("vevent", [])
    }


def by_ics(octets: bytes) -> Spans:
    calendar = ics.Calendar(octets.decode())
    return {
        event.uid: _in_utc(event.begin.datetime, event.end.datetime) for event in calendar.events
    }


Reader = Callable[[bytes], Spans]
READERS: tuple[Reader, ...] = (by_icalendar, by_vobject, by_ics)
BY_NAME: tuple[Reader, ...] = (by_icalendar, by_ics)
BY_BLOCK: tuple[Reader, ...] = (by_icalendar, by_vobject)


def unknown_zone(octets: bytes, zone_name: str) -> bytes:
    """The same calendar with a zone that can only be known from its VTIMEZONE."""
    made_up = f"/nowhere.example/{next(_numbers)}"
    return octets.replace(f"TZID:{zone_name}\r\n".encode(), f"TZID:{made_up}\r\n".encode()).replace(
        f";TZID={zone_name}:".encode(), f";TZID={made_up}:".encode()
    )


def events_in(octets: bytes) -> list[icalendar.Event]:
    """The events in the order of the file."""
    calendar = icalendar.Calendar.from_ical(octets)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar.events


def value(component: icalendar.Component, name: str) -> Any:
    """What icalendar makes of one property."""
    return component[name]


def physical_lines(octets: bytes) -> list[bytes]:
    """The lines as they go over the wire, without their CRLF; none of them is empty."""
    assert octets.endswith(b"END:VCALENDAR\r\n")
    lines = octets.removesuffix(b"\r\n").split(b"\r\n")
    assert all(lines)
    return lines


def content_lines(octets: bytes) -> list[str]:
    """The lines unfolded (RFC 5545 section 3.1), each still escaped."""
    return octets.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def _in_utc(start: date, end: date) -> tuple[datetime, datetime]:
    assert isinstance(start, datetime)
    assert isinstance(end, datetime)
    assert start.tzinfo is not None
    assert end.tzinfo is not None
    return start.astimezone(UTC), end.astimezone(UTC)
