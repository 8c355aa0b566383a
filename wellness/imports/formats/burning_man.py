"""Burning Man's event file: a JSON list of events, each with a set of occurrences.

Camps are named by opaque ids only, so a camp's space is called by the tail of its id until an
organizer gives it a name. Times have offsets in newer files and none in older ones.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from wellness.imports.formats.moments import moment_of
from wellness.imports.formats.rows import Note, Reading, Row, note
from wellness.imports.formats.strict_json import records_in, text_in

SOURCE = "burning-man"
_EMAIL = re.compile(r"^\S+@\S+\.\S+$")
_LONG_ID = 12


def looks_like(value: Any) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(value, list) and any("occurrence_set" in r for r in records_in(value[:5]))


def reading(value: Any) -> tuple[Reading, Iterator[Row]]:
    """What the file says of its festival (nothing), and its rows, one for each occurrence."""
    return Reading(source=SOURCE), _rows(value)


def _rows(value: Any) -> Iterator[Row]:
    number = 0
    for event in value if isinstance(value, list) else []:
        if not isinstance(event, dict):
            number += 1
            yield Row(number=number, event=f"#{number}", title="", trouble=note("no_event"))
            continue
        about = _about(event)
        occurrences = records_in(event.get("occurrence_set"))
        if not occurrences:
            number += 1
            yield Row(number=number, **about, trouble=note("no_occurrence"))
        for occurrence in occurrences:
            number += 1
            yield _occurrence(number, about, occurrence, is_whole_day=event.get("all_day") is True)


def _occurrence(
    number: int, about: dict[str, Any], occurrence: dict[str, Any], *, is_whole_day: bool
) -> Row:
    texts = [text_in(occurrence, name) for name in ("start_time", "end_time")]
    try:
        starts, ends = (moment_of(text) if text else None for text in texts)
        if is_whole_day and starts is not None and ends is None:
            ends = starts + timedelta(days=1)
    except (ValueError, OverflowError):
        return Row(number=number, **about, trouble=note("bad_times", text=" / ".join(texts)))
    return Row(number=number, **about, starts=starts, ends=ends)


def _about(event: dict[str, Any]) -> dict[str, Any]:
    host = text_in(event, "hosted_by_camp", "located_at_art")
    space, space_key, remarks = _where(event, host)
    kind = event.get("event_type")
    return {
        "event": text_in(event, "uid", "event_id", "id") or text_in(event, "title"),
        "title": text_in(event, "title"),
        "host": host or text_in(event, "other_location"),
        "space": space,
        "space_key": space_key,
        "category": text_in(kind, "label") if isinstance(kind, dict) else text_in(event, "type"),
        "summary": text_in(event, "print_description"),
        "description": text_in(event, "description"),
        "url": text_in(event, "url"),
        "remarks": remarks,
    }


def _where(event: dict[str, Any], host: str) -> tuple[str, str, tuple[Note, ...]]:
    """Name and key of the space: a described place before a camp known by its code alone."""
    place = " ".join(text_in(event, "other_location").split())
    remarks: tuple[Note, ...] = ()
    if _EMAIL.match(place):
        place, remarks = "", (note("address_as_place"),)
    says_where = " " in place or any(c.isdigit() for c in place)
    if place and (says_where or not host):
        return place, "", remarks
    if place:
        remarks = (note("name_as_place", text=place),)
    if not host:
        return "", "", remarks
    word = "Camp" if event.get("hosted_by_camp") else "Art piece"
    tail = host[-8:-3] if len(host) > _LONG_ID else host
    return f"{word} {tail}", host, remarks
