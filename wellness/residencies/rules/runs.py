"""Slots in a row: which of a call's studio time goes together as one residency."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """One studio slot of a call, as far as giving it away needs to know it."""

    bookable_id: int
    space_id: int | None
    starts_at: datetime
    ends_at: datetime
    free: int
    """Places nobody holds; 0 for one that has begun."""


def first_run(slots: Iterable[SlotFacts], length: int) -> tuple[SlotFacts, ...]:
    """The earliest `length` slots in a row with a free place each; empty if there are none.

    In a row means: in one studio, each the next one after the one before, with nobody else's
    time in between. Of two that start together the first studio's is taken.
    """
    return min(_runs(slots, length), key=lambda run: run[0].starts_at, default=())


def _runs(slots: Iterable[SlotFacts], length: int) -> Iterator[tuple[SlotFacts, ...]]:
    """Every run there is, studio by studio."""
    in_order = sorted(slots, key=lambda slot: (slot.space_id or 0, slot.starts_at))
    for _, found in groupby(in_order, key=lambda slot: slot.space_id):
        of_studio = tuple(found)
        for first in range(len(of_studio) - length + 1):
            run = of_studio[first : first + length]
            if all(slot.free > 0 for slot in run):
                yield run
