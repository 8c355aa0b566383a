"""Asking for equipment, and answering. Call inside `in_transaction(…)`."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from wellness.booking.locks import locked_bookable
from wellness.booking.models import BookableStatus, Booking, BookingStatus
from wellness.booking.queries import get_booking
from wellness.database import db
from wellness.errors import Missing
from wellness.passes.queries import locked_pass
from wellness.studios import queries
from wellness.studios.errors import NoneLeft, NoPlaceThere, NotThatMany
from wellness.studios.models import EquipmentRequest, RequestState
from wellness.studios.rules import free_of


def ask_for_equipment(
    pass_id: int, reference: str, wanted: Mapping[int, int], *, now: datetime
) -> list[EquipmentRequest]:
    """Have these quantities by equipment's id in this booking's slot; 0 gives a thing back.

    What is free is granted at once, all or nothing; asking again for the same changes nothing.
    What was refused stays refused. Raises Missing, NoPlaceThere, NotThatMany.
    """
    locked_pass(pass_id)
    booking = get_booking(pass_id, reference)
    slot = locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if not may_ask(booking, now=now):
        raise NoPlaceThere
    known = {each.equipment_id: each for each in queries.requests_of([booking.id])[booking.id]}
    changed = {id_: many for id_, many in wanted.items() if _differs(known.get(id_), many)}
    things = queries.locked_equipment(slot.festival_id, changed)
    if any(each.space_id not in {None, slot.space_id} for each in things.values()):
        raise Missing
    uses = queries.uses_of(list(things), now=now, apart_from=booking.id)
    free = {
        id_: free_of(each.quantity, uses[id_], slot.starts_at, slot.ends_at)
        for id_, each in things.items()
    }
    if short := {id_: free[id_] for id_, many in changed.items() if many > free[id_]}:
        raise NotThatMany(short)
    for id_, many in changed.items():
        _write(booking, known.get(id_), id_, many, now)
    db.session.flush()
    return queries.requests_of([booking.id])[booking.id]


def may_ask(booking: Booking, *, now: datetime) -> bool:
    """Whether equipment can be asked for: the place is sure, and the slot is not over."""
    slot = booking.bookable
    return (
        booking.status is BookingStatus.CONFIRMED
        and slot.status is BookableStatus.SCHEDULED
        and slot.ends_at > now
        and queries.is_studio_time(slot.id)
    )


def answer_request(
    festival_id: int, request_id: int, *, is_granted: bool, answer: str, now: datetime
) -> EquipmentRequest:
    """Grant or refuse what somebody asked for, with a word. Raises Missing, NoneLeft."""
    asked = queries.get_request(festival_id, request_id)
    things = queries.locked_equipment(festival_id, [asked.equipment_id])
    asked = queries.get_request(festival_id, request_id)
    thing, slot = things[asked.equipment_id], asked.booking.bookable
    if is_granted and asked.state is not RequestState.GRANTED:
        uses = queries.uses_of([thing.id], now=now, apart_from=asked.booking_id)
        free = free_of(thing.quantity, uses[thing.id], slot.starts_at, slot.ends_at)
        if asked.quantity > free:
            raise NoneLeft(free=free, kind=thing.kind)
    asked.state = RequestState.GRANTED if is_granted else RequestState.REFUSED
    asked.answer = answer
    asked.updated_at = now
    db.session.flush()
    return asked


def forget_requests(pass_id: int) -> None:
    """Delete what a person asked for, granted or not; call it while the bookings are theirs."""
    theirs = select(Booking.id).where(Booking.pass_id == pass_id)
    db.session.execute(
        delete(EquipmentRequest)
        .where(EquipmentRequest.booking_id.in_(theirs))
        .execution_options(synchronize_session=False)
    )


def _differs(known: EquipmentRequest | None, many: int) -> bool:
    if known is None:
        return many > 0
    return known.state is not RequestState.REFUSED and (
        known.quantity != many or known.state is RequestState.ASKED
    )


def _write(
    booking: Booking, known: EquipmentRequest | None, equipment_id: int, many: int, now: datetime
) -> None:
    if known is not None and not many:
        db.session.delete(known)
    elif known is not None:
        known.quantity, known.state, known.updated_at = many, RequestState.GRANTED, now
    else:
        db.session.add(
            EquipmentRequest(
                booking_id=booking.id,
                equipment_id=equipment_id,
                quantity=many,
                state=RequestState.GRANTED,
                created_at=now,
                updated_at=now,
            )
        )
