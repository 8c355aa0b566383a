"""Who has booked already: made-up people who ask for places as anybody would.

They go through the booking room's own doors, so that counts, lines and positions are real. No
phone holds a key to their passes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import cycle

from sqlalchemy import delete

from wellness.booking.actions import BookPlace, book_place
from wellness.booking.forms import CONSENT_VERSION
from wellness.booking.rules import overlaps
from wellness.clock import festival_day
from wellness.database import db
from wellness.demo.people import CROWD
from wellness.passes.actions import open_pass
from wellness.passes.models import PassKey
from wellness.programme.models import Session
from wellness.references import new_secret

PARTIES = (2, 1, 2)
"""How many come together, over and over, where somebody may be brought along."""


@dataclass(frozen=True)
class Asked:
    """A session, and how many places the crowd asks for there in all."""

    session: Session
    places: int


def come(demand: Iterable[Asked], *, now: datetime) -> int:
    """Make the crowd and let it ask for its places. Returns how many bookings were made."""
    holders = [
        open_pass(new_secret(), now=now, language="en", chosen_name=name).id for name in CROWD
    ]
    db.session.execute(delete(PassKey).where(PassKey.pass_id.in_(holders)))
    made = 0
    for person, session, seats in _wishes(demand, len(holders)):
        consent = CONSENT_VERSION if session.is_support else None
        wish = BookPlace(
            bookable_id=session.id,
            pass_id=holders[person],
            seats=seats,
            consent=consent,
            agreed=True,
            of_age=True,
        )
        book_place(wish, now=now)
        made += 1
    return made


def _wishes(demand: Iterable[Asked], people: int) -> Iterator[tuple[int, Session, int]]:
    """Who asks for what: each person in turn who is free then and has asked for little that day."""
    diaries: list[list[Session]] = [[] for _ in range(people)]
    turn = cycle(range(people))
    for asked in demand:
        session = asked.session
        for seats in _parties(asked):
            person = next(p for p in turn if _has_time(diaries[p], session))
            diaries[person].append(session)
            yield person, session, seats


def _parties(asked: Asked) -> Iterator[int]:
    """Parties that add up to the places asked for and fill the session to its last place."""
    session = asked.session
    free = (session.capacity or 0) - session.kept_for_door
    sizes = cycle(PARTIES)
    rest = asked.places
    while rest > 0:
        seats = min(next(sizes), session.party_limit, rest, free or rest)
        yield seats
        rest -= seats
        free = max(0, free - seats)


def _has_time(diary: list[Session], session: Session) -> bool:
    """Whether nothing overlaps and the day's limit is kept, also if every wait comes true."""
    festival = session.festival
    day = festival_day(session.starts_at, festival.zone, festival.dawn)
    that_day = [
        other
        for other in diary
        if festival_day(other.starts_at, festival.zone, festival.dawn) == day
    ]
    return len(that_day) < (festival.places_per_day or len(diary) + 1) and not any(
        overlaps(session.starts_at, session.ends_at, other.starts_at, other.ends_at)
        for other in diary
    )
