"""The "schedule.json" of c3voc and pretalx: conference, days, rooms as keys, events in them.

An event has a start with offset and a length; where the start is missing, its day and wall time
stand in. A day runs past midnight, until its `day_end`. Speakers' answers are never read: they
hold phone numbers.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from wellness.imports.formats.moments import clock_of, length_of, moment_of
from wellness.imports.formats.rows import BadFile, Reading, Row, note
from wellness.imports.formats.strict_json import records_in, text_in

SOURCE = "c3voc"
DAY_TURNS = time(4)
"""What starts before this belongs to the day before, in files that give wall times only."""
_SHORT = 300


def looks_like(value: Any) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(value, dict) and isinstance(value.get("schedule"), dict)


def reading(value: Any) -> tuple[Reading, Iterator[Row]]:
    """What the file says of its festival, and its rows. Raises BadFile if it has no conference."""
    schedule = value.get("schedule") if isinstance(value, dict) else None
    conference = schedule.get("conference") if isinstance(schedule, dict) else None
    if not isinstance(conference, dict):
        raise BadFile("no_conference")
    acronym = re.sub(r"[\W_]+", "-", text_in(conference, "acronym").casefold()).strip("-")
    facts = Reading(
        source=f"{SOURCE}:{acronym}"[:40].rstrip(":"),
        name=text_in(conference, "title"),
        zone=text_in(conference, "time_zone_name"),
        first_day=_day(text_in(conference, "start")),
        last_day=_day(text_in(conference, "end")),
    )
    return facts, _rows(conference)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _rows(conference: dict[str, Any]) -> Iterator[Row]:
    number = 0
    for day in records_in(conference.get("days")):
        rooms = day.get("rooms")
        for room, events in (rooms if isinstance(rooms, dict) else {}).items():
            for event in records_in(events):
                number += 1
                yield _row(number, room, event, _day(text_in(day, "date")))


def _row(number: int, room: str, event: dict[str, Any], day: date | None) -> Row:
    about = _about(room, event)
    try:
        starts = _start(event, day)
        ends = starts + length_of(text_in(event, "duration"), days_first=True)
    except (ValueError, OverflowError):
        told = " / ".join(text_in(event, name) for name in ("date", "start", "duration"))
        return Row(number=number, **about, trouble=note("bad_times", text=told))
    return Row(number=number, **about, starts=starts, ends=ends)


def _start(event: dict[str, Any], day: date | None) -> datetime:
    if text := text_in(event, "date"):
        return moment_of(text)
    if day is None:
        raise ValueError("no day")
    clock = clock_of(text_in(event, "start"))
    return datetime.combine(day + timedelta(days=1 if clock < DAY_TURNS else 0), clock)


def _about(room: str, event: dict[str, Any]) -> dict[str, Any]:
    abstract, description = text_in(event, "abstract"), text_in(event, "description")
    subtitle = text_in(event, "subtitle")
    summary = subtitle
    if not subtitle and description and 0 < len(abstract) <= _SHORT:
        summary, abstract = abstract, ""
    people = (
        text_in(person, "public_name", "full_public_name", "name")
        for person in records_in(event.get("persons"))
    )
    language = text_in(event, "language")
    return {
        "event": text_in(event, "guid", "id", "code", "slug") or text_in(event, "title"),
        "title": text_in(event, "title"),
        "space": room or text_in(event, "room"),
        "category": text_in(event, "track", "type"),
        "summary": summary,
        "description": "\n\n".join(text for text in (abstract, description) if text),
        "url": text_in(event, "url"),
        "facilitators": tuple(name for name in people if name),
        "languages": (language[:2].lower(),) if re.match(r"[A-Za-z]{2}", language) else (),
    }
