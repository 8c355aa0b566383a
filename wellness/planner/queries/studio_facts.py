"""Studios and what is lent in them as one plans with them: a fixed number of queries."""

from collections import defaultdict

from sqlalchemy import func, select

from wellness.booking.models import HOLDING, Booking
from wellness.database import db
from wellness.planner.rules.board import LentFacts, StudioFacts
from wellness.planner.rules.spans import Span
from wellness.studios.models import (
    EngineerShift,
    Equipment,
    EquipmentRequest,
    RequestState,
    Studio,
)


def studio_facts(festival_id: int) -> dict[int, StudioFacts]:
    """The festival's studios by the id of their space; two queries."""
    shifts: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
    for space_id, leader_id, starts_at, ends_at in db.session.execute(
        select(
            EngineerShift.space_id,
            EngineerShift.facilitator_id,
            EngineerShift.starts_at,
            EngineerShift.ends_at,
        )
        .where(EngineerShift.festival_id == festival_id)
        .order_by(EngineerShift.starts_at, EngineerShift.id)
    ):
        shifts[space_id].append((leader_id, Span(starts_at, ends_at)))
    studios = db.session.execute(
        select(Studio.space_id, Studio.slot_length, Studio.slot_hours, Studio.needs_engineer).where(
            Studio.festival_id == festival_id
        )
    )
    return {
        space_id: StudioFacts(length, hours, needs_engineer, tuple(shifts[space_id]))
        for space_id, length, hours, needs_engineer in studios
    }


def lent_facts(festival_id: int) -> dict[int, LentFacts]:
    """What people with a place want to use, by the equipment's id; one query."""
    rows = db.session.execute(
        select(
            Equipment.id,
            Equipment.kind,
            Equipment.quantity,
            Equipment.space_id,
            Booking.bookable_id,
            func.sum(EquipmentRequest.quantity),
        )
        .join(EquipmentRequest, EquipmentRequest.equipment_id == Equipment.id)
        .join(Booking, Booking.id == EquipmentRequest.booking_id)
        .where(
            Equipment.festival_id == festival_id,
            EquipmentRequest.state != RequestState.REFUSED,
            Booking.status.in_(HOLDING),
        )
        .group_by(
            Equipment.id,
            Equipment.kind,
            Equipment.quantity,
            Equipment.space_id,
            Booking.bookable_id,
        )
        .order_by(Equipment.id, Booking.bookable_id)
    )
    things: dict[int, tuple[str, int, int | None]] = {}
    wanted: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for id_, kind, quantity, space_id, session_id, many in rows:
        things[id_] = (kind, quantity, space_id)
        wanted[id_].append((session_id, int(many)))
    return {id_: LentFacts(id_, *facts, tuple(wanted[id_])) for id_, facts in things.items()}
