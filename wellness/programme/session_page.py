"""One session's own page: what may be done, and what else there is where nothing can be."""

from dataclasses import dataclass
from datetime import datetime

from wellness.booking.models import Booking, BookingStatus
from wellness.booking.queries import live_booking, mine_of, place_in_line
from wellness.booking.rules import Decision, Step, may_do, next_transition
from wellness.festivals.models import Festival
from wellness.programme import listing, queries
from wellness.programme.rules import alternatives, next_drop_in
from wellness.programme.shown import ProgrammeEntry, SessionDetails

NO_WAY_IN = frozenset({Step.WAIT, Step.FULL, Step.CLOSED, Step.CANCELLED, Step.STARTED, Step.OVER})
"""Where help and other ways come before everything else."""
MOST_OTHER_TIMES = 6


@dataclass(frozen=True)
class SessionPage:
    """What a session's page shows to this reader."""

    details: SessionDetails
    decision: Decision
    booking: Booking | None
    """The reader's own live booking."""
    position: int | None
    """Their place in line."""
    neighbours: tuple[ProgrammeEntry, ...]
    instead: tuple[ProgrammeEntry, ...]
    """Where to go instead of it, as whoever cancelled it said."""
    now: datetime

    @property
    def entry(self) -> ProgrammeEntry:
        """The session as lists show it."""
        return self.details.entry

    @property
    def has_no_way_in(self) -> bool:
        """Whether the reader needs another way: it is full, closed, cancelled, or has begun."""
        return self.decision.step in NO_WAY_IN

    @property
    def drop_in(self) -> ProgrammeEntry | None:
        """Where one can simply go next."""
        drop_ins = [e for e in self.neighbours if e.facts.entry == "drop_in"]
        return next_drop_in(self.entry, drop_ins, now=self.now)

    @property
    def similar(self) -> tuple[ProgrammeEntry, ...]:
        """Sessions like this one with a place now."""
        drop_in = self.drop_in
        named = {entry.id for entry in self.instead}
        alike = [
            other
            for other in self.neighbours
            if other != drop_in
            and other.id not in named
            and (
                other.activity_id == self.entry.activity_id or other.category == self.entry.category
            )
        ]
        return alternatives(self.entry, alike, now=self.now)

    @property
    def other_times(self) -> tuple[ProgrammeEntry, ...]:
        """The same activity later or earlier; those already shown as similar are left out."""
        shown = self.similar if self.has_no_way_in else ()
        same = [e for e in self.neighbours if e.activity_id == self.entry.activity_id]
        return tuple(e for e in same if e not in shown)[:MOST_OTHER_TIMES]

    @property
    def fresh_until(self) -> datetime:
        """Until when time alone leaves this page as it is."""
        shown = (self.entry, *self.neighbours, *self.instead)
        return min(next_transition(entry.facts, now=self.now) for entry in shown)


def session_page(
    festival: Festival, reference: str, *, pass_id: int | None, now: datetime
) -> SessionPage:
    """The page of one session for whoever holds this pass, or none. Raises Missing."""
    details = queries.get_details(festival, reference)
    entry = details.entry
    booking = live_booking(pass_id, entry.id) if pass_id is not None else None
    waiting = booking is not None and booking.status is BookingStatus.WAITING
    return SessionPage(
        details=details,
        decision=may_do(entry.facts, mine_of(booking), now=now),
        booking=booking,
        position=place_in_line(booking) if booking is not None and waiting else None,
        neighbours=listing.neighbours_of(festival, entry, now=now),
        instead=queries.instead_of(festival, details),
        now=now,
    )
