"""Placing sessions with a constraint solver: OR-Tools CP-SAT, an optional extra of the package.

Hard rules are constraints, so a plan never breaks one. What is left over is scored: as many
placed as can be, then facilitators' wishes, few clashes among what the same people book, and
each category spread over days and parts of the day. See docs/decisions/0402-automatic-placing.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.util import find_spec
from threading import Thread
from time import monotonic
from typing import Any

from wellness.placing.errors import NoSolver
from wellness.placing.rules.first_plan import first_plan
from wellness.placing.rules.problem import Problem
from wellness.placing.search import PLACED, Place, Search

BEAT_SECONDS = 0.4
"""So often it says how far it is, and asks whether to go on."""
COUNTING = 0.4
"""The share of the time in which it only tries to place as many as can be."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan so far."""

    places: tuple[Place, ...]
    score: int
    seconds: float
    is_best: bool
    """Whether no plan can be better."""


def is_installed() -> bool:
    """Whether the solver is there."""
    return find_spec("ortools") is not None


def solve(
    problem: Problem,
    *,
    seconds: float,
    workers: int = 2,
    told: Callable[[Found], bool],
    seed: int = 1,
) -> Found:
    """The best plan found within `seconds`.

    `told` hears of the plan so far, every BEAT_SECONDS and in the caller's thread; where it says
    False, the search ends with that plan. There is a plan within a moment, if any can be.
    Raises NoSolver where OR-Tools is not installed.
    """
    if not is_installed():
        raise NoSolver
    from ortools.sat.python import cp_model  # noqa: PLC0415 - large, and not there everywhere

    began = monotonic()
    plan = first_plan(problem)
    best = Found(_as_places(plan), PLACED * len(plan), 0.0, is_best=False)
    if not told(best):
        return best
    for wishes in (False, True):  # first as many as can be, then what people would like
        left = seconds - (monotonic() - began)
        if left <= 0:
            break
        search = Search(problem, cp_model, plan, wishes=wishes)
        run = _Run(search, cp_model, best, began)
        is_ended = run.go(told, left if wishes else min(left, seconds * COUNTING), workers, seed)
        best = run.best
        plan = {place.draft: (place.space_id, place.step) for place in best.places}
        if is_ended:
            break
    return best


def _as_places(plan: dict[int, tuple[int, int]]) -> tuple[Place, ...]:
    return tuple(Place(draft, space_id, step) for draft, (space_id, step) in plan.items())


class _Run:
    """One search, in a thread of its own, so that this one can tell and be told meanwhile."""

    def __init__(self, search: Search, cp_model: Any, best: Found, began: float) -> None:
        self.search = search
        self.cp = cp_model
        self.best = best
        self.began = began

    def go(self, told: Callable[[Found], bool], seconds: float, workers: int, seed: int) -> bool:
        """Search for `seconds` at most; True if `told` ended it."""
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_search_workers = workers
        solver.parameters.random_seed = seed
        solver.parameters.linearization_level = 0  # packing, not flow: the relaxation only costs
        solver.parameters.symmetry_level = 0
        solver.parameters.cp_model_probing_level = 0
        status: list[Any] = []
        listener = self._listener()
        thread = Thread(target=lambda: status.append(solver.solve(self.search.model, listener)))
        thread.start()
        is_ended = False
        while thread.is_alive():
            thread.join(BEAT_SECONDS)
            if not is_ended and not told(self.best):
                is_ended = True
                solver.stop_search()
        if status and status[0] == self.cp.OPTIMAL and self.search.wishes:
            self.best = replace(self.best, is_best=True)
        return is_ended

    def _listener(self) -> Any:
        run = self

        class Listener(self.cp.CpSolverSolutionCallback):  # type: ignore[name-defined,misc]
            """Keeps each better plan."""

            def on_solution_callback(self) -> None:
                places = run.search.places(self.value)
                if len(places) >= len(run.best.places):
                    seconds = monotonic() - run.began
                    score = round(self.objective_value)
                    run.best = Found(places, score, seconds, is_best=False)

        return Listener()
