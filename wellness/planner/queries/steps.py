"""What was done to the draft, by whom, and what of it can be undone."""

from sqlalchemy import select

from wellness.database import db
from wellness.planner.models import Step


def undoable_of(festival_id: int, account_id: int | None) -> tuple[Step | None, Step | None]:
    """The step this account would undo next, and the one it would do again next."""
    theirs = select(Step).where(
        Step.festival_id == festival_id,
        Step.account_id == account_id if account_id is not None else Step.account_id.is_(None),
    )
    last = db.session.scalars(
        theirs.where(Step.undone_at.is_(None)).order_by(Step.id.desc()).limit(1)
    ).first()
    again = db.session.scalars(
        theirs.where(Step.undone_at.is_not(None)).order_by(Step.id).limit(1)
    ).first()
    return last, again


def last_to_touch(after: Step, table: str, row_id: int) -> Step | None:
    """The latest step made after `after`, and still standing, that touched this row."""
    query = (
        select(Step)
        .where(Step.festival_id == after.festival_id, Step.id > after.id, Step.undone_at.is_(None))
        .order_by(Step.id.desc())
    )
    for step in db.session.scalars(query):
        if any(patch["table"] == table and patch["id"] == row_id for patch in step.patches):
            return step
    return None
