"""Making a festival, and changing its own facts. Call inside `in_transaction(…)`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.actions import create_festival
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.festivals.queries import find_festival
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.models import DraftSession, SpaceHold
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Facilitator, FacilitatorHours
from wellness.setup import queries
from wellness.setup.actions.rows import change_row
from wellness.setup.errors import AddressTaken
from wellness.setup.shifting import Carried, WallShift
from wellness.staff.actions import record
from wellness.staff.models import Membership, Role
from wellness.staff.rules import DeedKind, Hand


def make_festival(
    values: Mapping[str, Any], *, account_id: int, hand: Hand, now: datetime
) -> Festival:
    """A festival nobody sees yet, owned by whoever makes it. Raises AddressTaken."""
    held = dict(values)
    if find_festival(held["slug"]) is not None:
        raise AddressTaken(slug=held["slug"])
    zone = ZoneInfo(held.pop("zone_name"))
    made = ("slug", "name", "starts_on", "ends_on", "dawn", "site", "country", "contact")
    festival = create_festival(zone=zone, now=now, **{name: held.pop(name) for name in made})
    for name, value in held.items():
        setattr(festival, name, value)
    db.session.add(
        Membership(account_id=account_id, festival_id=festival.id, role=Role.OWNER, created_at=now)
    )
    record(DeedKind.FESTIVAL_MADE, hand, festival_id=festival.id, about=festival.name, now=now)
    return festival


def edit_festival(
    festival_id: int,
    values: Mapping[str, Any],
    *,
    seen: int,
    keeps_wall_time: bool,
    hand: Hand,
    now: datetime,
) -> None:
    """Set these columns. Where the zone changes, the draft keeps its wall times, or its instants.

    Raises EditedSince.
    """
    lock_draft(festival_id)
    festival = db.session.get_one(Festival, festival_id, populate_existing=True)
    old = festival.zone
    change_row(festival, values, seen=seen, hand=hand, now=now, kind=DeedKind.FESTIVAL_EDITED)
    if festival.zone.key != old.key and keeps_wall_time:
        _keep_wall_times(festival, WallShift(old, festival.zone), hand, now)


@dataclass(frozen=True, slots=True)
class ZoneMove:
    """What another zone would do to one session of the draft."""

    title: str
    starts_at: datetime
    carried: Carried
    """Where it lies if it keeps its wall time."""


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """What another zone would do to the draft."""

    old: ZoneInfo
    new: ZoneInfo
    moves: list[ZoneMove] = field(default_factory=list)


def look_at_zone(festival: Festival, zone_name: str) -> ZoneChange:
    """What would become of the draft if the festival lived by that zone; changes nothing."""
    shift = WallShift(festival.zone, ZoneInfo(zone_name))
    rows = db.session.execute(
        select(Activity.title, DraftSession.starts_at)
        .join(Activity, Activity.id == DraftSession.activity_id)
        .where(DraftSession.festival_id == festival.id, DraftSession.starts_at.is_not(None))
        .order_by(DraftSession.starts_at, DraftSession.id)
    )
    moves = [ZoneMove(title, at, shift.carried(at)) for title, at in rows if at is not None]
    return ZoneChange(shift.old, shift.new, moves)


def _keep_wall_times(festival: Festival, shift: WallShift, hand: Hand, now: datetime) -> None:
    """Every time people planned stays what the clock on the wall shows: one undoable step."""
    with recorded(festival.id, StepKind.EDITED, about=festival.name, hand=hand, now=now) as step:
        drafts = select(DraftSession).where(DraftSession.festival_id == festival.id)
        for draft in db.session.scalars(drafts).all():
            opens, starts = shift.optional(draft.opens_at), shift.optional(draft.starts_at)
            step.change(draft, starts_at=starts, opens_at=opens)
        holds = select(SpaceHold).where(SpaceHold.festival_id == festival.id)
        for hold in db.session.scalars(holds).all():
            starts_at, ends_at = shift.span(hold.starts_at, hold.ends_at)
            step.change(hold, starts_at=starts_at, ends_at=ends_at)
        for activity in queries.activities_of(festival.id):
            step.change(activity, opens_at=shift.optional(activity.opens_at))
        for opening in _space_hours(festival.id):
            opens_at, closes_at = shift.span(opening.opens_at, opening.closes_at)
            step.change(opening, opens_at=opens_at, closes_at=closes_at)
        for there in _leader_hours(festival.id):
            starts_at, ends_at = shift.span(there.starts_at, there.ends_at)
            step.change(there, starts_at=starts_at, ends_at=ends_at)


def _space_hours(festival_id: int) -> list[SpaceHours]:
    query = (
        select(SpaceHours)
        .join(Space, Space.id == SpaceHours.space_id)
        .where(Space.festival_id == festival_id)
    )
    return list(db.session.scalars(query))


def _leader_hours(festival_id: int) -> list[FacilitatorHours]:
    query = (
        select(FacilitatorHours)
        .join(Facilitator, Facilitator.id == FacilitatorHours.facilitator_id)
        .where(Facilitator.festival_id == festival_id)
    )
    return list(db.session.scalars(query))
