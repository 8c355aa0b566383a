"""Reading bookables and bookings."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from wellness.booking.models import HOLDING, LIVE, Bookable, Booking, BookingStatus, Entry
from wellness.booking.rules import Mine, PlaceFacts
from wellness.database import Instant, db
from wellness.errors import Missing
from wellness.festivals.models import Festival

FACT_COLUMNS = (
    Bookable.status,
    Bookable.entry,
    Bookable.starts_at,
    Bookable.ends_at,
    Bookable.opens_at,
    Bookable.is_closed,
    Bookable.capacity,
    Bookable.kept_for_door,
    Bookable.taken,
    Bookable.waiting,
)
"""The columns of PlaceFacts, in its order: select them and hand the row to `facts_of_row`."""


def facts_of(bookable: Bookable) -> PlaceFacts:
    """What the decision needs to know of a loaded bookable."""
    return PlaceFacts(
        **{column.key: getattr(bookable, column.key) for column in FACT_COLUMNS},
    )


def mine_of(booking: Booking | None) -> Mine | None:
    """What the decision needs to know of a person's own booking; None if it is not live."""
    if booking is None or booking.status not in LIVE:
        return None
    return Mine(booking.status, booking.seats, booking.offered_until)


class Asked(NamedTuple):
    """As much of a bookable as a form that is handed in needs."""

    bookable_id: int
    is_support: bool
    consent: str = ""
    min_age: int | None = None


_ASKED = (
    select(Bookable.id, Bookable.is_support, Bookable.consent, Bookable.min_age)
    .join(Bookable.festival)
    .where(
        Festival.slug == bindparam("slug"),
        Festival.released_at.is_not(None),
        Bookable.reference == bindparam("reference"),
        Bookable.entry != Entry.GIVEN,
    )
)


def asked_for(slug: str, reference: str) -> Asked:
    """The bookable of a released festival that a form is about. Raises Missing."""
    row = db.session.execute(_ASKED, {"slug": slug, "reference": reference.lower()}).one_or_none()
    if row is None:
        raise Missing
    return Asked(*row)


def get_bookable(festival: Festival, reference: str) -> Bookable:
    """The festival's bookable with this public reference. Raises Missing, also for given places."""
    query = (
        select(Bookable)
        .where(
            Bookable.festival_id == festival.id,
            Bookable.reference == reference.lower(),
            Bookable.entry != Entry.GIVEN,
        )
        .options(joinedload(Bookable.space))
    )
    bookable = db.session.scalars(query).one_or_none()
    if bookable is None:
        raise Missing
    return bookable


def find_bookable(reference: str) -> Bookable | None:
    """The bookable with this reference, whatever its festival: for operators' commands."""
    return db.session.scalars(
        select(Bookable).where(Bookable.reference == reference.lower())
    ).one_or_none()


def _with_bookable() -> Select[Booking]:
    return select(Booking).options(
        joinedload(Booking.bookable).joinedload(Bookable.space),
        joinedload(Booking.bookable).joinedload(Bookable.festival),
    )


def get_booking(pass_id: int, reference: str) -> Booking:
    """This pass's booking with this reference. Raises Missing, also for somebody else's."""
    query = _with_bookable().where(
        Booking.pass_id == pass_id, Booking.reference == reference.lower()
    )
    booking = db.session.scalars(query).one_or_none()
    if booking is None:
        raise Missing
    return booking


_LIVE_THERE = (
    select(Booking)
    .where(
        Booking.pass_id == bindparam("holder"),
        Booking.bookable_id == bindparam("bookable"),
        Booking.status.in_(LIVE),
    )
    .execution_options(populate_existing=True)
)
_OF_KEY = (
    select(Booking)
    .where(Booking.pass_id == bindparam("holder"), Booking.key_hash == bindparam("key"))
    .execution_options(populate_existing=True)
)


def live_booking(pass_id: int, bookable_id: int) -> Booking | None:
    """This pass's live booking there, or None."""
    asked = {"holder": pass_id, "bookable": bookable_id}
    return db.session.scalars(_LIVE_THERE, asked).one_or_none()


