"""Changes of the draft for a bad day, each in one step. Call inside `in_transaction(…)`.

Nobody outside knows of them before they are released. What was cancelled or is over stays as it is.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.clock import dawn_of
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.actions.placing_by_hand import drafts_of
from wellness.planner.errors import NothingLeft, NoWetPlace, OddDelay, OddHold
from wellness.planner.models import DraftSession, SpaceHold
from wellness.planner.queries.alternatives import known_references
from wellness.planner.rules.steps import StepKind
from wellness.staff.rules import Hand

LONGEST_DELAY_MINUTES = 24 * 60
LONGEST_HOLD = timedelta(days=31)
MOST_ALTERNATIVES = 6


def delay_space(
    festival: Festival,
    space_id: int,
    day: date,
    by_minutes: int,
    *,
    starting_from: datetime | None = None,
    hand: Hand,
    now: datetime,
) -> list[DraftSession]:
    """Start what is in the space on that festival day later, by real minutes; earlier if negative.

    With `starting_from`, only what starts then or after. Gives what was moved. Raises Missing,
    OddDelay, NothingLeft.
    """
    lock_draft(festival.id)
    space = _space(festival.id, space_id)
    drafts = _left_on(festival, day, space, starting_from, now)
    _delay(festival.id, drafts, by_minutes, about=space.name, hand=hand, now=now)
    return drafts


def delay_day(
    festival: Festival,
    day: date,
    by_minutes: int,
    *,
    starting_from: datetime | None = None,
    hand: Hand,
    now: datetime,
) -> list[DraftSession]:
    """Start everything on that festival day later, as `delay_space` does for one space."""
    lock_draft(festival.id)
    drafts = _left_on(festival, day, None, starting_from, now)
    _delay(festival.id, drafts, by_minutes, about=day.isoformat(), hand=hand, now=now)
    return drafts


def to_wet_place(
    festival: Festival,
    space_id: int,
    day: date,
    *,
    starting_from: datetime | None = None,
    hand: Hand,
    now: datetime,
) -> list[DraftSession]:
    """Move what is in the space on that festival day to its wet-weather place; times stay.

    Gives what was moved. Raises Missing, NoWetPlace where none is named (or it is no longer
    used), NothingLeft.
    """
    lock_draft(festival.id)
    space = _space(festival.id, space_id)
    dry = db.session.get(Space, space.wet_space_id or 0)
    if dry is None or dry.is_retired or dry.id == space.id:
        raise NoWetPlace(space=space.name)
    drafts = _left_on(festival, day, space, starting_from, now)
    about = f"{space.name} → {dry.name}"
    with recorded(festival.id, StepKind.TO_WET_PLACE, about=about, hand=hand, now=now) as step:
        for draft in drafts:
            step.change(draft, space_id=dry.id)
    return drafts


def hold_space(
    festival: Festival,
    space_id: int,
    starts_at: datetime,
    ends_at: datetime,
    *,
    reason: str = "",
    hand: Hand,
    now: datetime,
) -> SpaceHold:
    """Keep a space empty for that span; what is planned there gets a warning. Missing, OddHold."""
    space = _space(festival.id, space_id)
    if not timedelta() < ends_at - starts_at <= LONGEST_HOLD:
        raise OddHold
    hold = SpaceHold(
        festival_id=festival.id,
        space_id=space.id,
        starts_at=starts_at.astimezone(UTC),
        ends_at=ends_at.astimezone(UTC),
        reason=reason.strip()[:200],
    )
    with recorded(festival.id, StepKind.HELD, about=space.name, hand=hand, now=now) as step:
        step.add(hold)
    return hold


def end_hold(festival: Festival, hold_id: int, *, hand: Hand, now: datetime) -> None:
    """Let the space be planned with again. Raises Missing."""
    lock_draft(festival.id)
    hold = db.session.get(SpaceHold, hold_id, populate_existing=True)
    if hold is None or hold.festival_id != festival.id:
        raise Missing
    about = db.session.get_one(Space, hold.space_id).name
    with recorded(festival.id, StepKind.RELEASED_HOLD, about=about, hand=hand, now=now) as step:
        step.remove(hold)


def cancel(
    festival: Festival,
    draft_id: int,
    *,
    reason: str,
    alternatives: Sequence[str] = (),
    seen: int | None = None,
    hand: Hand,
    now: datetime,
) -> DraftSession:
    """Call a session off, with a reason that people read and references to go to instead.

    Raises Missing for sessions of other festivals, as alternatives too; ChangedSince.
    """
    lock_draft(festival.id)
    draft = drafts_of(festival.id, [draft_id])[draft_id]
    instead = list(dict.fromkeys(alternatives))[:MOST_ALTERNATIVES]
    if set(instead) - known_references(festival.id, instead) or draft.reference in instead:
        raise Missing
    title = draft.activity.title
    with recorded(festival.id, StepKind.CANCELLED, about=title, hand=hand, now=now) as step:
        step.change(
            draft,
            seen=seen,
            is_cancelled=True,
            cancel_reason=reason.strip()[:300],
            alternatives=instead,
        )
    return draft


def restore(
    festival: Festival, draft_id: int, *, seen: int | None = None, hand: Hand, now: datetime
) -> DraftSession:
    """Let a cancelled session take place after all, where and when it was. Or Missing."""
    lock_draft(festival.id)
    draft = drafts_of(festival.id, [draft_id])[draft_id]
    title = draft.activity.title
    with recorded(festival.id, StepKind.RESTORED, about=title, hand=hand, now=now) as step:
        step.change(draft, seen=seen, is_cancelled=False, cancel_reason="", alternatives=[])
    return draft


def _delay(
    festival_id: int,
    drafts: Sequence[DraftSession],
    by_minutes: int,
    *,
    about: str,
    hand: Hand,
    now: datetime,
) -> None:
    if not 0 < abs(by_minutes) <= LONGEST_DELAY_MINUTES:
        raise OddDelay
    later = timedelta(minutes=by_minutes)
    about = f"{about}, {by_minutes:+d} min"
    with recorded(festival_id, StepKind.DELAYED, about=about, hand=hand, now=now) as step:
        for draft in drafts:
            if draft.starts_at is not None:
                step.change(draft, starts_at=draft.starts_at + later)


def _left_on(
    festival: Festival,
    day: date,
    space: Space | None,
    starting_from: datetime | None,
    now: datetime,
) -> list[DraftSession]:
    """What is to take place on that festival day and is not over, by start; or NothingLeft."""
    dawn, next_dawn = (
        dawn_of(each, festival.zone, festival.dawn) for each in (day, day + timedelta(days=1))
    )
    query = (
        select(DraftSession)
        .where(
            DraftSession.festival_id == festival.id,
            DraftSession.starts_at >= max(dawn, starting_from or dawn),
            DraftSession.starts_at < next_dawn,
            ~DraftSession.is_cancelled,
        )
        .order_by(DraftSession.starts_at, DraftSession.id)
        .options(joinedload(DraftSession.activity))
        .execution_options(populate_existing=True)
    )
    if space is not None:
        query = query.where(DraftSession.space_id == space.id)
    left = [each for each in db.session.scalars(query) if each.ends_at and each.ends_at > now]
    if not left:
        raise NothingLeft
    return left


def _space(festival_id: int, space_id: int) -> Space:
    space = db.session.get(Space, space_id, populate_existing=True)
    if space is None or space.festival_id != festival_id:
        raise Missing
    return space
