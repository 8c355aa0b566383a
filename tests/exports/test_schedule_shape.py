"""The schedule has the shape that other tools read.

Written down from the validators of github.com/voc/schedule (validator/json, validator/xsd) and
from what pretalx exports.
"""

import json
from typing import Any
from xml.etree.ElementTree import Element

import jsonschema
import pytest
from defusedxml.ElementTree import fromstring
from flask import Flask

from tests.exports.taking import a_weird_festival, exported
from wellness.exports.rules.kinds import Format, Scope

pytestmark = pytest.mark.one_database
TEXT = {"type": "string"}
OFFSET = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
UUID = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
LINK = {"type": "string", "pattern": "^https?://"}
DAY = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"}


def record(**fields: Any) -> dict[str, Any]:
    """An object with all of these fields and no others."""
    return {
        "type": "object",
        "properties": fields,
        "required": list(fields),
        "additionalProperties": False,
    }


def listed(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


EVENT = record(
    guid=UUID,
    id={"type": "integer", "minimum": 1},
    logo=TEXT,
    date=OFFSET,
    start={"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"},
    duration={"type": "string", "pattern": "^[0-9]+:[0-9]{2}$"},
    room=TEXT,
    slug={"type": "string", "pattern": "^[a-z0-9_-]+[a-z0-9]$"},
    url=LINK,
    title=TEXT,
    subtitle=TEXT,
    track=TEXT,
    type=TEXT,
    language=TEXT,
    abstract=TEXT,
    description=TEXT,
    recording_license=TEXT,
    do_not_record={"const": True},
    persons=listed(record(id={"type": "integer"}, public_name=TEXT)),
    links=listed(record(title=TEXT, url=LINK)),
    attachments=listed({}),
)
SCHEDULE = record(
    **{
        "$schema": LINK,
        "generator": record(name=TEXT),
        "schedule": record(
            url=LINK,
            version=TEXT,
            base_url=LINK,
            conference=record(
                acronym={"type": "string", "pattern": "^[a-z0-9_-][a-z0-9_]{3,}$"},
                title=TEXT,
                start=DAY,
                end=DAY,
                daysCount={"type": "integer", "minimum": 1},
                timeslot_duration={"const": "00:05"},
                time_zone_name={"type": "string", "pattern": "^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$"},
                url=LINK,
                tracks=listed(record(name=TEXT, color={"pattern": "^#[0-9a-f]{6}$"})),
                rooms=listed(record(name=TEXT, guid=UUID, capacity={"type": ["number", "null"]})),
                days=listed(
                    record(
                        index={"type": "integer", "minimum": 1},
                        date=DAY,
                        day_start=OFFSET,
                        day_end=OFFSET,
                        rooms={"type": "object", "additionalProperties": listed(EVENT)},
                    )
                ),
            ),
        ),
    }
)
XML_EVENT = {
    *("room", "title", "type", "date", "start", "duration", "persons", "language", "abstract"),
    *("description", "slug", "recording", "subtitle", "track", "links", "url", "logo"),
    "attachments",
}


@pytest.mark.parametrize("scope", list(Scope))
def test_json_has_the_documented_shape(app: Flask, scope: Scope) -> None:
    del app
    told = json.loads(exported(a_weird_festival(), Format.JSON, scope))
    jsonschema.validate(told, SCHEDULE)


def test_xml_has_the_documented_elements(app: Flask) -> None:
    del app
    root = fromstring(exported(a_weird_festival(), Format.XML))
    assert [child.tag for child in root] == ["generator", "version", "conference"] + ["day"] * 4
    events: list[Element] = list(root.iter("event"))
    assert len(events) == 4
    for event in events:
        assert sorted(child.tag for child in event) == sorted(XML_EVENT)
        assert set(event.keys()) == {"id", "guid"}
        assert int(event.get("id", "")) > 0
        assert event.findtext("recording/optout") == "true"
    for name in ("id", "guid"):
        assert len({event.get(name) for event in events}) == len(events)
    assert len({event.findtext("slug") for event in events}) == len(events)
    for day in root.iter("day"):
        assert set(day.keys()) == {"index", "date", "start", "end"}
        assert all(room.get("name") and room.get("guid") for room in day.iter("room") if len(room))