def booking_of_key(pass_id: int, key_hash: str) -> Booking | None:
    """The booking an earlier try with the same form made, whatever became of it."""
    return db.session.scalars(_OF_KEY, {"holder": pass_id, "key": key_hash}).one_or_none()


def bookings_of(pass_id: int) -> list[Booking]:
    """Everything this pass ever asked for, by start, with its bookable and space loaded."""
    query = (
        _with_bookable()
        .join(Booking.bookable)
        .where(Booking.pass_id == pass_id)
        .order_by(Bookable.starts_at, Booking.id)
    )
    return list(db.session.scalars(query))


_HELD = (
    _with_bookable()
    .join(Booking.bookable)
    .where(
        Booking.pass_id == bindparam("holder"),
        Booking.status.in_(HOLDING),
        Bookable.status == "scheduled",
        Bookable.starts_at < bindparam("ends_at", type_=Instant),
        Bookable.ends_at > bindparam("starts_at", type_=Instant),
    )
    .order_by(Bookable.starts_at, Booking.id)
)


def places_held(
    pass_id: int, *, between: tuple[datetime, datetime], apart_from: Collection[int] = ()
) -> list[Booking]:
    """This pass's confirmed and offered bookings that share an instant with the span."""
    starts_at, ends_at = between
    asked = {"holder": pass_id, "starts_at": starts_at, "ends_at": ends_at}
    return [held for held in db.session.scalars(_HELD, asked) if held.id not in apart_from]


def next_in_line(bookable_id: int) -> Booking | None:
    """Whoever has waited longest there, or None."""
    query = (
        select(Booking)
        .where(Booking.bookable_id == bookable_id, Booking.status == BookingStatus.WAITING)
        .order_by(Booking.position, Booking.id)
        .limit(1)
        .options(joinedload(Booking.holder))
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def place_in_line(booking: Booking) -> int:
    """1 for whoever is next; how many wait before this booking, plus one."""
    before = select(db.func.count()).where(
        Booking.bookable_id == booking.bookable_id,
        Booking.status == BookingStatus.WAITING,
        Booking.position < booking.position,
    )
    return int(db.session.scalar(before) or 0) + 1


_LAPSED = (
    select(Booking)
    .where(
        Booking.bookable_id == bindparam("bookable"),
        Booking.status == BookingStatus.OFFERED,
        Booking.offered_until <= bindparam("now", type_=Instant),
    )
    .order_by(Booking.offered_until, Booking.id)
    .options(joinedload(Booking.holder))
    .execution_options(populate_existing=True)
)


def lapsed_offers(bookable_id: int, *, now: datetime) -> list[Booking]:
    """Offers there whose time is over, the oldest first."""
    return list(db.session.scalars(_LAPSED, {"bookable": bookable_id, "now": now}))


def bookables_with_due_work(*, now: datetime) -> list[int]:
    """Ids of bookables with a lapsed offer, or with people waiting beside a free place."""
    lapsed = (
        select(Booking.bookable_id)
        .where(Booking.status == BookingStatus.OFFERED, Booking.offered_until <= now)
        .distinct()
    )
    unserved = select(Bookable.id).where(
        Bookable.waiting > 0,
        Bookable.status == "scheduled",
        Bookable.starts_at > now,
        Bookable.capacity - Bookable.kept_for_door > Bookable.taken,
    )
    return sorted({*db.session.scalars(lapsed), *db.session.scalars(unserved)})


def live_bookings_at(bookable_id: int) -> list[Booking]:
    """Everybody with a place or in line there, places first, each in order of asking."""
    query = (
        select(Booking)
        .where(Booking.bookable_id == bookable_id, Booking.status.in_(LIVE))
        .order_by(Booking.position.is_not(None), Booking.position, Booking.id)
        .options(joinedload(Booking.holder))
    )
    return list(db.session.scalars(query))
