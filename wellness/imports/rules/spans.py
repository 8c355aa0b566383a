"""When something begins and ends: mended where the data leave one answer, refused where two."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellness.clock import AbsentWallTime, AmbiguousWallTime, festival_day, instant_of, wall_clock
from wellness.imports.formats.rows import Note, Row, note

LONGEST_NIGHT = timedelta(hours=8)
"""An end that seems to lie before its start may be on the next day, if no more than this comes."""
LONGEST_SESSION = timedelta(hours=12)
"""What is open for longer is a place to drop in, not a session to book."""
LONGEST_OF_ALL = timedelta(days=31)
YEARS = range(1990, 2200)
USUAL_MINUTES = {
    "workshop": 60,
    "class": 60,
    "yoga": 60,
    "craft": 60,
    "kids": 60,
    "talk": 45,
    "meditation": 30,
    "massage": 30,
    "performance": 60,
    "concert": 60,
}
"""How long a kind of session lasts where its file gives it no length; by a word of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What whoever imports has said, and what the festival says, about times."""

    zone: ZoneInfo
    """Of wall times that name no zone."""
    festival_zone: ZoneInfo
    dawn: time = time(5)
    first_day: date | None = None
    last_day: date | None = None
    shift: timedelta = timedelta()
    """Whole days by which everything is moved, at the same wall time."""
    length: timedelta | None = None
    """For what ends when it begins, or has no end; None: what is usual for its kind."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to a later one, and how that was found out."""

    starts_at: datetime
    ends_at: datetime
    unshifted: datetime
    """The start before anything was moved: what the row is recognized by next time."""
    is_open_space: bool
    notes: tuple[Note, ...]


class NoSpan(Exception):
    """No span can be told; `note` says why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.note = note(code, **facts)


def span_of(row: Row, terms: Terms) -> Span:
    """When `row` begins and ends. Raises NoSpan where that is unclear: nobody guesses."""
    if row.starts is None:
        raise NoSpan("no_start")
    zone = ZoneInfo(row.zone) if row.zone else terms.zone
    for moment in (row.starts, row.ends or row.starts):
        if moment.year not in YEARS:
            raise NoSpan("strange_year", year=moment.year)
    starts, ends = _same_kind(row.starts, row.ends or row.starts, zone)
    ends, notes = _in_order(starts, ends)
    if ends == starts:
        ends, added = _with_length(row, starts, terms)
        notes.append(added)
    unshifted = starts.replace(tzinfo=starts.tzinfo or zone).astimezone(UTC)
    starts_at, ends_at = (_shifted(moment, zone, terms) for moment in (starts, ends))
    if ends_at <= starts_at:
        raise NoSpan("not_after")
    if ends_at - starts_at > LONGEST_OF_ALL:
        raise NoSpan("too_long", days=(ends_at - starts_at).days)
    is_open_space = ends_at - starts_at > LONGEST_SESSION
    if is_open_space:
        notes.append(note("open_space", hours=_hours(ends_at - starts_at)))
    if _is_outside(starts_at, terms):
        notes.append(note("outside_days"))
    return Span(starts_at, ends_at, unshifted, is_open_space, tuple(notes))


def _same_kind(starts: datetime, ends: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both wall times, or both aware with the start's offset, so that dates can be compared."""
    if starts.tzinfo is None and ends.tzinfo is None:
        return starts, ends
    aware = [m if m.tzinfo else _instant(m, zone) for m in (starts, ends)]
    offset = starts.tzinfo or UTC
    return aware[0].astimezone(offset), aware[1].astimezone(offset)


def _in_order(starts: datetime, ends: datetime) -> tuple[datetime, list[Note]]:
    """An end that isn't before the start, by the mending rules; else NoSpan with both readings."""
    if ends >= starts:
        return ends, []
    notes: list[Note] = []
    if ends.date() < starts.date():
        ends = ends.replace(year=starts.year, month=starts.month, day=starts.day)
        notes.append(note("end_date_early", end=f"{ends:%H:%M}"))
        if ends >= starts:
            return ends, notes
    next_day = ends + timedelta(days=1)
    if next_day - starts > LONGEST_NIGHT:
        hours = _hours(next_day - starts)
        raise NoSpan("night_or_slip", start=f"{starts:%H:%M}", end=f"{ends:%H:%M}", hours=hours)
    return next_day, [*notes, note("overnight", end=f"{ends:%H:%M}")]


def _with_length(row: Row, starts: datetime, terms: Terms) -> tuple[datetime, Note]:
    if terms.length is not None:
        minutes = int(terms.length.total_seconds() // 60)
    else:
        kind = (row.category or "").casefold()
        minutes = next((m for word, m in USUAL_MINUTES.items() if word in kind), 0)
    code = "no_end" if row.ends is None else "no_length"
    if not minutes:
        raise NoSpan(f"{code}_asked", kind=row.category or "")
    return starts + timedelta(minutes=minutes), note(code, minutes=minutes)


def _shifted(moment: datetime, zone: ZoneInfo, terms: Terms) -> datetime:
    if not terms.shift:
        return _instant(moment, zone)
    if moment.tzinfo is None:
        return _instant(moment + terms.shift, zone)
    wall = wall_clock(moment, terms.festival_zone).replace(tzinfo=None, fold=0)
    return _instant(wall + terms.shift, terms.festival_zone)


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return instant_of(moment, zone)
    except AmbiguousWallTime as error:
        code, readings = "ambiguous", error.readings
    except AbsentWallTime as error:
        code, readings = "absent", error.readings
    first, second = (reading.isoformat(timespec="minutes") for reading in readings)
    raise NoSpan(code, wall=f"{moment:%Y-%m-%d %H:%M}", first=first, second=second)


def _is_outside(starts_at: datetime, terms: Terms) -> bool:
    if terms.first_day is None or terms.last_day is None:
        return False
    day = festival_day(starts_at, terms.festival_zone, terms.dawn)
    return not terms.first_day <= day <= terms.last_day


def _hours(span: timedelta) -> str:
    return f"{span.total_seconds() / 3600:.4g}"
