"""Time counted in steps, and spans of steps as bits: the arithmetic of the placing.

Step 0 is the festival's first dawn; bit 0 of a mask is step 0.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from wellness.planner.rules.board import Board
from wellness.planner.rules.spans import Span, merged

STEP_MINUTES = 15
STEP = timedelta(minutes=STEP_MINUTES)


def steps_of(minutes: int) -> int:
    """Minutes in whole steps, rounded up."""
    return -(-minutes // STEP_MINUTES)


def covering(board: Board, spans: Iterable[Span]) -> int:
    """The steps that lie wholly within one of the spans, as bits: bit 0 is the first step."""
    origin, found = board.whole.starts_at, 0
    count = floor(origin, board.whole.ends_at)
    for span in merged(spans):
        first = max(0, ceiling(origin, span.starts_at))
        end = min(count, floor(origin, span.ends_at))
        if end > first:
            found |= bits(first, end)
    return found


def touching(board: Board, spans: Iterable[Span]) -> int:
    """The steps that share an instant with one of the spans, as bits."""
    origin, found = board.whole.starts_at, 0
    for span in spans:
        first = max(0, floor(origin, span.starts_at))
        end = max(first, ceiling(origin, span.ends_at))
        found |= bits(first, end)
    return found


def bits(first: int, end: int) -> int:
    """Bits from `first` up to and without `end`."""
    first, end = max(0, first), max(0, end)
    return ((1 << end) - 1) & ~((1 << first) - 1)


def runs(free: int, length: int) -> int:
    """The steps from which on `length` steps are all free."""
    found = free
    for n in range(1, length):
        found &= free >> n
    return found


def steps_in(mask: int) -> tuple[int, ...]:
    """The steps whose bits are set, in order."""
    return tuple(n for n, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")


def floor(origin: datetime, moment: datetime) -> int:
    """The step a moment lies in."""
    return int((moment - origin) // STEP)


def ceiling(origin: datetime, moment: datetime) -> int:
    """The first step that begins at a moment or after it."""
    return -int(-(moment - origin) // STEP)
