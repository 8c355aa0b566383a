"""What a person might do instead, where the festival or the waiting list let them down."""

from dataclasses import dataclass
from datetime import datetime

from wellness.booking.models import Entry
from wellness.booking.rules import may_do
from wellness.plan.rules import Item, Plan, Standing
from wellness.programme.models import Session
from wellness.programme.rows import fullness_words
from wellness.programme.session_page import session_page
from wellness.programme.shown import ProgrammeEntry

LET_DOWN = frozenset({Standing.CALLED_OFF, Standing.MOVED_ON})
MOST_HELPED = 3
"""For how many lines of a plan ways on are looked for: each costs a few queries."""
MOST_WAYS = 3


@dataclass(frozen=True, slots=True)
class Way:
    """A session to go to instead; `words` say whether there is a place."""

    entry: ProgrammeEntry
    words: str


def ways_on(plan: Plan, *, now: datetime) -> dict[str, tuple[Way, ...]]:
    """Ways on by reference of the booking that came to nothing, the next open door first."""
    let_down = [item for item in plan.ahead if item.standing in LET_DOWN]
    return {item.booking.reference: _ways(item, now) for item in let_down[:MOST_HELPED]}


def _ways(item: Item, now: datetime) -> tuple[Way, ...]:
    if not isinstance(item.bookable, Session) or item.bookable.entry is Entry.GIVEN:
        return ()
    festival = item.bookable.festival
    page = session_page(festival, item.bookable.reference, pass_id=None, now=now)
    drop_in = (page.drop_in,) if page.drop_in is not None else ()
    return tuple(
        Way(entry, fullness_words(entry, may_do(entry.facts, None, now=now), festival.zone))
        for entry in (*drop_in, *page.similar)[:MOST_WAYS]
    )
