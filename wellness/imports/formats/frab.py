"""The "schedule.xml" of frab, c3voc and pretalx: the same tree as their JSON, as elements.

Only defusedxml reads it, without any document type, entity or outside reference.
"""

from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wellness.imports.formats.rows import BadFile


def as_schedule(raw: bytes) -> dict[str, Any]:
    """The file as the JSON of the same family, for `c3voc.reading`. Raises BadFile."""
    try:
        root = fromstring(raw, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise BadFile("dangerous_xml") from None
    except ParseError as error:
        raise BadFile("broken_xml", line=error.position[0]) from None
    except (LookupError, ValueError):  # an encoding that does not exist
        raise BadFile("broken_xml", line=1) from None
    if root.tag != "schedule":
        raise BadFile("unknown_format")
    conference: dict[str, Any] = _texts(root.find("conference"))
    conference["days"] = [_day(day) for day in root.iterfind("day")]
    return {"schedule": {"conference": conference}}


def _day(day: Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.iterfind("room"):
        events = rooms.setdefault(room.get("name", ""), [])
        events.extend(_event(event) for event in room.iterfind("event"))
    return {"date": day.get("date", ""), "rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    record: dict[str, Any] = _texts(event)
    record.update({name: event.get(name, "") for name in ("id", "guid", "code")})
    persons = event.find("persons")
    record["persons"] = [
        {"public_name": person.text or ""} for person in (persons if persons is not None else ())
    ]
    return record


def _texts(element: Element | None) -> dict[str, Any]:
    return {child.tag: child.text or "" for child in (element if element is not None else ())}
