"""A day's sessions once more on another day. Call inside `in_transaction(…)`."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.clock import AbsentWallTime, AmbiguousWallTime, dawn_of, instant_of
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import lock_draft, recorded
from wellness.planner.errors import NothingLeft, OddDay
from wellness.planner.models import DraftSession
from wellness.planner.rules.steps import StepKind
from wellness.references import new_reference
from wellness.staff.rules import Hand

TAKEN_OVER = (
    "festival_id",
    "activity_id",
    "space_id",
    "length_minutes",
    "entry",
    "capacity",
    "kept_for_door",
    "party_limit",
    "opens_at",
    "note",
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of copying a day."""

    made: list[DraftSession]
    in_doubt: list[DraftSession]
    """Of those made, the ones in the tray: clocks show their time twice that night, or never."""


def copy_day(
    festival: Festival,
    from_day: date,
    to_day: date,
    *,
    space_ids: Collection[int] | None = None,
    with_facilitators: bool = True,
    hand: Hand,
    now: datetime,
) -> Copied:
    """Plan what is on one festival day on another one too, at the same wall time.

    With `space_ids` only what is in those spaces. What is cancelled is left out. Raises OddDay for
    the same day or one outside the festival, NothingLeft if there is nothing to copy.
    """
    if to_day == from_day or not festival.starts_on <= to_day <= festival.ends_on:
        raise OddDay
    lock_draft(festival.id)
    sources = _on(festival, from_day, space_ids)
    days = to_day - from_day
    copies = [_copy(festival, each, days, with_facilitators=with_facilitators) for each in sources]
    about = f"{from_day.isoformat()} → {to_day.isoformat()}"
    with recorded(festival.id, StepKind.DAY_COPIED, about=about, hand=hand, now=now) as step:
        step.add_all(list(copies))
    return Copied(copies, [each for each in copies if each.starts_at is None])


def _on(festival: Festival, day: date, space_ids: Collection[int] | None) -> list[DraftSession]:
    dawn, next_dawn = (
        dawn_of(each, festival.zone, festival.dawn) for each in (day, day + timedelta(days=1))
    )
    query = (
        select(DraftSession)
        .where(
            DraftSession.festival_id == festival.id,
            DraftSession.starts_at >= dawn,
            DraftSession.starts_at < next_dawn,
            ~DraftSession.is_cancelled,
        )
        .order_by(DraftSession.starts_at, DraftSession.id)
        .options(joinedload(DraftSession.activity))
        .execution_options(populate_existing=True)
    )
    if space_ids is not None:
        query = query.where(DraftSession.space_id.in_(space_ids))
    found = list(db.session.scalars(query))
    if not found:
        raise NothingLeft
    return found


def _copy(
    festival: Festival, source: DraftSession, days: timedelta, *, with_facilitators: bool
) -> DraftSession:
    starts_at = None
    if source.starts_at is not None:
        wall = source.starts_at.astimezone(festival.zone).replace(tzinfo=None, fold=0) + days
        try:
            starts_at = instant_of(wall, festival.zone)
        except (AbsentWallTime, AmbiguousWallTime):
            starts_at = None  # nobody guesses: it waits in the tray for a person to decide
    return DraftSession(
        **{name: getattr(source, name) for name in TAKEN_OVER},
        reference=new_reference(),
        starts_at=starts_at,
        facilitator_ids=list(source.facilitator_ids) if with_facilitators else [],
    )
