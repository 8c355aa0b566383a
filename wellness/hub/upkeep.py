"""Keeping the hub's sealed notes openable, and no longer than they are of use."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from wellness.database import db
from wellness.hub.models import NumberReport
from wellness.sealing import Sealer

NOTES_KEPT = timedelta(days=90)
"""A note that nobody settled in this time is erased; the report itself stays open."""


def reseal_notes(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal anew, under the present first key, the notes of the next `limit` reports.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    query = select(NumberReport).where(NumberReport.id > after).order_by(NumberReport.id)
    found = db.session.scalars(query.limit(limit).with_for_update()).all()
    for report in found:
        if report.note_sealed is not None:
            report.note_sealed = sealer.reseal(report.note_sealed)
    return found[-1].id if found else None


def forget_old_notes(*, now: datetime) -> int:
    """Erase notes older than NOTES_KEPT, and the keys of their forms; how many went."""
    old = (NumberReport.created_at < now - NOTES_KEPT, NumberReport.key_hash.is_not(None))
    gone = db.session.execute(
        update(NumberReport).where(*old).values(note_sealed=None, key_hash=None)
    )
    return int(getattr(gone, "rowcount", 0))
