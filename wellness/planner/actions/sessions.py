"""Sessions of the draft made, repeated, edited and removed. Call inside `in_transaction(…)`.

Each is one step that can be undone; what is released of them changes with the next release.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Entry
from wellness.clock import AbsentWallTime, AmbiguousWallTime, festival_day, instant_of
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.actions.placing_by_hand import drafts_of, titles
from wellness.planner.errors import IsReleased, NeedsCapacity, NothingToRepeat
from wellness.planner.models import DraftSession
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Facilitator
from wellness.references import new_reference
from wellness.staff.rules import Hand

DEFAULTS = ("length_minutes", "entry", "capacity", "kept_for_door", "party_limit", "opens_at")
"""What a new session takes over from its activity."""
KEPT_IN_A_REPEAT = (*DEFAULTS, "activity_id", "space_id", "facilitator_ids", "note")


@dataclass(frozen=True, slots=True)
class Repeated:
    """What became of repeating a session: what was made, and the days whose clocks forbade it."""

    made: list[DraftSession] = field(default_factory=list)
    doubts: dict[date, AbsentWallTime | AmbiguousWallTime] = field(default_factory=dict)
    """Days on which clocks never show the time, or show it twice; nothing was made there."""


def add_session(
    festival: Festival,
    activity_id: int,
    *,
    starts_at: datetime | None = None,
    space_id: int | None = None,
    hand: Hand,
    now: datetime,
    **details: Any,
) -> DraftSession:
    """A new session with the activity's defaults, in the tray unless it has a time and a space.

    `details` are columns of DraftSession that differ from the defaults. Raises Missing where
    activity, space or a facilitator isn't the festival's, NeedsCapacity.
    """
    lock_draft(festival.id)
    activity = _activity(festival.id, activity_id)
    _check_mentioned(festival.id, [space_id], details.get("facilitator_ids", ()))
    values = {name: getattr(activity, name) for name in DEFAULTS} | details
    draft = DraftSession(
        festival_id=festival.id,
        reference=new_reference(),
        activity=activity,
        starts_at=starts_at,
        space_id=space_id,
        **values,
    )
    _check_capacity(draft.entry, draft.capacity, activity.title)
    with recorded(festival.id, StepKind.ADDED, about=activity.title, hand=hand, now=now) as step:
        step.add(draft)
    return draft


def repeat_session(
    festival: Festival, draft_id: int, days: Iterable[date], *, hand: Hand, now: datetime
) -> Repeated:
    """The same session on these festival days too, at the same wall time: one step.

    The day it is on already is left out. Raises Missing, NothingToRepeat for one in the tray.
    """
    lock_draft(festival.id)
    draft = drafts_of(festival.id, [draft_id])[draft_id]
    if draft.starts_at is None:
        raise NothingToRepeat
    zone, dawn = festival.zone, festival.dawn
    first = festival_day(draft.starts_at, zone, dawn)
    wall = draft.starts_at.astimezone(zone).replace(tzinfo=None)
    found = Repeated()
    for day in sorted(set(days) - {first}):
        try:
            starts_at = instant_of(wall + timedelta(days=(day - first).days), zone)
        except (AbsentWallTime, AmbiguousWallTime) as doubt:
            found.doubts[day] = doubt
            continue
        found.made.append(_twin_at(draft, starts_at))
    title = draft.activity.title
    with recorded(festival.id, StepKind.REPEATED, about=title, hand=hand, now=now) as step:
        if found.made:
            step.add_all(list(found.made))
    return found


def _twin_at(draft: DraftSession, starts_at: datetime) -> DraftSession:
    values = {name: getattr(draft, name) for name in KEPT_IN_A_REPEAT}
    return DraftSession(
        festival_id=draft.festival_id, reference=new_reference(), starts_at=starts_at, **values
    )


def edit_session(
    festival: Festival,
    draft_id: int,
    values: Mapping[str, Any],
    *,
    seen: int | None,
    hand: Hand,
    now: datetime,
) -> DraftSession:
    """Set these columns of one session; raises ChangedSince if its revision isn't `seen`."""
    edited = edit_sessions(festival, {draft_id: seen}, values, hand=hand, now=now)
    return edited[0]


def edit_sessions(
    festival: Festival,
    seen: Mapping[int, int | None],
    values: Mapping[str, Any],
    *,
    shift_minutes: int = 0,
    hand: Hand,
    now: datetime,
) -> list[DraftSession]:
    """Set these columns of several sessions, and shift them: one step, all or nothing.

    `seen` has the revision that was looked at by id; None: as it is, whatever it is. What is in
    the tray isn't shifted. Raises Missing, ChangedSince, NeedsCapacity.
    """
    lock_draft(festival.id)
    drafts = list(drafts_of(festival.id, seen).values())
    _check_mentioned(festival.id, [values.get("space_id")], values.get("facilitator_ids", ()))
    by = timedelta(minutes=shift_minutes)
    with recorded(
        festival.id, _kind(values, shift_minutes), about=titles(drafts), hand=hand, now=now
    ) as step:
        for draft in drafts:
            wanted = dict(values)
            if by and draft.starts_at is not None:
                wanted["starts_at"] = draft.starts_at + by
            entry = wanted.get("entry", draft.entry)
            capacity = wanted.get("capacity", draft.capacity)
            _check_capacity(entry, capacity, draft.activity.title)
            step.change(draft, seen=seen[draft.id], **wanted)
    return drafts


def remove_sessions(
    festival: Festival, seen: Mapping[int, int | None], *, hand: Hand, now: datetime
) -> int:
    """Take sessions out of the draft that nobody outside knows of: one step; says how many.

    Raises IsReleased for one that is released: it is cancelled instead. Missing.
    """
    lock_draft(festival.id)
    drafts = list(drafts_of(festival.id, seen).values())
    for draft in drafts:
        if draft.session_id is not None:
            raise IsReleased(title=draft.activity.title)
    with recorded(festival.id, StepKind.REMOVED, about=titles(drafts), hand=hand, now=now) as step:
        for draft in drafts:
            step.remove(draft)
    return len(drafts)


def _kind(values: Mapping[str, Any], shift_minutes: int) -> StepKind:
    if shift_minutes and not values:
        return StepKind.SHIFTED
    return StepKind.MOVED if set(values) == {"space_id"} else StepKind.EDITED


def _activity(festival_id: int, activity_id: int) -> Activity:
    activity = db.session.get(Activity, activity_id, populate_existing=True)
    if activity is None or activity.festival_id != festival_id:
        raise Missing
    return activity


def _check_mentioned(
    festival_id: int, spaces: Iterable[int | None], leaders: Iterable[int]
) -> None:
    for model, mentioned in ((Space, spaces), (Facilitator, leaders)):
        ids = {each for each in mentioned if each is not None}
        query = select(model.id).where(model.festival_id == festival_id, model.id.in_(ids))
        if ids and set(db.session.scalars(query)) != ids:
            raise Missing


def _check_capacity(entry: Entry, capacity: int | None, title: str) -> None:
    if entry is not Entry.DROP_IN and capacity is None:
        raise NeedsCapacity(title=title)
