"""What a change would mean for people, asked before it is made."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from wellness.booking.models import (
    HOLDING,
    Bookable,
    BookableStatus,
    Booking,
    BookingStatus,
)
from wellness.database import db
from wellness.festivals.models import Space
from wellness.programme.models import Facilitator, Session, session_facilitator

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Impact:
    """Whom a change touches; numbers and names of the programme, nobody's own."""

    booked: int
    """Bookings that hold a place, offers included."""
    waiting: int
    clashing: int = 0
    """Of those booked, how many hold another place at the new time and had no clash before."""
    in_the_space: tuple[str, ...] = ()
    """Sessions that are in the space at the new time."""
    busy_leaders: tuple[str, ...] = ()
    """Facilitators of this session who lead another one then."""
    space_holds: int | None = None
    """How many the new space holds, where that is less than the session's places."""


def impact_on_bookings(session: Bookable) -> Impact:
    """Whom calling it off, or another capacity, touches."""
    query = (
        select(Booking.status, func.count())
        .where(Booking.bookable_id == session.id)
        .group_by(Booking.status)
    )
    counted = {row[0]: int(row[1]) for row in db.session.execute(query)}
    booked = sum(counted.get(status, 0) for status in HOLDING)
    return Impact(booked=booked, waiting=counted.get(BookingStatus.WAITING, 0))


def impact_of_move(session: Session, *, to: Span, space: Space | None) -> Impact:
    """Whom moving it to that span and space touches."""
    plain = impact_on_bookings(session)
    holds = space.capacity if space is not None else None
    is_small = holds is not None and session.capacity is not None and holds < session.capacity
    return Impact(
        booked=plain.booked,
        waiting=plain.waiting,
        clashing=_newly_clashing(session, to),
        in_the_space=_others_in(session, to, space) if space else (),
        busy_leaders=_busy_leaders(session, to),
        space_holds=holds if is_small else None,
    )


def _newly_clashing(session: Bookable, to: Span) -> int:
    theirs, other = aliased(Booking), aliased(Bookable)
    overlapping = (
        select(Booking.pass_id)
        .join(theirs, theirs.pass_id == Booking.pass_id)
        .join(other, other.id == theirs.bookable_id)
        .where(
            Booking.bookable_id == session.id,
            Booking.status.in_(HOLDING),
            theirs.bookable_id != session.id,
            theirs.status.in_(HOLDING),
            other.status == BookableStatus.SCHEDULED,
        )
        .distinct()
    )
    now_clash = overlapping.where(other.starts_at < to[1], other.ends_at > to[0])
    clashed = overlapping.where(
        other.starts_at < session.ends_at, other.ends_at > session.starts_at
    )
    return len(set(db.session.scalars(now_clash)) - set(db.session.scalars(clashed)))


def _others_in(session: Bookable, to: Span, space: Space) -> tuple[str, ...]:
    query = (
        select(Bookable.title)
        .where(
            Bookable.space_id == space.id,
            Bookable.id != session.id,
            Bookable.status == BookableStatus.SCHEDULED,
            Bookable.starts_at < to[1],
            Bookable.ends_at > to[0],
        )
        .order_by(Bookable.starts_at, Bookable.id)
    )
    return tuple(db.session.scalars(query))


def _busy_leaders(session: Bookable, to: Span) -> tuple[str, ...]:
    mine, theirs = session_facilitator, session_facilitator.alias()
    query = (
        select(Facilitator.name)
        .join(mine, mine.c.facilitator_id == Facilitator.id)
        .join(theirs, theirs.c.facilitator_id == Facilitator.id)
        .join(Bookable, Bookable.id == theirs.c.session_id)
        .where(
            mine.c.session_id == session.id,
            Bookable.id != session.id,
            Bookable.status == BookableStatus.SCHEDULED,
            Bookable.starts_at < to[1],
            Bookable.ends_at > to[0],
        )
        .distinct()
        .order_by(Facilitator.name)
    )
    return tuple(db.session.scalars(query))
