"""What `wellness keys rotate` does to riders and to ways of reaching support people."""

from sqlalchemy import select

from wellness.database import db
from wellness.residencies.models import Residency, SupportPerson
from wellness.sealing import Sealer


def reseal_riders(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal anew, under the present first key, the riders of the next `limit` residencies.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    query = select(Residency).where(Residency.id > after).order_by(Residency.id).limit(limit)
    found = db.session.scalars(query.with_for_update()).all()
    for residency in found:
        if residency.rider_sealed is not None:
            residency.rider_sealed = sealer.reseal(residency.rider_sealed)
    return found[-1].id if found else None


def reseal_support(*, after: int, limit: int, sealer: Sealer) -> int | None:
    """Seal anew how the next `limit` support people are reached; as `reseal_riders` does."""
    query = select(SupportPerson).where(SupportPerson.id > after).order_by(SupportPerson.id)
    found = db.session.scalars(query.limit(limit).with_for_update()).all()
    for person in found:
        person.reach_sealed = sealer.reseal(person.reach_sealed)
    return found[-1].id if found else None
