"""Spreadsheets saved as CSV, with a header line; the columns that are understood stand in COLUMNS.

Only title and start are needed. Days may be dates, weekdays or "day 2"; a start may also hold
date and time together. Comma, semicolon and tab all separate.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from typing import Any

from wellness.imports.formats.moments import clock_of, day_of, length_of, moment_of
from wellness.imports.formats.rows import BadFile, Column, Reading, Row, Wish, note

SOURCE = "csv"
MOST_COLUMNS = 64
COLUMNS = {
    "key": ("id", "uid", "ref", "reference"),
    "title": ("name", "session", "activity", "event"),
    "date": ("day", "start date", "on"),
    "start": ("starts", "start time", "from", "begins", "time"),
    "end": ("ends", "end time", "to", "until", "finish"),
    "end date": ("end day",),
    "length": ("duration", "minutes"),
    "space": ("room", "venue", "location", "place", "where", "tent"),
    "category": ("type", "kind", "track"),
    "summary": ("short", "subtitle"),
    "description": ("text", "about", "details"),
    "capacity": ("places", "attendees", "group size", "max"),
    "age": ("ages", "age range"),
    "cost": ("price",),
    "facilitators": ("facilitator", "speaker", "speakers", "led by", "host", "who"),
    "languages": ("language",),
    "content note": ("content warning", "note"),
    "bring": ("equipment", "what to bring"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng"),
    "link": ("url", "web"),
}
"""Each column's name, and other headings it is known by."""
_TEXTS = {
    "category": "category",
    "summary": "summary",
    "description": "description",
    "capacity": "capacity",
    "age": "age",
    "cost": "cost",
    "bring": "bring",
    "url": "link",
    "content_note": "content note",
}
_HEADINGS = {other: name for name, others in COLUMNS.items() for other in (name, *others)}
_GUARDED = re.compile(r"(\A|(?<=[;\t\r\n]))( *)'(?='*[=+\-@\t\r\uff0b\uff0d\uff1d\uff20])")
"""Our own export puts ' before what a spreadsheet would take for a formula (exports cells)."""

Record = dict[str, str]
ANY = Wish()


REQUIRED = ("title", "start")
"""Columns without which a table is no programme."""
_SAMPLES = 3
_SAMPLE_LENGTH = 60
_SAMPLED_LINES = 50


def looks_like(text: str, wish: Wish = ANY) -> bool:
    """Whether the first line names at least a title and a start."""
    heading = next(_records(text[:4096].split("\n", 1)[0] + "\n"), [])
    names = {_column(cell, wish) for cell in heading}
    return names.issuperset(REQUIRED)


def reading(text: str, wish: Wish) -> tuple[Reading, Iterator[Row]]:
    """The file's rows. Raises BadFile if its header names no title and start."""
    told = Reading(source=SOURCE, columns=tuple(_columns(text, wish)))
    if wish.columns_alone:
        return told, iter(())
    if not {column.name for column in told.columns}.issuperset(REQUIRED):
        raise BadFile("no_columns")
    return told, _rows(text, wish)


def _columns(text: str, wish: Wish) -> Iterator[Column]:
    lines = list(islice(_records(text), _SAMPLED_LINES))
    for place, cell in enumerate(lines[0] if lines else ()):
        below = (line[place].strip() for line in lines[1:] if place < len(line))
        samples = tuple(dict.fromkeys(" ".join(each.split())[:_SAMPLE_LENGTH] for each in below))
        yield Column(cell.strip()[:80], _column(cell, wish), samples[:_SAMPLES])


def heading_of(cell: str) -> str:
    """A heading as headings are compared."""
    return " ".join(cell.replace("_", " ").split()).casefold()


def _column(cell: str, wish: Wish) -> str:
    heading = heading_of(cell)
    return dict(wish.columns).get(heading, _HEADINGS.get(heading, ""))


