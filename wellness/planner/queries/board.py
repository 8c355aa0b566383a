import json
from collections import defaultdict
from functools import lru_cache

from sqlalchemy import String, select, type_coerce

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.planner.models import DraftSession, SpaceHold
from wellness.planner.rules.board import (
    ActivityFacts,
    Board,
    LeaderFacts,
    Placement,
    Released,
    SpaceFacts,
)
from wellness.planner.rules.spans import Span
from wellness.programme.models import Activity, Category, Facilitator, FacilitatorHours


def board_of(festival: Festival) -> Board:
    """The whole draft of the festival as plain facts; a fixed number of queries."""
    return Board(
        festival_id=festival.id,
        zone=festival.zone,
        dawn=festival.dawn,
        starts_on=festival.starts_on,
        ends_on=festival.ends_on,
        version=festival.draft_version,
        spaces=_spaces(festival.id),
        leaders=_leaders(festival.id),
        activities=_activities(festival.id),
        placements=_placements(festival.id),
    )


def _spaces(festival_id: int) -> dict[int, SpaceFacts]:
    hours: defaultdict[int, list[Span]] = defaultdict(list)
    for space_id, opens, closes in db.session.execute(
        select(SpaceHours.space_id, SpaceHours.opens_at, SpaceHours.closes_at)
        .join(Space, Space.id == SpaceHours.space_id)
        .where(Space.festival_id == festival_id)
        .order_by(SpaceHours.opens_at)
    ):
        hours[space_id].append(Span(opens, closes))
    holds: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for space_id, starts, ends, reason in db.session.execute(
        select(SpaceHold.space_id, SpaceHold.starts_at, SpaceHold.ends_at, SpaceHold.reason)
        .where(SpaceHold.festival_id == festival_id)
        .order_by(SpaceHold.starts_at)
    ):
        holds[space_id].append((Span(starts, ends), reason))
    spaces = db.session.execute(
        select(
            Space.id,
            Space.slug,
            Space.name,
            Space.capacity,
            Space.changeover_minutes,
            Space.wet_space_id,
            Space.is_retired,
        )
        .where(Space.festival_id == festival_id)
        .order_by(Space.position, Space.name, Space.id)
    )
    return {
        space.id: SpaceFacts(
            id=space.id,
            slug=space.slug,
            name=space.name,
            capacity=space.capacity,
            changeover_minutes=space.changeover_minutes,
            open=tuple(hours[space.id]),
            holds=tuple(holds[space.id]),
            wet_space_id=space.wet_space_id,
            is_retired=space.is_retired,
        )
        for space in spaces
    }


def _leaders(festival_id: int) -> dict[int, LeaderFacts]:
    there: defaultdict[int, list[Span]] = defaultdict(list)
    wishes: defaultdict[int, list[Span]] = defaultdict(list)
    for leader_id, starts, ends, is_wish in db.session.execute(
        select(
            FacilitatorHours.facilitator_id,
            FacilitatorHours.starts_at,
            FacilitatorHours.ends_at,
            FacilitatorHours.is_wish,
        )
        .join(Facilitator, Facilitator.id == FacilitatorHours.facilitator_id)
        .where(Facilitator.festival_id == festival_id)
        .order_by(FacilitatorHours.starts_at)
    ):
        (wishes if is_wish else there)[leader_id].append(Span(starts, ends))
    leaders = db.session.execute(
        select(
            Facilitator.id,
            Facilitator.slug,
            Facilitator.name,
            Facilitator.sessions_per_day,
            Facilitator.rest_minutes,
        )
        .where(Facilitator.festival_id == festival_id)
        .order_by(Facilitator.name, Facilitator.id)
    )
    return {
        leader.id: LeaderFacts(
            id=leader.id,
            slug=leader.slug,
            name=leader.name,
            there=tuple(there[leader.id]),
            wishes=tuple(wishes[leader.id]),
            sessions_per_day=leader.sessions_per_day,
            rest_minutes=leader.rest_minutes,
        )
        for leader in leaders
    }


def _activities(festival_id: int) -> dict[int, ActivityFacts]:
    rows = db.session.execute(
        select(
            Activity.id,
            Activity.slug,
            Activity.title,
            Activity.drafted,
            Category.id,
            Category.name,
            Category.colour,
            Category.icon,
            Category.is_support,
            Activity.leaders_needed,
            Activity.changeover_minutes,
            Activity.is_heavy,
        )
        .join(Category, Category.id == Activity.category_id)
        .where(Activity.festival_id == festival_id)
        .order_by(Activity.title, Activity.id)
    )
    return {
        id_: ActivityFacts(
            id=id_,
            slug=slug,
            title=(drafted or {}).get("title", title),
            category_id=category_id,
            category_name=category_name,
            colour=colour,
            icon=icon,
            is_support=is_support,
            leaders_needed=needed,
            changeover_minutes=changeover,
            is_heavy=is_heavy,
        )
        for (
            id_,
            slug,
            title,
            drafted,
            category_id,
            category_name,
            colour,
            icon,
            is_support,
            needed,
            changeover,
            is_heavy,
        ) in rows
    }


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


def _placement(row: tuple[object, ...]) -> Placement:
    id_, reference, activity, space, starts, length, entry, capacity, leaders, *rest = row
    is_fixed, is_cancelled, revision, changed_by, session_id, *live = rest
    released = None
    if session_id is not None:
        begins, ends, place, status, places, taken, waiting = live
        released = Released(
            session_id=session_id,  # type: ignore[arg-type]
            span=Span(begins, ends),  # type: ignore[arg-type]
            space_id=place,  # type: ignore[arg-type]
            is_cancelled=status is BookableStatus.CANCELLED,
            capacity=places,  # type: ignore[arg-type]
            taken=taken,  # type: ignore[arg-type]
            waiting=waiting,  # type: ignore[arg-type]
        )
    return Placement(
        id=id_,  # type: ignore[arg-type]
        reference=reference,  # type: ignore[arg-type]
        activity_id=activity,  # type: ignore[arg-type]
        space_id=space,  # type: ignore[arg-type]
        starts_at=starts,  # type: ignore[arg-type]
        length_minutes=length,  # type: ignore[arg-type]
        entry=entry,  # type: ignore[arg-type]
        capacity=capacity,  # type: ignore[arg-type]
        leaders=_read_ids(leaders) if isinstance(leaders, str) else tuple(leaders),  # type: ignore[arg-type]
        is_fixed=is_fixed,  # type: ignore[arg-type]
        is_cancelled=is_cancelled,  # type: ignore[arg-type]
        revision=revision,  # type: ignore[arg-type]
        changed_by=changed_by,  # type: ignore[arg-type]
        released=released,
    )


@lru_cache(4096)
def _read_ids(text: str) -> tuple[int, ...]:
    """SQLite gives JSON as text, and reading the same lists over and over takes its time."""
    return tuple(json.loads(text))
