"""Forgetting what a panel wrote, and sealing it anew."""

from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.calls.models import Application, Call
from wellness.database import db
from wellness.sealing import Sealer
from wellness.selection.models import Reading

REMARKS_KEPT = timedelta(days=90)
"""Remarks go so long after the selection ended; scores stay, as figures about nobody."""


def forget_remarks(*, now: datetime) -> int:
    """Delete the remarks about selections long ended, and about applications that are forgotten."""
    query = (
        select(Reading)
        .join(Application, Application.id == Reading.application_id)
        .join(Call, Call.id == Application.call_id)
        .where(
            Reading.remark_sealed.is_not(None),
            (Call.decided_at < now - REMARKS_KEPT)
            | Application.answers_sealed.is_(None)
            | Application.pass_id.is_(None),
        )
    )
    found = list(db.session.scalars(query))
    for reading in found:
        reading.remark_sealed = None
    db.session.flush()
    return len(found)


def forget_readings_of(pass_id: int) -> None:
    """Delete what the panel wrote about whoever holds this pass."""
    query = (
        select(Reading)
        .join(Application, Application.id == Reading.application_id)
        .where(Application.pass_id == pass_id, Reading.remark_sealed.is_not(None))
    )
    for reading in db.session.scalars(query):
        reading.remark_sealed = None
    db.session.flush()


def reseal_remarks(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal the next remarks anew with the first key; gives where to go on, None at the end."""
    query = (
        select(Reading)
        .where(Reading.id > after, Reading.remark_sealed.is_not(None))
        .order_by(Reading.id)
        .limit(limit)
    )
    found = list(db.session.scalars(query))
    for reading in found:
        if reading.remark_sealed is not None:
            reading.remark_sealed = sealer.reseal(reading.remark_sealed)
    return found[-1].id if found else None
