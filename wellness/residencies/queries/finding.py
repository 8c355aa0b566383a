"""Whose residency is it? Fetched within a pass or a festival, never by its id alone."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.residencies.models import Residency

_SHOWN = (
    joinedload(Residency.call),
    joinedload(Residency.festival),
    joinedload(Residency.support),
    joinedload(Residency.holder),
)


def residency_of_pass(pass_id: int, reference: str) -> Residency:
    """This pass's residency with this reference. Raises Missing, also for somebody else's."""
    return _the_one(Residency.pass_id == pass_id, Residency.reference == reference.lower())


def residency_of_festival(festival: Festival, reference: str) -> Residency:
    """The festival's residency with this reference. Raises Missing."""
    return _the_one(Residency.festival_id == festival.id, Residency.reference == reference.lower())


def residency_of_application(application_id: int) -> Residency | None:
    """What this application became, if it was accepted."""
    query = select(Residency).where(Residency.application_id == application_id)
    return db.session.scalars(query.options(*_SHOWN)).one_or_none()


def residencies_of(pass_id: int) -> Sequence[Residency]:
    """Every residency this pass ever held, the newest first."""
    query = select(Residency).where(Residency.pass_id == pass_id).order_by(Residency.id.desc())
    return db.session.scalars(query.options(*_SHOWN)).all()


def held(residency: Residency) -> Residency:
    """The residency as it is now, held until the transaction ends. Raises Missing."""
    db.session.execute(
        update(Residency).where(Residency.id == residency.id).values(revision=Residency.revision)
    )
    db.session.refresh(residency)
    return residency


def _the_one(*conditions: object) -> Residency:
    query = select(Residency).where(*conditions).options(*_SHOWN)  # type: ignore[arg-type]
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found
