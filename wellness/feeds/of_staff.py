"""What calendars of staff show: whose they are, what has changed, the sessions behind them.

Numbers only: no query here reads a name of anybody who books.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from wellness.booking.models import Bookable, BookableStatus, Booking, Entry
from wellness.database import db
from wellness.feeds.models import FeedKind
from wellness.feeds.queries import FeedState
from wellness.festivals.models import Festival, Space
from wellness.planner.models import AcceptedWarning, Release, Step
from wellness.programme.models import (
    Activity,
    Category,
    Facilitator,
    session_facilitator,
)
from wellness.staff.models import Account, Membership, Role
from wellness.staff.rules import PLANNERS

bookable = Bookable.__table__.c


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works for the festival, as a calendar is made for them."""

    festival: Festival
    language: str
    leads: tuple[int, ...]
    """Who they are as a facilitator."""


class LedSession(NamedTuple):
    """One session as whoever leads it sees it: how many, never who."""

    uid: UUID
    reference: str
    title: str
    status: BookableStatus
    entry: Entry
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    taken: int
    waiting: int
    sequence: int
    created_at: datetime
    updated_at: datetime
    space: str | None
    space_updated_at: datetime | None
    booked_at: datetime | None
    """When a place in it last changed hands."""


def reader_of(feed: FeedState) -> Reader | None:
    """Whom the feed is for, if they still have the role it needs; None from then on."""
    rows = db.session.scalars(
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.account_id == feed.account_id,
            Membership.festival_id == feed.festival_id,
            Account.disabled_at.is_(None),
        )
        .options(joinedload(Membership.festival), joinedload(Membership.account))
    ).all()
    needed = PLANNERS if feed.kind is FeedKind.DRAFT else {Role.FACILITATOR}
    fitting = [row for row in rows if row.role in needed]
    if not fitting:
        return None
    leads = sorted(row.facilitator_id for row in fitting if row.facilitator_id is not None)
    return Reader(fitting[0].festival, fitting[0].account.language, tuple(leads))


def stamp_of_staff(feed: FeedState, reader: Reader) -> tuple[int, ...]:
    """Moves with all that a calendar of staff shows; one query."""
    festival = reader.festival

    def total(column: Any, of: Any) -> Select[Any]:
        return select(func.coalesce(func.sum(column), 0)).where(of == festival.id)

    parts = (
        total(Bookable.booking_revision, Bookable.festival_id),
        total(Space.revision, Space.festival_id),
        total(Facilitator.revision, Facilitator.festival_id),
        total(Activity.revision, Activity.festival_id),
        total(Category.revision, Category.festival_id),
        total(AcceptedWarning.id, AcceptedWarning.festival_id),
    )
    row = db.session.execute(select(*(part.scalar_subquery() for part in parts))).one()
    own = (feed.stamp[0], festival.version, festival.revision, festival.draft_version)
    return (*own, *row, *reader.leads)


_LAST_BOOKED = (
    select(func.max(Booking.updated_at))
    .where(Booking.bookable_id == bookable.id)
    .scalar_subquery()
    .label("booked_at")
)


def led_sessions(reader: Reader) -> list[LedSession]:
    """The released sessions that the reader leads, by start."""
    led = select(session_facilitator.c.session_id).where(
        session_facilitator.c.facilitator_id.in_(reader.leads)
    )
    space = Space.__table__.c
    query = (
        select(
            *(bookable[name] for name in LedSession._fields[:13]),
            space.name.label("space"),
            space.updated_at.label("space_updated_at"),
            _LAST_BOOKED,
        )
        .select_from(Bookable.__table__.outerjoin(Space.__table__, space.id == bookable.space_id))
        .where(bookable.festival_id == reader.festival.id, bookable.id.in_(led))
        .order_by(bookable.starts_at, bookable.id)
    )
    return [LedSession(*tuple(row)) for row in db.session.execute(query)]


def newest_change(festival: Festival) -> datetime:
    """When anything that the draft, its warnings or its numbers show last changed."""
    at = festival.id
    moments: tuple[Select[Any], ...] = (
        select(Festival.changed_at).where(Festival.id == at),
        select(func.max(Step.made_at)).where(Step.festival_id == at),
        select(func.max(Step.undone_at)).where(Step.festival_id == at),
        select(func.max(Release.made_at)).where(Release.festival_id == at),
        select(func.max(AcceptedWarning.accepted_at)).where(AcceptedWarning.festival_id == at),
        select(func.max(Space.updated_at)).where(Space.festival_id == at),
        select(func.max(Facilitator.updated_at)).where(Facilitator.festival_id == at),
        select(func.max(Activity.updated_at)).where(Activity.festival_id == at),
        select(func.max(Category.updated_at)).where(Category.festival_id == at),
        select(func.max(Booking.updated_at))
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(Bookable.festival_id == at),
    )
    row = db.session.execute(select(*(moment.scalar_subquery() for moment in moments))).one()
    found: list[datetime] = [moment for moment in row if moment is not None]
    return max(found, default=festival.changed_at)


def accepted_keys(festival_id: int) -> set[str]:
    """The warnings that somebody decided to live with."""
    query = select(AcceptedWarning.key).where(AcceptedWarning.festival_id == festival_id)
    return set(db.session.scalars(query))
