"""Who may see names on a roster, and when: around the session, and nobody before or after."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellness.clock import dawn_of, festival_day
from wellness.staff.models import Role

BEFORE = timedelta(hours=24)
AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when names may be shown, as aware instants; the end is not in it."""

    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether `now` lies in it."""
        return self.opens_at <= now < self.closes_at


def facilitators_window(starts_at: datetime, ends_at: datetime) -> Window:
    """For whoever leads the session: a day before its start until a day after its end."""
    return Window(starts_at - BEFORE, ends_at + AFTER)


def desks_window(starts_at: datetime, zone: ZoneInfo, dawn: time) -> Window:
    """For the desk: the festival day of the session, dawn to dawn."""
    day = festival_day(starts_at, zone, dawn)
    return Window(dawn_of(day, zone, dawn), dawn_of(day + timedelta(days=1), zone, dawn))


def names_window(
    roles: frozenset[Role],
    *,
    leads_it: bool,
    span: tuple[datetime, datetime],
    zone: ZoneInfo,
    dawn: time,
) -> Window | None:
    """When somebody with these roles may see names there; None: never, only counts.

    Whoever both leads it and works at the desk has the longer of the two.
    """
    starts_at, ends_at = span
    if Role.FACILITATOR in roles and leads_it:
        return facilitators_window(starts_at, ends_at)
    return desks_window(starts_at, zone, dawn) if Role.DESK in roles else None
