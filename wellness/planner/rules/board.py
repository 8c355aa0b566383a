"""The draft of a festival as plain facts: what warnings, placing and the grid reason about."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from wellness.booking.models import Entry
from wellness.clock import dawn_of, festival_day
from wellness.planner.rules.spans import Span
from wellness.studios.models import SlotLength


@dataclass(frozen=True, slots=True)
class StudioFacts:
    """What makes a space a studio, for planning its slots."""

    length: SlotLength
    hours: int | None
    """Of each slot, for SlotLength.HOURS."""
    needs_engineer: bool
    shifts: tuple[tuple[int, Span], ...]
    """Which facilitator is at its desk when, by start."""


@dataclass(frozen=True, slots=True)
class LentFacts:
    """A thing that is lent in studios, and in which released sessions how many of it are used."""

    id: int
    kind: str
    quantity: int
    space_id: int | None
    """The studio it stands in; None: in the store."""
    wanted: tuple[tuple[int, int], ...]
    """Session and number, for each session in which it was granted or asked for."""


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """A space as one plans with it."""

    id: int
    slug: str
    name: str
    capacity: int | None
    changeover_minutes: int
    open: tuple[Span, ...]
    """When it is open; empty: all the time."""
    holds: tuple[tuple[Span, str], ...]
    """Spans in which it is kept empty, each with its reason."""
    wet_space_id: int | None
    is_retired: bool
    studio: StudioFacts | None = None


@dataclass(frozen=True, slots=True)
class LeaderFacts:
    """A facilitator as one plans with them."""

    id: int
    slug: str
    name: str
    there: tuple[Span, ...]
    """When they are at the festival; empty: all the time."""
    wishes: tuple[Span, ...]
    """When they would like best to lead."""
    sessions_per_day: int | None
    rest_minutes: int


@dataclass(frozen=True, slots=True)
class ActivityFacts:
    """An activity as one plans with it."""

    id: int
    slug: str
    title: str
    category_id: int
    category_name: str
    colour: str
    icon: str
    is_support: bool
    leaders_needed: int
    changeover_minutes: int
    is_heavy: bool
    is_studio_time: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """What the public programme says of a session, and who holds places in it."""

    session_id: int
    span: Span
    space_id: int | None
    is_cancelled: bool
    capacity: int | None
    taken: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Placement:
    """One session of the draft."""

    id: int
    reference: str
    activity_id: int
    space_id: int | None
    starts_at: datetime | None
    length_minutes: int
    entry: Entry
    capacity: int | None
    leaders: tuple[int, ...]
    is_fixed: bool
    is_cancelled: bool
    revision: int
    changed_by: str = ""
    released: Released | None = None

    @property
    def span(self) -> Span | None:
        """When it takes place; None in the tray."""
        if self.starts_at is None:
            return None
        return Span(self.starts_at, self.starts_at + timedelta(minutes=self.length_minutes))

    @property
    def ends_at(self) -> datetime | None:
        """When it ends; None in the tray."""
        if self.starts_at is None:
            return None
        return self.starts_at + timedelta(minutes=self.length_minutes)

    @property
    def takes_place(self) -> bool:
        """Whether it has a time and was not cancelled."""
        return self.starts_at is not None and not self.is_cancelled


@dataclass(frozen=True)
class Board:
    """The festival, its spaces, facilitators and activities, and every session of the draft."""

    festival_id: int
    zone: ZoneInfo
    dawn: time
    starts_on: date
    ends_on: date
    version: int
    """Festival.draft_version."""
    spaces: dict[int, SpaceFacts]
    """In the order of the grid's columns."""
    leaders: dict[int, LeaderFacts]
    activities: dict[int, ActivityFacts]
    placements: dict[int, Placement] = field(default_factory=dict)
    lent: dict[int, LentFacts] = field(default_factory=dict)
    """What people want to use in studios, by the equipment's id."""

    @property
    def days(self) -> tuple[date, ...]:
        """The festival's days, in order."""
        count = (self.ends_on - self.starts_on).days + 1
        return tuple(self.starts_on + timedelta(days=n) for n in range(count))

    def day_of(self, moment: datetime) -> date:
        """The festival day `moment` belongs to; before dawn it is still yesterday's."""
        return festival_day(moment, self.zone, self.dawn)

    def span_of(self, day: date) -> Span:
        """From the dawn of `day` to the next one."""
        next_day = day + timedelta(days=1)
        return Span(dawn_of(day, self.zone, self.dawn), dawn_of(next_day, self.zone, self.dawn))

    @cached_property
    def whole(self) -> Span:
        """From the first dawn to the last."""
        return Span(self.span_of(self.starts_on).starts_at, self.span_of(self.ends_on).ends_at)

    def on(self, day: date) -> list[Placement]:
        """What has a time on that festival day, by start and id; cancelled ones too."""
        span = self.span_of(day)
        found = [
            each
            for each in self.placements.values()
            if each.starts_at is not None and span.starts_at <= each.starts_at < span.ends_at
        ]
        return sorted(found, key=lambda each: (each.starts_at, each.id))

    @property
    def tray(self) -> list[Placement]:
        """What has no time or no space yet and was not cancelled."""
        return [
            each
            for each in self.placements.values()
            if not each.is_cancelled and (each.starts_at is None or each.space_id is None)
        ]

    def taking_place(self) -> Iterator[Placement]:
        """Every session with a time that was not cancelled."""
        return (each for each in self.placements.values() if each.takes_place)

    @cached_property
    def by_space(self) -> dict[int, list[Placement]]:
        """What takes place in each space, by start."""
        return _in_order((each.space_id, each) for each in self.taking_place())

    @cached_property
    def lent_in(self) -> dict[int, list[LentFacts]]:
        """What is wanted in each released session."""
        found: dict[int, list[LentFacts]] = {}
        for thing in self.lent.values():
            for session_id, _ in thing.wanted:
                found.setdefault(session_id, []).append(thing)
        return found

    @cached_property
    def by_leader(self) -> dict[int, list[Placement]]:
        """What each facilitator leads, by start."""
        return _in_order((leader, each) for each in self.taking_place() for leader in each.leaders)


def _in_order(pairs: Iterator[tuple[int | None, Placement]]) -> dict[int, list[Placement]]:
    found: dict[int, list[Placement]] = {}
    for key, placement in pairs:
        if key is not None:
            found.setdefault(key, []).append(placement)
    for placements in found.values():
        placements.sort(key=lambda each: (each.starts_at, each.id))
    return found
