"""What is lent in studios: what there is, how much of it is free, and who was promised it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import contains_eager

from wellness.booking.models import (
    Bookable,
    BookableStatus,
    Booking,
    BookingStatus,
    CancelledBy,
)
from wellness.booking.rules import UNDO_LASTS
from wellness.database import db
from wellness.errors import Missing
from wellness.studios.models import Equipment, EquipmentRequest, RequestState
from wellness.studios.rules import Use, free_of

_HELD = (BookingStatus.CONFIRMED, BookingStatus.OFFERED, BookingStatus.ATTENDED)


@dataclass(frozen=True, slots=True)
class Lent:
    """A thing that can be had in a studio, and how many of it are free in one slot."""

    equipment: Equipment
    free: int

    @property
    def is_in_store(self) -> bool:
        """Whether it is lent from the festival's store rather than standing there."""
        return self.equipment.space_id is None


def equipment_for(slot: Bookable, *, now: datetime, apart_from: int | None = None) -> list[Lent]:
    """What can be had in this slot: what stands in its studio, then the store; three queries.

    `free` counts what is promised to others at that time; with `apart_from`, a booking's id, what
    that booking has counts as free.
    """
    found = _equipment(
        Equipment.festival_id == slot.festival_id,
        or_(Equipment.space_id == slot.space_id, Equipment.space_id.is_(None)),
    )
    uses = uses_of([each.id for each in found], now=now, apart_from=apart_from)
    return [
        Lent(each, free_of(each.quantity, uses[each.id], slot.starts_at, slot.ends_at))
        for each in found
    ]


def equipment_in(space_id: int) -> list[Equipment]:
    """What stands in one studio, in its order."""
    return _equipment(Equipment.space_id == space_id)


def get_equipment(festival_id: int, equipment_id: int) -> Equipment:
    """The festival's thing of this number. Raises Missing."""
    found = db.session.get(Equipment, equipment_id, populate_existing=True)
    if found is None or found.festival_id != festival_id:
        raise Missing
    return found


def store_of(festival_id: int) -> list[Equipment]:
    """What the festival lends to whichever studio asks first, in its order."""
    return _equipment(Equipment.festival_id == festival_id, Equipment.space_id.is_(None))


def _equipment(*conditions: ColumnElement[bool]) -> list[Equipment]:
    query = (
        select(Equipment)
        .where(*conditions)
        .order_by(Equipment.space_id.is_(None), Equipment.position, Equipment.kind, Equipment.id)
    )
    return list(db.session.scalars(query))


def requests_of(booking_ids: Collection[int]) -> dict[int, list[EquipmentRequest]]:
    """What each of these bookings asked for, with its equipment, in the order of the list."""
    found: dict[int, list[EquipmentRequest]] = {each: [] for each in booking_ids}
    query = (
        select(EquipmentRequest)
        .join(EquipmentRequest.equipment)
        .where(EquipmentRequest.booking_id.in_(found))
        .order_by(Equipment.space_id.is_(None), Equipment.position, Equipment.kind, Equipment.id)
        .options(contains_eager(EquipmentRequest.equipment))
    )
    for each in db.session.scalars(query):
        found[each.booking_id].append(each)
    return found


def counts(now: datetime) -> ColumnElement[bool]:
    """Whether a booking's equipment is spoken for: also while letting it go can be undone."""
    undoable = and_(
        Booking.status == BookingStatus.CANCELLED,
        Booking.cancelled_by == CancelledBy.PERSON,
        Booking.cancelled_at >= now - UNDO_LASTS,
    )
    return and_(
        Bookable.status == BookableStatus.SCHEDULED, or_(Booking.status.in_(_HELD), undoable)
    )


def uses_of(
    equipment_ids: Collection[int],
    *,
    now: datetime,
    apart_from: int | None = None,
    ungranted: bool = False,
) -> defaultdict[int, list[Use]]:
    """When how many of each thing are promised; with `ungranted`, asked for counts as well."""
    states = [RequestState.GRANTED, *([RequestState.ASKED] if ungranted else [])]
    query = (
        select(
            EquipmentRequest.equipment_id,
            Bookable.starts_at,
            Bookable.ends_at,
            EquipmentRequest.quantity,
        )
        .join(Booking, Booking.id == EquipmentRequest.booking_id)
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(
            EquipmentRequest.equipment_id.in_(equipment_ids),
            EquipmentRequest.state.in_(states),
            counts(now),
        )
    )
    if apart_from is not None:
        query = query.where(EquipmentRequest.booking_id != apart_from)
    found: defaultdict[int, list[Use]] = defaultdict(list)
    for equipment_id, starts_at, ends_at, quantity in db.session.execute(query):
        found[equipment_id].append(Use(starts_at, ends_at, quantity))
    return found


def locked_equipment(festival_id: int, ids: Iterable[int]) -> dict[int, Equipment]:
    """These things of the festival, nobody else lending them out meanwhile. Raises Missing.

    Taken by writing, in ascending order of id, after the pass and the bookables.
    """
    return {each: _locked(festival_id, each) for each in sorted(set(ids))}


def _locked(festival_id: int, equipment_id: int) -> Equipment:
    found = db.session.scalars(
        update(Equipment)
        .where(Equipment.id == equipment_id, Equipment.festival_id == festival_id)
        .values(quantity=Equipment.quantity)
        .returning(Equipment)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Missing
    return found
