"""What the draft holds back: when it has the released sessions, and how many rows differ."""

from dataclasses import dataclass

from wellness.festivals.models import Festival
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Planned:
    """The draft beside what is released."""

    spans: dict[int, Span]
    """When the draft has each released session, by its id; without cancelled and unplaced ones."""
    differing: int
    """Sessions that a release would change, add or call off."""
    in_tray: int


def planned_at(festival: Festival) -> Planned:
    """The draft of the festival in the few facts the overview needs."""
    board = board_of(festival)
    return Planned(
        spans={
            each.released.session_id: each.span
            for each in board.placements.values()
            if each.released is not None and each.span is not None and each.takes_place
        },
        differing=_differing(board),
        in_tray=len(board.tray),
    )


def _differing(board: Board) -> int:
    return sum(1 for each in board.placements.values() if _differs(each))


def _differs(placement: Placement) -> bool:
    released = placement.released
    if released is None:
        return placement.takes_place and placement.space_id is not None
    if placement.is_cancelled or released.is_cancelled:
        return placement.is_cancelled != released.is_cancelled
    return (placement.span, placement.space_id) != (released.span, released.space_id)
