"""iCalendar from anywhere: tolerant of what is missing, with repeating events followed.

A file's own VTIMEZONE is ignored; a TZID must be an IANA name (also at the end of a longer path),
else the zone of whoever imports stands in, and the row says so.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from wellness.imports.formats import emf
from wellness.imports.formats.content_lines import Component, Value, components_in
from wellness.imports.formats.repeats import BadRule, occurrences
from wellness.imports.formats.rows import BadFile, Note, Reading, Row, Wish, note

SOURCE = "ics"
_LENGTH = re.compile(
    r"^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$"
)
_UTC_NAMES = {"utc", "etc/utc", "gmt", "z"}


def reading(raw: bytes, wish: Wish) -> tuple[Reading, Iterator[Row]]:
    """What the calendar says of itself, and its rows. Raises BadFile if it isn't one."""
    try:
        *events, calendar = components_in(raw)
    except UnicodeDecodeError:
        raise BadFile("not_utf8") from None
    name = calendar.text("X-WR-CALNAME") or calendar.text("NAME")
    zone = _zone_name(calendar.text("X-WR-TIMEZONE")) or _usual_zone(events)
    is_emf = any(emf.is_calendar_text(event.text("DESCRIPTION")) for event in events[:5])
    source = emf.SOURCE if is_emf else f"{SOURCE}:{_plain(name)}"[:40].rstrip(":")
    rows = _rows(events, replace(wish, zone=wish.zone or zone))
    return Reading(source=source, name=name, zone=zone), rows


def _usual_zone(events: list[Component]) -> str:
    """The zone that most events begin in; empty where none names one."""
    named = (event.first("DTSTART") for event in events)
    zones = Counter(_zone_name(v.parameters.get("TZID", "")) for v in named if v)
    return next((zone for zone, _ in zones.most_common() if zone), "")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-")


def _rows(events: list[Component], wish: Wish) -> Iterator[Row]:
    replaced = _replaced(events)
    number = 0
    for event in events:
        about = _about(event)
        try:
            first = _moments(event, "DTSTART")[0]
            length = _length(event, first)
            times, remarks = _times(event, first, wish, replaced.get(about["event"], frozenset()))
            spans = [(m, None if length is None else m + length) for m in times]
        except (ValueError, OverflowError, IndexError) as error:
            number += 1
            yield Row(number=number, **about, trouble=_trouble(event, error))
            continue
        for place, (starts, ends) in enumerate(spans):
            number += 1
            told = (*first.remarks, *(remarks if place == 0 else ()))
            yield Row(
                number=number, **about, starts=starts, ends=ends, zone=first.zone, remarks=told
            )


