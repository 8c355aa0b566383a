"""What was asked for, turned into the terms that rows are judged by."""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from wellness.clock import festival_day
from wellness.festivals.models import RESERVED_SLUGS, Festival
from wellness.imports.errors import FileRefused
from wellness.imports.formats.rows import Reading, Wish, note
from wellness.imports.rules.entries import Entry, Left, agreeing, entry_of
from wellness.imports.rules.spans import Terms
from wellness.imports.rules.words import Mender

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SLUG_LENGTH = 60
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Which festival a file is for, and what the file can't say itself."""

    slug: str
    format: str = ""
    zone: str = ""
    base_date: date | None = None
    shift_to: date | None = None
    """The programme's first day is moved to this one, and everything with it."""
    length: timedelta | None = None
    columns: tuple[tuple[str, str], ...] = ()
    """What the columns of a table are, by heading, where their names don't tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A festival as it is, or as it would be made from a file."""

    name: str
    zone: ZoneInfo
    first_day: date
    last_day: date


def check_slug(slug: str) -> None:
    """Raise FileRefused unless `slug` can be a festival's address."""
    if not _SLUG.fullmatch(slug) or len(slug) > _SLUG_LENGTH or slug in RESERVED_SLUGS:
        raise FileRefused(note("bad_slug", slug=slug))


def wish_for(order: Order, festival: Festival | None) -> Wish:
    """What the reader of the file has to know. Raises FileRefused for an unknown zone."""
    wish = Wish(
        format=order.format, base_date=order.base_date, zone=order.zone, columns=order.columns
    )
    if order.zone:
        _zone(order.zone)
    if festival is None:
        return wish
    wish = replace(wish, zone=order.zone or festival.zone_name)
    if order.shift_to is not None:
        return wish
    return replace(wish, first_day=festival.starts_on, last_day=festival.ends_on)


def terms_for(order: Order, reading: Reading, festival: Festival | None) -> Terms:
    """How times are read: in the zone asked for, else the file's own, else the festival's.

    Raises FileRefused where none of them is known.
    """
    name = order.zone or reading.zone or (festival.zone_name if festival else "")
    if not name:
        raise FileRefused(note("zone_needed", slug=order.slug))
    zone = _zone(name)
    terms = Terms(zone=zone, festival_zone=zone, length=order.length)
    if festival is None:
        return terms
    return replace(
        terms,
        festival_zone=festival.zone,
        dawn=festival.dawn,
        first_day=festival.starts_on,
        last_day=festival.ends_on,
    )


def _zone(name: str) -> ZoneInfo:
    with suppress(ValueError, OSError, LookupError):
        return ZoneInfo(name)
    raise FileRefused(note("unknown_zone", zone=name))


def judged(reading: Reading, order: Order, terms: Terms, progress: Progress) -> list[Entry | Left]:
    """Every row of the file as a session that can be taken, or with the reason why it can't."""
    if order.shift_to is not None:
        as_told = [entry_of(row, terms) for row in reading.rows]
        first, _ = _days(as_told, terms)
        terms = replace(terms, shift=order.shift_to - (reading.first_day or first))
    rows: list[Entry | Left] = []
    for row in reading.rows:
        rows.append(entry_of(row, terms))
        progress(len(rows), len(reading.rows))
    return agreeing(rows)


def prospect(
    reading: Reading, order: Order, terms: Terms, rows: Iterable[Entry | Left]
) -> Prospect:
    """The festival that the file would make: its name, else its address; its days and zone."""
    first, last = _days(rows, terms)
    if order.shift_to is None:
        first, last = reading.first_day or first, reading.last_day or last
    name = Mender().line("name", reading.name, 120) or order.slug.replace("-", " ").title()
    return Prospect(name=name, zone=terms.festival_zone, first_day=first, last_day=last)


def _days(rows: Iterable[Entry | Left], terms: Terms) -> tuple[date, date]:
    """The first and the last festival day on which a session begins."""
    days = sorted(
        festival_day(row.starts_at, terms.festival_zone, terms.dawn)
        for row in rows
        if isinstance(row, Entry)
    )
    if not days:
        raise FileRefused(note("nothing_taken"))
    return days[0], days[-1]
