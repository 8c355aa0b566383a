"""From a file's bytes to its rows: tells the family by the content, then lets it read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from wellness.imports.formats import burning_man, c3voc, emf, frab, ics, own, sheet, strict_json
from wellness.imports.formats.rows import MOST_BYTES, MOST_ROWS, BadFile, Reading, Row, Wish

Told = tuple[Reading, Iterator[Row]]
JSON_FAMILIES: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Told]]] = {
    "burning-man": (burning_man.looks_like, burning_man.reading),
    "emf": (emf.looks_like, emf.reading),
    "c3voc": (c3voc.looks_like, c3voc.reading),
    "wellness": (own.looks_like, own.reading),
}
SAME_AS = {"pretalx": "c3voc", "icalendar": "ics"}
FORMATS = ("burning-man", "emf", "c3voc", "pretalx", "frab", "ics", "icalendar", "csv", "wellness")
"""What --format may say; "emf" is its JSON or its iCalendar, "frab" is the schedule XML."""
_CALENDAR = b"BEGIN:VCALENDAR"
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF")
"""How archives, spreadsheets as programs keep them, and PDFs begin."""
_MEGABYTE = 1024 * 1024


def read(raw: bytes, wish: Wish) -> Reading:
    """Everything a programme file says. Pure; raises BadFile with the reason it can't be taken."""
    if len(raw) > MOST_BYTES:
        raise BadFile("too_large", most=MOST_BYTES // _MEGABYTE)
    facts, rows = _told(raw, wish)
    taken = tuple(islice(rows, MOST_ROWS + 1))
    if len(taken) > MOST_ROWS:
        raise BadFile("too_many_rows", most=MOST_ROWS)
    if not taken and facts.whole is None and not wish.columns_alone:
        raise BadFile("no_rows")
    return replace(facts, rows=taken)


def _told(raw: bytes, wish: Wish) -> Told:
    named = SAME_AS.get(wish.format, wish.format)
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()
    looks = _looks(start)
    if not start:
        raise BadFile("empty")
    if start.startswith(_PACKED):
        raise BadFile("packed")
    if named and looks not in _may_look(named):
        raise BadFile("other_format", named=wish.format)
    if looks == "ics":
        return ics.reading(start, wish)
    if looks == "xml":
        return c3voc.reading(frab.as_schedule(start))
    text = _text(start)
    if looks == "json":
        return _json(text, named)
    if named == "csv" or sheet.looks_like(text, wish):
        return sheet.reading(text, wish)
    raise BadFile("unknown_format")


def _looks(start: bytes) -> str:
    if start[: len(_CALENDAR)].upper() == _CALENDAR:
        return "ics"
    return {b"{": "json", b"[": "json", b"<": "xml"}.get(start[:1], "csv")


def _may_look(named: str) -> set[str]:
    by_name = {"emf": {"json", "ics"}, "ics": {"ics"}, "frab": {"xml"}, "csv": {"csv"}}
    return by_name.get(named, {"json"})


def _text(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadFile("not_utf8") from None
    if "\0" in text:
        raise BadFile("unknown_format")
    return text


def _json(text: str, named: str) -> Told:
    value = strict_json.loaded(text)
    for name, (looks_like, reading) in JSON_FAMILIES.items():
        if named in ("", name) and looks_like(value):
            return reading(value)
    if named:
        raise BadFile("other_format", named=named)
    raise BadFile("no_rows" if value in ([], {}) else "unknown_format")
