"""How a residency begins and ends. Call inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import select

from wellness.booking import giving, locks
from wellness.booking import letters as booking_letters
from wellness.booking.models import Bookable, Booking, CancelledBy
from wellness.calls.models import Application
from wellness.database import db
from wellness.passes.queries import locked_pass
from wellness.references import new_reference
from wellness.residencies import letters
from wellness.residencies.models import Residency, ResidencySlot, ResidencyState
from wellness.residencies.queries.slots import given_bookings, slot_facts, slots_of_call
from wellness.residencies.rules.runs import first_run

_ENDED_BY = {
    CancelledBy.PERSON: ResidencyState.GIVEN_UP,
    CancelledBy.FESTIVAL: ResidencyState.WITHDRAWN,
}


def begin_residency(application: Application, *, now: datetime) -> Residency:
    """The confirmed residency of an accepted application; the same one on every repeat.

    It holds the first slots in a row that the call's studio time has free, as many as the call
    says. Where there are not that many it holds none and organizers see "no studio time yet": an
    accepted person is never lost. Writes the letter that says it is confirmed. One that had ended
    begins anew.
    """
    residency = _residency_of(application)
    if residency is not None and residency.state is ResidencyState.CONFIRMED:
        return residency
    if residency is None:
        residency = _new_residency(application, now)
        db.session.add(residency)
    else:
        residency.state, residency.ended_at = ResidencyState.CONFIRMED, None
        touch(residency, now)
    db.session.flush()
    letters.welcome(residency, allot(residency, now=now), now=now)
    return residency


def allot(residency: Residency, *, now: datetime) -> list[Booking]:
    """Give a residency without studio time the first slots in a row that are free, or none."""
    call = residency.call
    if residency.pass_id is None or call.activity_id is None:
        return []
    locked_pass(residency.pass_id)
    locks.hold_bookables(select(Bookable.id).where(Bookable.id.in_(_ids_of_slots(residency))))
    run = first_run(slot_facts(slots_of_call(call), now=now), call.slots_each)
    given = [give_slot(residency, slot.bookable_id, now=now) for slot in run]
    for booking in given:
        booking_letters.given(booking, now=now)
    return given


def give_slot(residency: Residency, bookable_id: int, *, now: datetime) -> Booking:
    """A place in this slot for a residency with a holder. Raises what `give_place` raises."""
    if residency.pass_id is None:
        raise ValueError("nobody holds this residency any more")
    booking = giving.give_place(bookable_id, residency.pass_id, now=now)
    if db.session.get(ResidencySlot, (residency.id, booking.id)) is None:
        db.session.add(ResidencySlot(residency_id=residency.id, booking_id=booking.id))
        db.session.flush()
    return booking


def end_residency(residency: Residency, *, by: CancelledBy, now: datetime) -> None:
    """Let a residency go: given up by the PERSON, or withdrawn by the FESTIVAL.

    What studio time is still to come is free again, to be given to the next in line. Whoever
    withdraws one writes the letter that says so. Harmless to repeat.
    """
    if residency.state is not ResidencyState.CONFIRMED:
        return
    residency.state = _ENDED_BY[by]
    residency.ended_at = now
    touch(residency, now)
    if residency.pass_id is not None:
        locked_pass(residency.pass_id)
    coming = [slot for slot in given_bookings(residency) if slot.bookable.ends_at > now]
    for booking in sorted(coming, key=lambda slot: slot.bookable_id):
        giving.take_back(booking, by=by, now=now)
        booking_letters.taken_back(booking, now=now)


def touch(residency: Residency, now: datetime) -> None:
    """Say that a residency changed: two people at one form are told."""
    residency.revision += 1
    residency.updated_at = now


def _residency_of(application: Application) -> Residency | None:
    query = select(Residency).where(Residency.application_id == application.id)
    return db.session.scalars(query).one_or_none()


def _new_residency(application: Application, now: datetime) -> Residency:
    return Residency(
        reference=new_reference(),
        festival_id=application.call.festival_id,
        festival=application.call.festival,
        call_id=application.call_id,
        call=application.call,
        application_id=application.id,
        pass_id=application.pass_id,
        holder=application.holder,
        role_name=application.role.name if application.role else "",
        created_at=now,
        updated_at=now,
    )


def _ids_of_slots(residency: Residency) -> list[int]:
    return [slot.id for slot in slots_of_call(residency.call)]
