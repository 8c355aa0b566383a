"""The released programme as calendars tell it: rows by Core selects, a handful per calendar."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.errors import Missing
from wellness.feeds.rules import FestivalFacts, Part, PublicSession
from wellness.festivals.models import Festival, Space
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
_TABLES = (
    Bookable.__table__.join(Session.__table__, session.id == bookable.id)
    .join(Activity.__table__, activity.id == session.activity_id)
    .join(Category.__table__, category.id == activity.category_id)
    .outerjoin(Space.__table__, space.id == bookable.space_id)
)
_SESSIONS = (
    select(
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
        activity.updated_at.label("activity_updated_at"),
        category.updated_at.label("category_updated_at"),
        space.updated_at.label("space_updated_at"),
        activity.summary,
        activity.bring,
        category.name.label("category"),
        category.colour,
        space.name.label("space"),
        space.latitude,
        space.longitude,
    )
    .select_from(_TABLES)
    .order_by(bookable.starts_at, bookable.id)
)
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
    """The festival's sessions for which all `conditions` hold, by start; two queries."""
    mine = and_(bookable.festival_id == festival_id, *conditions)
    led: defaultdict[int, list[tuple[str, datetime]]] = defaultdict(list)
    for session_id, name, updated_at in db.session.execute(_LEADERS.where(mine)):
        led[session_id].append((name, updated_at))
    return [_public(row, led.get(row.id, [])) for row in db.session.execute(_SESSIONS.where(mine))]


def _public(row: Any, led: list[tuple[str, datetime]]) -> PublicSession:
    told = (
        row.updated_at,
        row.activity_updated_at,
        row.category_updated_at,
        row.space_updated_at,
        *(updated_at for _, updated_at in led),
    )
    return PublicSession(
        id=row.id,
        uid=row.uid,
        reference=row.reference,
        title=row.title,
        is_support=row.is_support,
        is_cancelled=row.status == BookableStatus.CANCELLED,
        cancel_reason=row.cancel_reason,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        moved_at=row.moved_at,
        sequence=row.sequence,
        created_at=row.created_at,
        changed_at=max(moment for moment in told if moment is not None),
        summary=row.summary,
        bring=row.bring,
        category=row.category,
        colour=row.colour,
        space=row.space,
        latitude=row.latitude,
        longitude=row.longitude,
        leaders=tuple(name for name, _ in led),
    )


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
    row = db.session.execute(
        select(kind.id, name).where(kind.festival_id == festival_id, kind.slug == slug)
    ).one_or_none()
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
        return found_id.in_(select(bookable.space_id).where(bookable.space_id.is_not(None)))
    if part is Part.FACILITATOR:
        return found_id.in_(select(session_facilitator.c.facilitator_id))
    held = select(session.activity_id)
    if part is Part.ACTIVITY:
        return found_id.in_(held)
    return found_id.in_(select(activity.category_id).where(activity.id.in_(held)))


def this_session(reference: str) -> Condition:
    """What the one session with this public reference fulfils."""
    return bookable.reference == reference.lower()
