"""Setting the places of a session by hand. Call inside `in_transaction(…)`."""

from dataclasses import dataclass
from datetime import datetime

from wellness.booking.locks import locked_bookable
from wellness.booking.models import Bookable
from wellness.overview.errors import PlacesChanged
from wellness.planner.actions.drafting import lock_draft
from wellness.planner.actions.live import change_live
from wellness.programme.models import Session
from wellness.staff.rules import Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlaces:
    """What somebody typed, and what they saw when they began."""

    capacity: int | None
    kept_for_door: int
    close_and_keep: bool
    seen: str
    """`places_seen` of the session on the page they typed on."""


def places_seen(bookable: Bookable) -> str:
    """What the form shows, as it is sent back with it."""
    return f"{bookable.capacity}-{bookable.kept_for_door}"


def set_places(session: Session, new: NewPlaces, *, hand: Hand, now: datetime) -> Bookable:
    """Places and those kept for the door, at once. Raises PlacesChanged, BelowTaken."""
    lock_draft(session.festival_id)
    bookable = locked_bookable(session.id)
    if places_seen(bookable) != new.seen:
        raise PlacesChanged(capacity=bookable.capacity, door=bookable.kept_for_door)
    return change_live(
        session,
        capacity=new.capacity,
        kept_for_door=new.kept_for_door,
        close_and_keep=new.close_and_keep,
        hand=hand,
        now=now,
    )
