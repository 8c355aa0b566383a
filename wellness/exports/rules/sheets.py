"""What stands on paper: lines of sessions, and how large they may be written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import gettext, ngettext

from wellness.booking.models import Entry
from wellness.programme.shown import ProgrammeEntry
from wellness.web.formatting import clock_time

SIZES = ((14, "large"), (28, "roomy"), (40, "well"), (46, "small"))
"""Up to so many sessions fit on one poster when they are written like this (print.css)."""


class Hangs(StrEnum):
    """Where a door sheet hangs."""

    OUTSIDE = "outside"
    """Whoever passes reads it: support sessions have no title there."""
    INSIDE = "inside"


class Paper(StrEnum):
    """How large a poster is printed."""

    A3 = "a3"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class Line:
    """One session on paper."""

    begins: str
    ends: str
    title: str
    space: str
    leaders: str
    places: str
    colour: str
    kind: str
    is_cancelled: bool


def line_of(entry: ProgrammeEntry, zone: ZoneInfo, hangs: Hangs = Hangs.INSIDE) -> Line:
    """The session as a sheet that hangs there tells it."""
    is_neutral = entry.is_support and hangs is Hangs.OUTSIDE
    return Line(
        begins=clock_time(entry.starts_at, zone),
        ends=clock_time(entry.ends_at, zone),
        title=_neutral_title(entry) if is_neutral else entry.title,
        space=entry.space.name if entry.space else "",
        leaders="" if is_neutral else ", ".join(leader.name for leader in entry.leaders),
        places=_places(entry),
        colour="lake" if is_neutral else entry.category.colour,
        kind="" if is_neutral else entry.category.name,
        is_cancelled=entry.is_cancelled,
    )


def _neutral_title(entry: ProgrammeEntry) -> str:
    if entry.facts.entry is Entry.DROP_IN:
        return str(gettext("Open session"))
    return str(gettext("Booked session"))


def _places(entry: ProgrammeEntry) -> str:
    facts = entry.facts
    if facts.entry is Entry.DROP_IN:
        if facts.capacity is None:
            return str(gettext("Come as you are"))
        return str(
            ngettext(
                "Come as you are, room for %(num)s",
                "Come as you are, room for %(num)s",
                facts.capacity,
            )
        )
    words = str(ngettext("%(num)s place", "%(num)s places", facts.capacity or 0))
    if facts.kept_for_door:
        door = ngettext(
            "%(num)s kept for the door", "%(num)s kept for the door", facts.kept_for_door
        )
        words = f"{words}, {door}"
    return words


def by_start(
    entries: Iterable[ProgrammeEntry], zone: ZoneInfo, order: dict[str, int]
) -> list[tuple[str, list[Line]]]:
    """What begins at each time, those of one time in the festival's `order` of spaces (by slug)."""
    found: dict[datetime, list[ProgrammeEntry]] = {}
    for entry in entries:
        found.setdefault(entry.starts_at, []).append(entry)
    last = len(order)
    return [
        (
            clock_time(starts_at, zone),
            [
                line_of(entry, zone)
                for entry in sorted(
                    alike, key=lambda e: (order.get(e.space.slug, last) if e.space else last, e.id)
                )
            ],
        )
        for starts_at, alike in sorted(found.items())
    ]


def size_of(count: int) -> str:
    """How large `count` sessions may be written on one poster; "many" take several sheets."""
    return next((size for most, size in SIZES if count <= most), "many")
