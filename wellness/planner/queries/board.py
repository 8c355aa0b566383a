import json
from functools import lru_cache
from typing import Any

from sqlalchemy import String, select, type_coerce

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession
from wellness.planner.queries.facts import activity_facts, leader_facts, space_facts
from wellness.planner.queries.studio_facts import lent_facts
from wellness.planner.rules.board import Board, Placement, Released
from wellness.planner.rules.spans import Span


def board_of(festival: Festival) -> Board:
    """The whole draft of the festival as plain facts; a fixed number of queries."""
    return Board(
        festival_id=festival.id,
        zone=festival.zone,
        dawn=festival.dawn,
        starts_on=festival.starts_on,
        ends_on=festival.ends_on,
        version=festival.draft_version,
        spaces=space_facts(festival.id),
        leaders=leader_facts(festival.id),
        activities=activity_facts(festival.id),
        placements=_placements(festival.id),
        lent=lent_facts(festival.id),
    )


def _placements(festival_id: int) -> dict[int, Placement]:
    draft = DraftSession.__table__.c
    live = Bookable.__table__.c
    rows = db.session.execute(
        select(
            draft.id,
            draft.reference,
            draft.activity_id,
            draft.space_id,
            draft.starts_at,
            draft.length_minutes,
            draft.entry,
            draft.capacity,
            type_coerce(draft.facilitator_ids, String),
            draft.is_fixed,
            draft.is_cancelled,
            draft.revision,
            draft.changed_by,
            draft.session_id,
            live.starts_at,
            live.ends_at,
            live.space_id,
            live.status,
            live.capacity,
            live.taken,
            live.waiting,
        )
        .select_from(DraftSession.__table__)
        .outerjoin(Bookable.__table__, live.id == draft.session_id)
        .where(draft.festival_id == festival_id)
        .order_by(draft.starts_at, draft.id)
    )
    return {row[0]: _placement(tuple(row)) for row in rows.all()}


def _placement(row: tuple[Any, ...]) -> Placement:
    id_, reference, activity, space, starts, length, entry, capacity, leaders, *rest = row
    is_fixed, is_cancelled, revision, changed_by, session_id, *live = rest
    released = None
    if session_id is not None:
        begins, ends, place, status, places, taken, waiting = live
        released = Released(
            session_id=session_id,
            span=Span(begins, ends),
            space_id=place,
            is_cancelled=status is BookableStatus.CANCELLED,
            capacity=places,
            taken=taken,
            waiting=waiting,
        )
    return Placement(
        id=id_,
        reference=reference,
        activity_id=activity,
        space_id=space,
        starts_at=starts,
        length_minutes=length,
        entry=entry,
        capacity=capacity,
        leaders=_read_ids(leaders) if isinstance(leaders, str) else tuple(leaders),
        is_fixed=is_fixed,
        is_cancelled=is_cancelled,
        revision=revision,
        changed_by=changed_by,
        released=released,
    )


@lru_cache(4096)
def _read_ids(text: str) -> tuple[int, ...]:
    """SQLite gives JSON as text, and reading the same lists over and over takes its time."""
    return tuple(json.loads(text))
