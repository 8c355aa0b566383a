"""Why a session found no place: the place that came nearest, and what stands in its way."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from wellness.placing.rules.problem import Problem, Task, fits, hours_of, rest_steps
from wellness.placing.rules.time_steps import (
    bits,
    covering,
    runs,
    steps_of,
    touching,
)
from wellness.planner.rules.board import LeaderFacts, SpaceFacts
from wellness.planner.rules.checks import changeover_of

Plan = Mapping[int, tuple[int, int]]
"""By draft id: space and step."""


class Rule(StrEnum):
    """A hard rule that can stand in the way."""

    TOO_SMALL = "too_small"
    """No space holds as many people."""
    CLOSED = "closed"
    AWAY = "away"
    SPACE_TAKEN = "space_taken"
    LEADER_BUSY = "leader_busy"
    LEADER_FULL = "leader_full"
    """They lead as many that day as they wish to."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One rule that stands in the way of the nearest place."""

    rule: Rule
    leader: str = ""
    draft: int | None = None
    """The session that is there, where there is one."""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A session without a place; `space_id` and `step` name the one that came nearest."""

    draft: int
    space_id: int | None
    step: int | None
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class _There:
    """A session as it lies in the plan, standing or placed."""

    draft: int
    starts: int
    ends: int
    after: int
    """Steps that space or facilitator needs after it."""


@dataclass(frozen=True, slots=True)
class _Lying:
    """Everything that lies in the plan, by space and by facilitator."""

    in_space: Mapping[int, list[_There]]
    by_leader: Mapping[int, list[_There]]


def unplaced_in(problem: Problem, plan: Plan) -> tuple[Unplaced, ...]:
    """Each task the plan leaves out, with what stands in the way."""
    lying = _lying(problem, plan)
    return tuple(
        _explained(problem, task, lying) for task in problem.tasks if task.draft not in plan
    )


def _explained(problem: Problem, task: Task, lying: _Lying) -> Unplaced:
    placement = problem.board.placements[task.draft]
    spaces = [
        space
        for space in problem.board.spaces.values()
        if not space.is_retired and fits(space, placement)
    ]
    if not spaces:
        return Unplaced(task.draft, None, None, (Obstacle(Rule.TOO_SMALL),))
    whole = (problem.board.whole,)
    there = covering(problem.board, whole)
    for leader in task.leaders:
        there &= covering(problem.board, leader.there or whole)
    nearest: tuple[int, int, int] | None = None
    found: tuple[Obstacle, ...] = ()
    for space in spaces:
        open_ = covering(problem.board, hours_of(problem.board, space)) & ~touching(
            problem.board, (hold for hold, _ in space.holds)
        )
        for step in _openings(problem, open_, there, task.steps):
            obstacles = tuple(_obstacles(problem, task, (space, step, open_), lying))
            rank = (len(obstacles), step, space.id)
            if nearest is None or rank < nearest:
                nearest, found = rank, obstacles
                if len(obstacles) == 1:
                    break
    if nearest is None:
        return Unplaced(task.draft, None, None, (Obstacle(Rule.CLOSED),))
    return Unplaced(task.draft, nearest[2], nearest[1], found)


def _openings(problem: Problem, open_: int, there: int, length: int) -> Iterator[int]:
    """Steps to look at: those in opening hours, those with everybody there, else any."""
    whole = covering(problem.board, (problem.board.whole,))
    for free in (open_ & there, open_, there, whole):
        mask = runs(free, length)
        if mask:
            yield from (n for n, bit in enumerate(reversed(f"{mask:b}")) if bit == "1")
            return


def _obstacles(
    problem: Problem, task: Task, place: tuple[SpaceFacts, int, int], lying: _Lying
) -> Iterator[Obstacle]:
    """What stands in the way of a space, a step, and the steps at which the space is open."""
    space, step, open_ = place
    mine = bits(step, step + task.steps)
    if mine & ~open_:
        yield Obstacle(Rule.CLOSED)
    after = steps_of(changeover_of(space, task.activity))
    yield from (
        Obstacle(Rule.SPACE_TAKEN, draft=other.draft)
        for other in lying.in_space.get(space.id, ())
        if step < other.ends + other.after and other.starts < step + task.steps + after
    )
    for leader in task.leaders:
        there = covering(problem.board, leader.there or (problem.board.whole,))
        if mine & ~there:
            yield Obstacle(Rule.AWAY, leader=leader.name)
        yield from _obstacles_by(problem, task, leader, step, lying.by_leader.get(leader.id, ()))


def _obstacles_by(
    problem: Problem, task: Task, leader: LeaderFacts, step: int, theirs: Iterable[_There]
) -> Iterator[Obstacle]:
    rest = rest_steps(leader, task.activity)
    day = next((span for span in problem.day_spans if span[0] <= step < span[1]), (0, 0))
    led = 0
    for other in theirs:
        led += day[0] <= other.starts < day[1]
        if step < other.ends + other.after and other.starts < step + task.steps + rest:
            yield Obstacle(Rule.LEADER_BUSY, leader=leader.name, draft=other.draft)
    if leader.sessions_per_day is not None and led >= leader.sessions_per_day:
        yield Obstacle(Rule.LEADER_FULL, leader=leader.name)


def _lying(problem: Problem, plan: Plan) -> _Lying:
    spaces, leaders = problem.board.spaces, problem.board.leaders
    in_space: defaultdict[int, list[_There]] = defaultdict(list)
    by_leader: defaultdict[int, list[_There]] = defaultdict(list)
    lying = [
        (each.draft, each.activity, each.space_id, each.leaders, each.starts, each.ends)
        for each in problem.standing
    ] + [
        (
            task.draft,
            task.activity,
            plan[task.draft][0],
            tuple(leader.id for leader in task.leaders),
            plan[task.draft][1],
            plan[task.draft][1] + task.steps,
        )
        for task in problem.tasks
        if task.draft in plan
    ]
    for draft, activity, space_id, led_by, starts, ends in lying:
        if space_id is not None:
            after = steps_of(changeover_of(spaces[space_id], activity))
            in_space[space_id].append(_There(draft, starts, ends, after))
        for leader in led_by:
            if leader in leaders:
                rest = rest_steps(leaders[leader], activity)
                by_leader[leader].append(_There(draft, starts, ends, rest))
    return _Lying(in_space, by_leader)
