"""What pages show of a session: plain facts, so that equal ones can share what was made of them."""

from dataclasses import dataclass
from datetime import datetime

from wellness.booking.models import BookableStatus
from wellness.booking.rules import PlaceFacts


@dataclass(frozen=True, slots=True)
class Kind:
    """A category as it is shown: colour, icon and word."""

    slug: str
    name: str
    icon: str
    colour: str


@dataclass(frozen=True, slots=True)
class Place:
    """A space as it is shown."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Leader:
    """A facilitator as they are shown."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class ProgrammeEntry:
    """One session as lists show it. Equal entries look alike, so a rendered row can be kept."""

    id: int
    reference: str
    title: str
    summary: str
    is_support: bool
    facts: PlaceFacts
    space: Place | None
    category: Kind
    activity_id: int
    was_starts_at: datetime | None
    was_space_name: str | None
    min_age: int | None
    languages: tuple[str, ...]
    leaders: tuple[Leader, ...] = ()

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.facts.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it ends."""
        return self.facts.ends_at

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.facts.status is BookableStatus.CANCELLED

    @property
    def moved_from(self) -> datetime | None:
        """The start people may still have in mind; None if it never moved, or is cancelled."""
        was = self.was_starts_at
        return was if was and was != self.starts_at and not self.is_cancelled else None

    @property
    def moved_out_of(self) -> str | None:
        """The space people may still have in mind; None if it never changed, or is cancelled."""
        here = self.space.name if self.space else None
        was = self.was_space_name
        return was if was and was != here and not self.is_cancelled else None

    def is_on(self, now: datetime) -> bool:
        """Whether it is happening at `now`."""
        return self.starts_at <= now < self.ends_at and not self.is_cancelled


@dataclass(frozen=True, slots=True)
class SessionDetails:
    """What one session's own page says beyond its entry in a list."""

    entry: ProgrammeEntry
    description: str
    for_whom: str
    bring: str
    cost: str
    content_note: str
    confidentiality: str
    group_agreement: str
    welcome: tuple[str, ...]
    age_note: str
    capacity_note: str
    cancel_reason: str
    alternatives: tuple[str, ...]
    """References of what to go to instead, if it was cancelled."""
    consent: str
    """What people agree to before they book; empty: nothing."""
    directions: str
    access: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line of the public change log."""

    reference: str
    title: str
    kind: str
    before: str
    after: str
    made_at: datetime
    starts_at: datetime
    release_number: int | None
    """The release that brought it."""
