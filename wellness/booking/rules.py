"""What may be done about a place now: one decision for every label and every permission.

The waiting list knows the time. Long before the start the next person is moved up at once; later
they are offered the place for some minutes, never at night; near the start what is free is open
to all. Nobody passes the queue before that.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from wellness.booking.models import BookableStatus, BookingStatus, Entry

OFFERS_FROM = timedelta(hours=6)
"""This long before the start, free places are offered rather than given."""
OPEN_FROM = timedelta(minutes=45)
"""This long before the start, free places are open to all."""
OFFER_LASTS = timedelta(minutes=20)
LONG_OFFER_LASTS = timedelta(hours=3)
"""Offers to people who would have to let another place go, long before the start."""
UNDO_LASTS = timedelta(minutes=30)


class Step(StrEnum):
    """What a person can do about a bookable now."""

    BOOK = "book"
    WAIT = "wait"
    HELD = "held"
    IN_LINE = "in_line"
    ACCEPT = "accept"
    TAKE = "take"
    DROP_IN = "drop_in"
    NOT_YET = "not_yet"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    STARTED = "started"
    OVER = "over"


class Phase(StrEnum):
    """How free places reach the waiting list at a given time before the start."""

    MOVING_UP = "moving_up"
    OFFERING = "offering"
    OPEN_TO_ALL = "open_to_all"


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the decision needs to know of a bookable; a row of it, not the whole."""

    status: BookableStatus
    entry: Entry
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime | None
    is_closed: bool
    capacity: int | None
    kept_for_door: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        """Places that can be booked now; 0 when full, over full, or unlimited drop-in."""
        if self.capacity is None:
            return 0
        return max(0, self.capacity - self.kept_for_door - self.taken)


@dataclass(frozen=True, slots=True)
class Mine:
    """The reader's own live booking there."""

    status: BookingStatus
    seats: int = 1
    offered_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer: the step, and how many places are free for it."""

    step: Step
    free: int
    until: datetime | None = None
    """When this stops being true by itself: an offer's end, the opening; None if not by itself."""


def phase_at(starts_at: datetime, now: datetime) -> Phase:
    """How free places are given out at `now` for something that starts at `starts_at`."""
    ahead = starts_at - now
    if ahead > OFFERS_FROM:
        return Phase.MOVING_UP
    return Phase.OFFERING if ahead > OPEN_FROM else Phase.OPEN_TO_ALL


def may_do(facts: PlaceFacts, mine: Mine | None, *, now: datetime) -> Decision:
    """What the reader can do about this bookable at `now`."""
    closed = _closed_step(facts, now)
    if facts.status is BookableStatus.CANCELLED or now >= facts.ends_at:
        return Decision(closed or Step.OVER, 0)
    if mine is not None:
        return _with_mine(facts, mine, now)
    if closed is not None:
        return Decision(closed, 0, facts.opens_at if closed is Step.NOT_YET else None)
    return (
        Decision(Step.DROP_IN, facts.free) if facts.entry is Entry.DROP_IN else _asking(facts, now)
    )


def _asking(facts: PlaceFacts, now: datetime) -> Decision:
    open_to_all = phase_at(facts.starts_at, now) is Phase.OPEN_TO_ALL
    if facts.free and (open_to_all or not facts.waiting):
        return Decision(Step.BOOK, facts.free)
    return Decision(Step.FULL if open_to_all else Step.WAIT, 0)


def _closed_step(facts: PlaceFacts, now: datetime) -> Step | None:
    booked = facts.entry is Entry.BOOKED
    reasons = (
        (facts.status is BookableStatus.CANCELLED, Step.CANCELLED),
        (now >= facts.ends_at, Step.OVER),
        (facts.entry is Entry.GIVEN, Step.CLOSED),
        (booked and now >= facts.starts_at, Step.STARTED),
        (booked and facts.is_closed, Step.CLOSED),
        (booked and facts.opens_at is not None and now < facts.opens_at, Step.NOT_YET),
    )
    return next((step for applies, step in reasons if applies), None)


def _with_mine(facts: PlaceFacts, mine: Mine, now: datetime) -> Decision:
    if mine.status is BookingStatus.CONFIRMED:
        return Decision(Step.HELD, facts.free)
    offered = mine.status is BookingStatus.OFFERED and mine.offered_until is not None
    if offered and mine.offered_until is not None and now < mine.offered_until:
        return Decision(Step.ACCEPT, mine.seats, mine.offered_until)
    if now >= facts.starts_at:
        return Decision(Step.STARTED, 0)
    open_to_all = phase_at(facts.starts_at, now) is Phase.OPEN_TO_ALL and not facts.is_closed
    if open_to_all and facts.free >= mine.seats:
        return Decision(Step.TAKE, facts.free)
    return Decision(Step.IN_LINE, 0)


def next_transition(facts: PlaceFacts, *, now: datetime) -> datetime:
    """The next instant after `now` at which time alone changes what may be done.

    A ready-made page that shows this bookable is right until then; far in the future if never.
    """
    moments = [facts.starts_at - OPEN_FROM, facts.starts_at, facts.ends_at]
    if facts.opens_at is not None:
        moments.append(facts.opens_at)
    return min((m for m in moments if m > now), default=now + timedelta(days=365))


def is_quiet(moment: datetime, zone: ZoneInfo, quiet_from: time, quiet_until: time) -> bool:
    """Whether `moment` lies in the festival's night, when nobody is offered a place."""
    clock = moment.astimezone(zone).time()
    if quiet_from <= quiet_until:
        return quiet_from <= clock < quiet_until
    return clock >= quiet_from or clock < quiet_until


def offer_end(starts_at: datetime, *, now: datetime) -> datetime:
    """When an offer made at `now` lapses: after its time, and never past the start."""
    long_before = phase_at(starts_at, now) is Phase.MOVING_UP
    return min(now + (LONG_OFFER_LASTS if long_before else OFFER_LASTS), starts_at)


def overlaps(
    starts_at: datetime, ends_at: datetime, other_starts_at: datetime, other_ends_at: datetime
) -> bool:
    """Whether two spans share an instant; touching ends do not."""
    return starts_at < other_ends_at and other_starts_at < ends_at
