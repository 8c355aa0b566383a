"""The one way a free place finds the next person.

Cancelling, a lapsed offer, a raised capacity and a promotion by hand all end in
`fill_free_places`, under the lock of the bookable.
"""

from datetime import datetime, timedelta

from wellness.booking import errors, letters, locks, queries, rules
from wellness.booking.models import (
    Bookable,
    BookableStatus,
    Booking,
    BookingStatus,
    CancelledBy,
)
from wellness.booking.rules import Phase
from wellness.clock import dawn_of, festival_day
from wellness.database import db


def join(booking: Booking, bookable: Bookable) -> None:
    """Put a booking at the end of the line of a locked bookable."""
    bookable.last_position += 1
    bookable.waiting += 1
    booking.status = BookingStatus.WAITING
    booking.position = bookable.last_position


def touch(booking: Booking, now: datetime) -> None:
    """Say that a booking changed: moves the stamp of its pass's calendars."""
    booking.revision += 1
    booking.sequence += 1
    booking.updated_at = now


def end(booking: Booking, bookable: Bookable, *, by: CancelledBy, now: datetime) -> None:
    """End a live booking of a locked bookable and give back what it held."""
    if booking.status is BookingStatus.WAITING:
        bookable.waiting -= 1
    else:
        bookable.taken -= booking.seats
    booking.status = BookingStatus.CANCELLED
    booking.cancelled_by = by
    booking.cancelled_at = now
    booking.offered_until = None
    touch(booking, now)


def confirm(booking: Booking, bookable: Bookable, *, now: datetime) -> None:
    """Turn a place in line, or an offered place, into a place."""
    if booking.status is BookingStatus.WAITING:
        _leave_the_line(booking, bookable)
    booking.status = BookingStatus.CONFIRMED
    booking.offered_until = None
    touch(booking, now)


def _leave_the_line(booking: Booking, bookable: Bookable) -> None:
    bookable.waiting -= 1
    bookable.taken += booking.seats


def fill_free_places(bookable: Bookable, *, now: datetime, tell: bool = True) -> list[Booking]:
    """Serve the waiting list of a locked bookable, in order, as its phase allows.

    Returns who was moved up or offered a place. A party of two at the head waits for two places:
    nobody passes it. Without `tell` the caller writes to those served.
    """
    served: list[Booking] = []
    if bookable.status is BookableStatus.CANCELLED or bookable.is_closed:
        return served
    while bookable.waiting > 0 and queries.facts_of(bookable).free > 0:
        db.session.flush()
        head = queries.next_in_line(bookable.id)
        if head is None or head.seats > queries.facts_of(bookable).free:
            break
        if not _serve(head, bookable, now=now, tell=tell):
            break
        served.append(head)
    return served


def _serve(head: Booking, bookable: Bookable, *, now: datetime, tell: bool) -> bool:
    phase = rules.phase_at(bookable.starts_at, now)
    if phase is Phase.OPEN_TO_ALL:
        return False
    if phase is Phase.MOVING_UP and has_room_for(head, bookable):
        confirm(head, bookable, now=now)
        if tell:
            letters.moved_up(head, now=now)
        return True
    festival = bookable.festival
    if rules.is_quiet(now, festival.zone, festival.quiet_from, festival.quiet_until):
        return False
    _leave_the_line(head, bookable)
    head.status = BookingStatus.OFFERED
    head.offered_until = rules.offer_end(bookable.starts_at, now=now)
    touch(head, now)
    if tell:
        letters.offered(head, now=now)
    return True


def has_room_for(head: Booking, bookable: Bookable) -> bool:
    """Whether the person can be moved up unasked: no overlap, and within the day's limit."""
    if head.pass_id is None:
        return True
    span = (bookable.starts_at, bookable.ends_at)
    if queries.places_held(head.pass_id, between=span, apart_from=[head.id]):
        return False
    limit = bookable.festival.places_per_day
    return limit is None or places_that_day(bookable, head.pass_id, [head.id]) < limit


def let_offers_lapse(bookable: Bookable, *, now: datetime) -> None:
    """End the offers of a locked bookable whose time is over, and serve the line."""
    for booking in queries.lapsed_offers(bookable.id, now=now):
        end(booking, bookable, by=CancelledBy.EXPIRY, now=now)
        letters.offer_lapsed(booking, now=now)
    db.session.flush()
    fill_free_places(bookable, now=now)


def settle(bookable_id: int, *, now: datetime) -> None:
    """Do the due work of one bookable: lapse offers, serve the line."""
    let_offers_lapse(locks.locked_bookable(bookable_id), now=now)


def places_that_day(bookable: Bookable, pass_id: int, apart_from: list[int]) -> int:
    """How many places this pass holds on that festival day, dawn to dawn, by their start."""
    festival = bookable.festival
    day = festival_day(bookable.starts_at, festival.zone, festival.dawn)
    span = (
        dawn_of(day, festival.zone, festival.dawn),
        dawn_of(day + timedelta(days=1), festival.zone, festival.dawn),
    )
    held = queries.places_held(pass_id, between=span, apart_from=apart_from)
    return sum(
        1
        for other in held
        if other.bookable.festival_id == festival.id and span[0] <= other.bookable.starts_at
    )


def move_up(bookable_id: int, reference: str, *, now: datetime) -> Booking:
    """Give a free place to one person of the line by hand. Raises FullyBooked without one."""
    bookable = locks.locked_bookable(bookable_id)
    booking = next(
        (b for b in queries.live_bookings_at(bookable_id) if b.reference == reference.lower()), None
    )
    if booking is None or booking.status is not BookingStatus.WAITING:
        raise errors.OfferPassed
    if booking.seats > queries.facts_of(bookable).free:
        raise errors.FullyBooked
    confirm(booking, bookable, now=now)
    letters.moved_up(booking, now=now)
    return booking
