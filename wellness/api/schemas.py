"""What the documents look like, as JSON Schema 2020-12: every field is there, and no other."""

from enum import StrEnum
from typing import Any

from wellness.api.rules import STEPS_OF_NOBODY
from wellness.booking.models import BookableStatus, Entry
from wellness.festivals.models import AccessFact
from wellness.programme.models import Welcome

Schema = dict[str, Any]


def _thing(description: str, /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _text(description: str, *, example: str | None = None, **more: Any) -> Schema:
    given = {"examples": [example]} if example is not None else {}
    return {"type": "string", "description": description, **given, **more}


def _moment(description: str) -> Schema:
    return _text(description, example="2026-06-05T10:30:00+02:00", format="date-time")


def _day(description: str) -> Schema:
    return _text(description, example="2026-06-05", format="date")


def _link(description: str) -> Schema:
    return _text(description, format="uri")


def _count(description: str) -> Schema:
    return {"type": "integer", "minimum": 0, "description": description}


def _word_of(words: type[StrEnum] | tuple[StrEnum, ...], description: str) -> Schema:
    return {
        "type": "string",
        "enum": [word.value for word in words],
        "description": description,
    }


def _list_of(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _or_none(schema: Schema, when: str) -> Schema:
    return schema | {
        "type": [schema["type"], "null"],
        "description": f"{schema['description']} Null: {when}.",
    }


def ref(name: str) -> Schema:
    """The schema called `name`."""
    return {"$ref": f"#/components/schemas/{name}"}


_SLUG = _text("How it is called in addresses.", example="willow-tent")
PLACES = _thing(
    "How full it is, as of this answer.",
    capacity=_or_none(_count("Places in all."), "no limit"),
    taken=_count("Places held, among them those offered to somebody for some minutes."),
    free=_or_none(
        _count(
            "Places nobody holds, without those kept for the door. While people wait, a free "
            "place is theirs first: see may_do."
        ),
        "no limit",
    ),
    waiting=_count("Bookings in the waiting list."),
)
FESTIVAL = _thing(
    "A festival whose programme is released.",
    slug=_text("How it is called in addresses.", example="stillwater"),
    name=_text("What people call it.", example="Stillwater"),
    zone=_text("IANA zone that all its times are in.", example="Europe/Berlin"),
    starts_on=_day("Its first day."),
    ends_on=_day("Its last day."),
    day_ends_at=_text(
        "Wall time at which a festival day ends: what begins before it belongs to the day before.",
        example="05:00",
        pattern=r"^\d\d:\d\d$",
    ),
    site=_text("The site and its town."),
    country=_text(
        "ISO 3166-1 code in lower case; empty where it is not known.", pattern="^([a-z]{2})?$"
    ),
    welcome=_text("A few words of welcome."),
    contact=_text("Where people reach the team."),
    help_on_site=_text("Where to find a person now, on site."),
    changed_at=_moment("When its programme changed last. Bookings do not move it."),
    links=_thing(
        "Where to go on.",
        self=_link("This document."),
        page=_link("The programme for people."),
        sessions=_link("Its sessions."),
        places=_link("The free places of all its sessions."),
        calendar=_link("The whole programme as iCalendar."),
        help=_link("Who can be called now."),
    ),
)
_SESSION: dict[str, Schema] = {
    "reference": _text("Short and public; never changes.", example="9w4g60xb"),
    "title": _text("What it is called."),
    "summary": _text("What it is, in a line."),
    "day": _day("The festival day it belongs to, dawn to dawn."),
    "starts_at": _moment("When it begins, with the festival's offset."),
    "ends_at": _moment("When it ends."),
    "status": _word_of(BookableStatus, "Whether it takes place."),
    "moved_from": _or_none(_moment("The start it had before."), "it never moved"),
    "moved_out_of": _or_none(_text("The space it was in before."), "it never changed rooms"),
    "entry": _word_of(Entry, "Whether a place is kept beforehand, or one simply comes."),
    "opens_at": _or_none(_moment("From when places can be kept."), "since the release"),
    "may_do": _word_of(
        STEPS_OF_NOBODY, "What somebody without a place there can do as of this answer."
    ),
    "places": ref("Places"),
    "space": {
        "anyOf": [
            _thing("A tent, room, lawn or studio.", slug=_SLUG, name=_text("Its name.")),
            {"type": "null"},
        ],
        "description": "Where it happens. Null: not known yet.",
    },
    "category": _thing("What kind of thing it is.", slug=_SLUG, name=_text("Its name.")),
    "is_support": {
        "type": "boolean",
        "description": "Whether it is a support session. Do not show to others who looks at it.",
    },
    "facilitators": _list_of(
        _thing("Someone who leads it.", slug=_SLUG, name=_text("As they are announced.")),
        "Who leads it, by name.",
    ),
    "languages": _list_of(
        _text("ISO 639-1 code.", example="en"), "Languages spoken; empty: not said."
    ),
    "min_age": _or_none(_count("From which age on."), "any age"),
    "links": _thing(
        "Where to go on.",
        self=_link("This session with all its details."),
        page=_link("Its page for people, where a place can be kept."),
        calendar=_link("It alone as iCalendar."),
    ),
}
_DETAILS: dict[str, Schema] = {
    "description": _text("What happens there; plain text, lines are paragraphs."),
    "for_whom": _text("Whom it is for."),
    "bring": _text("What to bring."),
    "cost": _text("What it costs. Empty: nothing."),
    "content_note": _text("What it touches that one may want to know before."),
    "confidentiality": _text("What stays in the room, and what cannot."),
    "welcome": _list_of(_word_of(Welcome, "One of them."), "What a person may do or be there."),
    "age_note": _text("What is said about age."),
    "capacity_note": _text("What is said about the size of the group."),
    "cancel_reason": _text("Why it was cancelled."),
    "directions": _text("How to find the space."),
    "access": _list_of(_word_of(AccessFact, "One of them."), "What the space is like to get into."),
}
SCHEMAS: dict[str, Schema] = {
    "Festival": FESTIVAL,
    "Festivals": _thing(
        "All released festivals.", festivals=_list_of(ref("Festival"), "The latest first.")
    ),
    "Places": PLACES,
    "Session": _thing("One occurrence of an activity.", **_SESSION),
    "SessionDetails": _thing("A session with all that its page says.", **_SESSION, **_DETAILS),
    "Sessions": _thing(
        "A page of sessions.",
        sessions=_list_of(ref("Session"), "In order of time."),
        next=_or_none(_link("The next page."), "this was the last"),
    ),
    "AllPlaces": {
        "type": "object",
        "description": "By session's reference: free places (null: no limit), and how many wait.",
        "additionalProperties": {
            "type": "array",
            "prefixItems": [{"type": ["integer", "null"], "minimum": 0}, _count("Waiting.")],
            "items": False,
            "minItems": 2,
        },
        "examples": [{"9w4g60xb": [4, 0], "bq4cev75": [None, 0], "2s373npd": [0, 3]}],
    },
    "Error": {
        "type": "object",
        "description": "Why not.",
        "properties": {
            "error": _text("A stable word for programs.", example="not_found"),
            "message": _text("A sentence for people."),
            "fields": {
                "type": "object",
                "description": "With `invalid`: what is wrong, by name in the query.",
                "additionalProperties": {"type": "string"},
            },
        },
        "required": ["error", "message"],
        "additionalProperties": False,
    },
}