def _records(text: str) -> Iterator[list[str]]:
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(line) > MOST_COLUMNS:
                raise BadFile("too_many_columns", most=MOST_COLUMNS)
            yield line
    except csv.Error:
        raise BadFile("broken_csv") from None


def _rows(text: str, wish: Wish) -> Iterator[Row]:
    base = wish.base_date or wish.first_day
    lines = _records(text)
    names = [_column(cell, wish) for cell in next(lines)]
    seen: dict[tuple[str, datetime | None], int] = {}
    number = 0
    for line in lines:
        if not any(cell.strip() for cell in line):
            continue
        number += 1
        record = {n: bare(cell) for n, cell in zip(names, line, strict=False) if n}
        row = _row(number, record, base)
        if not record.get("key", "").strip():
            twins = seen[row.event, row.starts] = seen.get((row.event, row.starts), 0) + 1
            row = _told_apart(row, twins)
        yield row


def bare(cell: str) -> str:
    """The text of a cell as it was before our own export guarded it."""
    return _GUARDED.sub(r"\1\2", cell)


def _told_apart(row: Row, twins: int) -> Row:
    """Without ids, what starts at one time under one title is told apart by counting."""
    if twins == 1:
        return row
    return replace(row, event=f"{row.event}#{twins}")


def _row(number: int, record: Record, base: date | None) -> Row:
    about = _about(record)
    try:
        starts, ends = _times(record, base)
    except (ValueError, OverflowError) as error:
        told = " ".join(record.get(n, "") for n in ("date", "start", "end", "length")).split()
        code = "needs_base_date" if "--base-date" in str(error) else "bad_times"
        return Row(number=number, **about, trouble=note(code, text=" ".join(told)[:80]))
    return Row(number=number, **about, starts=starts, ends=ends)


def _times(record: Record, base: date | None) -> tuple[datetime, datetime | None]:
    told = {name: record.get(name, "").strip() for name in ("date", "start", "end", "end date")}
    if told["start"].rpartition(" ")[2].startswith("24"):
        raise ValueError("24:00 ends a day and begins none")
    starts = _moment(told["start"], told["date"], None, base)
    ends = None
    if told["end"]:
        ends = _moment(told["end"], told["end date"], starts.date(), base)
    elif length := record.get("length", "").strip():
        ends = starts + length_of(length)
    return starts, ends


def _moment(text: str, day: str, same_day: date | None, base: date | None) -> datetime:
    if not day and len(text) > len("2026-06-05"):
        try:
            return moment_of(text)
        except ValueError:
            said, _, clock = text.rpartition(" ")
            return datetime.combine(day_of(said, base), clock_of(clock))
    if day:
        return datetime.combine(day_of(day, base), clock_of(text))
    if same_day is None:
        raise ValueError("no day")
    return datetime.combine(same_day, clock_of(text))


def _about(record: Record) -> dict[str, Any]:
    about: dict[str, Any] = {ours: record.get(column) for ours, column in _TEXTS.items()}
    title = record.get("title", "")
    people = record.get("facilitators")
    spoken = record.get("languages")
    return about | {
        "event": record.get("key", "").strip() or " ".join(title.split()).casefold(),
        "title": title,
        "space": record.get("space"),
        "latitude": _degrees(record.get("latitude", ""), 90),
        "longitude": _degrees(record.get("longitude", ""), 180),
        "facilitators": None if people is None else tuple(_listed(people)),
        "languages": None if spoken is None else tuple(_languages(spoken)),
    }


def _listed(text: str) -> list[str]:
    return [" ".join(name.split()) for name in re.split(r"[;\n]", text) if name.strip()]


def _languages(text: str) -> list[str]:
    words = re.split(r"[\s,;/]+", text.strip().lower())
    return [word[:2] for word in words if re.fullmatch(r"[a-z]{2}(-[a-z0-9-]+)?", word)]


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text.strip())
    except ValueError:
        return None
    return value if abs(value) <= most else None
