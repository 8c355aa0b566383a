"""Who books what together, counted in the database: no person leaves it."""

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import aliased

from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.database import db
from wellness.overview.rules.chance import FEWEST_PEOPLE, Pair

_WANTED = (
    BookingStatus.CONFIRMED,
    BookingStatus.OFFERED,
    BookingStatus.WAITING,
    BookingStatus.ATTENDED,
    BookingStatus.MISSED,
)
"""Whoever holds a place or waits for one wants to go; whoever let it go does not."""


def pairs_wanted(festival_id: int) -> list[Pair]:
    """Pairs of sessions that enough of the same people want; lower id first."""
    first, second = aliased(Booking), aliased(Booking)
    query = (
        select(first.bookable_id, second.bookable_id, func.count(distinct(first.pass_id)))
        .join(second, second.pass_id == first.pass_id)
        .join(Bookable, Bookable.id == first.bookable_id)
        .where(
            Bookable.festival_id == festival_id,
            first.bookable_id < second.bookable_id,
            second.bookable_id.in_(select(Bookable.id).where(Bookable.festival_id == festival_id)),
            first.status.in_(_WANTED),
            second.status.in_(_WANTED),
        )
        .group_by(first.bookable_id, second.bookable_id)
        .having(func.count(distinct(first.pass_id)) >= FEWEST_PEOPLE)
        .order_by(first.bookable_id, second.bookable_id)
    )
    return [Pair(*row) for row in db.session.execute(query)]


def people_wanting(festival_id: int) -> tuple[dict[int, int], int]:
    """How many people want each session, by id, and how many people there are in all."""
    people = func.count(distinct(Booking.pass_id))
    asked = (
        Bookable.festival_id == festival_id,
        Booking.status.in_(_WANTED),
        Booking.pass_id.is_not(None),
    )
    rows = db.session.execute(
        select(Booking.bookable_id, people)
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(*asked)
        .group_by(Booking.bookable_id)
    )
    everybody = db.session.scalar(
        select(people).join(Bookable, Bookable.id == Booking.bookable_id).where(*asked)
    )
    return {row[0]: row[1] for row in rows}, int(everybody or 0)
