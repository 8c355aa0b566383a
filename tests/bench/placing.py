"""Placing two hundred sessions in twelve spaces over four days."""

import random
import time

from tests.bench.table import line
from tests.placing.boards import activity, between, board, leader, session, space
from wellness.placing import solver
from wellness.placing.actions import SECONDS
from wellness.placing.rules.problem import problem_of
from wellness.planner.rules.board import Board

SESSIONS, SPACES, DAYS, LEADERS, ACTIVITIES = 200, 12, 4, 60, 80


def measure() -> None:
    """Print when there was a first plan, how much it held, and what the whole search gave."""
    there = _festival()
    pairs = random.Random(7)
    together = {
        (min(pair), max(pair)): pairs.randint(5, 30)
        for pair in (pairs.sample(range(1, ACTIVITIES + 1), 2) for _ in range(300))
    }
    heard: list[tuple[float, int]] = []

    def told(found: solver.Found) -> bool:
        heard.append((time.perf_counter() - began, len(found.places)))
        return True

    began = time.perf_counter()
    problem = problem_of(there, tuple(there.placements), together)
    found = solver.solve(problem, seconds=SECONDS, told=told)
    took = time.perf_counter() - began
    line(
        f"{SESSIONS} sessions, {SPACES} spaces, {DAYS} days: first plan", f"{heard[0][0]:.1f} s", ""
    )
    line("  sessions it places", f"{heard[0][1]} of {SESSIONS}", "")
    line("  the whole search", f"{took:.1f} s", "< 10 s")
    line("  sessions it places", f"{len(found.places)} of {SESSIONS}", "all that can be")


def _festival() -> Board:
    chance = random.Random(3)
    spaces = tuple(
        space(
            number,
            capacity=chance.choice([10, 15, 20, 30, 60, None]),
            changeover=chance.choice([0, 15, 30]),
            opens=tuple(between(day, 9, 19 if number % 2 else 22) for day in range(DAYS)),
        )
        for number in range(1, SPACES + 1)
    )
    leaders = tuple(
        leader(
            number,
            there=tuple(between(day, 8, 23) for day in range(DAYS) if chance.random() < 0.9),
            wishes=tuple(between(day, 10, 14) for day in range(DAYS)) if number % 3 == 0 else (),
            a_day=chance.choice([3, 4, None]),
        )
        for number in range(1, LEADERS + 1)
    )
    activities = tuple(
        activity(
            number,
            category=number % 7 + 1,
            changeover=chance.choice([0, 15]),
            is_heavy=number % 5 == 0,
        )
        for number in range(1, ACTIVITIES + 1)
    )
    sessions = (
        session(
            number,
            of=chance.randint(1, ACTIVITIES),
            minutes=chance.choice([45, 60, 60, 75, 90]),
            capacity=chance.choice([8, 10, 12, 15, 20, 25]),
            by=tuple(sorted(chance.sample(range(1, LEADERS + 1), chance.choice([1, 1, 2])))),
        )
        for number in range(1, SESSIONS + 1)
    )
    return board(*sessions, spaces=spaces, leaders=leaders, activities=activities, days=DAYS)
