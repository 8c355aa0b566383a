"""The studio time of calls and of residencies."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from wellness.booking.models import Bookable, BookableStatus, Booking, BookingStatus, Entry
from wellness.booking.queries import facts_of
from wellness.calls.models import Call
from wellness.database import db
from wellness.programme.models import Session
from wellness.residencies.models import Residency, ResidencySlot
from wellness.residencies.rules.runs import SlotFacts


def slots_of_call(call: Call) -> list[Session]:
    """The released, uncancelled studio slots that belong to a call, by start; read afresh."""
    query = (
        select(Session)
        .where(
            Session.activity_id == call.activity_id,
            Session.entry == Entry.GIVEN,
            Session.status == BookableStatus.SCHEDULED,
        )
        .order_by(Session.starts_at, Session.id)
        .options(joinedload(Session.space), selectinload(Session.facilitators))
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(query)) if call.activity_id is not None else []


def slot_facts(slots: Collection[Session], *, now: datetime) -> list[SlotFacts]:
    """What giving these slots away needs to know of them at `now`."""
    return [
        SlotFacts(
            bookable_id=slot.id,
            space_id=slot.space_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            free=facts_of(slot).free if slot.starts_at > now else 0,
        )
        for slot in slots
    ]


def given_bookings(residency: Residency) -> list[Booking]:
    """The bookings that keep a residency's slots, by start, with all that is shown of them."""
    slot = joinedload(Booking.bookable.of_type(Session))
    query = (
        select(Booking)
        .join(ResidencySlot, ResidencySlot.booking_id == Booking.id)
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(
            ResidencySlot.residency_id == residency.id, Booking.status != BookingStatus.CANCELLED
        )
        .order_by(Bookable.starts_at, Booking.id)
        .options(
            slot.joinedload(Session.space),
            slot.joinedload(Session.festival),
            slot.selectinload(Session.facilitators),
        )
    )
    return list(db.session.scalars(query))
