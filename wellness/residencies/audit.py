"""What must be true of residencies, checked against the rows."""

from sqlalchemy import select

from wellness.booking.models import LIVE, Bookable, Booking, BookingStatus, CancelledBy, Entry
from wellness.calls.models import Call
from wellness.database import db
from wellness.programme.models import Session
from wellness.residencies.models import Residency, ResidencySlot, ResidencyState

_HELD = (*LIVE, BookingStatus.ATTENDED, BookingStatus.MISSED)


def broken_promises() -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    return [*_wrong_slots(), *_still_held(), *_overgiven()]


def _wrong_slots() -> list[str]:
    """Slots of confirmed residencies that aren't held by it, or are no time of its call."""
    query = (
        select(
            Residency.reference,
            Residency.pass_id,
            Booking.reference,
            Booking.pass_id,
            Booking.status,
            Booking.cancelled_by,
            Session.activity_id,
            Call.activity_id,
        )
        .select_from(ResidencySlot)
        .join(Residency, Residency.id == ResidencySlot.residency_id)
        .join(Call, Call.id == Residency.call_id)
        .join(Booking, Booking.id == ResidencySlot.booking_id)
        .join(Session, Session.id == Booking.bookable_id)
        .where(Residency.state == ResidencyState.CONFIRMED)
        .order_by(Residency.id, Booking.id)
    )
    found = []
    for (
        residency,
        holder,
        booking,
        keeper,
        status,
        ended_by,
        of_slot,
        of_call,
    ) in db.session.execute(query):
        if holder != keeper:
            found.append(f"residency {residency}: booking {booking} is not its holder's")
        elif status in _HELD and of_slot != of_call:
            found.append(f"residency {residency}: booking {booking} is no time of its call")
        elif status not in _HELD and ended_by not in {CancelledBy.PERSON, CancelledBy.FESTIVAL}:
            found.append(f"residency {residency}: booking {booking} is not live")
    return found


def _still_held() -> list[str]:
    """Time to come that a residency which has ended still keeps from others."""
    query = (
        select(Residency.reference, Booking.reference)
        .select_from(ResidencySlot)
        .join(Residency, Residency.id == ResidencySlot.residency_id)
        .join(Booking, Booking.id == ResidencySlot.booking_id)
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(
            Residency.state != ResidencyState.CONFIRMED,
            Booking.status.in_(LIVE),
            Bookable.ends_at > Residency.ended_at,
        )
        .order_by(Residency.id, Booking.id)
    )
    return [f"residency {one}: ended, but keeps {slot}" for one, slot in db.session.execute(query)]


def _overgiven() -> list[str]:
    query = select(Bookable.reference, Bookable.taken, Bookable.capacity).where(
        Bookable.entry == Entry.GIVEN, Bookable.taken > Bookable.capacity
    )
    return [f"{ref}: {taken} given of {most}" for ref, taken, most in db.session.execute(query)]
