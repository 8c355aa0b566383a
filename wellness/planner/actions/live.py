"""What is changed for people at once, in the hour it is needed, without a release.

Places, the door and whether booking is open are no news for the whole programme: the released
session and its row in the draft change together, so that the next release does not undo it.
Call inside `in_transaction(…)`. See docs/decisions/0500-places-change-at-once.md.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from wellness.booking import resizing, waiting_list
from wellness.booking.errors import BelowTaken
from wellness.booking.locks import locked_bookable
from wellness.booking.models import Bookable
from wellness.database import db
from wellness.planner.actions.drafting import lock_draft, stamp, touch_draft
from wellness.planner.models import DraftSession
from wellness.programme.models import Session
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

_CHANGED_HERE = ("capacity", "kept_for_door", "is_closed")


def change_live(
    session: Session,
    *,
    capacity: int | None = None,
    kept_for_door: int | None = None,
    is_closed: bool | None = None,
    close_and_keep: bool = False,
    hand: Hand,
    now: datetime,
) -> Bookable:
    """Set these facts of a released session at once; None leaves one as it is.

    Free places serve the waiting list. Raises BelowTaken where people hold more places than
    that, also on opening again, unless `close_and_keep`: then booking is closed and everybody
    keeps their place. One line in the audit log; none where nothing was different.
    """
    lock_draft(session.festival_id)
    bookable = locked_bookable(session.id)
    before = _facts(bookable)
    if kept_for_door is not None:
        bookable.kept_for_door = kept_for_door
    if is_closed:
        bookable.is_closed = True
    db.session.flush()
    if capacity is not None and capacity != bookable.capacity:
        resizing.change_capacity(
            bookable.id, capacity=capacity, close_and_keep=close_and_keep, now=now
        )
    if is_closed is False:
        _open(bookable)
    waiting_list.let_offers_lapse(bookable, now=now)
    after = _facts(bookable)
    different = {name: value for name, value in after.items() if before[name] != value}
    if different:
        _carry_to_draft(bookable, different, hand, now)
        record(
            DeedKind.SESSION_CHANGED,
            hand,
            festival_id=bookable.festival_id,
            about=f"{bookable.title} · {bookable.reference}",
            now=now,
            before={name: before[name] for name in different},
            after=different,
        )
    return bookable


def _facts(bookable: Bookable) -> dict[str, Any]:
    return {name: getattr(bookable, name) for name in _CHANGED_HERE}


def _open(bookable: Bookable) -> None:
    """Let people book again; the database itself refuses an open session that is oversold."""
    if bookable.capacity is not None and bookable.taken > bookable.capacity:
        raise BelowTaken(taken=bookable.taken)
    bookable.is_closed = False
    db.session.flush()


def _carry_to_draft(
    bookable: Bookable, different: dict[str, Any], hand: Hand, now: datetime
) -> None:
    draft = db.session.scalars(
        select(DraftSession).where(DraftSession.session_id == bookable.id)
    ).one_or_none()
    planned = {name: value for name, value in different.items() if name != "is_closed"}
    if draft is None or not planned:
        return
    for name, value in planned.items():
        setattr(draft, name, value)
    stamp(draft, hand, now)
    db.session.flush()
    touch_draft(bookable.festival_id)
