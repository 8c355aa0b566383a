"""Rows of a draft to test with, beside those of tests.factories."""

from datetime import datetime, time, timedelta
from typing import Any

from wellness import clock
from wellness.booking.models import Entry
from wellness.clock import instant_of
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession
from wellness.planner.rules.patches import Plain, plain_of
from wellness.programme.models import Activity, Facilitator
from wellness.references import new_reference


def a_draft(
    festival: Festival,
    activity: Activity,
    *,
    space: Space | None = None,
    starts_at: datetime | None = None,
    length_minutes: int = 60,
    capacity: int | None = 10,
    leaders: tuple[Facilitator, ...] = (),
    **values: Any,
) -> DraftSession:
    """A session that nobody outside knows of; in the tray unless it is given a start."""
    draft = DraftSession(
        festival_id=festival.id,
        reference=new_reference(),
        activity_id=activity.id,
        space_id=space.id if space else None,
        starts_at=starts_at,
        length_minutes=length_minutes,
        entry=Entry.BOOKED,
        capacity=capacity,
        facilitator_ids=sorted(leader.id for leader in leaders),
        changed_at=clock.now(),
        **values,
    )
    with transaction():
        db.session.add(draft)
    return draft


def at(festival: Festival, day: int, hour: int, minute: int = 0) -> datetime:
    """The instant at which the festival's clocks show this on its `day`-th day, from 0."""
    wall = datetime.combine(festival.starts_on + timedelta(days=day), time(hour, minute))
    return instant_of(wall, festival.zone)


def again(draft: DraftSession) -> DraftSession:
    """The session as the database has it now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(DraftSession, draft.id)


def recorded_state(festival: Festival) -> dict[int, Plain]:
    """Every session of the festival's draft, in the columns a step remembers."""
    db.session.rollback()
    db.session.expire_all()
    rows = db.session.query(DraftSession).filter_by(festival_id=festival.id)
    return {row.id: plain_of(row) for row in rows}
