"""Whose places would overlap after a set of changes: one query for all of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import select

from wellness.booking.models import HOLDING, Bookable, BookableStatus, Booking
from wellness.database import db
from wellness.planner.rules.clashes import Clash, Held, new_clashes
from wellness.planner.rules.review import SessionChange
from wellness.planner.rules.spans import Span

AT_ONCE = 10_000
"""Most ids in one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766."""
_LIVE = Bookable.__table__.c


def with_clashes(changes: Iterable[SessionChange]) -> tuple[SessionChange, ...]:
    """The changes, each with the clashes of those who hold a place in it."""
    changes = list(changes)
    timed = {
        change.session_id: change
        for change in changes
        if change.session_id is not None and change.concerns_people and change.booked
    }
    clashes: defaultdict[int, list[Clash]] = defaultdict(list)
    for clash in new_clashes(_held_beside(timed)):
        for bookable_id in {clash.bookable_id, clash.other_id} & timed.keys():
            clashes[bookable_id].append(clash)
    return tuple(
        replace(change, clashes=tuple(clashes[change.session_id or 0]))
        if change.session_id in clashes
        else change
        for change in changes
    )


def _held_beside(timed: dict[int, SessionChange]) -> list[Held]:
    """Every place of everybody who holds one in a changed session."""
    found: dict[tuple[int, int], Held] = {}
    for part in ids_in_parts(timed):
        holders = select(Booking.pass_id).where(
            Booking.bookable_id.in_(part), Booking.status.in_(HOLDING)
        )
        query = (
            select(Booking.pass_id, _LIVE.id, _LIVE.starts_at, _LIVE.ends_at, _LIVE.status)
            .join(Bookable.__table__, _LIVE.id == Booking.bookable_id)
            .where(Booking.pass_id.in_(holders), Booking.status.in_(HOLDING))
        )
        for pass_id, bookable_id, starts_at, ends_at, status in db.session.execute(query):
            takes_place = status is BookableStatus.SCHEDULED
            before = Span(starts_at, ends_at) if takes_place else None
            after = before
            if bookable_id in timed:
                planned = timed[bookable_id].after
                after = None if planned.is_cancelled else planned.span
            found[pass_id, bookable_id] = Held(pass_id, bookable_id, before, after)
    return list(found.values())


def ids_in_parts(ids: Collection[int]) -> list[list[int]]:
    """The ids, ascending, in as few parts as a statement takes."""
    ordered = sorted(ids)
    return [ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE)]
