"""What one can do about a warning: changes that end it and make nothing new wrong, and pages.

Costs some milliseconds for each warning: ask for the one that is looked at, not for all of them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.free_times import (
    fitting_spaces,
    is_better,
    next_free,
    on_other_days,
    shifted,
)
from wellness.planner.rules.kinds import PlanWarning, WarningKind
from wellness.planner.rules.ways import WayKind, WayOut
from wellness.planner.rules.wishes import Wish

__all__ = ["WayKind", "WayOut", "ways_out"]

TIMED = frozenset(
    {
        WarningKind.SPACE_OVERLAP,
        WarningKind.CHANGEOVER,
        WarningKind.SPACE_CLOSED,
        WarningKind.SPACE_HELD,
        WarningKind.LEADER_TWICE,
        WarningKind.LEADER_AWAY,
        WarningKind.OVERLOADED,
        WarningKind.NO_REST,
        WarningKind.OUTSIDE_FESTIVAL,
    }
)
"""Kinds that another time ends."""
SPACED = frozenset(
    {
        WarningKind.SPACE_OVERLAP,
        WarningKind.CHANGEOVER,
        WarningKind.SPACE_CLOSED,
        WarningKind.SPACE_HELD,
        WarningKind.SPACE_RETIRED,
        WarningKind.TOO_SMALL,
    }
)
"""Kinds that another space ends."""
GAPS = frozenset({WarningKind.CHANGEOVER, WarningKind.NO_REST})
LED = frozenset(
    {
        WarningKind.LEADER_TWICE,
        WarningKind.LEADER_AWAY,
        WarningKind.OVERLOADED,
        WarningKind.NO_REST,
    }
)
"""Kinds that another facilitator ends."""
STAFFED = frozenset(
    {
        WarningKind.TOO_FEW_LEADERS,
        WarningKind.NO_SECOND_LEADER,
        WarningKind.NO_ENGINEER,
    }
)
DESKS = frozenset({WarningKind.NO_ENGINEER, WarningKind.ENGINEER_OFF_SHIFT})
"""Kinds about the engineer of a studio."""
WAITING = frozenset({WarningKind.IN_TRAY, WarningKind.NEVER_SCHEDULED})
MOST_OF_A_KIND = 2


def ways_out(board: Board, warning: PlanWarning, *, now: datetime) -> list[WayOut]:
    """What one can do about it, what is done at once first; never empty: it can be accepted.

    Nothing is suggested for sessions that have begun, nor a start that is past.
    """
    movable = _movable(board, warning, now)
    found: list[WayOut] = []
    if warning.kind in GAPS:
        found += _first_for_any(movable, lambda each: _lengthened(board, warning, each, now))
    if warning.kind in LED | STAFFED | DESKS:
        found += _first_for_any(movable, lambda each: _led_otherwise(board, warning, each))
    if warning.kind in SPACED:
        found += _first_for_any(movable, lambda each: _elsewhere(board, warning, each))
    if warning.kind in TIMED:
        found += _first_for_any(movable, lambda each: _later(board, warning, each, now))
        found += _first_for_any(movable, lambda each: _another_day(board, warning, each, now))
    if warning.kind in WAITING:
        found += _first_for_any(movable, lambda each: _anywhere(board, warning, each, now))
    if warning.kind in TIMED | SPACED:
        found += _first_for_any(movable, lambda each: _to_tray(board, each))
    return [*found, *_pages(board, warning), WayOut(WayKind.ACCEPT)]


def _movable(board: Board, warning: PlanWarning, now: datetime) -> list[Placement]:
    """Its sessions that have not begun, the one whose move costs least first."""
    concerned = [board.placements[id_] for id_ in reversed(warning.drafts)]
    return sorted(
        (
            each
            for each in concerned
            if not each.is_cancelled and (each.starts_at is None or each.starts_at > now)
        ),
        key=lambda each: (
            each.is_fixed,
            each.released is not None,
            each.released.taken if each.released else 0,
        ),
    )


def _first_for_any(
    placements: Iterable[Placement], ways: Callable[[Placement], Iterator[WayOut]]
) -> list[WayOut]:
    """The first ways of the first session that has any."""
    for placement in placements:
        if found := list(islice(ways(placement), MOST_OF_A_KIND)):
            return found
    return []


def _way(kind: WayKind, board: Board, wanted: Placement, leader_id: int | None = None) -> WayOut:
    now = board.placements[wanted.id]
    wish = Wish(
        draft_id=wanted.id,
        seen=now.revision,
        space_id=wanted.space_id,
        starts_at=wanted.starts_at,
        facilitator_ids=wanted.leaders if wanted.leaders != now.leaders else None,
    )
    return WayOut(kind, wanted.id, (wish,), wanted.space_id, leader_id)


def _lengthened(
    board: Board, warning: PlanWarning, placement: Placement, now: datetime
) -> Iterator[WayOut]:
    missing = timedelta(minutes=warning.facts["needed"] - warning.facts["gap"])
    is_later = placement.id == warning.drafts[-1]
    wanted = shifted(placement, missing if is_later else -missing)
    if wanted.starts_at and wanted.starts_at > now and is_better(board, wanted, without=warning):
        yield _way(WayKind.LENGTHEN_GAP, board, wanted)


def _led_otherwise(board: Board, warning: PlanWarning, placement: Placement) -> Iterator[WayOut]:
    is_swap = warning.kind in LED or warning.kind is WarningKind.ENGINEER_OFF_SHIFT
    kind = WayKind.SWAP_LEADER if is_swap else WayKind.ADD_LEADER
    left = {each for each in placement.leaders if not is_swap or each != warning.leader_id}
    for leader_id in _likely_leaders(board, placement):
        wanted = replace(placement, leaders=tuple(sorted({*left, leader_id})))
        if is_better(board, wanted, without=warning):
            yield _way(kind, board, wanted, leader_id)


def _likely_leaders(board: Board, placement: Placement) -> list[int]:
    """Who does not lead it yet: first who leads the same elsewhere, then the same kind."""
    activity = board.activities[placement.activity_id]

    def strangeness(leader_id: int) -> int:
        led = {each.activity_id for each in board.by_leader.get(leader_id, ())}
        if activity.id in led:
            return 0
        return (
            1 if activity.category_id in {board.activities[id_].category_id for id_ in led} else 2
        )

    others = [each for each in board.leaders if each not in placement.leaders]
    return sorted(others, key=strangeness)


def _elsewhere(board: Board, warning: PlanWarning, placement: Placement) -> Iterator[WayOut]:
    for space in fitting_spaces(board, placement):
        wanted = replace(placement, space_id=space.id)
        if is_better(board, wanted, without=warning):
            yield _way(WayKind.OTHER_SPACE, board, wanted)


def _later(
    board: Board, warning: PlanWarning, placement: Placement, now: datetime
) -> Iterator[WayOut]:
    if placement.space_id not in board.spaces or placement.starts_at is None:
        return
    after = max(placement.starts_at, board.whole.starts_at, now)
    wanted = next_free(board, placement, placement.space_id, after=after, without=warning)
    if wanted:
        yield _way(WayKind.NEXT_FREE, board, wanted)


def _another_day(
    board: Board, warning: PlanWarning, placement: Placement, now: datetime
) -> Iterator[WayOut]:
    for wanted in on_other_days(board, placement):
        is_to_come = wanted.starts_at is not None and wanted.starts_at > now
        if is_to_come and is_better(board, wanted, without=warning):
            yield _way(WayKind.OTHER_DAY, board, wanted)
            return


def _anywhere(
    board: Board, warning: PlanWarning, placement: Placement, now: datetime
) -> Iterator[WayOut]:
    after = max(placement.starts_at or now, board.whole.starts_at, now)
    spaces = fitting_spaces(board, replace(placement, space_id=None))
    found = [
        wanted
        for space in spaces
        if (wanted := next_free(board, placement, space.id, after=after, without=warning))
    ]
    if found:
        first = min(found, key=lambda each: each.starts_at or after)
        yield _way(WayKind.PLACE, board, first)


def _to_tray(board: Board, placement: Placement) -> Iterator[WayOut]:
    if placement.released is None:
        wanted = replace(placement, space_id=None, starts_at=None)
        yield _way(WayKind.TO_TRAY, board, wanted)


def _pages(board: Board, warning: PlanWarning) -> Iterator[WayOut]:
    kind = warning.kind
    if kind is WarningKind.NEVER_SCHEDULED and not warning.drafts:
        yield WayOut(WayKind.ADD_SESSION, activity_id=warning.activity_id)
    for draft_id in warning.drafts:
        placement = board.placements[draft_id]
        if kind in WAITING:
            yield WayOut(WayKind.PLACE, draft_id)
        elif placement.is_cancelled:
            yield WayOut(WayKind.RESTORE, draft_id)
        else:
            yield WayOut(WayKind.EDIT_SESSION, draft_id)
            if placement.released and kind in TIMED | SPACED:
                yield WayOut(WayKind.CANCEL, draft_id)
    if kind in SPACED:
        yield WayOut(WayKind.EDIT_SPACE, space_id=warning.space_id)
    if kind in DESKS:
        yield WayOut(WayKind.EDIT_SHIFTS, space_id=warning.space_id)
    if kind is WarningKind.EQUIPMENT_SHORT:
        yield WayOut(WayKind.SEE_EQUIPMENT, space_id=warning.space_id)
    if kind in LED:
        yield WayOut(WayKind.EDIT_LEADER, leader_id=warning.leader_id)
