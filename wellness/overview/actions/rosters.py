"""Looking at a name, and giving somebody a place by hand. Call inside `in_transaction(…)`.

See docs/decisions/0501-names-one-at-a-time.md.
"""

from datetime import datetime

from wellness.booking import waiting_list
from wellness.booking.errors import FullyBooked, OfferPassed
from wellness.booking.models import Booking
from wellness.errors import Missing
from wellness.overview.errors import NamesClosed, NoFreePlace, NoLongerWaiting
from wellness.overview.queries.sessions import Place, Roster, name_at
from wellness.overview.rules.windows import Window
from wellness.programme.models import Session
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def look_at_name(
    session: Session,
    roster: Roster,
    reference: str,
    *,
    window: Window | None,
    hand: Hand,
    now: datetime,
) -> tuple[Place, str]:
    """One person's chosen name, the look written in the audit log: which place, never who.

    Raises NamesClosed outside the window, Missing for a booking that is not on this roster.
    """
    if window is None or not window.is_open(now):
        raise NamesClosed
    place = next((each for each in roster.held if each.reference == reference), None)
    if place is None:
        raise Missing
    record(
        DeedKind.ROSTER_SEEN,
        hand,
        festival_id=session.festival_id,
        about=f"{session.title} · {session.reference}",
        now=now,
        session=session.reference,
        position=place.number,
    )
    return place, name_at(place)


def promote(session: Session, reference: str, *, hand: Hand, now: datetime) -> Booking:
    """Give a free place to one person of the line, whoever is before them.

    Raises NoFreePlace, NoLongerWaiting.
    """
    try:
        booking = waiting_list.move_up(session.id, reference, now=now)
    except FullyBooked:
        raise NoFreePlace from None
    except OfferPassed:
        raise NoLongerWaiting from None
    record(
        DeedKind.SESSION_CHANGED,
        hand,
        festival_id=session.festival_id,
        about=f"{session.title} · {session.reference}",
        now=now,
        moved_up=booking.seats,
    )
    return booking
