"""Changing sessions that people know of. Call inside `in_transaction(…)`.

Bookings are seen to by the room booking; here the change becomes public: a line in the change
log, and a new stamp on every page and feed.
"""

from datetime import datetime

from wellness.booking import rescheduling
from wellness.booking.locks import locked_bookable
from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.actions import touch_programme
from wellness.programme import rules
from wellness.programme.models import Change

wall_span = rules.wall_span


def move_session(
    session_id: int, *, starts_at: datetime, ends_at: datetime, space_id: int | None, now: datetime
) -> Bookable:
    """Move it in time, space or both; whoever has a place keeps it and is told once.

    A move to where it is already changes nothing and is not logged. Raises Missing.
    """
    before = locked_bookable(session_id)
    zone = before.festival.zone
    was_at = wall_span(before.starts_at, before.ends_at, zone)
    was_in = before.space.name if before.space else ""
    moved = rescheduling.move_bookable(
        session_id, starts_at=starts_at, ends_at=ends_at, space_id=space_id, now=now
    )
    is_at = wall_span(moved.starts_at, moved.ends_at, zone)
    is_in = moved.space.name if moved.space else ""
    if is_at != was_at:
        _log(moved, "moved", was_at, is_at, now=now)
    if is_in != was_in:
        _log(moved, "room", was_in, is_in, now=now)
    return moved


def cancel_session(session_id: int, *, reason: str, now: datetime) -> Bookable:
    """Call it off; bookings stay on file and each person is told once. Harmless to repeat."""
    was_cancelled = locked_bookable(session_id).status is BookableStatus.CANCELLED
    cancelled = rescheduling.cancel_bookable(session_id, reason=reason, now=now)
    if not was_cancelled:
        _log(cancelled, "cancelled", "", "", now=now)
    return cancelled


def change_capacity(
    session_id: int, *, capacity: int, close_and_keep: bool = False, now: datetime
) -> Bookable:
    """Set how many places there are; raising it serves the waiting list at once.

    Not news for everybody: the change log stays as it is, and places have a stamp of their own.
    Raises BelowTaken unless `close_and_keep`.
    """
    return rescheduling.change_capacity(
        session_id, capacity=capacity, close_and_keep=close_and_keep, now=now
    )


def _log(bookable: Bookable, kind: str, before: str, after: str, *, now: datetime) -> None:
    db.session.add(
        Change(
            festival_id=bookable.festival_id,
            bookable_id=bookable.id,
            kind=kind,
            before=before,
            after=after,
            made_at=now,
        )
    )
    db.session.flush()
    touch_programme(bookable.festival_id, now=now)
