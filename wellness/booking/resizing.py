"""How many places something has: nobody loses theirs, and more of them serve the line at once."""

from datetime import datetime

from wellness.booking import errors, locks, waiting_list
from wellness.booking.models import Bookable
from wellness.database import db


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
