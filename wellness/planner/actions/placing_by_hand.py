"""Giving sessions of the draft a time and a space, or taking it away. In `in_transaction(…)`."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.clock import dawn_of
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.errors import IsCancelled, IsReleased, OddLength, OddTime, TooFarOff
from wellness.planner.models import DraftSession
from wellness.planner.rules.steps import StepKind
from wellness.planner.rules.wishes import Wish
from wellness.programme.models import Facilitator
from wellness.staff.rules import Hand

__all__ = ["Wish", "drafts_of", "place", "set_fixed", "titles"]

FARTHEST = timedelta(days=366)
"""How far from the festival's days a session may be planned."""
LONGEST_MINUTES = 48 * 60


def place(
    festival: Festival,
    wishes: Sequence[Wish],
    *,
    hand: Hand,
    now: datetime,
    kind: StepKind | None = None,
) -> list[DraftSession]:
    """Do what the wishes say, all or nothing, as one step; gives the sessions in their order.

    Without `kind` the step is called by what it does. Raises Missing for sessions, spaces and
    facilitators of other festivals, ChangedSince, IsCancelled, IsReleased (a released session
    does not go back to the tray), TooFarOff, OddTime and OddLength.
    """
    lock_draft(festival.id)
    drafts = drafts_of(festival.id, [wish.draft_id for wish in wishes])
    _check_mentioned(festival.id, wishes)
    chosen = [drafts[wish.draft_id] for wish in wishes]
    kind = kind or _kind_of(list(zip(chosen, wishes, strict=True)))
    with recorded(festival.id, kind, about=titles(chosen), hand=hand, now=now) as step:
        for draft, wish in zip(chosen, wishes, strict=True):
            _check(festival, draft, wish)
            step.change(draft, seen=wish.seen, **_values(wish))
    return chosen


def set_fixed(
    festival: Festival, draft_ids: Sequence[int], *, is_fixed: bool, hand: Hand, now: datetime
) -> list[DraftSession]:
    """Say of these sessions whether automatic placing leaves them where they are. Or Missing."""
    lock_draft(festival.id)
    drafts = list(drafts_of(festival.id, draft_ids).values())
    about = titles(drafts)
    with recorded(festival.id, StepKind.EDITED, about=about, hand=hand, now=now) as step:
        for draft in drafts:
            step.change(draft, is_fixed=is_fixed)
    return drafts


def drafts_of(festival_id: int, draft_ids: Iterable[int]) -> dict[int, DraftSession]:
    """These sessions of the festival's draft as they are now, or Missing; in the asked order."""
    wanted = list(dict.fromkeys(draft_ids))
    query = (
        select(DraftSession)
        .where(DraftSession.festival_id == festival_id, DraftSession.id.in_(wanted))
        .options(joinedload(DraftSession.activity))
        .execution_options(populate_existing=True)
    )
    found = {draft.id: draft for draft in db.session.scalars(query)}
    if len(found) != len(wanted):
        raise Missing
    return {id_: found[id_] for id_ in wanted}


def titles(drafts: Sequence[DraftSession]) -> str:
    """What a step is about, in few words of any language: the first title, and how many more."""
    if not drafts:
        return ""
    first = drafts[0].activity.title[:180]
    return first if len(drafts) == 1 else f"{first} +{len(drafts) - 1}"


def _check_mentioned(festival_id: int, wishes: Sequence[Wish]) -> None:
    spaces = {wish.space_id for wish in wishes if wish.space_id is not None}
    leaders = {leader for wish in wishes for leader in wish.facilitator_ids or ()}
    for model, ids in ((Space, spaces), (Facilitator, leaders)):
        if not ids:
            continue
        query = select(model.id).where(model.festival_id == festival_id, model.id.in_(ids))
        if set(db.session.scalars(query)) != ids:
            raise Missing


def _kind_of(pairs: Sequence[tuple[DraftSession, Wish]]) -> StepKind:
    if all(wish.starts_at is None for _, wish in pairs):
        return StepKind.UNPLACED
    if all(draft.starts_at is None or draft.space_id is None for draft, _ in pairs):
        return StepKind.PLACED
    return StepKind.MOVED if len(pairs) == 1 else StepKind.SHIFTED


def _check(festival: Festival, draft: DraftSession, wish: Wish) -> None:
    title = draft.activity.title
    if draft.is_cancelled:
        raise IsCancelled(title=title)
    if wish.starts_at is None and draft.session_id is not None:
        raise IsReleased(title=title)
    if wish.length_minutes is not None and not 0 < wish.length_minutes <= LONGEST_MINUTES:
        raise OddLength
    if wish.starts_at is not None and wish.starts_at != draft.starts_at:
        _check_start(festival, wish.starts_at, kept=draft.starts_at)


def _check_start(festival: Festival, starts_at: datetime, *, kept: datetime | None) -> None:
    first = dawn_of(festival.starts_on, festival.zone, festival.dawn)
    last = dawn_of(festival.ends_on, festival.zone, festival.dawn)
    if not first - FARTHEST <= starts_at <= last + FARTHEST:
        raise TooFarOff
    seconds = (kept.second, kept.microsecond) if kept else (0, 0)
    if (starts_at.second, starts_at.microsecond) not in {(0, 0), seconds}:
        raise OddTime


def _values(wish: Wish) -> dict[str, Any]:
    starts_at = wish.starts_at.astimezone(UTC) if wish.starts_at else None
    values: dict[str, Any] = {"space_id": wish.space_id, "starts_at": starts_at}
    if wish.length_minutes is not None:
        values["length_minutes"] = wish.length_minutes
    if wish.facilitator_ids is not None:
        values["facilitator_ids"] = sorted(set(wish.facilitator_ids))
    return values
