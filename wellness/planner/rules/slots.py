"""Cutting a studio's opening hours into slots. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from wellness.planner.rules.board import Board, Placement, StudioFacts
from wellness.planner.rules.spans import Span, merged, without
from wellness.studios.models import SlotLength

SHORTEST = timedelta(hours=1)
"""What is left of a day is no slot if it is shorter."""
GRAIN = timedelta(minutes=5)
"""Halves of a day begin and end on full five minutes from where it opens and closes."""


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """One slot that could be made in a studio."""

    span: Span
    day: date
    leader_id: int | None
    """The engineer whose shift covers it."""
    standing: Placement | None = None
    """What stands there already, so that it is left out."""


def cut(
    spans: Iterable[Span],
    length: SlotLength,
    hours: int | None,
    *,
    turnover: timedelta,
) -> list[Span]:
    """The slots in these open spans, in order; `turnover` at least lies between any two.

    Never outside the spans. Lengths are real time, so that a night on which the clocks change has
    as much of it as any other. What is left and shorter than SHORTEST is no slot.
    """
    found: list[Span] = []
    for span in sorted(spans):
        opens = max(span.starts_at, found[-1].ends_at + turnover) if found else span.starts_at
        if span.ends_at - opens < SHORTEST:
            continue
        found += _in_one(Span(opens, span.ends_at), length, hours, turnover)
    return found


def _in_one(
    span: Span, length: SlotLength, hours: int | None, turnover: timedelta
) -> Iterator[Span]:
    if length is SlotLength.DAY:
        yield span
    elif length is SlotLength.HALF_DAY:
        half = (span.ends_at - span.starts_at - turnover) // 2
        half -= half % GRAIN
        if half < SHORTEST:
            yield span
            return
        yield Span(span.starts_at, span.starts_at + half)
        yield Span(span.ends_at - half, span.ends_at)
    else:
        each, starts_at = timedelta(hours=hours or 1), span.starts_at
        while starts_at + each <= span.ends_at:
            yield Span(starts_at, starts_at + each)
            starts_at += each + turnover


def open_spans(board: Board, space_id: int) -> list[Span]:
    """When the studio can be lent: open, within the festival, not held; cut at each dawn."""
    space = board.spaces[space_id]
    held = [span for span, _ in space.holds]
    days = [board.span_of(day) for day in board.days]
    return [
        free
        for opening in merged(space.open)
        for day in days
        if (shared := _shared(opening, day))
        for free in without(shared, held)
    ]


def planned_slots(board: Board, space_id: int) -> list[PlannedSlot]:
    """The slots of a studio as the board stands, in order.

    Empty for a space that is no studio, or has no opening hours.
    """
    space = board.spaces[space_id]
    studio = space.studio
    if studio is None:
        return []
    turnover = timedelta(minutes=space.changeover_minutes)
    spans = cut(open_spans(board, space_id), studio.length, studio.hours, turnover=turnover)
    there = board.by_space.get(space_id, [])
    return [
        PlannedSlot(
            span=span,
            day=board.day_of(span.starts_at),
            leader_id=engineer_of(studio, span),
            standing=next((each for each in there if _is_near(each, span, turnover)), None),
        )
        for span in spans
    ]


def engineer_of(studio: StudioFacts, span: Span) -> int | None:
    """Whoever is at the desk all through the span; of several, who came first."""
    return next((who for who, shift in studio.shifts if shift.contains(span)), None)


def _is_near(placement: Placement, span: Span, turnover: timedelta) -> bool:
    """Whether it shares time with the span, or leaves too little for clearing up between."""
    taken = placement.span
    if taken is None:
        return False
    apart = max(span.starts_at - taken.ends_at, taken.starts_at - span.ends_at)
    return apart < turnover or taken.overlaps(span)


def _shared(one: Span, other: Span) -> Span | None:
    if not one.overlaps(other):
        return None
    starts: datetime = max(one.starts_at, other.starts_at)
    return Span(starts, min(one.ends_at, other.ends_at))
