"""Electromagnetic Field's schedule: a JSON list of sessions with wall times and no zone.

Its iCalendar of the same sessions shares the ids, and says in its descriptions' last lines what
the JSON has fields for; see `ics`.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

from wellness.imports.formats.moments import moment_of
from wellness.imports.formats.rows import Reading, Row, note
from wellness.imports.formats.strict_json import records_in, text_in

SOURCE = "emf"
_LINK = re.compile(r"\s*\bLink:\s*(https://www\.emfcamp\.org/schedule/\S+)\s*\Z")
_ENDING = re.compile(
    r"\s*Attending this workshop will cost:(.*)\nSuitable age range:(.*)\n"
    r"Attendees should bring:((?s:.*))\Z"
)
KINDS = {"youthworkshop": "Youth workshop", "familyworkshop": "Family workshop"}


def looks_like(value: Any) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(value, list) and any(
        {"start_date", "title"} <= record.keys() for record in records_in(value[:5])
    )


def reading(value: Any) -> tuple[Reading, Iterator[Row]]:
    """What the file says of its festival (nothing), and its rows."""
    return Reading(source=SOURCE), _rows(value)


def _rows(value: Any) -> Iterator[Row]:
    for number, session in enumerate(value if isinstance(value, list) else [], start=1):
        if not isinstance(session, dict):
            yield Row(number=number, event=f"#{number}", title="", trouble=note("no_event"))
            continue
        about = _about(session)
        texts = [text_in(session, name) for name in ("start_date", "end_date")]
        try:
            starts, ends = (moment_of(text) if text else None for text in texts)
        except ValueError:
            trouble = note("bad_times", text=" / ".join(texts))
            yield Row(number=number, **about, trouble=trouble)
            continue
        yield Row(number=number, **about, starts=starts, ends=ends)


def _about(session: dict[str, Any]) -> dict[str, Any]:
    latitude, longitude = _position(session.get("latlon"))
    speaker = text_in(session, "speaker")
    kind = text_in(session, "type")
    friendly = session.get("is_family_friendly")
    return {
        "event": text_in(session, "id") or text_in(session, "slug", "title"),
        "title": text_in(session, "title"),
        "space": text_in(session, "venue"),
        "latitude": latitude,
        "longitude": longitude,
        "category": KINDS.get(kind, kind[:1].upper() + kind[1:]),
        "description": text_in(session, "description"),
        "content_note": text_in(session, "content_note"),
        "capacity": text_in(session, "attendees"),
        "age": text_in(session, "age_range"),
        "cost": text_in(session, "cost"),
        "bring": text_in(session, "equipment"),
        "url": text_in(session, "link"),
        "facilitators": (speaker,) if speaker else (),
        "is_for_children": friendly if isinstance(friendly, bool) else None,
    }


def _position(value: Any) -> tuple[float | None, float | None]:
    """Degrees north and east, or (None, None) if it is no place on Earth."""
    if not isinstance(value, list) or len(value) != len(("north", "east")):
        return None, None
    if not all(isinstance(v, int | float) and math.isfinite(v) for v in value):
        return None, None
    north, east = (float(v) for v in value)
    return (north, east) if abs(north) <= 90 and abs(east) <= 180 else (None, None)  # noqa: PLR2004 - degrees


def is_calendar_text(description: str) -> bool:
    """Whether an iCalendar description is one of theirs: it ends with a link to their schedule."""
    return bool(_LINK.search(description[-300:]))


def from_calendar_text(description: str) -> dict[str, str]:
    """What an iCalendar description of theirs tells, as the fields of a Row."""
    told = {"age": "", "cost": "", "bring": "", "url": ""}
    if match := _LINK.search(description):
        description, told["url"] = description[: match.start()], match[1]
    if match := _ENDING.search(description):
        description = description[: match.start()]
        told["cost"], told["age"], told["bring"] = (part.strip() for part in match.groups())
    return told | {"description": description}
