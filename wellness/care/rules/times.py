"""When an answer is due, when it is overdue, and when a request is forgotten."""

from datetime import datetime, timedelta
from enum import StrEnum

READING_LASTS = timedelta(minutes=60)
"""After opening a request; then it is opened, and recorded, anew."""
REOPENED_WITHIN = timedelta(days=7)
LONG_OVERDUE = timedelta(hours=48)
"""Past due by this much: whoever leads the festival is told that requests wait."""
FORGOTTEN_BY_ALL = timedelta(days=7)
"""Past due by this much with nobody on it: `wellness audit` says so."""
LETTER_PAUSE = timedelta(hours=1)
"""At most one letter to one navigator in this time."""
REMINDED_AGAIN = timedelta(hours=24)
"""While something stays overdue."""
SOON = timedelta(hours=6)
LONGEST_KEPT_DAYS = 90


class Mark(StrEnum):
    """How urgent an answer is."""

    NONE = ""
    SOON = "soon"
    OVERDUE = "overdue"
    LONG_OVERDUE = "long_overdue"


def mark_of(due_at: datetime | None, now: datetime) -> Mark:
    """How a request that is due then is marked now."""
    if due_at is None or now < due_at - SOON:
        return Mark.NONE
    if now < due_at:
        return Mark.SOON
    return Mark.OVERDUE if now < due_at + LONG_OVERDUE else Mark.LONG_OVERDUE


def may_reopen(closed_at: datetime, now: datetime) -> bool:
    """Whether a request closed then can be taken up again."""
    return now < closed_at + REOPENED_WITHIN


def forgotten_at(closed_at: datetime, keep_days: int) -> datetime:
    """When a request closed then is erased, whatever the festival says after 90 days."""
    return closed_at + timedelta(days=min(keep_days, LONGEST_KEPT_DAYS))
