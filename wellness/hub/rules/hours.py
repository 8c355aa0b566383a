"""When a contact answers: hours on its own clock, reckoned as instants.

Hours are written as {"always": true}; or {"zone": "Europe/Rome", "week": {"mon": [["10:00",
"24:00"]], …}}, where an end not after its beginning lies on the next day; or {} where nobody
knows. A time that the clocks jump over is read with the offset before the jump, one that comes
twice as the first: half an hour of "open" too much or too little twice a year harms less than
an hour nobody can say anything about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_A_DAY = 24 * 60
_LOOKED_AHEAD = 8
"""Days: within them every week has come round once."""


@dataclass(frozen=True)
class Span:
    """From and until, in minutes after midnight; `until` beyond 24:00 is the next morning."""

    starts: int
    ends: int


@dataclass(frozen=True)
class Opening:
    """The hours of one contact."""

    is_always: bool = False
    zone: ZoneInfo | None = None
    week: tuple[tuple[Span, ...], ...] = ()
    """Seven days from Monday; empty where the hours are not known."""

    @property
    def is_known(self) -> bool:
        """Whether we can say when it answers."""
        return self.is_always or any(self.week)


@dataclass(frozen=True)
class Standing:
    """How things stand with a contact at one instant."""

    is_open: bool | None
    """None: we don't know its hours."""
    changes_at: datetime | None = None
    """When it closes, or opens next; None where it never does."""


NOT_KNOWN = Opening()
ALWAYS = Opening(is_always=True)


def read_opening(filed: dict[str, Any]) -> Opening:
    """The hours that were filed. Raises ValueError, saying what cannot be read."""
    if not filed:
        return NOT_KNOWN
    if filed.get("always") is True:
        return ALWAYS
    week = filed.get("week")
    if not isinstance(week, dict) or not set(week) <= set(DAYS):
        raise ValueError("hours need a week of days from mon to sun")
    try:
        zone = ZoneInfo(str(filed.get("zone")))
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("hours need a zone, as in Europe/Rome") from error
    days = tuple(tuple(sorted(_spans(week.get(day, [])), key=_start)) for day in DAYS)
    return Opening(zone=zone, week=days)


def standing(opening: Opening, now: datetime) -> Standing:
    """Whether it answers at `now`, and until or from when."""
    if opening.is_always:
        return Standing(is_open=True)
    if not opening.is_known:
        return Standing(is_open=None)
    for starts_at, ends_at in spans_around(opening, now):
        if starts_at <= now < ends_at:
            without_end = ends_at - starts_at >= timedelta(days=_LOOKED_AHEAD)
            return Standing(is_open=True, changes_at=None if without_end else ends_at)
        if starts_at > now:
            return Standing(is_open=False, changes_at=starts_at)
    return Standing(is_open=False)


def spans_around(opening: Opening, now: datetime) -> list[tuple[datetime, datetime]]:
    """Spans of being open as instants, in order and joined: from yesterday until a week on."""
    if opening.zone is None:
        return []
    today = now.astimezone(opening.zone).date()
    found: list[tuple[datetime, datetime]] = []
    for ahead in range(-1, _LOOKED_AHEAD + 1):
        day = today + timedelta(days=ahead)
        for span in opening.week[day.weekday()]:
            starts_at = _instant(day, span.starts, opening.zone)
            ends_at = _instant(day, span.ends, opening.zone)
            if found and starts_at <= found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], ends_at))
            elif starts_at < ends_at:
                found.append((starts_at, ends_at))
    return found


def _instant(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    days, rest = divmod(minutes, _A_DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=zone)
    return wall.astimezone(UTC)


def _spans(filed: Any) -> Iterator[Span]:
    if not isinstance(filed, list):
        raise ValueError("the hours of a day are a list")  # noqa: TRY004 - wrong like any other
    for pair in filed:
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004 - from and until
            raise ValueError("hours have a beginning and an end")
        starts, ends = (_minutes(word) for word in pair)
        yield Span(starts, ends if ends > starts else ends + _A_DAY)


def _minutes(word: Any) -> int:
    hours, colon, minutes = str(word).partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2):  # noqa: PLR2004 - digits
        raise ValueError(f"{word} is no time of day, as in 09:30")
    total = int(hours) * 60 + int(minutes)
    if int(minutes) >= 60 or total > _A_DAY:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(f"{word} is no time of day, as in 09:30")
    return total


def _start(span: Span) -> int:
    return span.starts
