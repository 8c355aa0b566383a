"""One event as the octets of a VEVENT, made anew only when what it says has changed.

What an event says (times, texts, place) is kept by its value and shared by all who see it so;
what is a person's own (UID, SEQUENCE, stamps) is five short lines before it. See
docs/decisions/0200-event-bytes-by-value.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from wellness.calendars.texts import (
    DESCRIPTION_OCTETS,
    SUMMARY_LENGTH,
    clean,
    one_line,
    web_address,
    within_octets,
)
from wellness.calendars.zones import UNIVERSAL, shows_twice, zone_of

if TYPE_CHECKING:
    from icalendar import Event

REMEMBERED_EVENTS = 20_000
LINE_OCTETS = 75
_UID = re.compile(r"[\x21-\x7e]{1,255}")
_COLOUR = re.compile(r"[a-z]{3,24}")


class BadEvent(ValueError):
    """These facts cannot be told in a calendar; the message says why and quotes no text."""


class State(StrEnum):
    """Where an event stands, in the words of RFC 5545 section 3.8.1.11."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class Klass(StrEnum):
    """How an event asks to be treated by those who may see the calendar (3.8.1.3)."""

    PUBLIC = "PUBLIC"
    PRIVATE = "PRIVATE"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an event tells its reader, whoever that is.

    Instants are aware; `zone_name` is the IANA zone whose wall clock is written. Texts may hold
    anything: they are cleaned and cut. `geo` is latitude and longitude, `colour` a CSS colour
    name, `alarm_minutes` how long before the start a device should ring (None: not at all).
    """

    starts_at: datetime
    ends_at: datetime
    zone_name: str
    summary: str
    description: str = ""
    location: str = ""
    geo: tuple[float, float] | None = None
    url: str = ""
    categories: tuple[str, ...] = ()
    colour: str = ""
    state: State = State.CONFIRMED
    transparent: bool = False
    """True: the time stays free. A cancelled event always leaves it free."""
    klass: Klass | None = None
    alarm_minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class EventFacts(Said):
    """All of one event: `Said`, and which event it is and how new.

    `uid` never changes and is never reused; `sequence` only grows (3.8.7.4); `last_modified` is
    the newest change of anything shown, never the time of asking.
    """

    uid: str
    created_at: datetime
    last_modified: datetime
    sequence: int = 0


_NAMES = tuple(field.name for field in fields(Said))
_said_by: Callable[[Said], tuple[Any, ...]] = attrgetter(*_NAMES)


def event_bytes(facts: EventFacts) -> bytes:
    """The VEVENT of `facts`, folded, ending with a line break; the same for the same facts.

    DTSTAMP is `last_modified`, as in every calendar without METHOD (3.8.7.2). Raises BadEvent.
    """
    changed = stamp_of(facts.last_modified)
    return b"".join(
        (
            b"BEGIN:VEVENT\r\n",
            uid_line(facts.uid),
            f"DTSTAMP:{changed}\r\nCREATED:{stamp_of(facts.created_at)}\r\n"
            f"LAST-MODIFIED:{changed}\r\nSEQUENCE:{max(facts.sequence, 0):d}\r\n".encode(),
            _said_bytes(_said_by(facts)),
            b"END:VEVENT\r\n",
        )
    )


@lru_cache(maxsize=REMEMBERED_EVENTS)
def _said_bytes(said: tuple[Any, ...]) -> bytes:
    """The lines of a `Said` given by its values, since a tuple is looked up faster."""
    facts = Said(**dict(zip(_NAMES, said, strict=True)))
    written: bytes = component_of(facts).to_ical(sorted=False)
    return written.removeprefix(b"BEGIN:VEVENT\r\n").removesuffix(b"END:VEVENT\r\n")


def component_of(said: Said) -> "Event":
    """`said` as a VEVENT that still lacks UID, DTSTAMP and SEQUENCE. Raises BadEvent."""
    from icalendar import Event, vText  # noqa: PLC0415 - costs 70 ms that few processes need

    summary = one_line(said.summary, SUMMARY_LENGTH)
    if said.ends_at <= said.starts_at:
        raise BadEvent("ends before it starts")
    if not summary:
        raise BadEvent("has no title")
    event = Event()
    starts, ends = _times_told(said)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", summary)
    if said.description:
        text = within_octets(clean(said.description), DESCRIPTION_OCTETS)
        event.add("description", text)
    location = one_line(said.location)
    if location:
        event.add("location", location)
    _add_place(event, said, location)
    if web_address(said.url):
        event.add("url", said.url)
    categories = [name for name in map(one_line, said.categories) if name]
    if categories:
        event.add("categories", categories)
    if _COLOUR.fullmatch(said.colour):
        event.add("color", said.colour)
    cancelled = said.state is State.CANCELLED
    event.add("status", said.state.value)
    event.add("transp", "TRANSPARENT" if cancelled or said.transparent else "OPAQUE")
    event.add("x-microsoft-cdo-busystatus", vText(_busy_status(said)))
    if said.klass:
        event.add("class", said.klass.value)
    if said.alarm_minutes is not None and not cancelled:
        _add_alarm(event, summary, said.alarm_minutes)
    return event


def _times_told(said: Said) -> tuple[datetime, datetime]:
    """Start and end by the wall clock, or in UTC where the wall clock would not be enough."""
    zone = zone_of(said.zone_name)
    starts, ends = said.starts_at, said.ends_at
    if said.zone_name in UNIVERSAL or shows_twice(starts, zone) or shows_twice(ends, zone):
        return starts.astimezone(UTC), ends.astimezone(UTC)
    return starts.astimezone(zone), ends.astimezone(zone)


def _add_place(event: "Event", said: Said, location: str) -> None:
    """GEO, and Apple's own property, without which its map tile and "time to leave" stay away."""
    from icalendar import vUri  # noqa: PLC0415 - see component_of

    if said.geo is None:
        return
    latitude, longitude = (round(degrees, 5) for degrees in said.geo)
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004 - degrees
        return
    event.add("geo", (latitude, longitude))
    if location:
        title = location.replace('"', "'")
        point = vUri(f"geo:{latitude},{longitude}")
        parameters = {"VALUE": "URI", "X-APPLE-RADIUS": "70", "X-TITLE": title}
        event.add("x-apple-structured-location", point, parameters=parameters)


def _add_alarm(event: "Event", summary: str, minutes: int) -> None:
    from icalendar import Alarm  # noqa: PLC0415 - see component_of

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -timedelta(minutes=max(minutes, 0)))
    event.add_component(alarm)


def _busy_status(said: Said) -> str:
    """What Outlook shows, which knows four shades where TRANSP knows two."""
    if said.state is State.TENTATIVE:
        return "TENTATIVE"
    return "FREE" if said.transparent or said.state is State.CANCELLED else "BUSY"


@lru_cache(maxsize=4096)
def stamp_of(moment: datetime) -> str:
    """`moment` as a UTC time of iCalendar, whole seconds."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def uid_line(uid: str) -> bytes:
    """The UID property, folded. Raises BadEvent unless `uid` is printable ASCII, ≤ 255 octets."""
    if not _UID.fullmatch(uid):
        raise BadEvent("its UID is not plain ASCII")
    line = f"UID:{uid}"
    parts = [line[:LINE_OCTETS]]
    rest = line[LINE_OCTETS:]
    while rest:
        parts.append(" " + rest[: LINE_OCTETS - 1])
        rest = rest[LINE_OCTETS - 1 :]
    return "\r\n".join(parts).encode("ascii") + b"\r\n"
