"""What programs are told of places, and how they turn pages. Decides, asks nothing."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from wellness.booking.models import BookableStatus
from wellness.booking.rules import PlaceFacts, Step
from wellness.programme.rules import Filters

USUAL_LIMIT = 50
MOST_SESSIONS = 200
"""Most sessions in one answer."""
STEPS_OF_NOBODY = (
    Step.BOOK,
    Step.WAIT,
    Step.DROP_IN,
    Step.NOT_YET,
    Step.FULL,
    Step.CLOSED,
    Step.CANCELLED,
    Step.STARTED,
    Step.OVER,
)
"""What somebody who holds no place may be told to do; the other steps are a holder's own."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR = re.compile(r"(\d{1,18})-([0-9a-z]{1,12})", re.ASCII)
_UNIT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the order of sessions: just after the one with this start and reference."""

    starts_at: datetime
    reference: str

    def __str__(self) -> str:
        return f"{(self.starts_at - _START) // _UNIT}-{self.reference}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which sessions a program asks for, and how many of them."""

    day: date | None
    filters: Filters
    limit: int
    after: Cursor | None


def read_cursor(text: str) -> Cursor | None:
    """The cursor written as `text`; None if it is none of ours."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    try:
        return Cursor(_START + int(match[1]) * _UNIT, match[2])
    except OverflowError:
        return None


def free_places(facts: PlaceFacts) -> int | None:
    """Places nobody holds and that are not kept for the door; None where there is no limit.

    Whether they can be booked is another question: those who wait come first.
    """
    if facts.capacity is None:
        return None
    return facts.free if facts.status is BookableStatus.SCHEDULED else 0
