"""How patient we are with mail servers."""

from datetime import datetime, timedelta

LEASE = timedelta(minutes=5)
"""How long one postman may have a letter in hand before another may take it."""
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(days=2)
"""A letter that could not be sent this long after it was due is given up at its next failure."""
MOST_HANDOVERS = 2
"""A letter taken this often without an answer may have arrived this often: no more copies."""
KEPT_FOR = timedelta(days=7)
"""How long letters are kept once they were sent or given up."""
_MOST_DOUBLINGS = 10


def pause_after(tries: int) -> timedelta:
    """How long to wait after the `tries`-th failure: 30 seconds, doubling up to 30 minutes."""
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << min(max(tries - 1, 0), _MOST_DOUBLINGS)))


def is_hopeless(due_at: datetime, now: datetime) -> bool:
    """Whether a letter due then has failed for too long to be tried again."""
    return now - due_at >= GIVE_UP_AFTER
