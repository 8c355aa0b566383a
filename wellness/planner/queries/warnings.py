"""The warnings of a festival's draft, with those apart that somebody decided to live with."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from wellness.database import db
from wellness.planner.models import AcceptedWarning
from wellness.planner.rules.board import Board
from wellness.planner.rules.rewarning import Known, warnings_after
from wellness.planner.rules.warnings import PlanWarning, warnings_of


@dataclass(frozen=True, slots=True)
class Judged:
    """Warnings parted in those still to be looked at, and those accepted, each with its reason."""

    open: list[PlanWarning]
    accepted: list[tuple[PlanWarning, AcceptedWarning]]

    @property
    def hard(self) -> int:
        """How many of the open ones say that something cannot take place."""
        return sum(each.is_hard for each in self.open)


MOST_KNOWN = 8
_known: dict[int, Known] = {}
"""The last draft judged of some festivals, in this process: the next differs in few sessions.

What is found never depends on it, since what differs is found by comparing the drafts.
"""


def warnings_in(board: Board) -> Judged:
    """All warnings of the draft; one query."""
    return judged(board.festival_id, _warnings(board))


def _warnings(board: Board) -> list[PlanWarning]:
    known = _known.pop(board.festival_id, None)
    found = warnings_after(known, board) if known else warnings_of(board)
    _known[board.festival_id] = Known(board, found)
    for festival_id in list(_known)[:-MOST_KNOWN]:
        _known.pop(festival_id, None)
    return found


def judged(festival_id: int, warnings: Iterable[PlanWarning]) -> Judged:
    """These warnings, the accepted ones apart; one query."""
    query = select(AcceptedWarning).where(AcceptedWarning.festival_id == festival_id)
    accepted = {each.key: each for each in db.session.scalars(query)}
    parted = Judged([], [])
    for warning in warnings:
        if known := accepted.get(warning.key):
            parted.accepted.append((warning, known))
        else:
            parted.open.append(warning)
    return parted


def accepted_warning(festival_id: int, key: str) -> AcceptedWarning | None:
    """Who decided to live with this warning, and why; None: nobody."""
    return db.session.scalars(
        select(AcceptedWarning).where(
            AcceptedWarning.festival_id == festival_id, AcceptedWarning.key == key
        )
    ).first()
