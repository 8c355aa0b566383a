"""The days of a stay: when somebody is expected, is here, has gone, or was not seen to leave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from wellness.clock import dawn_of, festival_day

EARLY = timedelta(hours=1)
"""Coming can be noted this long before the day's first slot."""
LATE = timedelta(hours=2)
"""Whoever has not said that they left this long after the day's last slot is looked for."""


class Presence(StrEnum):
    """Where a resident is on one of their days, as far as anybody said."""

    AHEAD = "ahead"
    """Not yet: coming can be noted later."""
    EXPECTED = "expected"
    HERE = "here"
    OVERDUE = "overdue"
    """Came, and did not say that they left."""
    GONE = "gone"
    NOT_SEEN = "not_seen"
    """The day is over and nobody noted that they came."""


class Timed(Protocol):
    """Anything with a start and an end: a slot."""

    @property
    def starts_at(self) -> datetime:
        """When it starts."""

    @property
    def ends_at(self) -> datetime:
        """When it ends."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was noted of one day."""

    came_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StayDay:
    """One festival day of a stay, from its first slot to its last."""

    day: date
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime
    """The dawn after it: from then on nothing of this day is noted any more."""
    seen: Seen

    def presence(self, now: datetime) -> Presence:
        """Where the resident is at `now`."""
        if self.seen.left_at is not None:
            return Presence.GONE
        if self.seen.came_at is not None:
            late = now >= self.ends_at + LATE
            return Presence.OVERDUE if late else Presence.HERE
        if now < self.starts_at - EARLY:
            return Presence.AHEAD
        return Presence.EXPECTED if now < self.closes_at else Presence.NOT_SEEN

    def is_open(self, now: datetime) -> bool:
        """Whether coming and going of this day can be noted at `now`."""
        return self.starts_at - EARLY <= now < self.closes_at

    @property
    def overdue_from(self) -> datetime:
        """From when on somebody asks whether they left."""
        return self.ends_at + LATE


def days_of(
    slots: Iterable[Timed], seen: Mapping[date, Seen], *, zone: ZoneInfo, dawn: time
) -> tuple[StayDay, ...]:
    """The days these slots make, in order, with what was noted of them."""

    def day_of(slot: Timed) -> date:
        return festival_day(slot.starts_at, zone, dawn)

    in_order = sorted(slots, key=lambda slot: slot.starts_at)
    made = []
    for day, found in groupby(in_order, key=day_of):
        of_day = list(found)
        made.append(
            StayDay(
                day=day,
                starts_at=of_day[0].starts_at,
                ends_at=max(slot.ends_at for slot in of_day),
                closes_at=dawn_of(day + timedelta(days=1), zone, dawn),
                seen=seen.get(day, Seen()),
            )
        )
    return tuple(made)
