"""The same wall time on other days and in another zone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from wellness.clock import AbsentWallTime, AmbiguousWallTime, instant_of


@dataclass(frozen=True, slots=True)
class Carried:
    """Where an instant comes to lie, and whether the clocks there left a doubt."""

    moment: datetime
    doubt: AbsentWallTime | AmbiguousWallTime | None = None


@dataclass(frozen=True, slots=True)
class WallShift:
    """What clocks in `old` showed is shown by clocks in `new`, `days` later."""

    old: ZoneInfo
    new: ZoneInfo
    days: int = 0

    def carried(self, moment: datetime) -> Carried:
        """The instant for `moment`; in doubt the first reading, after a jump the later one."""
        wall = moment.astimezone(self.old).replace(tzinfo=None) + timedelta(days=self.days)
        try:
            return Carried(instant_of(wall, self.new))
        except (AbsentWallTime, AmbiguousWallTime) as doubt:
            return Carried(wall.replace(tzinfo=self.new, fold=0).astimezone(UTC), doubt)

    def __call__(self, moment: datetime) -> datetime:
        """The instant for `moment`, doubts or not."""
        return self.carried(moment).moment

    def optional(self, moment: datetime | None) -> datetime | None:
        """The same for a moment that may be missing."""
        return None if moment is None else self(moment)

    def span(self, starts_at: datetime, ends_at: datetime) -> tuple[datetime, datetime]:
        """A span at the same wall times; where the clocks eat it up, as long as it was."""
        starts, ends = self(starts_at), self(ends_at)
        return (starts, ends) if ends > starts else (starts, starts + (ends_at - starts_at))
