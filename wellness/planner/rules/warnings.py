"""What is wrong with a draft: all of it, or what touches one session. Nothing is changed here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from wellness.planner.rules.board import Board, LeaderFacts, Placement
from wellness.planner.rules.checks import (
    changeover_after,
    in_one_space,
    is_apart,
    is_waiting,
    of_one,
    of_one_day,
    of_one_leader,
    of_the_tray,
    rest_after,
)
from wellness.planner.rules.kinds import HARD, PlanWarning, WarningKind
from wellness.planner.rules.studio_checks import of_the_lent, of_the_lent_in

__all__ = [
    "HARD",
    "PlanWarning",
    "WarningKind",
    "in_reading_order",
    "of_days",
    "warnings_about",
    "warnings_if",
    "warnings_of",
]


Pairs = Iterator[tuple[Placement, Placement]]


def warnings_of(board: Board) -> list[PlanWarning]:
    """Everything that is wrong, by time, what cannot be first; without a time last."""
    found: list[PlanWarning] = []
    for placement in board.placements.values():
        found += of_one(board, placement)
    for space_id, placements in board.by_space.items():
        for one, other in _close(board, space_id, placements):
            found += _known(in_one_space(board, space_id, one, other))
    for leader_id, placements in board.by_leader.items():
        if leader := board.leaders.get(leader_id):
            found += _of_leader(board, leader, placements)
    for thing in board.lent.values():
        found += of_the_lent(board, thing)
    offered: dict[int, list[Placement]] = {id_: [] for id_ in board.activities}
    for placement in board.placements.values():
        offered[placement.activity_id].append(placement)
    for activity_id, placements in offered.items():
        found += of_the_tray(board, activity_id, placements)
    return in_reading_order(found)


def warnings_about(board: Board, draft_id: int) -> list[PlanWarning]:
    """What is wrong and touches this session; looks at its space and its facilitators alone."""
    return warnings_if(board, board.placements[draft_id])


def warnings_if(board: Board, wanted: Placement) -> list[PlanWarning]:
    """What would be wrong about a session if it were planned as `wanted`."""
    found = list(of_one(board, wanted))
    if wanted.takes_place:
        space_id = wanted.space_id
        near = _others(board.by_space.get(space_id or 0, ()), wanted)
        for other in near:
            found += _known(in_one_space(board, space_id or 0, wanted, other))
        for leader_id in wanted.leaders:
            if leader := board.leaders.get(leader_id):
                found += _of_leader_about(board, leader, wanted)
        found += of_the_lent_in(board, wanted)
    if not is_waiting(wanted):
        return in_reading_order(found)
    offered = [
        wanted if each.id == wanted.id else each
        for each in board.placements.values()
        if each.activity_id == wanted.activity_id
    ]
    waiting = of_the_tray(board, wanted.activity_id, offered)
    found += (each for each in waiting if wanted.id in each.drafts)
    return in_reading_order(found)


def in_reading_order(found: Iterable[PlanWarning]) -> list[PlanWarning]:
    """By time, what cannot be before what should not, without a time last."""
    dated: list[PlanWarning] = []
    undated: list[PlanWarning] = []
    for each in found:
        (dated if each.span else undated).append(each)
    dated.sort(key=lambda each: (each.span, not each.is_hard, each.key))
    return dated + sorted(undated, key=lambda each: each.key)


def _known(warning: PlanWarning | None) -> Iterator[PlanWarning]:
    if warning is not None:
        yield warning


def _others(placements: Iterable[Placement], but: Placement) -> list[Placement]:
    return [each for each in placements if each.id != but.id]


def _close(board: Board, space_id: int, placements: list[Placement]) -> Pairs:
    """Pairs of which the later one starts before the space is ready again; given by start."""
    for index, one in enumerate(placements):
        needed = changeover_after(board, one, space_id)
        for other in placements[index + 1 :]:
            if is_apart(one, other, needed):
                break
            yield one, other


def _of_leader(
    board: Board, leader: LeaderFacts, placements: list[Placement]
) -> Iterator[PlanWarning]:
    for index, one in enumerate(placements):
        needed = rest_after(board, one, leader)
        for other in placements[index + 1 :]:
            if is_apart(one, other, needed):
                break
            yield from _known(of_one_leader(board, leader, one, other))
    yield from of_days(board, leader, placements)


def of_days(
    board: Board, leader: LeaderFacts, placements: list[Placement]
) -> Iterator[PlanWarning]:
    """What is wrong with the days of a facilitator, given all that they lead by start."""
    if leader.sessions_per_day is None or len(placements) <= leader.sessions_per_day:
        return
    by_day: defaultdict[date, list[Placement]] = defaultdict(list)
    for each in placements:
        if each.starts_at is not None:
            by_day[board.day_of(each.starts_at)].append(each)
    for day, led in by_day.items():
        yield from _known(of_one_day(leader, day, led))


def _of_leader_about(board: Board, leader: LeaderFacts, wanted: Placement) -> Iterator[PlanWarning]:
    others = _others(board.by_leader.get(leader.id, ()), wanted)
    for other in others:
        yield from _known(of_one_leader(board, leader, wanted, other))
    if leader.sessions_per_day is None or wanted.starts_at is None:
        return
    day = board.day_of(wanted.starts_at)
    led = [each for each in others if each.starts_at and board.day_of(each.starts_at) == day]
    led = sorted([*led, wanted], key=lambda each: (each.starts_at, each.id))
    yield from _known(of_one_day(leader, day, led))
