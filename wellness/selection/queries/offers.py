"""Lines and offers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.calls.models import HANDED_IN, Application, ApplicationState, Call
from wellness.database import db
from wellness.errors import Missing
from wellness.residencies.models import Residency
from wellness.selection.rules.offers import (
    HELD,
    UNDO_LASTS,
    Night,
    OfferFacts,
    free_places,
    reminder_due,
)


def night_of(call: Call) -> Night:
    """When the call's festival sleeps."""
    festival = call.festival
    return Night(festival.zone, festival.quiet_from, festival.quiet_until)


def line_of(call_id: int, role_id: int | None) -> list[Application]:
    """A role's line, whoever is next first."""
    query = (
        select(Application)
        .where(
            Application.call_id == call_id,
            Application.role_id == role_id,
            Application.state == ApplicationState.IN_LINE,
            Application.pass_id.is_not(None),
        )
        .order_by(Application.line_position, Application.number, Application.id)
    )
    return list(db.session.scalars(query))


def free_in(call: Call, role_id: int | None) -> int:
    """How many places of a role of a locked call nobody has been offered or has taken."""
    role = next((role for role in call.roles if role.id == role_id), None)
    if role is None:
        return 0
    states: Sequence[ApplicationState] = db.session.scalars(
        select(Application.state).where(
            Application.call_id == call.id,
            Application.role_id == role_id,
            Application.state.in_(HELD),
        )
    ).all()
    return free_places(role.places, states)


def handed_in(call_id: int) -> list[Application]:
    """What was handed in for a call and not withdrawn, by number, read afresh."""
    query = (
        select(Application)
        .where(Application.call_id == call_id, Application.state.in_(HANDED_IN))
        .order_by(Application.number, Application.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query))


def lapsed_offers(call_id: int, *, now: datetime) -> list[Application]:
    """Offers of a call whose time is over, in the order of their ends."""
    query = (
        select(Application)
        .where(
            Application.call_id == call_id,
            Application.state == ApplicationState.OFFERED,
            Application.offered_until <= now,
        )
        .order_by(Application.offered_until, Application.id)
    )
    return list(db.session.scalars(query))


def calls_with_lapsed_offers(*, now: datetime) -> list[int]:
    """Ids of the calls in which an offer's time is over."""
    query = (
        select(Application.call_id)
        .where(Application.state == ApplicationState.OFFERED, Application.offered_until <= now)
        .distinct()
        .order_by(Application.call_id)
    )
    return list(db.session.scalars(query))


def offers_to_remind_of(*, now: datetime) -> list[Application]:
    """Running offers nobody was reminded of yet whose time for it has come, by day."""
    query = (
        select(Application)
        .where(
            Application.state == ApplicationState.OFFERED,
            Application.offered_until > now,
            Application.reminded_at.is_(None),
        )
        .options(joinedload(Application.call).joinedload(Call.festival))
        .order_by(Application.id)
    )
    return [
        offer
        for offer in db.session.scalars(query)
        if offer.offered_until is not None
        and offer.decided_at is not None
        and reminder_due(offer.decided_at, offer.offered_until) <= now
        and not night_of(offer.call).covers(now)
    ]


def facts_of(application: Application) -> OfferFacts:
    """What may be done about an offer depends on this."""
    return OfferFacts(
        state=application.state,
        offered_until=application.offered_until,
        decided_at=application.decided_at,
        free=free_in(application.call, application.role_id),
        was_resident=residency_of(application.id) is not None,
    )


def residency_of(application_id: int) -> Residency | None:
    """What an accepted offer became."""
    query = select(Residency).where(Residency.application_id == application_id)
    return db.session.scalars(query).one_or_none()


def own_residency(pass_id: int, reference: str) -> Residency:
    """The residency of this reference, if this pass holds it. Raises Missing."""
    query = (
        select(Residency)
        .where(Residency.reference == reference, Residency.pass_id == pass_id)
        .options(joinedload(Residency.call).joinedload(Call.festival))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def to_answer(pass_id: int, *, now: datetime) -> list[Application]:
    """Offers this pass has to say yes or no to, or may take its no back; the first to end first."""
    query = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(
            Application.pass_id == pass_id,
            Application.offered_until > now,
            (Application.state == ApplicationState.OFFERED)
            | (
                (Application.state == ApplicationState.DECLINED)
                & (Application.decided_at > now - UNDO_LASTS)
            ),
        )
        .order_by(Application.offered_until, Application.id)
        .options(
            joinedload(Application.call).joinedload(Call.festival), joinedload(Application.role)
        )
    )
    return list(db.session.scalars(query))


def live_of_pass(pass_id: int) -> list[Application]:
    """Everything this pass handed in that may still lead somewhere, by call."""
    query = (
        select(Application)
        .where(Application.pass_id == pass_id, Application.state.in_(HANDED_IN))
        .order_by(Application.call_id, Application.id)
    )
    return list(db.session.scalars(query))
