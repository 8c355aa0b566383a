"""A first plan by hand's own method: the most constrained session first, where it fits first.

The solver starts from it, so that there is something to show within a moment.
"""

from collections import defaultdict

from wellness.placing.rules.problem import Problem, Task, rest_steps
from wellness.placing.rules.time_steps import bits, steps_of
from wellness.planner.rules.checks import changeover_of


def first_plan(problem: Problem) -> dict[int, tuple[int, int]]:
    """By draft id: the space and the step it is given. Breaks no hard rule; may leave some out."""
    taken: defaultdict[int, int] = defaultdict(int)
    busy: defaultdict[int, int] = defaultdict(int)
    led: defaultdict[tuple[int, int], int] = defaultdict(int)
    for other in problem.standing:
        for leader_id in other.leaders:
            led[leader_id, _day(problem, other.starts)] += 1
    plan: dict[int, tuple[int, int]] = {}
    for task in sorted(problem.tasks, key=_freedom):
        found = _first_place(problem, task, taken, busy, led)
        if found is None:
            continue
        space_id, step = found
        plan[task.draft] = found
        space = problem.board.spaces[space_id]
        taken[space_id] |= bits(
            step, step + task.steps + steps_of(changeover_of(space, task.activity))
        )
        for leader in task.leaders:
            busy[leader.id] |= bits(step, step + task.steps + rest_steps(leader, task.activity))
            led[leader.id, _day(problem, step)] += 1
    return plan


def _freedom(task: Task) -> tuple[int, int]:
    return sum(len(steps) for steps in task.starts.values()), task.draft


def _first_place(
    problem: Problem,
    task: Task,
    taken: dict[int, int],
    busy: dict[int, int],
    led: dict[tuple[int, int], int],
) -> tuple[int, int] | None:
    choices = sorted(
        (step not in task.wished, _size(problem, space_id), step, space_id)
        for space_id, steps in task.starts.items()
        for step in steps
    )
    for _, _, step, space_id in choices:
        space = problem.board.spaces[space_id]
        after = steps_of(changeover_of(space, task.activity))
        if taken[space_id] & bits(step, step + task.steps + after):
            continue
        if all(
            not busy[leader.id] & bits(step, step + task.steps + rest_steps(leader, task.activity))
            and (
                leader.sessions_per_day is None
                or led[leader.id, _day(problem, step)] < leader.sessions_per_day
            )
            for leader in task.leaders
        ):
            return space_id, step
    return None


def _size(problem: Problem, space_id: int) -> int:
    """Small spaces first, so that the large ones stay free for those who need them."""
    return problem.board.spaces[space_id].capacity or 1_000_000


def _day(problem: Problem, step: int) -> int:
    days = enumerate(problem.day_spans)
    return next((n for n, (first, end) in days if first <= step < end), -1)
