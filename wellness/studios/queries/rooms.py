"""Studios, and the slots in them that everybody may see."""

from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager

from wellness.booking.models import BookableStatus, Entry
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.programme.listing import bookable, entries
from wellness.programme.models import Activity, Session
from wellness.programme.shown import ProgrammeEntry
from wellness.studios.models import EngineerShift, Studio

_STUDIO_TIMES = (
    select(Session.id)
    .join(Activity, Activity.id == Session.activity_id)
    .where(Activity.is_studio_time.is_(True))
)
IS_STUDIO_TIME: ColumnElement[bool] = bookable.id.in_(_STUDIO_TIMES)
"""The bookable is a studio slot; for selects that know nothing of activities."""


def studios_of(festival: Festival) -> list[Studio]:
    """The festival's studios that are in use, in the order of its spaces; `space` is loaded."""
    query = (
        select(Studio)
        .join(Studio.space)
        .where(Studio.festival_id == festival.id, Space.is_retired.is_(False))
        .order_by(Space.position, Space.name, Space.id)
        .options(contains_eager(Studio.space).selectinload(Space.hours))
    )
    return list(db.session.scalars(query))


def get_studio(festival: Festival, slug: str) -> Studio:
    """The studio in the festival's space of this slug. Raises Missing."""
    query = (
        select(Studio)
        .join(Studio.space)
        .where(Studio.festival_id == festival.id, Space.slug == slug)
        .options(contains_eager(Studio.space).selectinload(Space.hours))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def studio_in(space_id: int) -> Studio | None:
    """What makes this space a studio; None: it is none."""
    query = select(Studio).where(Studio.space_id == space_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def shifts_in(space_id: int) -> list[EngineerShift]:
    """Who is at the desk of this studio when, by start."""
    query = (
        select(EngineerShift)
        .join(EngineerShift.facilitator)
        .where(EngineerShift.space_id == space_id)
        .order_by(EngineerShift.starts_at, EngineerShift.id)
        .options(contains_eager(EngineerShift.facilitator))
    )
    return list(db.session.scalars(query))


def slots_in(space_id: int) -> tuple[ProgrammeEntry, ...]:
    """The public slots of one studio, by start: those that are given are not among them."""
    return entries(bookable.space_id == space_id, IS_STUDIO_TIME)


def open_slots_of(festival: Festival, now: datetime) -> tuple[ProgrammeEntry, ...]:
    """Slots of the festival that anybody may still ask for, by start; full ones have a line."""
    return entries(
        bookable.festival_id == festival.id,
        bookable.status == BookableStatus.SCHEDULED,
        bookable.starts_at > now,
        bookable.entry == Entry.BOOKED,
        IS_STUDIO_TIME,
    )


def is_studio_time(bookable_id: int) -> bool:
    """Whether it is a studio slot."""
    return db.session.scalar(_STUDIO_TIMES.where(Session.id == bookable_id)) is not None


def studio_times_of(festival_id: int) -> list[Activity]:
    """The festival's activities whose sessions are slots, by title."""
    query = (
        select(Activity)
        .where(Activity.festival_id == festival_id, Activity.is_studio_time.is_(True))
        .order_by(Activity.title, Activity.id)
    )
    return list(db.session.scalars(query))
