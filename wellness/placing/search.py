"""The problem as the solver knows it: variables, constraints, and what a plan is worth."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wellness.placing.rules.problem import Problem, Standing, Task, rest_steps
from wellness.placing.rules.time_steps import steps_of
from wellness.planner.rules.checks import changeover_of

PLACED, WISHED, SPREAD, TOGETHER = 1000, 12, 8, 3
"""What each is worth; one session more outweighs everything else about it."""
MOST_PAIRS = 200
"""So many pairs of sessions are kept apart, those that most people book together first."""
PARTS_OF_DAY = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session is proposed to go."""

    draft: int
    space_id: int
    step: int


class Search:
    """The problem as variables and constraints."""

    def __init__(
        self, problem: Problem, cp_model: Any, plan: dict[int, tuple[int, int]], *, wishes: bool
    ) -> None:
        self.problem = problem
        self.wishes = wishes
        self.cp = cp_model
        self.model: Any = cp_model.CpModel()
        self.start: dict[int, Any] = {}
        self.placed: dict[int, Any] = {}
        self.there: dict[tuple[int, int], Any] = {}
        self.score: list[Any] = []
        self.tasks = [task for task in problem.tasks if task.starts]
        for task in self.tasks:
            self._decide(task)
        self._keep_spaces_apart()
        self._keep_leaders_apart()
        self._spare_leaders()
        if wishes:
            self.model.add(sum(self.placed.values()) >= len(plan))
            self._grant_wishes()
            self._spread_categories()
            self._keep_apart_what_people_book_together()
        self._hint(plan)
        self.model.maximize(sum(self.score))

    def places(self, value: Callable[[Any], int]) -> tuple[Place, ...]:
        """The plan that the variables spell."""
        return tuple(
            Place(task.draft, space_id, value(self.start[task.draft]))
            for task in self.tasks
            for space_id in task.starts
            if value(self.there[task.draft, space_id])
        )

    def _decide(self, task: Task) -> None:
        anywhere = sorted({step for steps in task.starts.values() for step in steps})
        domain = self.cp.Domain.from_values(anywhere)
        start = self.model.new_int_var_from_domain(domain, f"start {task.draft}")
        placed = self.model.new_bool_var(f"placed {task.draft}")
        self.start[task.draft], self.placed[task.draft] = start, placed
        for space_id, steps in task.starts.items():
            there = self.model.new_bool_var(f"{task.draft} in {space_id}")
            self.there[task.draft, space_id] = there
            if len(steps) < len(anywhere):
                allowed = self.cp.Domain.from_values(steps)
                self.model.add_linear_expression_in_domain(start, allowed).only_enforce_if(there)
        choices = [self.there[task.draft, space_id] for space_id in task.starts]
        self.model.add(sum(choices) == placed)
        self.score.append(PLACED * placed)

    def _hint(self, plan: dict[int, tuple[int, int]]) -> None:
        """Begin from a plan that breaks no rule."""
        for task in self.tasks:
            space_id, step = plan.get(task.draft, (None, None))
            self.model.add_hint(self.placed[task.draft], space_id is not None)
            if step is not None:
                self.model.add_hint(self.start[task.draft], step)
            for each in task.starts:
                self.model.add_hint(self.there[task.draft, each], each == space_id)

    def _keep_spaces_apart(self) -> None:
        for space in self.problem.board.spaces.values():
            spans = [
                self.model.new_optional_fixed_size_interval_var(
                    self.start[task.draft],
                    task.steps + steps_of(changeover_of(space, task.activity)),
                    self.there[task.draft, space.id],
                    f"{task.draft} at {space.id}",
                )
                for task in self.tasks
                if space.id in task.starts
            ]
            if len(spans) > 1:  # what stands is ruled out in the tasks' starts already
                self.model.add_no_overlap(spans)

    def _keep_leaders_apart(self) -> None:
        for leader_id, tasks in self._by_leader().items():
            leader = self.problem.board.leaders[leader_id]
            if len(tasks) > 1:
                self.model.add_no_overlap(
                    self.model.new_optional_fixed_size_interval_var(
                        self.start[task.draft],
                        task.steps + rest_steps(leader, task.activity),
                        self.placed[task.draft],
                        f"{task.draft} by {leader_id}",
                    )
                    for task in tasks
                )

    def _by_leader(self) -> dict[int, list[Task]]:
        found: defaultdict[int, list[Task]] = defaultdict(list)
        for task in self.tasks:
            for leader in task.leaders:
                found[leader.id].append(task)
        return found

    def _days_of(self, task: Task) -> list[Any]:
        """For each festival day, whether the task is placed on it."""
        days = [
            self._within(task, range(first, end), f"day {n}")
            for n, (first, end) in enumerate(self.problem.day_spans)
        ]
        self.model.add(sum(days) == self.placed[task.draft])
        return days

    def _within(self, task: Task, steps: range, name: str) -> Any:
        """A variable that may be true only if the task is placed and starts within `steps`."""
        within = self.model.new_bool_var(f"{task.draft} {name}")
        domain = self.cp.Domain(steps.start, steps.stop - 1)
        start = self.start[task.draft]
        self.model.add_linear_expression_in_domain(start, domain).only_enforce_if(within)
        self.model.add_implication(within, self.placed[task.draft])
        return within

    def _spare_leaders(self) -> None:
        for leader_id, tasks in self._by_leader().items():
            limit = self.problem.board.leaders[leader_id].sessions_per_day
            if limit is None:
                continue
            days = {task.draft: self._days_of(task) for task in tasks}
            for n, (first, end) in enumerate(self.problem.day_spans):
                standing = sum(
                    leader_id in each.leaders and first <= each.starts < end
                    for each in self.problem.standing
                )
                mine = [days[task.draft][n] for task in tasks]
                self.model.add(sum(mine) <= max(0, limit - standing))

    def _grant_wishes(self) -> None:
        for task in self.tasks:
            if not task.wished:
                continue
            granted = self.model.new_bool_var(f"{task.draft} as wished")
            wished = self.cp.Domain.from_values(sorted(task.wished))
            start = self.start[task.draft]
            self.model.add_linear_expression_in_domain(start, wished).only_enforce_if(granted)
            self.model.add_implication(granted, self.placed[task.draft])
            self.score.append(WISHED * granted)

    def _spread_categories(self) -> None:
        """Count what of a category is within its fair share of each day, and of each part of it."""
        standing: defaultdict[int, list[Standing]] = defaultdict(list)
        tasks: defaultdict[int, list[Task]] = defaultdict(list)
        for other in self.problem.standing:
            standing[other.activity.category_id].append(other)
        for task in self.tasks:
            tasks[task.activity.category_id].append(task)
        for bins in ([range(*span) for span in self.problem.day_spans], self._parts()):
            for category, mine in tasks.items():
                self._share_out(mine, standing[category], bins)

    def _share_out(self, mine: list[Task], others: list[Standing], bins: list[range]) -> None:
        share = -(-(len(mine) + len(others)) // len(bins))
        for part in bins:
            name = f"{part.start} to {part.stop}"
            here = [self._within(task, part, name) for task in mine]
            room = max(0, share - sum(other.starts in part for other in others))
            counted = self.model.new_int_var(0, min(room, len(mine)), name)
            self.model.add(counted <= sum(here))
            self.score.append(SPREAD * counted)

    def _parts(self) -> list[range]:
        """Equal parts of every day's programme, between the first and the last possible start."""
        found = []
        for first, end in self.problem.day_spans:
            steps = {
                step
                for task in self.tasks
                for steps in task.starts.values()
                for step in (steps[0], steps[-1])
                if first <= step < end
            }
            low, high = (min(steps), max(steps) + 1) if steps else (first, end)
            width = max(1, -(-(high - low) // PARTS_OF_DAY))
            found += [range(low + n * width, low + (n + 1) * width) for n in range(PARTS_OF_DAY)]
        return found

    def _keep_apart_what_people_book_together(self) -> None:
        together, tasks = self.problem.together, self.tasks
        if not together:
            return
        pairs: list[tuple[int, Task, Task | Standing]] = []
        for n, task in enumerate(tasks):
            others: tuple[Task | Standing, ...] = (*tasks[n + 1 :], *self.problem.standing)
            for other in others:
                first, last = sorted((task.activity.id, other.activity.id))
                if first != last and (people := together.get((first, last))):
                    pairs.append((people, task, other))
        pairs.sort(key=lambda pair: (-pair[0], pair[1].draft, pair[2].draft))
        for people, task, other in pairs[:MOST_PAIRS]:
            apart = self._apart(task, other)
            self.score.append(TOGETHER * min(people, 5) * apart)

    def _apart(self, task: Task, other: Task | Standing) -> Any:
        """A variable that may be true only if the two do not take place at once."""
        apart = self.model.new_bool_var(f"{task.draft} apart {other.draft}")
        before = self.model.new_bool_var(f"{task.draft} before {other.draft}")
        start = self.start[task.draft]
        if isinstance(other, Task):
            starts, ends = self.start[other.draft], self.start[other.draft] + other.steps
        else:
            starts, ends = other.starts, other.ends
        self.model.add(start + task.steps <= starts).only_enforce_if(apart, before)
        self.model.add(ends <= start).only_enforce_if(apart, before.negated())
        return apart
