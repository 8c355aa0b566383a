"""What stands in our own file, "wellness-programme" version 1: every column that goes with it.

The file is written from these tables and checked against them, so that both agree. Rows name each
other by slug or reference. What is left out and why stands in LEFT_OUT; a test looks whether
every column is in one or the other.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

MARK = "wellness-programme"
VERSION = 1
MOST_ITEMS = 20_000
"""Of anything, in one file."""


class Sort(StrEnum):
    """How a value is written in JSON."""

    TEXT = "text"
    LINE = "line"
    """Text that stands in addresses and style names: a-z, 0-9, dash, underscore."""
    LINK = "link"
    """Empty, or an address that begins with https:// or http://."""
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    INSTANT = "time with offset"
    DAY = "date"
    CLOCK = "time of day"
    WORDS = "list of texts"
    NUMBERS = "object of whole numbers"
    UID = "UUID"


@dataclass(frozen=True, slots=True)
class Field:
    """One value: its sort, the longest text or least number, and whether null may stand there."""

    sort: Sort
    most: int = 0
    least: int | None = None
    may_be_null: bool = False
    among: tuple[str, ...] = ()


Fields = dict[str, Field]


def text(most: int = 0, *among: str) -> Field:
    """A text of at most `most` characters (0: as long as it likes), one of `among` if given."""
    return Field(Sort.TEXT, most, among=among)


def line(most: int) -> Field:
    """A short word without spaces."""
    return Field(Sort.LINE, most)


def whole(least: int) -> Field:
    """A whole number from `least` on."""
    return Field(Sort.WHOLE, least=least)


def or_null(field: Field) -> Field:
    """The same, or nothing."""
    return replace(field, may_be_null=True)


