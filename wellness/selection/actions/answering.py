"""What the holder of an application does about an offer, and about the residency after it."""

from datetime import datetime

from wellness.booking.models import CancelledBy
from wellness.calls.models import Application, ApplicationState
from wellness.calls.queries import get_application
from wellness.database import db
from wellness.passes.queries import locked_pass
from wellness.residencies.actions.welcoming import begin_residency, end_residency
from wellness.residencies.models import Residency, ResidencyState
from wellness.selection import errors, locks
from wellness.selection.actions.deciding import write_down
from wellness.selection.actions.offering import fill, let_lapse
from wellness.selection.queries import offers
from wellness.selection.rules.offers import Answer, may_answer
from wellness.staff.rules import Hand

State = ApplicationState
THE_APPLICANT = Hand(None, "whoever applied")
"""Whose hand the audit log names: it never names an attendee."""


def accept(pass_id: int, reference: str, *, now: datetime) -> Residency:
    """Say yes: the residency begins in the same transaction. Harmless to repeat.

    Raises OfferIsOver, and what residencies refuse; then the offer stands as it was.
    """
    locked_pass(pass_id)
    application, call = locks.with_its_call(get_application(pass_id, reference))
    already = offers.residency_of(application.id)
    if application.state is State.ACCEPTED and already is not None:
        return already
    let_lapse(call, now=now)
    if may_answer(offers.facts_of(application), now=now) is not Answer.DECIDE:
        raise errors.OfferIsOver
    application.state = State.ACCEPTED
    application.decided_at = now
    application.revision += 1
    db.session.flush()
    write_down(call, application, THE_APPLICANT, now, step="accepted")
    return begin_residency(application, now=now)


def decline(pass_id: int, reference: str, *, now: datetime) -> Application:
    """Say no: the next in line is asked at once. Harmless to repeat. Raises OfferIsOver."""
    locked_pass(pass_id)
    application, call = locks.with_its_call(get_application(pass_id, reference))
    if application.state is State.DECLINED:
        return application
    let_lapse(call, now=now)
    if may_answer(offers.facts_of(application), now=now) is not Answer.DECIDE:
        raise errors.OfferIsOver
    _let_go(application, now)
    write_down(call, application, THE_APPLICANT, now, step="declined")
    fill(call, application.role_id, now=now)
    return application


def undo_decline(pass_id: int, reference: str, *, now: datetime) -> Application:
    """Take a no back, as long as nobody else was offered the place. Raises CannotBeUndone."""
    locked_pass(pass_id)
    application, call = locks.with_its_call(get_application(pass_id, reference))
    if application.state is State.OFFERED:
        return application
    let_lapse(call, now=now)
    if may_answer(offers.facts_of(application), now=now) is not Answer.UNDO:
        raise errors.CannotBeUndone
    application.state = State.OFFERED
    application.decided_at = now
    application.revision += 1
    write_down(call, application, THE_APPLICANT, now, step="offered again")
    return application


def give_up(pass_id: int, reference: str, *, now: datetime) -> Residency:
    """Let a residency go; the next in line is asked at once. Harmless to repeat. Raises Missing."""
    locked_pass(pass_id)
    residency = offers.own_residency(pass_id, reference)
    call = locks.locked_call(residency.call_id)
    db.session.refresh(residency)
    if residency.state is not ResidencyState.CONFIRMED:
        return residency
    end_residency(residency, by=CancelledBy.PERSON, now=now)
    application = residency.application
    if application is not None:
        db.session.refresh(application)
        _let_go(application, now)
        write_down(call, application, THE_APPLICANT, now, step="given up")
        fill(call, application.role_id, now=now)
    return residency


def pass_on_what_is_held(pass_id: int, *, now: datetime) -> None:
    """Before somebody is forgotten: offers and residencies to come go to the next in line.

    Begin erasing with this, under the pass's lock: it takes the calls' locks before any other.
    """
    for application in offers.live_of_pass(pass_id):
        if application.state not in {State.OFFERED, State.ACCEPTED}:
            continue
        application, call = locks.with_its_call(application)  # noqa: PLW2901 - the same one, held
        if call.festival.ends_on < now.astimezone(call.festival.zone).date():
            continue
        residency = offers.residency_of(application.id)
        if residency is not None:
            end_residency(residency, by=CancelledBy.PERSON, now=now)
        _let_go(application, now)
        write_down(call, application, THE_APPLICANT, now, step="let go")
        fill(call, application.role_id, now=now)


def _let_go(application: Application, now: datetime) -> None:
    application.state = State.DECLINED
    application.decided_at = now
    application.revision += 1
    db.session.flush()
