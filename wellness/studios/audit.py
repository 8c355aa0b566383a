"""What must be true of everything that is lent, checked against the rows."""

from datetime import datetime

from sqlalchemy import select

from wellness.database import db
from wellness.studios.models import Equipment, EquipmentRequest, RequestState
from wellness.studios.queries import uses_of
from wellness.studios.rules import promised_at_once


def broken_promises(*, now: datetime) -> list[str]:
    """One sentence for everything that is promised more often than it is there."""
    lent = select(EquipmentRequest.equipment_id).where(
        EquipmentRequest.state == RequestState.GRANTED
    )
    things = db.session.scalars(
        select(Equipment).where(Equipment.id.in_(lent)).order_by(Equipment.id)
    ).all()
    uses = uses_of([each.id for each in things], now=now)
    found = []
    for thing in things:
        spans = uses[thing.id]
        most = max((promised_at_once(spans, u.starts_at, u.ends_at) for u in spans), default=0)
        if most > thing.quantity:
            found.append(f"equipment {thing.id}: {most} granted at once of {thing.quantity}")
    return found
