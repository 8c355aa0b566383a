"""The hours of a day as editors type them: "10:00–13:00, 14–24"."""

import re
from itertools import pairwise

from flask_babel import gettext

_SPAN = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|until)\s*(\d{1,2})(?:[:.](\d{2}))?", re.IGNORECASE
)
MIDNIGHT = 24 * 60
MOST_SPANS = 6
HOUR = 60


def read_day(text: str) -> list[list[str]]:
    """Spans of one day, in order; an end not after its beginning lies on the next day.

    Raises ValueError with a sentence for people.
    """
    spans = [_span(part) for part in re.split(r"[,;\n]", text) if part.strip()]
    if len(spans) > MOST_SPANS:
        raise ValueError(gettext("Those are too many times for one day."))
    spans.sort()
    for (_, ends), (starts, _) in pairwise(spans):
        if starts < ends:
            raise ValueError(gettext("Two of these times overlap."))
    return [[_clock(starts), _clock(_on_one_day(ends))] for starts, ends in spans]


def said_day(spans: list[list[str]]) -> str:
    """Spans of one day as one would type them."""
    return ", ".join(f"{starts}–{ends}" for starts, ends in spans)


def _span(part: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(part.strip())
    if not found:
        raise ValueError(_asked())
    from_hour, from_minute, to_hour, to_minute = found.groups(default="00")
    starts, ends = _minutes(from_hour, from_minute), _minutes(to_hour, to_minute)
    if starts >= MIDNIGHT:
        raise ValueError(_asked())
    return starts, ends if ends > starts else ends + MIDNIGHT


def _minutes(hour: str, minute: str) -> int:
    total = int(hour) * HOUR + int(minute)
    if int(minute) >= HOUR or total > MIDNIGHT:
        raise ValueError(_asked())
    return total


def _on_one_day(minutes: int) -> int:
    return minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT


def _clock(minutes: int) -> str:
    return f"{minutes // HOUR:02}:{minutes % HOUR:02}"


def _asked() -> str:
    return str(gettext("Give times as in 10:00–13:00, 14:00–24:00."))
