"""The same schedule as XML: frab's elements, in the order in which pretalx writes them."""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from wellness.booking.entries import House
from wellness.exports.formats.facts import Programme
from wellness.exports.formats.schedule import Tree, tree_of

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (section 2.2)."""
_CONFERENCE = ("acronym", "title", "start", "end", "timeslot_duration", "time_zone_name", "url")
_EVENT = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type"),
    *("language", "abstract", "description", "logo"),
)


def written(programme: Programme, house: House) -> bytes:
    """The schedule as XML, in UTF-8."""
    tree = tree_of(programme, house.base_url)
    conference = tree["conference"]
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    root = Element("schedule")
    SubElement(root, "generator", name="Wellness")
    _text(root, "version", tree["version"])
    about = SubElement(root, "conference")
    for name in _CONFERENCE:
        _text(about, name, conference[name])
    _text(about, "days", conference["daysCount"])
    _text(about, "base_url", tree["base_url"])
    for track in conference["tracks"]:
        SubElement(about, "track", name=_clean(track["name"]), color=track["color"])
    for day in conference["days"]:
        _day(root, day, guids)
    indent(root, " ")
    written_out: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written_out + b"\n"


def _day(root: Element, day: Tree, guids: dict[str, str]) -> None:
    marks = {"index": str(day["index"]), "date": day["date"]}
    made = SubElement(root, "day", marks, start=day["day_start"], end=day["day_end"])
    for name, events in day["rooms"].items():
        room = SubElement(made, "room", name=_clean(name))
        if name in guids:
            room.set("guid", guids[name])
        for event in events:
            _event(room, event)


def _event(room: Element, event: Tree) -> None:
    made = SubElement(room, "event", guid=event["guid"], id=str(event["id"]))
    for name in _EVENT:
        _text(made, name, event[name])
    recording = SubElement(made, "recording")
    _text(recording, "license", "")
    _text(recording, "optout", "true")
    persons = SubElement(made, "persons")
    for person in event["persons"]:
        _text(persons, "person", person["public_name"]).set("id", str(person["id"]))
    links = SubElement(made, "links")
    for link in event["links"]:
        _text(links, "link", link["url"]).set("href", _clean(link["url"]))
    SubElement(made, "attachments")


def _text(parent: Element, name: str, value: Any) -> Element:
    made = SubElement(parent, name)
    made.text = _clean(str(value))
    return made


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
