"""Making, stopping and replacing secret calendar addresses. Nothing here commits."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import or_, update

from wellness.database import db
from wellness.errors import Missing
from wellness.feeds.errors import TooManyFeeds
from wellness.feeds.models import Feed, FeedKind
from wellness.feeds.queries import feeds_of, get_feed, staff_feeds_of
from wellness.passes.queries import locked_pass
from wellness.references import hash_of, new_secret
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

MOST_FEEDS = 8


def make_feed(
    pass_id: int,
    *,
    label: str,
    is_discreet: bool,
    alarm_minutes: int | None,
    now: datetime,
) -> tuple[Feed, str]:
    """A new secret feed of this pass, and its token, which is never known again.

    Raises TooManyFeeds, Missing if the pass was erased.
    """
    locked_pass(pass_id)
    if len(feeds_of(pass_id)) >= MOST_FEEDS:
        raise TooManyFeeds(limit=MOST_FEEDS)
    feed = Feed(
        pass_id=pass_id,
        label=label,
        is_discreet=is_discreet,
        alarm_minutes=alarm_minutes,
    )
    return _added(feed, now)


def stop_feed(pass_id: int, feed_id: int, *, now: datetime) -> Feed:
    """Let this address answer 410 from now on. Raises Missing, also for somebody else's."""
    locked_pass(pass_id)
    feed = get_feed(pass_id, feed_id)
    feed.revoked_at = now
    return feed


def replace_feed(pass_id: int, feed_id: int, *, now: datetime) -> tuple[Feed, str]:
    """The same calendar under a new address, and its token; the old address answers 410.

    Raises Missing, also for somebody else's.
    """
    old = stop_feed(pass_id, feed_id, now=now)
    feed = Feed(
        pass_id=pass_id,
        label=old.label,
        is_discreet=old.is_discreet,
        alarm_minutes=old.alarm_minutes,
    )
    return _added(feed, now)


def change_feed(
    pass_id: int,
    feed_id: int,
    *,
    label: str,
    is_discreet: bool,
    alarm_minutes: int | None,
    now: datetime,
) -> Feed:
    """Name it, hide or show support sessions, ring before the start. Raises Missing."""
    locked_pass(pass_id)
    feed = get_feed(pass_id, feed_id)
    feed.label = label
    if (feed.is_discreet, feed.alarm_minutes) != (is_discreet, alarm_minutes):
        feed.is_discreet, feed.alarm_minutes = is_discreet, alarm_minutes
        feed.version += 1
        feed.changed_at = max(now, feed.changed_at)
    return feed


def make_staff_feed(
    account_id: int,
    festival_id: int,
    *,
    kind: FeedKind,
    label: str,
    hand: Hand,
    now: datetime,
) -> tuple[Feed, str]:
    """A new secret feed for somebody's work at a festival, and its token, never known again.

    Whether their role allows it is looked at by the view now, and again at every fetch. Raises
    TooManyFeeds.
    """
    if len(staff_feeds_of(account_id, festival_id)) >= MOST_FEEDS:
        raise TooManyFeeds(limit=MOST_FEEDS)
    record(DeedKind.FEED_MADE, hand, festival_id=festival_id, about=label, now=now, holds=kind)
    feed = Feed(kind=kind, account_id=account_id, festival_id=festival_id, label=label)
    return _added(feed, now)


def stop_staff_feed(
    account_id: int, festival_id: int, feed_id: int, *, hand: Hand, now: datetime
) -> None:
    """Let this address answer 410 from now on. Raises Missing, also for somebody else's."""
    mine = staff_feeds_of(account_id, festival_id)
    feed = next((each for each in mine if each.id == feed_id), None)
    if feed is None:
        raise Missing
    feed.revoked_at = now
    record(
        DeedKind.FEED_STOPPED,
        hand,
        festival_id=festival_id,
        about=feed.label,
        now=now,
        holds=feed.kind,
    )


def record_fetches(fetches: Mapping[int, tuple[date, str]]) -> None:
    """Note for feeds, by id, the day of their last fetch and the app's name; once a day."""
    for feed_id, (day, app) in sorted(fetches.items()):
        db.session.execute(
            update(Feed)
            .where(Feed.id == feed_id, or_(Feed.fetched_on.is_(None), Feed.fetched_on < day))
            .values(fetched_on=day, fetched_by=app)
            .execution_options(synchronize_session=False)
        )


def _added(feed: Feed, now: datetime) -> tuple[Feed, str]:
    token = new_secret()
    feed.token_hash = hash_of(token)
    feed.changed_at = feed.created_at = now
    db.session.add(feed)
    db.session.flush()
    return feed, token
