"""CSV with the columns of our own template, which spreadsheets open and our import reads back."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from wellness.booking.entries import House
from wellness.booking.models import Entry
from wellness.cells import guarded
from wellness.clock import AmbiguousWallTime, instant_of
from wellness.exports.formats.facts import Programme, Told
from wellness.imports.formats.sheet import COLUMNS
from wellness.imports.rules.figures import size_of

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets on Windows take UTF-8 for something else."""
UNUSED = {"length"}
"""The end says it."""
HEADINGS = [name for name in COLUMNS if name not in UNUSED]


def written(programme: Programme, _house: House) -> bytes:
    """Every session that takes place, a line each, by start. Text is the same in any language."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for told in programme.taking_place:
        cells = dict(_cells(told, programme.zone))
        writer.writerow([guarded(cells.get(name, "")) for name in HEADINGS])
    return BYTE_ORDER_MARK + out.getvalue().encode()


def _cells(told: Told, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    offer, space = told.offer, told.space
    yield from _times(told, zone)
    yield "key", told.reference
    yield "title", told.title
    yield "space", space.name if space else ""
    yield "category", offer.category
    yield "summary", offer.summary
    yield "description", offer.description
    yield "capacity", _places(told)
    yield "age", offer.age_note or (f"{offer.min_age}+" if offer.min_age else "")
    yield "cost", offer.cost
    yield "facilitators", "; ".join(one.name.replace(";", ",") for one in told.leaders)
    yield "languages", " ".join(offer.languages)
    yield "content note", offer.content_note
    yield "bring", offer.bring
    if space and space.latitude is not None and space.longitude is not None:
        yield "latitude", str(space.latitude)
        yield "longitude", str(space.longitude)
    yield "link", offer.source_url


def _times(told: Told, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    """Wall times; with the offset where a wall time alone would mean two instants."""
    starts, ends = told.starts_at.astimezone(zone), told.ends_at.astimezone(zone)
    if _is_ambiguous(starts, zone) or _is_ambiguous(ends, zone):
        yield "start", starts.isoformat(timespec="minutes")
        yield "end", ends.isoformat(timespec="minutes")
        return
    yield "date", starts.date().isoformat()
    yield "start", f"{starts:%H:%M}"
    yield "end", f"{ends:%H:%M}"
    if ends.date() != starts.date():
        yield "end date", ends.date().isoformat()


def _is_ambiguous(moment: datetime, zone: ZoneInfo) -> bool:
    try:
        instant_of(moment.replace(tzinfo=None), zone)
    except AmbiguousWallTime:
        return True
    return False


def _places(told: Told) -> str:
    """How many may come: as the source said it, where that still means the same."""
    size, _ = size_of(told.offer.capacity_note)
    if (size.entry, size.capacity) == (told.entry, told.capacity):
        return told.offer.capacity_note
    if told.entry is Entry.BOOKED:
        return str(told.capacity)
    return f"drop-in, {told.capacity}" if told.capacity else ""
