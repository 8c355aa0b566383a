"""The sessions of the draft as a list to choose from: plain rows by a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select

from wellness.booking.models import Bookable, BookableStatus, Entry
from wellness.clock import dawn_of
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, session_facilitator

MOST_LINES = 600
"""Most sessions on one page; a day's fit always."""
draft = DraftSession.__table__.c
live = Bookable.__table__.c
activity = Activity.__table__.c
category = Category.__table__.c


class State(StrEnum):
    """Where a session of the draft stands."""

    TRAY = "tray"
    PLACED = "placed"
    """Has time and space, and nobody outside knows of it."""
    CHANGED = "changed"
    """Released, and different now."""
    RELEASED = "released"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions of the draft somebody wants to see."""

    day: date | None = None
    space_id: int | None = None
    category_id: int | None = None
    facilitator_id: int | None = None
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One session of the draft in the list."""

    id: int
    revision: int
    reference: str
    title: str
    icon: str
    colour: str
    category: str
    starts_at: datetime | None
    length_minutes: int
    space_id: int | None
    leaders: tuple[int, ...]
    entry: Entry
    capacity: int | None
    taken: int
    waiting: int
    is_fixed: bool
    state: State

    @property
    def ends_at(self) -> datetime | None:
        """When it ends; None in the tray."""
        return self.starts_at and self.starts_at + timedelta(minutes=self.length_minutes)


_COMPARED = ("starts_at", "space_id", "entry", "capacity", "kept_for_door", "party_limit")
_LINES = (
    select(
        DraftSession,
        activity.title,
        activity.drafted,
        category.name,
        category.icon,
        category.colour,
        live.ends_at,
        live.status,
        live.taken,
        live.waiting,
        live.opens_at,
        *(live[name].label(f"live_{name}") for name in _COMPARED),
    )
    .select_from(DraftSession.__table__)
    .join(Activity.__table__, activity.id == draft.activity_id)
    .join(Category.__table__, category.id == activity.category_id)
    .outerjoin(Bookable.__table__, live.id == draft.session_id)
    .order_by(draft.starts_at.is_not(None), draft.starts_at, activity.title, draft.id)
)


def lines_of(festival: Festival, wanted: Wanted) -> list[Line]:
    """The sessions that are wanted: those in the tray first, then by start; two queries."""
    leading = _released_leaders(festival.id)
    rows = db.session.execute(_LINES.where(*_conditions(festival, wanted)))
    found = (_line(row, leading) for row in rows)
    return [each for each in found if _is_wanted(each, wanted)]


def _conditions(festival: Festival, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [draft.festival_id == festival.id]
    if wanted.day is not None:
        zone, dawn = festival.zone, festival.dawn
        conditions += [
            draft.starts_at >= dawn_of(wanted.day, zone, dawn),
            draft.starts_at < dawn_of(wanted.day + timedelta(days=1), zone, dawn),
        ]
    if wanted.space_id is not None:
        conditions.append(draft.space_id == wanted.space_id)
    if wanted.category_id is not None:
        conditions.append(activity.category_id == wanted.category_id)
    return conditions


def _is_wanted(line: Line, wanted: Wanted) -> bool:
    return (wanted.facilitator_id is None or wanted.facilitator_id in line.leaders) and (
        wanted.state is None or wanted.state is line.state
    )


def _released_leaders(festival_id: int) -> dict[int, list[int]]:
    query = (
        select(session_facilitator.c.session_id, session_facilitator.c.facilitator_id)
        .join(Bookable.__table__, live.id == session_facilitator.c.session_id)
        .where(live.festival_id == festival_id)
        .order_by(session_facilitator.c.facilitator_id)
    )
    found: defaultdict[int, list[int]] = defaultdict(list)
    for session_id, leader in db.session.execute(query):
        found[session_id].append(leader)
    return found


def _line(row: Any, leading: dict[int, list[int]]) -> Line:
    held: DraftSession = row.DraftSession
    return Line(
        id=held.id,
        revision=held.revision,
        reference=held.reference,
        title=(row.drafted or {}).get("title", row.title),
        icon=row.icon,
        colour=row.colour,
        category=row.name,
        starts_at=held.starts_at,
        length_minutes=held.length_minutes,
        space_id=held.space_id,
        leaders=tuple(held.facilitator_ids),
        entry=held.entry,
        capacity=held.capacity,
        taken=row.taken or 0,
        waiting=row.waiting or 0,
        is_fixed=held.is_fixed,
        state=_state(row, held, leading),
    )


def _state(row: Any, held: DraftSession, leading: dict[int, list[int]]) -> State:
    if held.session_id is None:
        if held.is_cancelled:
            return State.CANCELLED
        is_placed = held.starts_at is not None and held.space_id is not None
        return State.PLACED if is_placed else State.TRAY
    was_cancelled = row.status is BookableStatus.CANCELLED
    same = (
        was_cancelled is held.is_cancelled
        and all(getattr(row, f"live_{name}") == getattr(held, name) for name in _COMPARED)
        and row.ends_at == held.ends_at
        and row.opens_at == held.opens_at
        and leading.get(held.session_id, []) == sorted(held.facilitator_ids)
        and not row.drafted
    )
    if not same:
        return State.CHANGED
    return State.CANCELLED if held.is_cancelled else State.RELEASED
