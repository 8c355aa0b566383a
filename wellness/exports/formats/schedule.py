"""The schedule that conference tools exchange, as frab, pretalx and c3voc write it: one tree.

Shape: the schema and the XSD of github.com/voc/schedule, validator/. The JSON is the tree itself,
the XML is made from it (schedule_xml). What was cancelled has no place in it.
"""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from wellness.booking.entries import House
from wellness.booking.models import Entry
from wellness.clock import dawn_of
from wellness.exports.formats.facts import Programme, Told, by_space

SCHEMA = "https://c3voc.de/schedule/schema.json"
TIMESLOT = "00:05"
COLOURS = {
    "lake": "#045e66",
    "moss": "#276438",
    "plum": "#5b4277",
    "sky": "#335784",
    "clay": "#9d3725",
}
"""Of categories, as the style sheet has them on a light ground."""
Tree = dict[str, Any]


def written(programme: Programme, house: House) -> bytes:
    """The schedule as JSON."""
    schedule = tree_of(programme, house.base_url)
    tree = {"$schema": SCHEMA, "generator": {"name": "Wellness"}, "schedule": schedule}
    return json.dumps(tree, ensure_ascii=False, indent=1).encode() + b"\n"


def tree_of(programme: Programme, base_url: str) -> Tree:
    """The schedule as plain values: conference, days from dawn to dawn, rooms, events."""
    sessions = programme.taking_place
    days = _days(programme, sessions)
    page = f"{base_url}/{programme.slug}/"
    offers = {told.offer.category: told.offer for told in sessions}
    return {
        "url": page,
        "version": programme.version,
        "base_url": page,
        "conference": {
            "acronym": programme.slug.replace("-", "_"),
            "title": programme.name,
            "start": days[0].isoformat(),
            "end": days[-1].isoformat(),
            "daysCount": len(days),
            "timeslot_duration": TIMESLOT,
            "time_zone_name": programme.zone_name,
            "url": page,
            "tracks": [
                {"name": name, "color": COLOURS.get(offer.colour, COLOURS["lake"])}
                for name, offer in sorted(offers.items())
            ],
            "rooms": [
                {
                    "name": space.name,
                    "guid": str(_guid(f"{page}spaces/{space.slug}")),
                    "capacity": space.capacity,
                }
                for space in programme.spaces
            ],
            "days": [
                _day(number, day, programme, base_url) for number, day in enumerate(days, start=1)
            ],
        },
    }


def _days(programme: Programme, sessions: list[Told]) -> list[date]:
    """The festival's days, and any others on which something takes place, without gaps."""
    taken = [programme.day_of(told.starts_at) for told in sessions]
    first = min((programme.starts_on, *taken))
    last = max((programme.ends_on, *taken))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _day(index: int, day: date, programme: Programme, base_url: str) -> Tree:
    begin, end = (
        dawn_of(each, programme.zone, programme.dawn).astimezone(programme.zone)
        for each in (day, day + timedelta(days=1))
    )
    held = (told for told in programme.taking_place if begin <= told.starts_at < end)
    rooms: dict[str, list[Tree]] = {}
    order = {space: place for place, space in enumerate(programme.spaces)}
    found = by_space(held)
    for space in sorted(found, key=lambda space: order.get(space, len(order)) if space else -1):
        events = rooms.setdefault(space.name if space else "", [])
        events += [_event(told, programme, base_url) for told in found[space]]
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": begin.isoformat(),
        "day_end": end.isoformat(),
        "rooms": rooms,
    }


def _event(told: Told, programme: Programme, base_url: str) -> Tree:
    offer, page = told.offer, programme.address_of(told, base_url)
    starts = told.starts_at.astimezone(programme.zone)
    return {
        "guid": str(_guid(page)),
        "id": told.number,
        "logo": "",
        "date": starts.isoformat(timespec="seconds"),
        "start": f"{starts:%H:%M}",
        "duration": _length(told.starts_at, told.ends_at),
        "room": told.space.name if told.space else "",
        "slug": f"{programme.slug}-{told.reference}",
        "url": page,
        "title": told.title,
        "subtitle": offer.summary,
        "track": offer.category,
        "type": "drop-in" if told.entry is Entry.DROP_IN else "booking",
        "language": offer.languages[0] if offer.languages else "",
        "abstract": "",
        "description": offer.description,
        "recording_license": "",
        "do_not_record": True,
        "persons": [{"id": one.id, "public_name": one.name} for one in told.leaders],
        "links": [{"title": "", "url": offer.source_url}] if offer.source_url else [],
        "attachments": [],
    }


def _guid(address: str) -> UUID:
    """The same for the same address in every export, of the draft and of the release."""
    return uuid5(NAMESPACE_URL, address)


def _length(starts_at: datetime, ends_at: datetime) -> str:
    minutes = round((ends_at.astimezone(UTC) - starts_at.astimezone(UTC)).total_seconds() / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
