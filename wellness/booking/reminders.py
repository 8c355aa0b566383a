"""Letters that are due by time alone."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.booking import letters
from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.database import db

REMINDED_BEFORE = timedelta(hours=3)
_AT_ONCE = 200


def write_due(*, now: datetime) -> int:
    """Remind those whose place begins within REMINDED_BEFORE, each once; says how many.

    Call inside a transaction. Who booked that late already is not reminded.
    """
    query = (
        select(Booking)
        .join(Booking.bookable)
        .where(
            Booking.status == BookingStatus.CONFIRMED,
            Booking.reminded_at.is_(None),
            Bookable.status == "scheduled",
            Bookable.starts_at > now,
            Bookable.starts_at <= now + REMINDED_BEFORE,
        )
        .order_by(Booking.id)
        .limit(_AT_ONCE)
        .options(joinedload(Booking.holder), joinedload(Booking.bookable))
    )
    due = list(db.session.scalars(query))
    for booking in due:
        booking.reminded_at = now
        if booking.created_at < booking.bookable.starts_at - REMINDED_BEFORE:
            letters.reminder(booking, now=now)
    return len(due)
