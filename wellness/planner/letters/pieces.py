"""What one person may be told about each of their bookings that a release concerns."""

from dataclasses import dataclass, replace
from datetime import datetime

from wellness.booking.entries import place_of
from wellness.booking.letters import is_hidden, named
from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.calendars.invitations import Method
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.planner.letters.wording import Instead, Piece
from wellness.planner.rules.review import SessionChange
from wellness.planner.rules.spans import Span
from wellness.planner.rules.twins import What

Clashes = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True)
class Mailing:
    """What all letters of one release have in common."""

    festival: Festival
    changes: dict[int, SessionChange]
    """By session, those that people are told of."""
    spaces: dict[int, str]
    served: frozenset[int]
    """Bookings that were given or offered a place just now."""
    instead: dict[str, Instead]
    clashes: Clashes
    others: dict[int, Bookable]
    """What is named as clashing."""
    now: datetime


def piece_of(booking: Booking, holder: Pass, mailing: Mailing) -> Piece:
    """What this person may be told about this booking."""
    bookable, change = booking.bookable, mailing.changes.get(booking.bookable_id)
    hidden = is_hidden(bookable, holder)
    is_offer = booking.status is BookingStatus.OFFERED and booking.id in mailing.served
    piece = Piece(
        what=change.what if change else frozenset(),
        status=booking.status,
        title="" if hidden else bookable.title,
        span=Span(bookable.starts_at, bookable.ends_at),
        place=bookable.festival.site if hidden else place_of(bookable),
        is_served=booking.id in mailing.served,
        offered_until=booking.offered_until if is_offer else None,
    )
    before = change.before if change else None
    if change is None or before is None:
        return piece
    if hidden:
        return replace(piece, was=before.span)
    found = (mailing.instead.get(reference) for reference in change.after.alternatives)
    return replace(
        piece,
        was=before.span,
        was_in=mailing.spaces.get(before.space_id or 0, ""),
        reason=bookable.cancel_reason,
        instead=tuple(other for other in found if other is not None),
    )


def method_of(booking: Booking, mailing: Mailing) -> Method | None:
    """What their calendar is to do: only what they hold for sure was ever put there."""
    if booking.status is not BookingStatus.CONFIRMED:
        return None
    change = mailing.changes.get(booking.bookable_id)
    gone = change is not None and What.CANCELLED in change.what
    return Method.CANCEL if gone else Method.REQUEST


def clash_names(holder: Pass, mailing: Mailing) -> list[tuple[str, str]]:
    """Their places that overlap from now on, as they may be named."""
    return [
        (named(mailing.others[one], holder), named(mailing.others[other], holder))
        for one, other in mailing.clashes.get(holder.id, [])
    ]
