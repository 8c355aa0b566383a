"""Reading the released programme for programs: a page of it, or all its places at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from wellness.api.rules import Asked, Cursor, free_places
from wellness.booking.rules import PlaceFacts, next_transition
from wellness.clock import dawn_of
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.programme.listing import IS_PUBLIC, TABLES, Condition, bookable, entries, fulfilling
from wellness.programme.rules import has_place_now
from wellness.programme.shown import ProgrammeEntry

_FACTS = tuple(bookable[name] for name in PlaceFacts.__slots__)
_ORDER = (bookable.starts_at, bookable.reference)
FAR = timedelta(days=1)
"""For how long an answer may be kept that time alone does not change."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some sessions in order of time, and where the next page begins."""

    sessions: tuple[ProgrammeEntry, ...]
    next: Cursor | None
    fresh_until: datetime
    """Time alone changes nothing in it before."""


def page_of(festival: Festival, asked: Asked, *, now: datetime) -> Page:
    """The sessions asked for, as things stand at `now`; three queries, whatever it holds."""
    found: list[int] = []
    fresh_until = now + FAR
    more = False
    for row in _candidates(festival, asked):
        facts = PlaceFacts(*row[: len(_FACTS)])
        wanted = not asked.filters.free or has_place_now(facts, now=now)
        if wanted and len(found) == asked.limit:
            more = True
            break
        fresh_until = min(fresh_until, next_transition(facts, now=now))
        if wanted:
            found.append(row.id)
    by_id = {entry.id: entry for entry in entries(bookable.id.in_(found))} if found else {}
    sessions = tuple(by_id[session_id] for session_id in found)
    last = sessions[-1] if more else None
    following = Cursor(last.starts_at, last.reference) if last else None
    return Page(sessions, following, fresh_until)


def _candidates(festival: Festival, asked: Asked) -> Iterator[Any]:
    query = (
        select(*_FACTS, bookable.id, bookable.reference)
        .select_from(TABLES)
        .where(bookable.festival_id == festival.id, *fulfilling(asked.filters))
        .order_by(*_ORDER)
    )
    if asked.day is not None:
        query = query.where(*_within(festival, asked))
    if asked.after is not None:
        query = query.where(_later_than(asked.after))
    if not asked.filters.free:
        query = query.limit(asked.limit + 1)
    return iter(db.session.execute(query))


def _within(festival: Festival, asked: Asked) -> tuple[Condition, ...]:
    """Begins on the festival day asked for, dawn to dawn; at the end of time, nothing does."""
    if asked.day is None:
        return ()
    try:
        begin, end = (
            dawn_of(day, festival.zone, festival.dawn)
            for day in (asked.day, asked.day + timedelta(days=1))
        )
    except OverflowError:
        return (bookable.id < 0,)
    return bookable.starts_at >= begin, bookable.starts_at < end


def _later_than(cursor: Cursor) -> Condition:
    begins, reference = bookable.starts_at, bookable.reference
    same_start = and_(begins == cursor.starts_at, reference > cursor.reference)
    return or_(begins > cursor.starts_at, same_start)


def all_places(festival: Festival) -> dict[str, tuple[int | None, int]]:
    """Free places (None: no limit) and people waiting, by session's reference, in order of time."""
    query = (
        select(*_FACTS, bookable.reference)
        .where(bookable.festival_id == festival.id, bookable.kind == "session", IS_PUBLIC)
        .order_by(*_ORDER)
    )
    return {
        row.reference: (free_places(PlaceFacts(*row[: len(_FACTS)])), row.waiting)
        for row in db.session.execute(query)
    }
