"""What is to be placed, where it could go, and what stands fixed: plain facts for the solver.

Time is counted in steps (see `time_steps`) from the festival's first dawn; what does not begin or
end on a step takes the whole of it. Every rule that rules a place out for good is applied here,
so that the solver only sees places that are allowed.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from wellness.placing.rules.time_steps import (
    STEP,
    bits,
    ceiling,
    covering,
    floor,
    runs,
    steps_in,
    steps_of,
    touching,
)
from wellness.planner.rules.board import ActivityFacts, Board, LeaderFacts, Placement, SpaceFacts
from wellness.planner.rules.checks import changeover_of, rest_of
from wellness.planner.rules.free_times import EARLIEST, LATEST
from wellness.planner.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Task:
    """One session to be placed."""

    draft: int
    activity: ActivityFacts
    length_minutes: int
    leaders: tuple[LeaderFacts, ...]
    starts: Mapping[int, tuple[int, ...]]
    """By space: the steps at which it may start there, in order. Empty: nowhere."""
    wished: frozenset[int]
    """The steps at which all who lead it would like it best."""

    @property
    def steps(self) -> int:
        """Its length in steps, rounded up."""
        return steps_of(self.length_minutes)


@dataclass(frozen=True, slots=True)
class Standing:
    """One session that stays where it is."""

    draft: int
    activity: ActivityFacts
    space_id: int | None
    leaders: tuple[int, ...]
    starts: int
    """In steps, rounded down."""
    ends: int
    """In steps, rounded up."""


@dataclass(frozen=True)
class Problem:
    """All there is to decide about."""

    board: Board
    tasks: tuple[Task, ...]
    standing: tuple[Standing, ...]
    together: Mapping[tuple[int, int], int]
    """By a pair of activities (smaller id first): how many people book both."""

    @property
    def origin(self) -> datetime:
        """The instant of step 0."""
        return self.board.whole.starts_at

    @cached_property
    def day_spans(self) -> tuple[tuple[int, int], ...]:
        """The festival's days as steps, from dawn up to and without the next dawn."""
        spans = (self.board.span_of(day) for day in self.board.days)
        return tuple(
            (floor(self.origin, span.starts_at), floor(self.origin, span.ends_at)) for span in spans
        )

    def instant(self, step: int) -> datetime:
        """The instant of a step."""
        return self.origin + step * STEP


def problem_of(
    board: Board, wanted: Collection[int], together: Mapping[tuple[int, int], int]
) -> Problem:
    """The problem of placing these draft sessions; all others with a time stay where they are.

    Sessions that are fixed or cancelled, and studio slots, are never moved, whoever asks.
    """
    movable = [
        board.placements[draft]
        for draft in sorted(set(wanted))
        if draft in board.placements and may_move(board, board.placements[draft])
    ]
    chosen = {placement.id for placement in movable}
    standing = tuple(
        _standing(board, placement)
        for placement in board.taking_place()
        if placement.id not in chosen
    )
    tasks = tuple(_task(board, placement, standing) for placement in movable)
    return Problem(board, tasks, standing, together)


def may_move(board: Board, placement: Placement | None) -> bool:
    """Whether automatic placing may give it another place.

    Never studio time: its slots were cut from the hours of one studio and stay where they are.
    """
    if placement is None or placement.is_fixed or placement.is_cancelled:
        return False
    return not board.activities[placement.activity_id].is_studio_time


def _standing(board: Board, placement: Placement) -> Standing:
    span = placement.span
    if span is None:
        raise ValueError("what stands has a time")
    origin = board.whole.starts_at
    return Standing(
        draft=placement.id,
        activity=board.activities[placement.activity_id],
        space_id=placement.space_id,
        leaders=placement.leaders,
        starts=floor(origin, span.starts_at),
        ends=ceiling(origin, span.ends_at),
    )


def _task(board: Board, placement: Placement, standing: tuple[Standing, ...]) -> Task:
    activity = board.activities[placement.activity_id]
    leaders = tuple(board.leaders[each] for each in placement.leaders if each in board.leaders)
    length = steps_of(placement.length_minutes)
    with_leaders = covering(board, (board.whole,))
    for leader in leaders:
        with_leaders &= _free_for(board, leader, activity, standing)
    starts = {
        space.id: steps
        for space in board.spaces.values()
        if not space.is_retired and fits(space, placement)
        if (
            steps := steps_in(
                runs(with_leaders & _free_in(board, space, activity, standing), length)
            )
        )
    }
    return Task(
        draft=placement.id,
        activity=activity,
        length_minutes=placement.length_minutes,
        leaders=leaders,
        starts=starts,
        wished=frozenset(steps_in(runs(_wished(board, leaders), length))),
    )


def _free_for(
    board: Board, leader: LeaderFacts, activity: ActivityFacts, standing: tuple[Standing, ...]
) -> int:
    free = covering(board, leader.there or (board.whole,))
    rest = rest_steps(leader, activity)
    for other in standing:
        if leader.id in other.leaders:
            free &= ~bits(other.starts - rest, other.ends + rest_steps(leader, other.activity))
    return free


def _free_in(
    board: Board, space: SpaceFacts, activity: ActivityFacts, standing: tuple[Standing, ...]
) -> int:
    free = covering(board, hours_of(board, space))
    free &= ~touching(board, (hold for hold, _ in space.holds))
    mine = steps_of(changeover_of(space, activity))
    for other in standing:
        if other.space_id == space.id:
            theirs = steps_of(changeover_of(space, other.activity))
            free &= ~bits(other.starts - mine, other.ends + theirs)
    return free


def _wished(board: Board, leaders: Iterable[LeaderFacts]) -> int:
    wishing = [leader for leader in leaders if leader.wishes]
    found = covering(board, (board.whole,)) if wishing else 0
    for leader in wishing:
        found &= covering(board, leader.wishes)
    return found


def hours_of(board: Board, space: SpaceFacts) -> tuple[Span, ...]:
    """When something may be put into a space: while it is open; by day if that is always."""
    return space.open or tuple(
        Span(
            datetime.combine(day, EARLIEST, tzinfo=board.zone),
            datetime.combine(day, LATEST, tzinfo=board.zone),
        )
        for day in board.days
    )


def fits(space: SpaceFacts, placement: Placement) -> bool:
    """Whether a space holds as many people as there are places."""
    return space.capacity is None or (placement.capacity or 0) <= space.capacity


def rest_steps(leader: LeaderFacts, activity: ActivityFacts) -> int:
    """Steps a facilitator is to have free after leading a session of this activity."""
    return steps_of(rest_of(leader, activity))
