"""Spaces, facilitators and activities as one plans with them: each in two or three queries."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.models import Space, SpaceHours
from wellness.planner.models import SpaceHold
from wellness.planner.queries.studio_facts import studio_facts
from wellness.planner.rules.board import ActivityFacts, LeaderFacts, SpaceFacts
from wellness.planner.rules.spans import Span
from wellness.programme.models import Activity, Category, Facilitator, FacilitatorHours


def space_facts(festival_id: int) -> dict[int, SpaceFacts]:
    """The festival's spaces by id, in the order of the grid's columns."""
    hours, holds, studios = _hours(festival_id), _holds(festival_id), studio_facts(festival_id)
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
            **space._asdict(),
            open=tuple(hours[space.id]),
            holds=tuple(holds[space.id]),
            studio=studios.get(space.id),
        )
        for space in spaces
    }


def _hours(festival_id: int) -> defaultdict[int, list[Span]]:
    found: defaultdict[int, list[Span]] = defaultdict(list)
    for space_id, opens, closes in db.session.execute(
        select(SpaceHours.space_id, SpaceHours.opens_at, SpaceHours.closes_at)
        .join(Space, Space.id == SpaceHours.space_id)
        .where(Space.festival_id == festival_id)
        .order_by(SpaceHours.opens_at)
    ):
        found[space_id].append(Span(opens, closes))
    return found


def _holds(festival_id: int) -> defaultdict[int, list[tuple[Span, str]]]:
    found: defaultdict[int, list[tuple[Span, str]]] = defaultdict(list)
    for space_id, starts, ends, reason in db.session.execute(
        select(SpaceHold.space_id, SpaceHold.starts_at, SpaceHold.ends_at, SpaceHold.reason)
        .where(SpaceHold.festival_id == festival_id)
        .order_by(SpaceHold.starts_at)
    ):
        found[space_id].append((Span(starts, ends), reason))
    return found


def leader_facts(festival_id: int) -> dict[int, LeaderFacts]:
    """The festival's facilitators by id, by name."""
    spans = _spans_of_leaders(festival_id)
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
            **leader._asdict(),
            there=tuple(spans[leader.id, False]),
            wishes=tuple(spans[leader.id, True]),
        )
        for leader in leaders
    }


def _spans_of_leaders(festival_id: int) -> defaultdict[tuple[int, bool], list[Span]]:
    """By facilitator and whether it is a wish."""
    found: defaultdict[tuple[int, bool], list[Span]] = defaultdict(list)
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
        found[leader_id, is_wish].append(Span(starts, ends))
    return found


def activity_facts(festival_id: int) -> dict[int, ActivityFacts]:
    """The festival's activities by id, by title; titled as the next release will have them."""
    rows = db.session.execute(
        select(
            Activity.id,
            Activity.slug,
            Activity.title,
            Category.id.label("category_id"),
            Category.name.label("category_name"),
            Category.colour,
            Category.icon,
            Category.is_support,
            Activity.leaders_needed,
            Activity.changeover_minutes,
            Activity.is_heavy,
            Activity.is_studio_time,
            Activity.drafted,
        )
        .join(Category, Category.id == Activity.category_id)
        .where(Activity.festival_id == festival_id)
        .order_by(Activity.title, Activity.id)
    )
    return {row.id: ActivityFacts(**_as_drafted(row._asdict())) for row in rows}


def _as_drafted(facts: dict[str, Any]) -> dict[str, Any]:
    drafted = facts.pop("drafted") or {}
    return facts | {"title": drafted.get("title", facts["title"])}
