"""How a programme is cut for reading: days, parts of a day, filters, pages, words for fullness."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wellness.booking.rules import Decision, PlaceFacts, Step, may_do
from wellness.programme.shown import ProgrammeEntry

PAGE_SIZE = 80
"""Most sessions on one page: with real texts it stays under 14 kB on the wire."""
NOON = time(12)
AFTER_WORK = time(17)
LATE = time(22)
ROOM_LEFT = 0.25
"""From this share of free places down, a session is filling."""
NEXT_WITHIN = timedelta(hours=4)
"""How far "next" looks ahead on the now page."""


class PartOfDay(StrEnum):
    """A stretch of a festival day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Level(StrEnum):
    """How full a session is, as one word for shape and colour; the words beside it say more."""

    OPEN = "open"
    FREE = "free"
    FILLING = "filling"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    YOURS = "yours"
    WAITING = "waiting"
    OFFERED = "offered"


_LEVELS = {
    Step.DROP_IN: Level.OPEN,
    Step.WAIT: Level.FULL,
    Step.FULL: Level.FULL,
    Step.CANCELLED: Level.CANCELLED,
    Step.HELD: Level.YOURS,
    Step.IN_LINE: Level.WAITING,
    Step.ACCEPT: Level.OFFERED,
    Step.TAKE: Level.OFFERED,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader wants to see of a day; slugs, None for no wish."""

    space: str | None = None
    category: str | None = None
    facilitator: str | None = None
    free: bool = False

    @property
    def count(self) -> int:
        """How many are chosen."""
        return sum(1 for wish in (self.space, self.category, self.facilitator, self.free) if wish)

    def accept(self, entry: ProgrammeEntry, *, now: datetime) -> bool:
        """Whether `entry` is one of those wished for."""
        return (
            (self.space is None or (entry.space is not None and entry.space.slug == self.space))
            and (self.category is None or entry.category.slug == self.category)
            and (
                self.facilitator is None
                or any(leader.slug == self.facilitator for leader in entry.leaders)
            )
            and (not self.free or has_place_now(entry.facts, now=now))
        )


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a day: some sessions of one part, or the whole day where it is short."""

    part: PartOfDay | None
    number: int
    entries: tuple[ProgrammeEntry, ...]


def has_place_now(facts: PlaceFacts, *, now: datetime) -> bool:
    """Whether a person who walks up at `now` finds a place: to book, or just by coming."""
    decision = may_do(facts, None, now=now)
    if decision.step is Step.DROP_IN:
        return facts.capacity is None or decision.free > 0
    return decision.step is Step.BOOK


def level_of(facts: PlaceFacts, decision: Decision) -> Level:
    """The word for how full a session is."""
    if decision.step is Step.BOOK:
        few = facts.capacity is not None and decision.free <= facts.capacity * ROOM_LEFT
        return Level.FILLING if few else Level.FREE
    if decision.step is Step.DROP_IN and facts.capacity is not None and decision.free == 0:
        return Level.FULL
    return _LEVELS.get(decision.step, Level.CLOSED)


def part_of_day(moment: datetime, zone: ZoneInfo, dawn: time) -> PartOfDay:
    """The part of the festival day that `moment` lies in; the night lasts until dawn."""
    clock = moment.astimezone(zone).time()
    if clock < dawn or clock >= LATE:
        return PartOfDay.NIGHT
    if clock < NOON:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if clock < AFTER_WORK else PartOfDay.EVENING


def next_part_begins(moment: datetime, zone: ZoneInfo, dawn: time) -> datetime:
    """The next instant after `moment` at which another part of the day begins."""
    today = moment.astimezone(zone).date()
    begins = (
        datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
        for day in (today, today + timedelta(days=1))
        for clock in (dawn, NOON, AFTER_WORK, LATE)
    )
    return min(begin for begin in begins if begin > moment)


def by_part(
    entries: Iterable[ProgrammeEntry], zone: ZoneInfo, dawn: time
) -> dict[PartOfDay, tuple[ProgrammeEntry, ...]]:
    """Entries under the part of day they begin in; parts without any are left out."""
    parts: dict[PartOfDay, list[ProgrammeEntry]] = {part: [] for part in PartOfDay}
    for entry in entries:
        parts[part_of_day(entry.starts_at, zone, dawn)].append(entry)
    return {part: tuple(found) for part, found in parts.items() if found}


def leaves(
    parts: dict[PartOfDay, tuple[ProgrammeEntry, ...]], size: int = PAGE_SIZE
) -> tuple[Leaf, ...]:
    """The pages of a day, in order: one if it is short, else each part in pages of `size`."""
    everything = tuple(entry for found in parts.values() for entry in found)
    if len(everything) <= size:
        return (Leaf(None, 1, everything),)
    return tuple(
        Leaf(part, start // size + 1, found[start : start + size])
        for part, found in parts.items()
        for start in range(0, len(found), size)
    )


def day_to_show(days: Sequence[date], today: date) -> date:
    """The current festival day if it has a programme, else the first."""
    return today if today in days else days[0]


def alternatives(
    entry: ProgrammeEntry, candidates: Iterable[ProgrammeEntry], *, now: datetime, limit: int = 3
) -> tuple[ProgrammeEntry, ...]:
    """Sessions with a place now: of the same activity first, then its category; nearest in time."""
    open_now = [
        other
        for other in candidates
        if other.id != entry.id and has_place_now(other.facts, now=now)
    ]
    open_now.sort(
        key=lambda other: (
            other.activity_id != entry.activity_id,
            abs(other.starts_at - entry.starts_at),
            other.id,
        )
    )
    return tuple(open_now[:limit])


def next_drop_in(
    entry: ProgrammeEntry, drop_ins: Iterable[ProgrammeEntry], *, now: datetime
) -> ProgrammeEntry | None:
    """Where one can simply go next; for a support session another support drop-in if there is."""
    open_now = [
        other
        for other in drop_ins
        if other.id != entry.id and other.ends_at > now and has_place_now(other.facts, now=now)
    ]
    return min(
        open_now,
        key=lambda other: (
            entry.is_support and not other.is_support,
            max(other.starts_at, now),
            other.id,
        ),
        default=None,
    )


def wall_span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """A span as the festival's wall clock says it, for the change log: in no language."""
    return f"{starts_at.astimezone(zone):%Y-%m-%d %H:%M}–{ends_at.astimezone(zone):%H:%M}"
