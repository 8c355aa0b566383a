"""What must be true of every line and offer, checked against the rows."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from wellness.calls.models import Application, ApplicationState, Call, CallRole
from wellness.database import db
from wellness.residencies.models import Residency
from wellness.selection.rules.offers import HELD

GRACE = timedelta(days=1)
"""The worker comes by far more often than this."""


def broken_promises(*, now: datetime) -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    return [*_too_many(), *_without_residency(), *_overdue(now)]


def _too_many() -> list[str]:
    held = func.count(Application.id)
    query = (
        select(Call.slug, CallRole.name, held, CallRole.places)
        .join(CallRole, CallRole.call_id == Call.id)
        .join(Application, Application.role_id == CallRole.id)
        .where(Application.state.in_(HELD))
        .group_by(Call.id, CallRole.id)
        .having(held > CallRole.places)
        .order_by(CallRole.id)
    )
    return [
        f"{slug}, {role}: {taken} accepted or offered, {places} places"
        for slug, role, taken, places in db.session.execute(query)
    ]


def _without_residency() -> list[str]:
    query = (
        select(Application.reference)
        .outerjoin(Residency, Residency.application_id == Application.id)
        .where(Application.state == ApplicationState.ACCEPTED, Residency.id.is_(None))
        .order_by(Application.id)
    )
    return [f"{ref}: accepted, and has no residency" for ref in db.session.scalars(query)]


def _overdue(now: datetime) -> list[str]:
    query = (
        select(Application.reference)
        .where(
            Application.state == ApplicationState.OFFERED,
            Application.offered_until < now - GRACE,
        )
        .order_by(Application.id)
    )
    return [f"{ref}: its offer ended more than a day ago" for ref in db.session.scalars(query)]
