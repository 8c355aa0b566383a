"""What residents settle about their stay: agreement, access rider, coming and going."""

from datetime import date, datetime

from sqlalchemy import select

from wellness.database import db
from wellness.mail import outbox
from wellness.residencies import errors
from wellness.residencies.actions.welcoming import touch
from wellness.residencies.models import Residency, ResidencyState, StudioDay
from wellness.residencies.queries.finding import held
from wellness.residencies.queries.riders import rider_place
from wellness.residencies.queries.stays import stay_of
from wellness.residencies.rules.rider import Rider, written


def say_yes(residency: Residency, *, version: int, now: datetime) -> None:
    """Keep that this version of the agreement was read and said yes to. Harmless to repeat.

    Raises AgreementChanged where another version is the call's by now, ResidencyEnded.
    """
    _going_on(residency)
    if version != residency.call.agreement_version:
        raise errors.AgreementChanged
    if residency.agreement_version != version:
        residency.agreement_version, residency.agreement_read_at = version, now
        touch(residency, now)


def save_rider(residency: Residency, rider: Rider, *, now: datetime) -> None:
    """Keep the rider, sealed; an empty one is erased. Raises ResidencyEnded."""
    _going_on(residency)
    if rider.is_empty:
        erase_rider(residency, now=now)
        return
    sealer = outbox.office().sealer
    residency.rider_sealed = sealer.seal(rider_place(residency), written(rider))
    residency.rider_updated_at = now
    touch(residency, now)


def erase_rider(residency: Residency, *, now: datetime) -> None:
    """Forget what the rider said, at once. Harmless to repeat, and at any time."""
    held(residency)
    if residency.rider_sealed is not None:
        residency.rider_sealed = residency.rider_updated_at = None
        touch(residency, now)


def come(residency: Residency, day: date, *, now: datetime) -> None:
    """Note that they are here. Harmless to repeat. Raises NotThatDay, ResidencyEnded."""
    row = _open_day(residency, day, now)
    row.came_at = row.came_at or now
    row.left_at = None


def leave(residency: Residency, day: date, *, now: datetime) -> None:
    """Note that they left. Harmless to repeat. Raises NotThatDay, ResidencyEnded.

    Whoever forgot to say that they came was here all the same.
    """
    row = _open_day(residency, day, now)
    row.came_at = row.came_at or now
    row.left_at = row.left_at or now


def undo(residency: Residency, day: date, *, now: datetime) -> None:
    """Take back the last of the two that was noted. Raises NotThatDay, ResidencyEnded."""
    row = _open_day(residency, day, now)
    if row.left_at is not None:
        row.left_at = None
    else:
        row.came_at = None


def _open_day(residency: Residency, day: date, now: datetime) -> StudioDay:
    _going_on(residency)
    found = stay_of(residency).day(day)
    if found is None or not found.is_open(now):
        raise errors.NotThatDay
    query = select(StudioDay).where(StudioDay.residency_id == residency.id, StudioDay.day == day)
    row = db.session.scalars(query).one_or_none()
    if row is None:
        row = StudioDay(residency_id=residency.id, day=day)
        db.session.add(row)
    touch(residency, now)
    return row


def _going_on(residency: Residency) -> None:
    """Hold the residency, if there is still something to settle. Raises ResidencyEnded."""
    if held(residency).state is not ResidencyState.CONFIRMED:
        raise errors.ResidencyEnded
