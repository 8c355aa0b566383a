"""Forgetting: riders a week after the last slot, a person when they ask or their time is up."""

from datetime import datetime

from sqlalchemy import delete, exists, or_, select

from wellness.booking.models import CancelledBy
from wellness.clock import dawn_of
from wellness.database import db
from wellness.residencies.actions.welcoming import end_residency
from wellness.residencies.models import Residency, StudioDay
from wellness.residencies.queries.slots import given_bookings
from wellness.residencies.rules.rider import erased_from


def forget_resident(pass_id: int, *, now: datetime) -> None:
    """Let go of a person: what they still hold is free again, the residencies name nobody.

    That a residency was held stays, with its role; rider, agreement and days go.
    """
    for residency in db.session.scalars(select(Residency).where(Residency.pass_id == pass_id)):
        if any(slot.bookable.ends_at > now for slot in given_bookings(residency)):
            end_residency(residency, by=CancelledBy.PERSON, now=now)
        _forget_rider(residency)
        residency.agreement_version = residency.agreement_read_at = None
        residency.pass_id = residency.holder = None
        residency.updated_at = now
    db.session.flush()


def forget_past_riders(*, now: datetime) -> int:
    """Erase riders, comings and goings a week after the last slot; says of how many residencies.

    Of somebody who had no studio time they go a week after the festival.
    """
    noted = exists().where(StudioDay.residency_id == Residency.id)
    query = select(Residency).where(or_(Residency.rider_sealed.is_not(None), noted))
    due = [each for each in db.session.scalars(query) if erased_from(_last_moment(each)) <= now]
    for residency in due:
        _forget_rider(residency)
        residency.updated_at = now
    return len(due)


def _forget_rider(residency: Residency) -> None:
    residency.rider_sealed = residency.rider_updated_at = None
    residency.revision += 1
    db.session.execute(delete(StudioDay).where(StudioDay.residency_id == residency.id))


def _last_moment(residency: Residency) -> datetime:
    """When the last slot ends, or ended; without one, when the festival's last day begins."""
    slots = given_bookings(residency)
    festival = residency.festival
    over = dawn_of(festival.ends_on, festival.zone, festival.dawn)
    return max((slot.bookable.ends_at for slot in slots), default=over)
