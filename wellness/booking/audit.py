"""Counting again: every promise the counters and constraints make, checked against the rows."""

from datetime import datetime

from sqlalchemy import case, func, select

from wellness.booking.models import (
    HOLDING,
    LIVE,
    Bookable,
    BookableStatus,
    Booking,
    BookingStatus,
)
from wellness.booking.queries import facts_of, next_in_line
from wellness.booking.rules import Phase, phase_at
from wellness.booking.waiting_list import has_room_for
from wellness.database import db


def broken_promises(*, now: datetime) -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    return [*_miscounted(), *_oversold(), *_twice(), *_overlooked(now)]


def _miscounted() -> list[str]:
    holds, waits = Booking.status.in_(HOLDING), Booking.status == BookingStatus.WAITING
    seats = func.coalesce(func.sum(case((holds, Booking.seats), else_=0)), 0)
    line = func.coalesce(func.sum(case((waits, 1), else_=0)), 0)
    query = (
        select(Bookable.reference, Bookable.taken, seats, Bookable.waiting, line)
        .join(Booking, Booking.bookable_id == Bookable.id, isouter=True)
        .group_by(Bookable.id)
        .having((Bookable.taken != seats) | (Bookable.waiting != line))
        .order_by(Bookable.id)
    )
    return [
        f"{ref}: taken says {taken}, bookings hold {held}; waiting says {waiting}, {queued} wait"
        for ref, taken, held, waiting, queued in db.session.execute(query)
    ]


def _oversold() -> list[str]:
    query = select(Bookable.reference, Bookable.taken, Bookable.capacity).where(
        Bookable.capacity.is_not(None), ~Bookable.is_closed, Bookable.taken > Bookable.capacity
    )
    return [f"{ref}: {taken} taken of {cap}" for ref, taken, cap in db.session.execute(query)]


def _twice() -> list[str]:
    query = (
        select(Booking.bookable_id, Booking.pass_id)
        .where(Booking.status.in_(LIVE), Booking.pass_id.is_not(None))
        .group_by(Booking.bookable_id, Booking.pass_id)
        .having(func.count() > 1)
    )
    return [f"pass {who} holds bookable {what} twice" for what, who in db.session.execute(query)]


def _overlooked(now: datetime) -> list[str]:
    """People waiting beside a free place that they should have been given at once."""
    query = select(Bookable).where(
        Bookable.waiting > 0,
        Bookable.status == BookableStatus.SCHEDULED,
        ~Bookable.is_closed,
        Bookable.capacity - Bookable.kept_for_door > Bookable.taken,
    )
    return [
        f"{bookable.reference}: somebody waits beside a free place"
        for bookable in db.session.scalars(query)
        if _is_overlooked(next_in_line(bookable.id), bookable, now)
    ]


def _is_overlooked(head: Booking | None, bookable: Bookable, now: datetime) -> bool:
    return (
        head is not None
        and phase_at(bookable.starts_at, now) is Phase.MOVING_UP
        and head.seats <= facts_of(bookable).free
        and has_room_for(head, bookable)
    )
