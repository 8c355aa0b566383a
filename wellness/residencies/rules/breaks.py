"""What a resident could do around their studio hours: calm things first, never in a hurry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellness.residencies.rules.stay import Timed

WALK = timedelta(minutes=10)
"""From one space to another; nothing is suggested that could only be reached by running."""
AFTERWARDS = timedelta(hours=4)
"""How long after the day's last slot something is still suggested for that day."""
SHORTEST_BREAK = timedelta(minutes=20)
"""A drop-in is suggested where it is open at least this long while they are free."""
MOST_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Option:
    """Something of the programme that has a free place, or where people simply come."""

    reference: str
    title: str
    space: str
    starts_at: datetime
    ends_at: datetime
    is_drop_in: bool
    calm: int
    """How much it lets people rest: the more, the sooner it is suggested."""


@dataclass(frozen=True, slots=True)
class Break:
    """A suggestion: what, and from when to when they could be there."""

    option: Option
    starts_at: datetime
    ends_at: datetime


def breaks_of_day(
    slots: Sequence[Timed], options: Iterable[Option], kept: Iterable[Timed] = ()
) -> tuple[Break, ...]:
    """At most three things between and after the slots of one day, by start.

    Everything keeps a walk's distance from the slots and from what the person has `kept` already.
    Of one title, and of what would overlap, only the calmest and earliest is suggested.
    """
    gaps = tuple(_gaps(slots, kept))
    found = [fit for option in options if (fit := _fitted(option, gaps)) is not None]
    found.sort(key=lambda each: (-each.option.calm, each.starts_at, each.option.reference))
    chosen: list[Break] = []
    for each in found:
        if all(_goes_with(each, other) for other in chosen):
            chosen.append(each)
    return tuple(sorted(chosen[:MOST_A_DAY], key=lambda each: each.starts_at))


def _gaps(slots: Sequence[Timed], kept: Iterable[Timed]) -> Iterator[tuple[datetime, datetime]]:
    """Spans from the end of the first slot on in which the person is free, a walk kept off."""
    if not slots:
        return
    first_end = min(slot.ends_at for slot in slots)
    end = max(slot.ends_at for slot in slots) + AFTERWARDS
    free_from = first_end + WALK
    for each in sorted((*slots, *kept), key=lambda span: span.starts_at):
        if each.ends_at + WALK <= free_from or each.starts_at >= end:
            continue
        if each.starts_at - WALK > free_from:
            yield free_from, each.starts_at - WALK
        free_from = each.ends_at + WALK
    if end > free_from:
        yield free_from, end


def _fitted(option: Option, gaps: Iterable[tuple[datetime, datetime]]) -> Break | None:
    """When they could be at it; None if never."""
    for begins, ends in gaps:
        if begins <= option.starts_at and option.ends_at <= ends:
            return Break(option, option.starts_at, option.ends_at)
        if option.is_drop_in:
            start, end = max(begins, option.starts_at), min(ends, option.ends_at)
            if end - start >= SHORTEST_BREAK:
                return Break(option, start, end)
    return None


def _goes_with(one: Break, other: Break) -> bool:
    apart = one.starts_at >= other.ends_at or other.starts_at >= one.ends_at
    open_all_day = one.option.is_drop_in or other.option.is_drop_in
    return one.option.title != other.option.title and (apart or open_all_day)
