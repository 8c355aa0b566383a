"""All warnings of a draft of which nearly everything was judged before."""

from collections.abc import Iterable
from dataclasses import dataclass

from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.checks import of_the_tray
from wellness.planner.rules.kinds import PlanWarning, WarningKind
from wellness.planner.rules.studio_checks import lent_to, of_the_lent
from wellness.planner.rules.warnings import (
    in_reading_order,
    of_days,
    warnings_about,
    warnings_of,
)

WAITING = frozenset({WarningKind.IN_TRAY, WarningKind.NEVER_SCHEDULED})
MOST_CHANGED = 100
"""From so many changed sessions on, looking at everything is quicker."""


@dataclass(frozen=True, slots=True)
class Known:
    """A board and all its warnings."""

    board: Board
    warnings: list[PlanWarning]


def warnings_after(known: Known, board: Board) -> list[PlanWarning]:
    """`warnings_of(board)`, found by looking only at the sessions that differ from before."""
    before = known.board
    changed = {
        id_
        for id_ in before.placements.keys() | board.placements.keys()
        if before.placements.get(id_) != board.placements.get(id_)
    }
    if _frame(before) != _frame(board) or len(changed) > MOST_CHANGED:
        return warnings_of(board)
    touched = [
        each[id_] for each in (before.placements, board.placements) for id_ in changed & each.keys()
    ]
    leaders = {leader for each in touched for leader in each.leaders}
    activities = {each.activity_id for each in touched}
    things = lent_to(board, touched)
    found = {
        each.key: each
        for each in known.warnings
        if changed.isdisjoint(each.drafts)
        and not (each.kind is WarningKind.OVERLOADED and each.leader_id in leaders)
        and not (each.kind in WAITING and each.activity_id in activities)
        and not (each.kind is WarningKind.EQUIPMENT_SHORT and each.facts["thing"] in things)
    }
    for id_ in changed & board.placements.keys():
        found.update((each.key, each) for each in warnings_about(board, id_))
    found.update((each.key, each) for each in _of_days(board, leaders))
    found.update((each.key, each) for each in _of_trays(board, activities))
    for id_ in things:
        found.update((each.key, each) for each in of_the_lent(board, board.lent[id_]))
    return in_reading_order(found.values())


def _frame(board: Board) -> tuple[object, ...]:
    return (
        board.festival_id,
        board.zone,
        board.dawn,
        board.starts_on,
        board.ends_on,
        board.spaces,
        board.leaders,
        board.activities,
        board.lent,
    )


def _of_days(board: Board, leaders: Iterable[int]) -> Iterable[PlanWarning]:
    for id_ in leaders:
        if leader := board.leaders.get(id_):
            yield from of_days(board, leader, board.by_leader.get(id_, []))


def _of_trays(board: Board, activities: set[int]) -> Iterable[PlanWarning]:
    offered: dict[int, list[Placement]] = {id_: [] for id_ in activities}
    for each in board.placements.values():
        if each.activity_id in activities:
            offered[each.activity_id].append(each)
    for id_, placements in offered.items():
        yield from of_the_tray(board, id_, placements)
