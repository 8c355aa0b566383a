"""Short ways of saying who asks for what, for tests of booking."""

from datetime import datetime, timedelta

from wellness.booking import actions
from wellness.booking.actions import BookPlace
from wellness.booking.models import Bookable, Booking
from wellness.database import db, in_transaction
from wellness.passes.models import Pass


def asks(
    person: Pass,
    bookable: Bookable,
    *,
    before: timedelta = timedelta(days=1),
    seats: int = 1,
    swap: bool = False,
    keep_both: bool = False,
    key: str | None = None,
    consent: str | None = None,
) -> Booking:
    """`person` asks for a place, `before` the start."""
    wish = BookPlace(
        bookable_id=bookable.id,
        pass_id=person.id,
        seats=seats,
        swap=swap,
        keep_both=keep_both,
        key=key,
        consent=consent,
    )
    at = bookable.starts_at - before
    return in_transaction(lambda: actions.book_place(wish, now=at))


def lets_go(person: Pass, booking: Booking, *, now: datetime) -> Booking:
    """`person` cancels."""
    reference = booking.reference
    return in_transaction(lambda: actions.cancel_booking(person.id, reference, now=now))


def status_of(*bookings: Booking) -> list[str]:
    """Where bookings stand in the database now, as words."""
    for booking in bookings:
        db.session.refresh(booking)
    return [booking.status.value for booking in bookings]


def counts_of(bookable: Bookable) -> tuple[int, int]:
    """(taken, waiting) of a bookable as the database has them."""
    db.session.refresh(bookable)
    return (bookable.taken, bookable.waiting)
