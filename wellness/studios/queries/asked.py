"""What people asked for, for those who run the studios."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from wellness.booking.models import Bookable, Booking
from wellness.database import db
from wellness.errors import Missing
from wellness.studios.models import Equipment, EquipmentRequest
from wellness.studios.queries.lending import counts, uses_of
from wellness.studios.rules import Use, promised_at_once


def requests_at(festival_id: int, *, now: datetime) -> list[EquipmentRequest]:
    """All that is asked for in slots that are not over, by slot; nobody's name is loaded."""
    query = (
        select(EquipmentRequest)
        .join(EquipmentRequest.booking)
        .join(Booking.bookable)
        .join(EquipmentRequest.equipment)
        .where(Bookable.festival_id == festival_id, Bookable.ends_at > now, counts(now))
        .order_by(Bookable.starts_at, Bookable.id, Equipment.kind, EquipmentRequest.id)
        .options(
            contains_eager(EquipmentRequest.equipment),
            contains_eager(EquipmentRequest.booking)
            .contains_eager(Booking.bookable)
            .joinedload(Bookable.space),
        )
    )
    return list(db.session.scalars(query))


def get_request(festival_id: int, request_id: int) -> EquipmentRequest:
    """The request of this number in the festival's slots. Raises Missing."""
    query = (
        select(EquipmentRequest)
        .join(EquipmentRequest.booking)
        .join(Booking.bookable)
        .where(EquipmentRequest.id == request_id, Bookable.festival_id == festival_id)
        .options(
            joinedload(EquipmentRequest.equipment),
            contains_eager(EquipmentRequest.booking).contains_eager(Booking.bookable),
        )
        .execution_options(populate_existing=True)
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def most_promised(equipment_id: int, *, now: datetime) -> int:
    """How many of it are promised at one time, at most."""
    uses = uses_of([equipment_id], now=now)[equipment_id]
    return max((promised_at_once(uses, u.starts_at, u.ends_at) for u in uses), default=0)


def is_asked_for(equipment_id: int, *, now: datetime) -> bool:
    """Whether somebody with a slot to come asked for it and was not refused."""
    return bool(uses_to_come([equipment_id], now=now)[equipment_id])


def asked_for_in(space_id: int, *, now: datetime) -> str:
    """What of a studio's equipment somebody with a slot to come counts on; empty: nothing."""
    things = {
        each.id: each.kind
        for each in db.session.scalars(select(Equipment).where(Equipment.space_id == space_id))
    }
    uses = uses_to_come(list(things), now=now)
    return next((kind for id_, kind in things.items() if uses[id_]), "")


def uses_to_come(ids: list[int], *, now: datetime) -> dict[int, list[Use]]:
    """When these things are asked for or promised in slots that are not over."""
    uses = uses_of(ids, now=now, ungranted=True)
    return {id_: [use for use in uses[id_] if use.ends_at > now] for id_ in ids}
