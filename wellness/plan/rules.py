"""Where a person's bookings stand, and how they are laid out for reading. Nothing here asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby

from wellness.booking.models import LIVE, Bookable, BookableStatus, Booking, BookingStatus
from wellness.booking.models import CancelledBy as By
from wellness.booking.rules import UNDO_LASTS, Decision, Step
from wellness.clock import festival_day
from wellness.festivals.models import Festival

PASS_KEPT = timedelta(days=14)
"""A person is forgotten this long after the last day of their last festival."""
UNUSED_PASS_KEPT = timedelta(days=60)
"""A pass that never held a place is forgotten this long after it was made."""


class Standing(StrEnum):
    """Where a booking stands, as its holder sees it."""

    HELD = "held"
    IN_LINE = "in_line"
    OFFERED = "offered"
    FREE = "free"
    """Waited for, and free to take now that it is open to all."""
    CALLED_OFF = "called_off"
    """The festival cancelled it."""
    MOVED_ON = "moved_on"
    """It was offered, and went to the next person."""
    LET_GO = "let_go"
    """Let go so lately that it can be taken back."""
    OVER = "over"


TO_DECIDE = frozenset({Standing.OFFERED, Standing.FREE})
"""What waits for the person's yes."""
_OF_STEP = {
    Step.HELD: Standing.HELD,
    Step.IN_LINE: Standing.IN_LINE,
    Step.ACCEPT: Standing.OFFERED,
    Step.TAKE: Standing.FREE,
}
_WERE_THERE = (BookingStatus.CONFIRMED, BookingStatus.ATTENDED, BookingStatus.MISSED)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the plan."""

    booking: Booking
    standing: Standing
    position: int | None = None
    """Place in line, 1 for whoever is next."""

    @property
    def bookable(self) -> Bookable:
        """What it is a place in."""
        return self.booking.bookable

    @property
    def day(self) -> date:
        """The festival day it belongs to, dawn to dawn."""
        festival = self.bookable.festival
        return festival_day(self.bookable.starts_at, festival.zone, festival.dawn)

    @property
    def is_past_midnight(self) -> bool:
        """Whether calendars already show the day after its festival day."""
        zone = self.bookable.festival.zone
        return self.bookable.starts_at.astimezone(zone).date() != self.day

    @property
    def was_at(self) -> datetime | None:
        """The start this person asked for, if it has moved since."""
        was = self.bookable.was_starts_at
        return was if self._moved_since and was != self.bookable.starts_at else None

    @property
    def was_in(self) -> str | None:
        """The space it was in when this person asked, if that has changed since."""
        here = self.bookable.space.name if self.bookable.space else None
        was = self.bookable.was_space_name
        return was if self._moved_since and was != here else None

    @property
    def _moved_since(self) -> bool:
        moved_at = self.bookable.moved_at
        called_off = self.standing is Standing.CALLED_OFF
        return moved_at is not None and moved_at >= self.booking.created_at and not called_off

    def is_on(self, now: datetime) -> bool:
        """Whether it is happening at `now`, with this person in it."""
        running = self.bookable.starts_at <= now < self.bookable.ends_at
        return running and self.standing is Standing.HELD


@dataclass(frozen=True, slots=True)
class Day:
    """A festival day with what the person has on it, in order of time."""

    festival: Festival
    date: date
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a person's plan shows."""

    to_decide: tuple[Item, ...]
    """Offers and free places, the soonest to end first."""
    days: tuple[Day, ...]
    past: tuple[Day, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show at all."""
        return not (self.to_decide or self.days or self.past)

    @property
    def ahead(self) -> tuple[Item, ...]:
        """All that is to come, in order of time."""
        coming = [*self.to_decide, *(item for day in self.days for item in day.items)]
        return tuple(sorted(coming, key=lambda item: item.bookable.starts_at))

    @property
    def festivals(self) -> tuple[Festival, ...]:
        """The festivals the plan is about: those to come in order of time, then past ones."""
        seen = {item.bookable.festival_id: item.bookable.festival for item in self.ahead}
        seen |= {d.festival.id: d.festival for d in self.past if d.festival.id not in seen}
        return tuple(seen.values())


def standing_of(booking: Booking, decision: Decision, *, now: datetime) -> Standing | None:
    """Where a booking with its bookable stands at `now`; None if there is nothing to say of it.

    `decision` is what its holder may do about it now.
    """
    bookable = booking.bookable
    if bookable.status is BookableStatus.CANCELLED:
        news = booking.status in LIVE and now < bookable.ends_at
        return Standing.CALLED_OFF if news else None
    if now >= bookable.ends_at:
        return Standing.OVER if booking.status in _WERE_THERE else None
    if booking.status in _WERE_THERE:
        return Standing.HELD
    if now >= bookable.starts_at:
        return None
    if booking.status is BookingStatus.CANCELLED:
        return _of_cancelled(booking, now)
    standing = _OF_STEP.get(decision.step)
    lapsed = booking.status is BookingStatus.OFFERED and standing is Standing.IN_LINE
    return Standing.MOVED_ON if lapsed else standing


def _of_cancelled(booking: Booking, now: datetime) -> Standing | None:
    lately = booking.cancelled_at is not None and now - booking.cancelled_at < UNDO_LASTS
    if booking.cancelled_by is By.PERSON and lately:
        return Standing.LET_GO
    return Standing.MOVED_ON if booking.cancelled_by is By.EXPIRY else None


def laid_out(items: Iterable[Item]) -> Plan:
    """The plan these lines make. What was asked for more than once is shown as it stands now."""
    newest_last = sorted(items, key=lambda i: (i.booking.status in LIVE, i.booking.id))
    shown = list({item.bookable.id: item for item in newest_last}.values())
    shown.sort(key=lambda item: (item.bookable.starts_at, item.booking.id))
    to_decide = [item for item in shown if item.standing in TO_DECIDE]
    to_decide.sort(key=lambda i: i.booking.offered_until or i.bookable.starts_at)
    return Plan(
        to_decide=tuple(to_decide),
        days=_by_day([i for i in shown if i.standing not in TO_DECIDE | {Standing.OVER}]),
        past=_by_day([item for item in shown if item.standing is Standing.OVER]),
    )


def _by_day(items: Sequence[Item]) -> tuple[Day, ...]:
    ordered = sorted(items, key=lambda item: (item.day, item.bookable.festival_id))
    return tuple(
        Day(festival, day, tuple(them))
        for (day, _, festival), them in groupby(
            ordered, key=lambda item: (item.day, item.bookable.festival_id, item.bookable.festival)
        )
    )


def forgotten_on(last_day: date | None, made_at: datetime) -> date:
    """By which day a person is forgotten of itself, whose last festival ends on `last_day`."""
    if last_day is None:
        return (made_at + UNUSED_PASS_KEPT).date() + timedelta(days=1)
    return last_day + PASS_KEPT + timedelta(days=1)
