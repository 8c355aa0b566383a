"""Days, times of day and lengths, as people and programs write them in programme files."""

import re
from datetime import date, datetime, time, timedelta

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_CLOCK = re.compile(
    r"^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})?\s*(am|pm|a\.m\.|p\.m\.|h|uhr)?$", re.IGNORECASE
)
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_NAMED = re.compile(
    r"^(?:[a-z]+,?\s+)?(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?,?\s+(\d{4})$", re.IGNORECASE
)
_NUMBERED_DAY = re.compile(r"^day\s*(\d{1,2})$", re.IGNORECASE)
_COLONS = re.compile(r"^\d{1,3}:\d{2}(:\d{2})?$")
_SPOKEN_LENGTH = re.compile(
    r"^(?:(\d+(?:\.\d+)?)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*(?:m(?:in(?:utes?|s)?)?\.?)?)?$",
    re.IGNORECASE,
)
HOURS_PER_DAY = 24
NOON = 12


def moment_of(text: str) -> datetime:
    """An ISO 8601 date and time, aware if it has an offset. Raises ValueError."""
    text = text.strip()
    if len(text) > 40:  # noqa: PLR2004 - longer than any date and time
        raise ValueError("too long for a date and time")
    return datetime.fromisoformat(text)


def clock_of(text: str) -> time:
    """A time of day: 9:00, 09.00, 9am, 9.30 pm, 14h15. Raises ValueError."""
    match = _CLOCK.match(text.strip()[:20])
    if match is None:
        raise ValueError("no time of day")
    hour, minute = int(match[1]), int(match[2] or 0)
    half = (match[3] or "").lower().replace(".", "")
    if half in {"am", "pm"}:
        if not 1 <= hour <= NOON:
            raise ValueError("no such hour")
        hour = hour % NOON + (NOON if half == "pm" else 0)
    elif match[2] is None and half == "":
        raise ValueError("a number alone is no time of day")
    return time(hour % HOURS_PER_DAY if hour == HOURS_PER_DAY and not minute else hour, minute)


def day_of(text: str, base: date | None) -> date:
    """A day: 2026-06-05, 5.6.2026, 5 June 2026, or Friday and "day 2" counted from `base`.

    Days written with slashes are refused, since nobody can tell 5/6 from 6/5. Raises ValueError.
    """
    text = " ".join(text.split())[:40]
    if match := _DOTTED.match(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if (match := _NAMED.match(text)) and match[2].lower() in MONTHS:
        return date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
    if match := _NUMBERED_DAY.match(text):
        return _from(base) + timedelta(days=int(match[1]) - 1)
    if text[:3].lower() in WEEKDAYS and text.isalpha():
        start = _from(base)
        ahead = (WEEKDAYS.index(text[:3].lower()) - start.weekday()) % 7
        return start + timedelta(days=ahead)
    return date.fromisoformat(text)


def _from(base: date | None) -> date:
    if base is None:
        raise ValueError("needs --base-date")
    return base


def length_of(text: str, *, days_first: bool = False) -> timedelta:
    """A length: 00:40, 90, 90 min, 1h30, 1.5 h. Raises ValueError.

    Of three numbers (1:02:30) the first are hours, or days with `days_first`, as pretalx has it.
    """
    text = text.strip()[:30]
    if _COLONS.match(text):
        numbers = [int(part) for part in text.split(":")]
        if len(numbers) == len(("hours", "minutes")):
            return timedelta(hours=numbers[0], minutes=numbers[1])
        if days_first:
            return timedelta(days=numbers[0], hours=numbers[1], minutes=numbers[2])
        return timedelta(hours=numbers[0], minutes=numbers[1], seconds=numbers[2])
    match = _SPOKEN_LENGTH.match(text)
    if match is None or not (match[1] or match[2]):
        raise ValueError("no length")
    return timedelta(hours=float(match[1] or 0), minutes=int(match[2] or 0))
