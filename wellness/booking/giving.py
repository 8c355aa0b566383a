"""Places that are given rather than booked, as studio time is to those a call has chosen.

Call inside `in_transaction(…)`. Whoever gives a place writes the letter about it: one for a whole
residency, not one for each of its slots.
"""

from datetime import datetime

from wellness.booking import errors, letters, locks, queries, waiting_list
from wellness.booking.models import (
    LIVE,
    Bookable,
    BookableStatus,
    Booking,
    BookingStatus,
    CancelledBy,
    Entry,
)
from wellness.booking.rules import UNDO_LASTS
from wellness.database import db
from wellness.passes.queries import locked_pass
from wellness.references import new_reference


def give_place(bookable_id: int, pass_id: int, *, now: datetime) -> Booking:
    """A confirmed place for this pass in a given bookable; the same booking on every repeat.

    The person's other places are theirs to sort out: nothing of theirs is let go. Raises
    NothingToGive where places are booked, or where it is cancelled or over, and NoPlaceToGive
    where every place is taken; nothing is changed then.
    """
    holder = locked_pass(pass_id)
    bookable = locks.locked_bookable(bookable_id)
    held = queries.live_booking(pass_id, bookable_id)
    if held is not None:
        return held
    check_can_be_given(bookable, now=now)
    booking = Booking(
        reference=new_reference(),
        bookable_id=bookable.id,
        bookable=bookable,
        pass_id=holder.id,
        holder=holder,
        seats=1,
        status=BookingStatus.CONFIRMED,
        created_at=now,
        updated_at=now,
    )
    bookable.taken += booking.seats
    db.session.add(booking)
    db.session.flush()
    return booking


def check_can_be_given(bookable: Bookable, *, now: datetime, seats: int = 1) -> None:
    """Whether a locked bookable has a place to give. Raises NothingToGive or NoPlaceToGive."""
    gone = bookable.status is BookableStatus.CANCELLED or bookable.ends_at <= now
    if bookable.entry is not Entry.GIVEN or gone:
        raise errors.NothingToGive
    if queries.facts_of(bookable).free < seats:
        raise errors.NoPlaceToGive


def take_back(booking: Booking, *, now: datetime, by: CancelledBy = CancelledBy.FESTIVAL) -> None:
    """End a given place, so that it can be given to somebody else. Harmless to repeat."""
    if booking.pass_id is not None:
        locked_pass(booking.pass_id)
    bookable = locks.locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if booking.status in LIVE:
        waiting_list.end(booking, bookable, by=by, now=now)
        db.session.flush()


def take_up_again(pass_id: int, reference: str, *, now: datetime) -> Booking:
    """Take back a given place that its holder just let go, while nobody else was given it.

    Raises Missing for a booking that isn't this pass's, a BookingRefusal where it is too late.
    """
    locked_pass(pass_id)
    booking = queries.get_booking(pass_id, reference)
    bookable = locks.locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if booking.status in LIVE:
        return booking
    undone_late = booking.cancelled_at is None or now - booking.cancelled_at > UNDO_LASTS
    if undone_late or booking.cancelled_by is not CancelledBy.PERSON:
        raise errors.BookingClosed
    other = queries.live_booking(pass_id, bookable.id)
    if other is not None:
        return other
    check_can_be_given(bookable, now=now, seats=booking.seats)
    bookable.taken += booking.seats
    booking.status = BookingStatus.CONFIRMED
    booking.cancelled_by = booking.cancelled_at = None
    waiting_list.touch(booking, now)
    letters.given(booking, now=now)
    return booking