def _trouble(event: Component, error: Exception) -> Note:
    reason = error.reason if isinstance(error, BadRule) else ""
    told = event.first("RRULE" if reason else "DTSTART")
    code = f"rule_{reason}" if reason else "bad_times"
    return note(code, text=told.text if told else "")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A DATE or DATE-TIME (sections 3.3.4 and 3.3.5) with what its TZID was found to mean."""

    time: datetime
    zone: str = ""
    is_whole_day: bool = False
    remarks: tuple[Note, ...] = ()


def _moment(value: Value, text: str) -> _Moment:
    if len(text) == len("20260605"):
        day = datetime.combine(date.fromisoformat(text), time())
        return _Moment(day, is_whole_day=True)
    if text.endswith("Z"):
        return _Moment(datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC))
    wall = datetime.fromisoformat(text)
    named = value.parameters.get("TZID", "")
    known = _zone_name(named)
    if known and known.lower() in _UTC_NAMES:
        return _Moment(wall.replace(tzinfo=UTC))
    unknown = (note("zone_unknown", zone=named),) if named and not known else ()
    return _Moment(wall, known or "", remarks=unknown)


def _moments(event: Component, name: str) -> list[_Moment]:
    """Every moment that a property gives; a property may stand several times, with lists."""
    return [
        _moment(value, text.strip().partition("/")[0])
        for value in event.properties.get(name, ())
        for text in value.text.split(",")
    ]


@lru_cache(maxsize=256)
def _zone_name(named: str) -> str | None:
    """The IANA zone in a TZID, which some programs put at the end of a path; else None."""
    parts = [part for part in named.strip().split("/") if part][:8]
    for length in (3, 2, 1):
        name = "/".join(parts[-length:])
        try:
            ZoneInfo(name)
        except (ValueError, OSError, LookupError):
            continue
        return name
    return None


def _length(event: Component, first: _Moment) -> timedelta | None:
    """From DTEND or DURATION; a whole day without either lasts a day (section 3.6.1)."""
    if ends := _moments(event, "DTEND"):
        end = ends[0].time
        if (end.tzinfo is None) != (first.time.tzinfo is None):
            known = ZoneInfo(ends[0].zone or first.zone or "UTC")
            start = first.time.replace(tzinfo=first.time.tzinfo or known)
            return end.replace(tzinfo=end.tzinfo or known) - start
        return end - first.time
    if match := _LENGTH.match(event.text("DURATION").strip()):
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return timedelta(days=1) if first.is_whole_day else None


def _replaced(events: list[Component]) -> dict[str, frozenset[datetime]]:
    """By UID: the starts of repeats that another component of the file takes the place of."""
    found: dict[str, set[datetime]] = {}
    for event in events:
        if event.first("RECURRENCE-ID") is not None:
            try:
                moments = _moments(event, "RECURRENCE-ID")
            except ValueError:
                continue
            found.setdefault(event.text("UID"), set()).update(m.time for m in moments)
    return {uid: frozenset(moments) for uid, moments in found.items()}


def _times(
    event: Component, first: _Moment, wish: Wish, replaced: frozenset[datetime]
) -> tuple[list[datetime], tuple[Note, ...]]:
    rule = event.first("RRULE")
    if event.first("RECURRENCE-ID") is not None or not (rule or event.first("RDATE")):
        return [first.time], ()
    within = replace(wish, zone=first.zone or wish.zone)
    found, left_out = occurrences(rule.text, first.time, within) if rule else ([first.time], False)
    added = {moment.time for moment in _moments(event, "RDATE")}
    gone = {moment.time for moment in _moments(event, "EXDATE")} | replaced
    left_off = {_alike(moment, first) for moment in gone}
    kept = sorted({_alike(moment, first) for moment in (*found, *added)} - left_off)
    if not kept and not replaced:
        raise BadRule("nothing")
    return kept, (note("repeats_left_out", kept=len(kept)),) if left_out else ()


def _alike(moment: datetime, first: _Moment) -> datetime:
    """`moment` as the same kind of time as the first occurrence, so that the two compare."""
    zone = ZoneInfo(first.zone) if first.zone else UTC
    if first.time.tzinfo is None:
        return moment if moment.tzinfo is None else moment.astimezone(zone).replace(tzinfo=None)
    return moment.replace(tzinfo=moment.tzinfo or zone)


def _about(event: Component) -> dict[str, Any]:
    description, url = event.text("DESCRIPTION"), event.text("URL")
    told: dict[str, str | None] = {"description": description, "url": url or None}
    if emf.is_calendar_text(description):
        told |= emf.from_calendar_text(description)
    category = event.first("CATEGORIES")
    latitude, longitude = _position(event.text("GEO"))
    title = event.text("SUMMARY")
    return told | {
        "event": event.text("UID").strip() or title,
        "title": title,
        "space": event.text("LOCATION"),
        "latitude": latitude,
        "longitude": longitude,
        "category": re.split(r"(?<!\\),", category.text)[0].strip() if category else None,
        "is_cancelled": event.text("STATUS").strip().upper() == "CANCELLED",
    }


def _position(text: str) -> tuple[float | None, float | None]:
    try:
        north, east = (float(part) for part in text.split(";"))
    except ValueError:
        return None, None
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else (None, None)  # noqa: PLR2004 - degrees
