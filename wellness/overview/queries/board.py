"""What the draft holds back: when it has the released sessions, what differs, what is wrong."""

from dataclasses import dataclass

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.models import AcceptedWarning
from wellness.planner.queries.board import board_of
from wellness.planner.queries.review import review_of
from wellness.planner.rules.spans import Span
from wellness.planner.rules.warnings import warnings_of


@dataclass(frozen=True, slots=True)
class Planned:
    """The draft beside what is released."""

    spans: dict[int, Span]
    """When the draft has each released session, by its id; without cancelled and unplaced ones."""
    to_release: int
    """Sessions and texts that a release would bring, change or call off."""
    in_tray: int
    warnings: int
    """What is wrong with the draft and nobody has accepted."""


def planned_at(festival: Festival) -> Planned:
    """The draft of the festival in the few facts the overview needs; a fixed number of queries."""
    board, review = board_of(festival), review_of(festival)
    accepted = set(
        db.session.scalars(
            select(AcceptedWarning.key).where(AcceptedWarning.festival_id == festival.id)
        )
    )
    return Planned(
        spans={
            each.released.session_id: each.span
            for each in board.placements.values()
            if each.released is not None and each.span is not None and each.takes_place
        },
        to_release=len(review.changes) + len(review.texts),
        in_tray=len(board.tray),
        warnings=sum(1 for each in warnings_of(board) if each.key not in accepted),
    )
