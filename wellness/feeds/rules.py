"""What a calendar tells, of which event, and for how long. Nothing here asks the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from flask_babel import force_locale, gettext

from wellness.booking.entries import House
from wellness.booking.models import BookableStatus
from wellness.calendars.events import REMEMBERED_EVENTS, EventFacts, Klass, State
from wellness.calendars.texts import described
from wellness.calendars.uids import session_uid

KEPT_AFTER_END = timedelta(days=30)
"""How long after its end a cancelled event stays in a calendar, and any event in one's own."""
MOVE_IS_NEWS = timedelta(days=7)
"""A session moved this shortly before its start says so in its title."""
PUBLIC_LANGUAGE = "en"
"""Public calendars are the same octets for everybody, so they speak one language."""
LONGEST_TOKEN = 100
CSS_COLOURS = {
    "lake": "teal",
    "moss": "forestgreen",
    "plum": "rebeccapurple",
    "sky": "steelblue",
    "clay": "brown",
}
"""The colours of categories by their nearest CSS names: calendars know no others."""
APPLE_COLOUR = "#045E66"
_APPS = (
    ("Google-Calendar", "Google Calendar"),
    ("Microsoft", "Outlook"),
    ("Outlook", "Outlook"),
    ("Thunderbird", "Thunderbird"),
    ("ICSx5", "ICSx5"),
    ("Nextcloud", "Nextcloud"),
    ("HomeAssistant", "Home Assistant"),
    ("Home Assistant", "Home Assistant"),
    ("Proton", "Proton Calendar"),
    ("Fastmail", "Fastmail"),
    ("Cyrus", "Fastmail"),
    ("CalendarAgent", "Apple Calendar"),
    ("dataaccessd", "Apple Calendar"),
    ("iOS", "Apple Calendar"),
    ("macOS", "Apple Calendar"),
    ("Mac OS X", "Apple Calendar"),
)


class Part(StrEnum):
    """What a public calendar may be narrowed to; the words stand in addresses."""

    SPACE = "space"
    CATEGORY = "category"
    FACILITATOR = "facilitator"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class FestivalFacts:
    """What public calendars say of their festival."""

    id: int
    slug: str
    name: str
    zone_name: str
    site: str
    version: int
    changed_at: datetime


class Offer(NamedTuple):
    """What calendars tell of an activity, and its category."""

    summary: str
    bring: str
    updated_at: datetime
    category: str
    colour: str
    category_updated_at: datetime


class Where(NamedTuple):
    """What calendars tell of a space."""

    name: str
    latitude: float | None
    longitude: float | None
    updated_at: datetime


class Leader(NamedTuple):
    """What calendars tell of a facilitator."""

    name: str
    updated_at: datetime


class PublicSession(NamedTuple):
    """One session as public calendars tell it. Equal ones look alike, so the entry is kept."""

    id: int
    uid: UUID
    reference: str
    title: str
    is_support: bool
    status: BookableStatus
    cancel_reason: str
    starts_at: datetime
    ends_at: datetime
    moved_at: datetime | None
    sequence: int
    created_at: datetime
    updated_at: datetime
    offer: Offer
    space: Where | None
    leaders: tuple[Leader, ...]

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status is BookableStatus.CANCELLED

    @property
    def changed_at(self) -> datetime:
        """The newest change of anything told."""
        moments = [self.updated_at, self.offer.updated_at, self.offer.category_updated_at]
        moments += [leader.updated_at for leader in self.leaders]
        return max((*moments, self.space.updated_at) if self.space else moments)


@dataclass(frozen=True)
class Calendar:
    """The octets of a calendar, and how long and since when they are true."""

    body: bytes
    changed_at: datetime
    """When the octets became what they are; never goes back."""
    fresh_until: datetime
    """Time alone makes them wrong from then on."""

    @cached_property
    def tag(self) -> str:
        """What tells these octets from all others: 32 hex digits."""
        return sha256(self.body).hexdigest()[:32]


def public_entry(session: PublicSession, festival: FestivalFacts, house: House) -> EventFacts:
    """A session as everybody sees it; it takes nobody's time, so it leaves the time free."""
    return _public_entry(session, festival.slug, festival.site, festival.zone_name, house)


@lru_cache(maxsize=REMEMBERED_EVENTS)
def _public_entry(
    session: PublicSession, slug: str, site: str, zone_name: str, house: House
) -> EventFacts:
    page = f"{house.base_url}/{slug}/sessions/{session.reference}"
    with force_locale(PUBLIC_LANGUAGE):
        title, about = _title(session), _about(session)
    return EventFacts(
        uid=session_uid(session.uid, house.domain),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone_name=zone_name,
        summary=title,
        description=described(about, url=page),
        location=", ".join(part for part in (session.space and session.space.name, site) if part),
        geo=_geo(session.space),
        url=page,
        categories=(session.offer.category,),
        colour=CSS_COLOURS.get(session.offer.colour, ""),
        state=State.CANCELLED if session.is_cancelled else State.CONFIRMED,
        transparent=True,
        klass=Klass.PUBLIC,
        created_at=session.created_at,
        last_modified=session.changed_at,
        sequence=session.sequence,
    )


def _geo(space: Where | None) -> tuple[float, float] | None:
    if space is None or space.latitude is None or space.longitude is None:
        return None
    return (space.latitude, space.longitude)


def _title(session: PublicSession) -> str:
    """What it is, and what became of it: the title is all that every reader shows."""
    if session.is_cancelled:
        return str(gettext("CANCELLED: %(title)s", title=session.title))
    if session.moved_at is not None and session.moved_at > session.starts_at - MOVE_IS_NEWS:
        return str(gettext("Moved: %(title)s", title=session.title))
    return session.title


def _about(session: PublicSession) -> list[str]:
    lines = []
    if session.is_cancelled and not session.is_support:
        lines.append(session.cancel_reason)
    if session.leaders:
        lines.append(
            gettext("With %(names)s", names=", ".join(leader.name for leader in session.leaders))
        )
    lines.append(session.offer.summary)
    if session.offer.bring:
        lines.append(gettext("Bring: %(what)s", what=session.offer.bring))
    return lines


def leaves_at(ends_at: datetime) -> datetime:
    """When something that ended then is taken out of calendars."""
    return ends_at + KEPT_AFTER_END


def newest(moments: Iterable[datetime], leavings: Iterable[datetime], now: datetime) -> datetime:
    """When a calendar last changed: by its newest change, or by what has left it since.

    Leaving counts, so that the date moves on when an event goes and never back.
    """
    return max((*moments, *(left for left in leavings if left <= now)))


def right_until(leavings: Iterable[datetime], now: datetime) -> datetime:
    """The next moment at which something leaves by itself; a day from now at the latest."""
    return min((leaving for leaving in leavings if leaving > now), default=now + timedelta(days=1))


def app_of(user_agent: str) -> str:
    """Which calendar fetched, by a name people know; empty for one we don't know.

    Nothing else of what it says of itself is kept.
    """
    return next((name for mark, name in _APPS if mark.lower() in user_agent.lower()), "")
