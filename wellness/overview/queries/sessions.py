"""One session and what staff may see of it; lists of them for facilitators and the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from wellness.booking.models import LIVE, Booking, BookingStatus
from wellness.booking.queries import live_bookings_at
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.programme.models import Activity, Change, Session, session_facilitator


def get_session(festival: Festival, reference: str) -> Session:
    """The festival's released session with this reference. Raises Missing."""
    query = (
        select(Session)
        .where(Session.festival_id == festival.id, Session.reference == reference.lower())
        .options(
            joinedload(Session.space),
            joinedload(Session.activity).joinedload(Activity.category),
            selectinload(Session.facilitators),
        )
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def sessions_led_by(festival: Festival, facilitator_ids: Collection[int]) -> list[Session]:
    """The released sessions that these facilitators lead, by start; two queries."""
    led = select(session_facilitator.c.session_id).where(
        session_facilitator.c.facilitator_id.in_(facilitator_ids)
    )
    query = (
        select(Session)
        .where(Session.festival_id == festival.id, Session.id.in_(led))
        .options(joinedload(Session.space), joinedload(Session.activity))
        .order_by(Session.starts_at, Session.id)
    )
    return list(db.session.scalars(query))


def changes_at(bookable_ids: Collection[int], *, since: datetime) -> list[Change]:
    """What became different about these since then, the newest first."""
    query = (
        select(Change)
        .where(Change.bookable_id.in_(bookable_ids), Change.made_at >= since)
        .options(joinedload(Change.bookable))
        .order_by(Change.made_at.desc(), Change.id.desc())
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a roster or a waiting list, without a name."""

    number: int
    """Its place on the roster, or in line, from 1."""
    booking_id: int
    reference: str
    status: BookingStatus
    seats: int
    asked_at: datetime
    offered_until: datetime | None


@dataclass(frozen=True, slots=True)
class Roster:
    """Who comes and who waits, in order, without names."""

    held: tuple[Place, ...]
    waiting: tuple[Place, ...]

    @property
    def confirmed(self) -> int:
        """Places that are sure."""
        return sum(each.seats for each in self.held if each.status is BookingStatus.CONFIRMED)

    @property
    def offered(self) -> int:
        """Places kept for somebody who has not said yes yet."""
        return sum(each.seats for each in self.held if each.status is BookingStatus.OFFERED)


_PLACE = (
    Booking.id,
    Booking.reference,
    Booking.status,
    Booking.seats,
    Booking.created_at,
    Booking.offered_until,
)


def roster_of(session: Session) -> Roster:
    """The places of a session in order of asking; no name is read."""
    rows = db.session.execute(
        select(*_PLACE)
        .where(Booking.bookable_id == session.id, Booking.status.in_([*LIVE, *_WERE_THERE]))
        .order_by(Booking.position.is_not(None), Booking.position, Booking.id)
    ).all()
    waits = [row for row in rows if row.status is BookingStatus.WAITING]
    holds = [row for row in rows if row.status is not BookingStatus.WAITING]
    return Roster(
        held=tuple(Place(number, *row) for number, row in enumerate(holds, start=1)),
        waiting=tuple(Place(number, *row) for number, row in enumerate(waits, start=1)),
    )


_WERE_THERE = (BookingStatus.ATTENDED, BookingStatus.MISSED)


def name_at(place: Place) -> str:
    """The name that one person chose, or the first part of their code; empty once forgotten."""
    row = db.session.execute(
        select(Pass.chosen_name, Pass.selector)
        .join(Booking, Booking.pass_id == Pass.id)
        .where(Booking.id == place.booking_id)
    ).one_or_none()
    return "" if row is None else row.chosen_name or row.selector


def readers_at(session: Session, *, booked: bool, waiting: bool) -> list[Booking]:
    """The live bookings there whose holders a message is for, with their passes."""
    return [
        booking
        for booking in live_bookings_at(session.id)
        if (waiting if booking.status is BookingStatus.WAITING else booked)
    ]


def letters_reach(bookings: Collection[Booking]) -> int:
    """How many of these people gave an address and want letters."""
    return sum(1 for each in bookings if reaches(each.holder))


def reaches(holder: Pass | None) -> bool:
    """Whether a letter to this person would leave."""
    return holder is not None and holder.email_sealed is not None and holder.wants_letters
