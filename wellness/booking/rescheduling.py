"""What organizers do to something people have booked: nobody is dropped, everybody is told once."""

from datetime import datetime

from wellness.booking import errors, letters, locks, queries, waiting_list
from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.models import Space


def move_bookable(
    bookable_id: int, *, starts_at: datetime, ends_at: datetime, space_id: int | None, now: datetime
) -> Bookable:
    """Move it in time, space or both; bookings stay, SEQUENCE rises, each person gets a letter.

    A move to where it already is changes nothing. Raises Missing.
    """
    bookable = locks.locked_bookable(bookable_id)
    before = (bookable.starts_at, bookable.ends_at, bookable.space_id)
    if before == (starts_at, ends_at, space_id):
        return bookable
    old_space = db.session.get(Space, bookable.space_id) if bookable.space_id else None
    if starts_at != bookable.starts_at:
        bookable.was_starts_at = bookable.starts_at
    if space_id != bookable.space_id:
        bookable.was_space_name = old_space.name if old_space else None
    bookable.starts_at, bookable.ends_at, bookable.space_id = starts_at, ends_at, space_id
    bookable.moved_at = bookable.updated_at = now
    bookable.sequence += 1
    db.session.flush()
    db.session.refresh(bookable, ["space"])
    for booking in queries.live_bookings_at(bookable_id):
        booking.revision += 1
        letters.moved(booking, was_starts_at=before[0], was_space=old_space, now=now)
    waiting_list.fill_free_places(bookable, now=now)
    return bookable


def cancel_bookable(bookable_id: int, *, reason: str, now: datetime) -> Bookable:
    """Call it off; bookings stay on file, SEQUENCE rises, each person gets a letter."""
    bookable = locks.locked_bookable(bookable_id)
    if bookable.status is BookableStatus.CANCELLED:
        return bookable
    bookable.status = BookableStatus.CANCELLED
    bookable.cancelled_at = bookable.updated_at = now
    bookable.cancel_reason = reason
    bookable.sequence += 1
    for booking in queries.live_bookings_at(bookable_id):
        booking.revision += 1
        letters.cancelled(booking, now=now)
    return bookable


def change_capacity(
    bookable_id: int, *, capacity: int, close_and_keep: bool = False, now: datetime
) -> Bookable:
    """Set how many places there are; more places serve the waiting list at once.

    Raises BelowTaken where people hold more than that, unless `close_and_keep`: then booking is
    closed and everybody keeps their place.
    """
    bookable = locks.locked_bookable(bookable_id)
    waiting_list.let_offers_lapse(bookable, now=now)
    if capacity < bookable.taken:
        if not close_and_keep:
            raise errors.BelowTaken(taken=bookable.taken)
        bookable.is_closed = True
    bookable.capacity = capacity
    bookable.updated_at = now
    db.session.flush()
    waiting_list.fill_free_places(bookable, now=now)
    return bookable
