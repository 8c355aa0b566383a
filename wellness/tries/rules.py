"""How often a thing may be tried. Decides, changes nothing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """At most `tries` of a thing for one asker within a window of fixed length."""

    what: str
    tries: int
    window: timedelta

    def window_of(self, now: datetime) -> datetime:
        """The instant at which the window around `now` began."""
        began = now.timestamp() // self.window.total_seconds() * self.window.total_seconds()
        return datetime.fromtimestamp(began, UTC)

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the next window, at least one."""
        return max(1, int((self.window_of(now) + self.window - now).total_seconds()))