FLAG, INSTANT, WORDS = Field(Sort.FLAG), Field(Sort.INSTANT), Field(Sort.WORDS)
NUMBER, CLOCK, DAY = Field(Sort.NUMBER), Field(Sort.CLOCK), Field(Sort.DAY)
SLUG, KEY = line(80), or_null(text(200))
ENTRY = text(20, "booked", "drop_in", "given")
_PLACES: Fields = {
    "entry": ENTRY,
    "capacity": or_null(whole(0)),
    "kept_for_door": whole(0),
    "party_limit": whole(1),
    "opens_at": or_null(INSTANT),
}
FESTIVAL: Fields = {
    "slug": line(60),
    "name": text(120),
    "zone_name": text(60),
    "starts_on": DAY,
    "ends_on": DAY,
    "dawn": CLOCK,
    "released_at": or_null(INSTANT),
    "release_number": whole(0),
    "site": text(200),
    "country": text(2),
    "welcome": text(2000),
    "contact": text(200),
    "help_on_site": text(500),
    "exit_url": Field(Sort.LINK, 200),
    "quiet_from": CLOCK,
    "quiet_until": CLOCK,
    "places_per_day": or_null(whole(1)),
}
SPACE: Fields = {
    "slug": SLUG,
    "name": text(120),
    "kind": text(20, "tent", "room", "lawn", "studio"),
    "capacity": or_null(whole(1)),
    "directions": text(300),
    "access": WORDS,
    "equipment": text(500),
    "latitude": or_null(NUMBER),
    "longitude": or_null(NUMBER),
    "position": whole(0),
    "changeover_minutes": whole(0),
    "is_retired": FLAG,
    "source_key": KEY,
}
SPACE_HOURS: Fields = {"opens_at": INSTANT, "closes_at": INSTANT}
STUDIO: Fields = {
    "about": text(),
    "slot_length": text(20, "half_day", "day", "hours"),
    "slot_hours": or_null(Field(Sort.WHOLE, most=24, least=1)),
    "needs_engineer": FLAG,
}
"""Of a space: "studio" is null where it is none."""
SHIFT: Fields = {"starts_at": INSTANT, "ends_at": INSTANT}
"""Of a space, "shifts"; beside these: "facilitator"."""
EQUIPMENT: Fields = {
    "kind": text(80),
    "quantity": whole(1),
    "notes": text(300),
    "position": whole(0),
}
"""Beside these: "space", null for what is in the store."""
CATEGORY: Fields = {
    "slug": SLUG,
    "name": text(80),
    "icon": line(40),
    "colour": line(10),
    "is_support": FLAG,
    "position": whole(0),
    "source_key": KEY,
}
FACILITATOR: Fields = {
    "slug": SLUG,
    "name": text(120),
    "about": text(),
    "pronouns": text(40),
    "languages": WORDS,
    "sessions_per_day": or_null(whole(1)),
    "rest_minutes": whole(0),
    "source_key": KEY,
}
FACILITATOR_HOURS: Fields = {"starts_at": INSTANT, "ends_at": INSTANT, "is_wish": FLAG}
ACTIVITY: Fields = {
    "slug": SLUG,
    "title": text(200),
    "summary": text(300),
    "description": text(),
    "for_whom": text(300),
    "bring": text(300),
    "cost": text(100),
    "content_note": text(300),
    "confidentiality": text(),
    "welcome": WORDS,
    "languages": WORDS,
    "min_age": or_null(whole(0)),
    "age_note": text(120),
    "capacity_note": text(160),
    "source_url": Field(Sort.LINK, 400),
    "group_agreement": text(),
    "length_minutes": whole(1),
    **_PLACES,
    "consent": text(300),
    "leaders_needed": whole(0),
    "changeover_minutes": whole(0),
    "is_heavy": FLAG,
    "is_studio_time": FLAG,
    "source_key": KEY,
}
"""Beside these: "category", and "drafted": the new words by column that wait for release."""
DRAFT: Fields = {
    "starts_at": or_null(INSTANT),
    "length_minutes": whole(1),
    **_PLACES,
    "is_fixed": FLAG,
    "is_cancelled": FLAG,
    "cancel_reason": text(300),
    "alternatives": WORDS,
    "note": text(300),
}
"""Beside these: "activity", "space" and "facilitators"."""
RELEASED: Fields = {
    "uid": Field(Sort.UID),
    "title": text(200),
    "is_support": FLAG,
    "status": text(20, "scheduled", "cancelled"),
    "starts_at": INSTANT,
    "ends_at": INSTANT,
    "is_closed": FLAG,
    **_PLACES,
    "consent": text(300),
    "min_age": or_null(whole(0)),
    "sequence": whole(0),
    "was_starts_at": or_null(INSTANT),
    "was_space_name": or_null(text(120)),
    "moved_at": or_null(INSTANT),
    "cancelled_at": or_null(INSTANT),
    "cancel_reason": text(300),
    "alternatives": WORDS,
}
"""Beside these: "activity", "space" and "facilitators"."""
HOLD: Fields = {"starts_at": INSTANT, "ends_at": INSTANT, "reason": text(200)}
"""Beside these: "space"."""
RELEASE: Fields = {
    "number": whole(1),
    "counts": Field(Sort.NUMBERS),
    "note": text(300),
    "made_at": INSTANT,
}
CHANGE: Fields = {
    "kind": line(20),
    "before": text(200),
    "after": text(200),
    "made_at": INSTANT,
    "release_number": or_null(whole(0)),
}
"""Beside these: "session"."""
_ROWS_OWN = {"id", "festival_id", "revision", "updated_at", "created_at"}
LEFT_OUT: dict[str, set[str]] = {
    "festival": {*_ROWS_OWN, "version", "changed_at", "draft_version"},
    "space": {*_ROWS_OWN, "wet_space_id"},
    "space_hours": {"id", "space_id"},
    "category": _ROWS_OWN,
    "studio": {*_ROWS_OWN, "space_id"},
    "engineer_shift": {"id", "festival_id", "space_id", "facilitator_id"},
    "equipment": {*_ROWS_OWN, "space_id"},
    "facilitator": _ROWS_OWN,
    "facilitator_hours": {"id", "facilitator_id"},
    "activity": {*_ROWS_OWN, "category_id", "drafted"},
    "draft_session": {*_ROWS_OWN, "session_id", "reference", "activity_id", "space_id"}
    | {"facilitator_ids", "changed_by", "changed_at"},
    "session": {"id", "activity_id"},
    "bookable": {*_ROWS_OWN, "reference", "kind", "space_id"}
    | {"taken", "waiting", "last_position", "booking_revision"},
    "space_hold": {"id", "festival_id", "space_id"},
    "programme_release": {"id", "festival_id", "made_by", "key_hash"},
    "change": {"id", "festival_id", "bookable_id"},
}
"""By table: ids and stamps of the rows themselves, what is told by name, counts of bookings, and
who of the staff did something."""
