"""What a programme file says, before anybody judged it: one Row per occurrence.

A text that is None was not this format's to tell; an empty one was told, and is empty. That is
how a file that knows less never wipes out what another one of the same programme knew.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 20_000
MOST_REPEATS = 500
"""How many occurrences one repeating event may have."""

LONGEST_FACT = 160
Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to tell the organizer about a row: a stable word, and the facts it is about."""

    code: str
    facts: Facts = ()


def note(code: str, **facts: object) -> Note:
    """A Note with its facts as short texts."""
    return Note(code, tuple((name, str(value)[:LONGEST_FACT]) for name, value in facts.items()))


class BadFile(Exception):
    """The file as a whole can't be taken; `note` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.note = note(code, **facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One occurrence as its file tells it; times are aware, or wall times of `zone`."""

    number: int
    """Where it stood among the file's occurrences, from 1."""
    event: str
    """The source's own id; several rows share it when one event takes place several times."""
    title: str
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str = ""
    """IANA zone that the row itself names for its wall times; empty: the reader decides."""
    is_cancelled: bool = False
    host: str = ""
    """Keeps activities of the same title apart where different hosts offer them."""
    space: str | None = None
    space_key: str = ""
    """The source's own id of the space, where it has one."""
    latitude: float | None = None
    longitude: float | None = None
    category: str | None = None
    summary: str | None = None
    description: str | None = None
    content_note: str | None = None
    capacity: str | None = None
    age: str | None = None
    cost: str | None = None
    bring: str | None = None
    url: str | None = None
    facilitators: tuple[str, ...] | None = None
    languages: tuple[str, ...] | None = None
    is_for_children: bool | None = None
    remarks: tuple[Note, ...] = ()
    """What reading the row already had to mend."""
    trouble: Note | None = None
    """Why the row can't be taken, where reading it already showed that."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: how it is headed, what it was taken for, and what stands in it."""

    heading: str
    name: str
    """A name of `sheet.COLUMNS`; empty: not understood, or not wanted."""
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A whole file: where it comes from, what it says of its festival, and its rows."""

    source: str
    """The family (and, where ids may collide, the calendar) that the rows' ids belong to."""
    name: str = ""
    zone: str = ""
    first_day: date | None = None
    last_day: date | None = None
    whole: dict[str, Any] | None = field(default=None, repr=False)
    """Our own file as a whole, checked: an empty festival is set up from it (formats.own)."""
    columns: tuple["Column", ...] = ()
    """Of a table: its columns, as they stand there."""
    rows: tuple[Row, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the reader of a file is told beside the file."""

    format: str = ""
    """A name of `reading.FORMATS`; empty: told by the content."""
    base_date: date | None = None
    """The programme's first day, for files that say "Friday" or "day 2"."""
    first_day: date | None = None
    last_day: date | None = None
    """The festival's days: repeating events are followed within them."""
    zone: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    """What the columns of a table are, by heading, where somebody said so; "" is left out."""
    columns_alone: bool = False
    """Tell the columns of a table, even of one that lacks some, and no rows."""


_DATES = {"base_date", "first_day", "last_day"}
_MOMENTS = {"starts", "ends"}


def as_json(record: Row | Reading | Wish) -> dict[str, Any]:
    """`record` without its rows as plain JSON values; `from_json` gives it back."""
    plain: dict[str, Any] = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name == "rows" or value == each.default:
            continue
        plain[each.name] = value.isoformat() if isinstance(value, date) else _plain(value)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, Note):
        return [value.code, list(map(list, value.facts))]
    if isinstance(value, Column):
        return [value.heading, value.name, list(value.samples)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value


def row_from_json(plain: dict[str, Any]) -> Row:
    """The Row that `as_json` made `plain` from."""
    for name in _MOMENTS & plain.keys():
        plain[name] = datetime.fromisoformat(plain[name])
    for name in {"facilitators", "languages"} & plain.keys():
        plain[name] = tuple(plain[name])
    if "remarks" in plain:
        plain["remarks"] = tuple(_note(each) for each in plain["remarks"])
    if "trouble" in plain:
        plain["trouble"] = _note(plain["trouble"])
    return Row(**plain)


def reading_from_json(plain: dict[str, Any], rows: tuple[Row, ...]) -> Reading:
    """The Reading that `as_json` made `plain` from, with its rows."""
    columns = tuple(
        Column(heading, name, tuple(samples)) for heading, name, samples in plain.pop("columns", ())
    )
    return Reading(**_dated(plain), columns=columns, rows=rows)


def wish_from_json(plain: dict[str, Any]) -> Wish:
    """The Wish that `as_json` made `plain` from."""
    columns = tuple((heading, name) for heading, name in plain.pop("columns", ()))
    return Wish(**_dated(plain), columns=columns)


def _dated(plain: dict[str, Any]) -> dict[str, Any]:
    return {k: date.fromisoformat(v) if k in _DATES else v for k, v in plain.items()}


def _note(plain: list[Any]) -> Note:
    code, facts = plain
    return Note(code, tuple((name, value) for name, value in facts))
