"""What exports tell: the programme as plain facts, of the release or of the draft alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from wellness.booking.models import Entry
from wellness.clock import festival_day


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity, with its category."""

    summary: str
    description: str
    bring: str
    cost: str
    content_note: str
    min_age: int | None
    age_note: str
    capacity_note: str
    languages: tuple[str, ...]
    source_url: str
    updated_at: datetime
    category: str
    colour: str
    is_support: bool
    category_updated_at: datetime


class Where(NamedTuple):
    """A space."""

    id: int
    slug: str
    name: str
    capacity: int | None
    latitude: float | None
    longitude: float | None
    updated_at: datetime


class Leader(NamedTuple):
    """A facilitator."""

    id: int
    name: str
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One session with a time."""

    number: int
    """The same in the draft and once it is released; above 0."""
    reference: str
    uid: UUID
    """Of its event in calendars."""
    title: str
    is_support: bool
    is_cancelled: bool
    cancel_reason: str
    starts_at: datetime
    ends_at: datetime
    moved_at: datetime | None
    sequence: int
    created_at: datetime
    updated_at: datetime
    entry: Entry
    capacity: int | None
    offer: Offer
    space: Where | None
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A festival and its sessions, by start."""

    slug: str
    name: str
    zone_name: str
    dawn: time
    starts_on: date
    ends_on: date
    site: str
    release_number: int
    draft_version: int | None
    """Of the draft these sessions are; None: they are what is released."""
    changed_at: datetime
    spaces: tuple[Where, ...]
    """In the order of the festival."""
    sessions: tuple[Told, ...]

    @property
    def zone(self) -> ZoneInfo:
        """The zone whose wall clock the festival lives by."""
        return ZoneInfo(self.zone_name)

    @property
    def is_draft(self) -> bool:
        """Whether this is the programme as it is worked on."""
        return self.draft_version is not None

    @property
    def version(self) -> str:
        """Which state of the programme this is, as programs compare it."""
        draft = f"+draft.{self.draft_version}" if self.is_draft else ""
        return f"{self.release_number}{draft}"

    @property
    def taking_place(self) -> list[Told]:
        """The sessions that were not cancelled, by start."""
        return [told for told in self.sessions if not told.is_cancelled]

    def day_of(self, moment: datetime) -> date:
        """The festival day that `moment` belongs to."""
        return festival_day(moment, self.zone, self.dawn)

    def address_of(self, told: Told, base_url: str) -> str:
        """The public page of a session."""
        return f"{base_url}/{self.slug}/sessions/{told.reference}"


def by_space(sessions: Iterable[Told]) -> dict[Where | None, list[Told]]:
    """The sessions by space, in the order in which they come."""
    found: dict[Where | None, list[Told]] = {}
    for told in sessions:
        found.setdefault(told.space, []).append(told)
    return found
