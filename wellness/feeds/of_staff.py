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
from wellness.residencies.models import Residency, SupportPerson
from wellness.residencies.queries.supporting import slots_supported, support_ids
from wellness.staff.models import Account, Membership, Role
from wellness.staff.rules import LEADERS, PLANNERS

bookable = Bookable.__table__.c


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who works for the festival, as a calendar is made for them."""

    festival: Festival
    language: str
    leads: tuple[int, ...]
    """Who they are as a facilitator."""
    supports: tuple[int, ...] = ()
    """Who they are as a support person of residents."""


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
    is_led: bool = True
    """False: it is studio time of somebody whom the reader looks after."""


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
    supports: tuple[int, ...] = ()
    needed = PLANNERS if feed.kind is FeedKind.DRAFT else LEADERS
    if feed.kind is FeedKind.MINE:
        supports = support_ids(feed.account_id, feed.festival_id)
        needed = LEADERS | PLANNERS if supports else LEADERS
    fitting = [row for row in rows if row.role in needed]
    if not fitting:
        return None
    led = (row.facilitator_id for row in fitting if row.role is Role.FACILITATOR)
    leads = tuple(sorted(each for each in led if each is not None))
    return Reader(fitting[0].festival, fitting[0].account.language, leads, supports)


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
        total(Residency.revision, Residency.festival_id),
        total(SupportPerson.revision, SupportPerson.festival_id),
    )
    row = db.session.execute(select(*(part.scalar_subquery() for part in parts))).one()
    own = (feed.stamp[0], festival.version, festival.revision, festival.draft_version)
    return (*own, *row, *reader.leads, -1, *reader.supports)


_LAST_BOOKED = (
    select(func.max(Booking.updated_at))
    .where(Booking.bookable_id == bookable.id)
    .scalar_subquery()
    .label("booked_at")
)


def led_sessions(reader: Reader) -> list[LedSession]:
    """The released sessions that the reader leads, then the studio time of whom they look after."""
    led = select(session_facilitator.c.session_id).where(
        session_facilitator.c.facilitator_id.in_(reader.leads)
    )
    found = _sessions(reader, led) if reader.leads else []
    if not reader.supports:
        return found
    known = {each.uid for each in found}
    looked_after = _sessions(reader, slots_supported(reader.supports))
    return found + [each._replace(is_led=False) for each in looked_after if each.uid not in known]


def _sessions(reader: Reader, ids: Select[Any]) -> list[LedSession]:
    """Sessions of the reader's festival by start, with their numbers."""
    space = Space.__table__.c
    query = (
        select(
            *(bookable[name] for name in LedSession._fields[:13]),
            space.name.label("space"),
            space.updated_at.label("space_updated_at"),
            _LAST_BOOKED,
        )
        .select_from(Bookable.__table__.outerjoin(Space.__table__, space.id == bookable.space_id))
        .where(bookable.festival_id == reader.festival.id, bookable.id.in_(ids))
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
