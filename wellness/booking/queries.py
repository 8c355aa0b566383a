"""Reading bookables and bookings, and the locks every change begins with.

Locks are taken by writing, always in this order: the person's own pass, then bookables by
ascending id. From then on nobody else decides about them until the transaction ends.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, select, update
from sqlalchemy.orm import joinedload

from wellness.booking.models import HOLDING, LIVE, Bookable, Booking, BookingStatus
from wellness.booking.rules import Mine, PlaceFacts
from wellness.database import db
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


def locked_bookable(bookable_id: int) -> Bookable:
    """The bookable, held until the transaction ends. Raises Missing."""
    db.session.execute(
        update(Bookable)
        .where(Bookable.id == bookable_id)
        .values(booking_revision=Bookable.booking_revision + 1)
        .execution_options(synchronize_session=False)
    )
    bookable = db.session.get(
        Bookable, bookable_id, populate_existing=True, options=[joinedload(Bookable.festival)]
    )
    if bookable is None:
        raise Missing
    return bookable


def locked_bookables(ids: Iterable[int]) -> dict[int, Bookable]:
    """Several bookables, locked in ascending order of id so that no two swaps wait in a ring."""
    return {bookable_id: locked_bookable(bookable_id) for bookable_id in sorted(set(ids))}


def get_bookable(festival: Festival, reference: str) -> Bookable:
    """The festival's bookable with this public reference. Raises Missing."""
    query = (
        select(Bookable)
        .where(Bookable.festival_id == festival.id, Bookable.reference == reference.lower())
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


def live_booking(pass_id: int, bookable_id: int) -> Booking | None:
    """This pass's live booking there, or None."""
    query = select(Booking).where(
        Booking.pass_id == pass_id, Booking.bookable_id == bookable_id, Booking.status.in_(LIVE)
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def booking_of_key(pass_id: int, key_hash: str) -> Booking | None:
    """The booking an earlier try with the same form made, whatever became of it."""
    query = select(Booking).where(Booking.pass_id == pass_id, Booking.key_hash == key_hash)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def bookings_of(pass_id: int) -> list[Booking]:
    """Everything this pass ever asked for, by start, with its bookable and space loaded."""
    query = (
        _with_bookable()
        .join(Booking.bookable)
        .where(Booking.pass_id == pass_id)
        .order_by(Bookable.starts_at, Booking.id)
    )
    return list(db.session.scalars(query))


def places_held(
    pass_id: int, *, between: tuple[datetime, datetime], apart_from: Iterable[int] = ()
) -> list[Booking]:
    """This pass's confirmed and offered bookings that share an instant with the span."""
    starts_at, ends_at = between
    query = (
        _with_bookable()
        .join(Booking.bookable)
        .where(
            Booking.pass_id == pass_id,
            Booking.status.in_(HOLDING),
            Bookable.status == "scheduled",
            Bookable.starts_at < ends_at,
            Bookable.ends_at > starts_at,
            Booking.id.not_in(list(apart_from)),
        )
        .order_by(Bookable.starts_at, Booking.id)
    )
    return list(db.session.scalars(query))


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


def lapsed_offers(bookable_id: int, *, now: datetime) -> list[Booking]:
    """Offers there whose time is over, the oldest first."""
    query = (
        select(Booking)
        .where(
            Booking.bookable_id == bookable_id,
            Booking.status == BookingStatus.OFFERED,
            Booking.offered_until <= now,
        )
        .order_by(Booking.offered_until, Booking.id)
        .options(joinedload(Booking.holder))
    )
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


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


def roster(bookable_id: int) -> list[Row[tuple[str, str, int | None, int, datetime, UUID]]]:
    """Live bookings without names, in order: confirmed and offered by id, then the line."""
    query = (
        select(
            Booking.reference,
            Booking.status,
            Booking.position,
            Booking.seats,
            Booking.created_at,
            Booking.uid,
        )
        .where(Booking.bookable_id == bookable_id, Booking.status.in_(LIVE))
        .order_by(Booking.status == "waiting", Booking.position, Booking.id)
    )
    return list(db.session.execute(query))
