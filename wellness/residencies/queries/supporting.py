"""What support people's own calendars are made of: times, never names."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from wellness.booking.models import Booking, BookingStatus
from wellness.database import db
from wellness.residencies.models import (
    Residency,
    ResidencySlot,
    ResidencyState,
    SupportPerson,
)


def support_ids(account_id: int | None, festival_id: int | None) -> tuple[int, ...]:
    """Who somebody of the team is as a support person; retired ones are nobody any more."""
    query = (
        select(SupportPerson.id)
        .where(
            SupportPerson.account_id == account_id,
            SupportPerson.festival_id == festival_id,
            SupportPerson.is_retired.is_(False),
        )
        .order_by(SupportPerson.id)
    )
    return tuple(db.session.scalars(query))


def slots_supported(people: Collection[int]) -> Select[Any]:
    """Ids of the slots that residents of these support people hold."""
    return (
        select(Booking.bookable_id)
        .join(ResidencySlot, ResidencySlot.booking_id == Booking.id)
        .join(Residency, Residency.id == ResidencySlot.residency_id)
        .where(
            Residency.support_id.in_(people),
            Residency.state == ResidencyState.CONFIRMED,
            Booking.status != BookingStatus.CANCELLED,
        )
    )


def last_change(festival_id: int) -> datetime | None:
    """When anything about who looks after whom last changed at a festival."""
    of_residents = select(func.max(Residency.updated_at)).where(
        Residency.festival_id == festival_id
    )
    of_people = select(func.max(SupportPerson.updated_at)).where(
        SupportPerson.festival_id == festival_id
    )
    row = db.session.execute(
        select(of_residents.scalar_subquery(), of_people.scalar_subquery())
    ).one()
    return max((moment for moment in row if moment is not None), default=None)
