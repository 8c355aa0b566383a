"""What needs somebody's decision today, told by numbers."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wellness.booking.models import BookableStatus
from wellness.overview.rules.counts import Counted

SOON = timedelta(hours=48)
"""What begins within this is looked at for empty rooms and missing facilitators."""
LONG_LIST = 3
"""From this many people in line at a full session on, somebody should look."""
UNBOOKED_AFTER = timedelta(hours=24)
"""A session that nobody books could be booked for at least this long."""
LAPSING = timedelta(minutes=30)
"""An offer that ends within this is about to lapse."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Sessions to look at, each list with the most pressing first."""

    over_asked: list[Counted] = field(default_factory=list)
    """Full, with many in line."""
    empty_soon: list[Counted] = field(default_factory=list)
    """Begin within two days and nobody keeps a place."""
    without_leader: list[Counted] = field(default_factory=list)
    """Begin within two days with fewer facilitators than they need."""
    unbooked: list[Counted] = field(default_factory=list)
    """Nobody keeps a place although they could, whenever they begin."""

    @property
    def is_calm(self) -> bool:
        """Whether nothing of it waits for anybody."""
        return not (self.over_asked or self.empty_soon or self.without_leader)


def decisions_of(sessions: Iterable[Counted], *, now: datetime) -> Decisions:
    """Sort out which sessions to look at. Cancelled and past ones never are."""
    ahead = [
        each
        for each in sessions
        if each.facts.starts_at > now and each.facts.status is BookableStatus.SCHEDULED
    ]
    soon = [each for each in ahead if each.facts.starts_at <= now + SOON]
    return Decisions(
        over_asked=sorted(filter(_is_over_asked, ahead), key=_most_asked_first),
        empty_soon=sorted((each for each in soon if _is_empty(each, now)), key=_by_start),
        without_leader=sorted(
            (each for each in soon if each.leaders < each.leaders_needed), key=_by_start
        ),
        unbooked=sorted(
            (each for each in ahead if _is_empty(each, now - UNBOOKED_AFTER)), key=_by_start
        ),
    )


def _is_over_asked(session: Counted) -> bool:
    facts = session.facts
    return session.is_booked and facts.free == 0 and facts.waiting >= LONG_LIST


def _is_empty(session: Counted, since: datetime) -> bool:
    """Whether places could be kept since then and none is."""
    facts = session.facts
    can_be = session.is_booked and not facts.is_closed and session.can_be_booked_since <= since
    return can_be and facts.taken == 0 and facts.waiting == 0


def _most_asked_first(session: Counted) -> tuple[float, datetime, int]:
    facts = session.facts
    return (-facts.waiting / max(facts.capacity or 1, 1), facts.starts_at, session.id)


def _by_start(session: Counted) -> tuple[datetime, int]:
    return (session.facts.starts_at, session.id)
