"""Whose secret calendars there are, and the one indexed read that answers a poll."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from wellness.booking.models import Booking
from wellness.database import db
from wellness.errors import Missing
from wellness.feeds.models import Feed, FeedKind
from wellness.festivals.models import Festival
from wellness.passes.models import Pass

festival = Festival.__table__.c


@dataclass(frozen=True, slots=True)
class FeedState:
    """A secret feed as one indexed query finds it; `stamp` moves with all that it shows."""

    id: int
    pass_id: int | None
    kind: FeedKind
    account_id: int | None
    festival_id: int | None
    revoked_at: datetime | None
    changed_at: datetime
    is_discreet: bool
    alarm_minutes: int | None
    fetched_on: date | None
    language: str | None
    stamp: tuple[int, ...]

    @property
    def is_stopped(self) -> bool:
        """Whether it answers nothing any more: stopped, or its holder was forgotten."""
        owner = self.pass_id if self.kind is FeedKind.PLAN else self.account_id
        return self.revoked_at is not None or owner is None


_BOOKINGS = Booking.__table__.c
_STATE = select(
    Feed.id,
    Feed.pass_id,
    Feed.kind,
    Feed.account_id,
    Feed.festival_id,
    Feed.revoked_at,
    Feed.changed_at,
    Feed.is_discreet,
    Feed.alarm_minutes,
    Feed.fetched_on,
    Pass.language,
    Feed.version,
    select(func.coalesce(func.sum(_BOOKINGS.revision), 0))
    .where(_BOOKINGS.pass_id == Feed.pass_id)
    .scalar_subquery()
    .label("bookings"),
    select(func.count()).where(_BOOKINGS.pass_id == Feed.pass_id).scalar_subquery().label("many"),
    select(func.coalesce(func.sum(festival.version), 0)).scalar_subquery().label("programmes"),
).outerjoin(Pass, Pass.id == Feed.pass_id)


def find_feed(token_hash: str) -> FeedState | None:
    """The feed of a secret address, stopped ones too; None if there never was one."""
    row = db.session.execute(_STATE.where(Feed.token_hash == token_hash)).one_or_none()
    if row is None:
        return None
    return FeedState(
        id=row.id,
        pass_id=row.pass_id,
        kind=row.kind,
        account_id=row.account_id,
        festival_id=row.festival_id,
        revoked_at=row.revoked_at,
        changed_at=row.changed_at,
        is_discreet=row.is_discreet,
        alarm_minutes=row.alarm_minutes,
        fetched_on=row.fetched_on,
        language=row.language,
        stamp=(row.version, row.bookings, row.many, row.programmes),
    )


def feeds_of(pass_id: int) -> list[Feed]:
    """The feeds of a pass that still answer, the oldest first."""
    query = select(Feed).where(Feed.pass_id == pass_id, Feed.revoked_at.is_(None))
    return list(db.session.scalars(query.order_by(Feed.id)))


def get_feed(pass_id: int, feed_id: int) -> Feed:
    """This pass's feed, if it still answers. Raises Missing, also for somebody else's."""
    query = select(Feed).where(
        Feed.id == feed_id, Feed.pass_id == pass_id, Feed.revoked_at.is_(None)
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def staff_feeds_of(account_id: int, festival_id: int) -> list[Feed]:
    """The feeds somebody made for their work at a festival that were not stopped, oldest first."""
    query = select(Feed).where(
        Feed.account_id == account_id, Feed.festival_id == festival_id, Feed.revoked_at.is_(None)
    )
    return list(db.session.scalars(query.order_by(Feed.id)))


def newest_zone() -> str:
    """The zone of the released festival that starts last; UTC before there is one."""
    query = (
        select(festival.zone_name)
        .where(festival.released_at.is_not(None))
        .order_by(festival.starts_on.desc(), festival.id.desc())
        .limit(1)
    )
    return db.session.scalar(query) or "Etc/UTC"
