"""The released programme as calendars tell it: rows by Core selects, a handful per calendar."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from wellness.booking.models import Bookable, Entry
from wellness.database import db
from wellness.errors import Missing
from wellness.feeds.rules import FestivalFacts, Leader, Offer, Part, PublicSession, Where
from wellness.festivals.models import Festival, Space
from wellness.programme.listing import IS_PUBLIC
from wellness.programme.models import (
    Activity,
    Category,
    Facilitator,
    Session,
    session_facilitator,
)

Condition = ColumnElement[bool]
bookable = Bookable.__table__.c
session = Session.__table__.c
activity = Activity.__table__.c
category = Category.__table__.c
space = Space.__table__.c
festival = Festival.__table__.c
_FESTIVAL = select(
    festival.id,
    festival.slug,
    festival.name,
    festival.zone_name,
    festival.site,
    festival.version,
    festival.changed_at,
).where(festival.released_at.is_not(None))
_SESSIONS = (
    select(
        bookable.space_id,
        session.activity_id,
        bookable.id,
        bookable.uid,
        bookable.reference,
        bookable.title,
        bookable.is_support,
        bookable.status,
        bookable.cancel_reason,
        bookable.starts_at,
        bookable.ends_at,
        bookable.moved_at,
        bookable.sequence,
        bookable.created_at,
        bookable.updated_at,
    )
    .join_from(Bookable.__table__, Session.__table__, session.id == bookable.id)
    .order_by(bookable.starts_at, bookable.id)
)
_OFFERS = select(
    activity.id,
    activity.summary,
    activity.bring,
    activity.updated_at,
    category.name,
    category.colour,
    category.updated_at,
).join_from(Activity.__table__, Category.__table__, category.id == activity.category_id)
_SPACES = select(space.id, space.name, space.latitude, space.longitude, space.updated_at)
_LEADERS = (
    select(session_facilitator.c.session_id, Facilitator.name, Facilitator.updated_at)
    .join(Facilitator, Facilitator.id == session_facilitator.c.facilitator_id)
    .join(Bookable.__table__, bookable.id == session_facilitator.c.session_id)
    .order_by(Facilitator.name, Facilitator.id)
)


def get_festival_facts(slug: str) -> FestivalFacts:
    """The released festival with this slug. Raises Missing, also for an unreleased one."""
    row = db.session.execute(_FESTIVAL.where(festival.slug == slug)).one_or_none()
    if row is None:
        raise Missing
    return FestivalFacts(*row)


def facts_of(found: Festival) -> FestivalFacts:
    """What calendars say of a loaded festival."""
    return FestivalFacts(**{name: getattr(found, name) for name in FestivalFacts.__slots__})


def public_sessions(festival_id: int, *conditions: Condition) -> list[PublicSession]:
    """The festival's sessions for which all `conditions` hold, by start; four queries.

    What sessions share is read once and put together here: that is faster than a join that
    repeats it in every row.
    """
    mine = and_(bookable.festival_id == festival_id, IS_PUBLIC, *conditions)
    read = db.session.execute
    held = select(bookable.id).where(mine)
    activities = select(session.activity_id).where(session.id.in_(held))
    offers = {row[0]: Offer(*row[1:]) for row in read(_OFFERS.where(activity.id.in_(activities)))}
    spaces = {
        row[0]: Where(*row[1:]) for row in read(_SPACES.where(space.festival_id == festival_id))
    }
    led: defaultdict[int, tuple[Leader, ...]] = defaultdict(tuple)
    for session_id, name, updated_at in read(_LEADERS.where(mine)):
        led[session_id] += (Leader(name, updated_at),)
    return [
        PublicSession._make((*row[2:], offers[row[1]], spaces.get(row[0]), led.get(row[2], ())))
        for row in read(_SESSIONS.where(mine))
    ]


_NAMED: dict[Part, tuple[Any, Any]] = {
    Part.SPACE: (Space, Space.name),
    Part.CATEGORY: (Category, Category.name),
    Part.FACILITATOR: (Facilitator, Facilitator.name),
    Part.ACTIVITY: (Activity, Activity.title),
}


def get_part(festival_id: int, part: Part, slug: str) -> tuple[str, Condition]:
    """The name of a space, category, facilitator or activity, and what its sessions fulfil.

    Raises Missing, also for another festival's.
    """
    kind, name = _NAMED[part]
    query = select(kind.id, name).where(kind.festival_id == festival_id, kind.slug == slug)
    if part is Part.ACTIVITY:
        is_given = kind.is_studio_time & (kind.entry == Entry.GIVEN)
        query = query.where(~is_given | _has_sessions(part, kind.id))
    row = db.session.execute(query).one_or_none()
    if row is None:
        raise Missing
    return row[1], _sessions_of(part, row[0])


def _sessions_of(part: Part, found_id: int) -> Condition:
    if part is Part.SPACE:
        return bookable.space_id == found_id
    if part is Part.FACILITATOR:
        led = select(session_facilitator.c.session_id)
        return bookable.id.in_(led.where(session_facilitator.c.facilitator_id == found_id))
    of_activity = select(session.id).join(Activity.__table__, activity.id == session.activity_id)
    narrowed = activity.id if part is Part.ACTIVITY else activity.category_id
    return bookable.id.in_(of_activity.where(narrowed == found_id))


def parts_of(festival_id: int, part: Part) -> list[tuple[str, str]]:
    """Slug and name of every space, category, facilitator or activity with a session."""
    kind, name = _NAMED[part]
    query = select(kind.slug, name).where(
        kind.festival_id == festival_id, _has_sessions(part, kind.id)
    )
    order = (name, kind.id) if part in {Part.FACILITATOR, Part.ACTIVITY} else (kind.position,)
    return [(slug, named) for slug, named in db.session.execute(query.order_by(*order, kind.id))]


def _has_sessions(part: Part, found_id: ColumnElement[int]) -> Condition:
    if part is Part.SPACE:
        has_space = bookable.space_id.is_not(None)
        return found_id.in_(select(bookable.space_id).where(has_space, IS_PUBLIC))
    public = select(bookable.id).where(IS_PUBLIC)
    if part is Part.FACILITATOR:
        led = session_facilitator.c
        return found_id.in_(select(led.facilitator_id).where(led.session_id.in_(public)))
    held = select(session.activity_id).where(session.id.in_(public))
    if part is Part.ACTIVITY:
        return found_id.in_(held)
    return found_id.in_(select(activity.category_id).where(activity.id.in_(held)))


def this_session(reference: str) -> Condition:
    """What the one session with this public reference fulfils."""
    return bookable.reference == reference.lower()
