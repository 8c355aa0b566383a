"""Lists of sessions. Pages get frozen facts by Core selects: a row costs microseconds."""

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from wellness.booking.models import Bookable, BookableStatus, Entry
from wellness.booking.rules import PlaceFacts
from wellness.clock import dawn_of, festival_day
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.programme.models import (
    Activity,
    Category,
    Facilitator,
    Session,
    session_facilitator,
)
from wellness.programme.rules import Filters
from wellness.programme.shown import Kind, Leader, Place, ProgrammeEntry

NEIGHBOURS_WITHIN = timedelta(hours=36)
"""How far around a session its page looks for similar ones."""
DROP_INS_WITHIN = timedelta(hours=24)
MOST_NEIGHBOURS = 200
FIRST_FEW = 6

bookable = Bookable.__table__.c
session = Session.__table__.c
activity = Activity.__table__.c
category = Category.__table__.c
space = Space.__table__.c
_FACTS = tuple(bookable[name] for name in PlaceFacts.__slots__)
_SHOWN = (
    bookable.id,
    bookable.reference,
    bookable.title,
    activity.summary,
    bookable.is_support,
    space.slug.label("space_slug"),
    space.name.label("space_name"),
    category.slug.label("category_slug"),
    category.name.label("category_name"),
    category.icon,
    category.colour,
    session.activity_id,
    bookable.was_starts_at,
    bookable.was_space_name,
    activity.min_age,
    activity.languages,
)
IS_PUBLIC = bookable.entry != Entry.GIVEN
"""Studio time that is given to those a call has chosen is theirs, not the programme's."""
TABLES = (
    Bookable.__table__.join(Session.__table__, and_(session.id == bookable.id, IS_PUBLIC))
    .join(Activity.__table__, activity.id == session.activity_id)
    .join(Category.__table__, category.id == activity.category_id)
    .outerjoin(Space.__table__, space.id == bookable.space_id)
)
_ENTRIES = select(*_FACTS, *_SHOWN).select_from(TABLES).order_by(bookable.starts_at, bookable.id)
_LEADERS = (
    select(session_facilitator.c.session_id, Facilitator.slug, Facilitator.name)
    .join(Facilitator, Facilitator.id == session_facilitator.c.facilitator_id)
    .join(Bookable.__table__, bookable.id == session_facilitator.c.session_id)
    .order_by(Facilitator.name, Facilitator.id)
)
Condition = ColumnElement[bool]


def entries(*conditions: Condition) -> tuple[ProgrammeEntry, ...]:
    """Sessions for which all `conditions` on the bookable hold, by start; two queries."""
    led: defaultdict[int, list[Leader]] = defaultdict(list)
    for session_id, slug, name in db.session.execute(_LEADERS.where(*conditions)):
        led[session_id].append(Leader(slug, name))
    rows = db.session.execute(_ENTRIES.where(*conditions))
    return tuple(_entry(row, tuple(led.get(row.id, ()))) for row in rows)


def _entry(row: Any, leaders: tuple[Leader, ...]) -> ProgrammeEntry:
    return ProgrammeEntry(
        id=row.id,
        reference=row.reference,
        title=row.title,
        summary=row.summary,
        is_support=row.is_support,
        facts=PlaceFacts(*row[: len(_FACTS)]),
        space=Place(row.space_slug, row.space_name) if row.space_slug is not None else None,
        category=Kind(row.category_slug, row.category_name, row.icon, row.colour),
        activity_id=row.activity_id,
        was_starts_at=row.was_starts_at,
        was_space_name=row.was_space_name,
        min_age=row.min_age,
        languages=tuple(row.languages),
        leaders=leaders,
    )


def sessions_per_day(festival: Festival, filters: Filters | None = None) -> Counter[date]:
    """How many sessions begin on each festival day, for those days that have any.

    Of `filters` all but "free places only" count: places change while one reads.
    """
    starts = (
        select(bookable.starts_at)
        .select_from(TABLES)
        .where(bookable.festival_id == festival.id, *fulfilling(filters or Filters()))
    )
    zone, dawn = festival.zone, festival.dawn
    found = db.session.execute(starts)
    return Counter(festival_day(row.starts_at, zone, dawn) for row in found)


def fulfilling(filters: Filters) -> list[Condition]:
    """What sessions within TABLES fulfil that are wished for; "free places only" left out."""
    conditions: list[Condition] = []
    if filters.space is not None:
        conditions.append(space.slug == filters.space)
    if filters.category is not None:
        conditions.append(category.slug == filters.category)
    if filters.facilitator is not None:
        led = (
            select(session_facilitator.c.session_id)
            .join(Facilitator, Facilitator.id == session_facilitator.c.facilitator_id)
            .where(Facilitator.slug == filters.facilitator)
        )
        conditions.append(bookable.id.in_(led))
    return conditions


def entries_of_day(festival: Festival, day: date) -> tuple[ProgrammeEntry, ...]:
    """Everything that begins on the festival day `day`, dawn to dawn."""
    begin = dawn_of(day, festival.zone, festival.dawn)
    end = dawn_of(day + timedelta(days=1), festival.zone, festival.dawn)
    return entries(
        bookable.festival_id == festival.id, bookable.starts_at >= begin, bookable.starts_at < end
    )


def entries_in(space_id: int) -> tuple[ProgrammeEntry, ...]:
    """Everything that happens in one space."""
    return entries(bookable.space_id == space_id)


def entries_led_by(facilitator: Facilitator) -> tuple[ProgrammeEntry, ...]:
    """Everything this facilitator leads."""
    theirs = select(session_facilitator.c.session_id).where(
        session_facilitator.c.facilitator_id == facilitator.id
    )
    return entries(bookable.id.in_(theirs))


def entries_around(
    festival: Festival, *, now: datetime, until: datetime
) -> tuple[ProgrammeEntry, ...]:
    """What is happening at `now` and what begins before `until`; nothing cancelled."""
    return entries(
        bookable.festival_id == festival.id,
        bookable.status == BookableStatus.SCHEDULED,
        bookable.ends_at > now,
        bookable.starts_at < until,
    )


def first_entries_after(festival: Festival, *, now: datetime) -> tuple[ProgrammeEntry, ...]:
    """What begins next, however far ahead; without leaders, nothing cancelled."""
    query = _ENTRIES.where(
        bookable.festival_id == festival.id,
        bookable.status == BookableStatus.SCHEDULED,
        bookable.starts_at > now,
    ).limit(FIRST_FEW)
    return tuple(_entry(row, ()) for row in db.session.execute(query))


def neighbours_of(
    festival: Festival, entry: ProgrammeEntry, *, now: datetime
) -> tuple[ProgrammeEntry, ...]:
    """What a person might do instead of `entry`; nothing cancelled, nothing over, no leaders.

    The same activity at other times, its category around that time, drop-ins of the next day.
    """
    near = bookable.starts_at.between(
        entry.starts_at - NEIGHBOURS_WITHIN, entry.starts_at + NEIGHBOURS_WITHIN
    )
    drop_in_soon = and_(bookable.entry == Entry.DROP_IN, bookable.starts_at < now + DROP_INS_WITHIN)
    query = _ENTRIES.where(
        bookable.festival_id == festival.id,
        bookable.status == BookableStatus.SCHEDULED,
        bookable.ends_at > now,
        bookable.id != entry.id,
        or_(
            session.activity_id == entry.activity_id,
            and_(category.slug == entry.category.slug, near),
            drop_in_soon,
        ),
    ).limit(MOST_NEIGHBOURS)
    return tuple(_entry(row, ()) for row in db.session.execute(query))
