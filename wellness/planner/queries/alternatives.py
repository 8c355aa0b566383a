"""Where people can go instead of a session that is cancelled."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.booking.models import Bookable, BookableStatus, Entry
from wellness.database import db
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Session

NEAR = timedelta(hours=30)
"""How far from the cancelled session's start another one is still an alternative."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A released session with room, to suggest to those who lose theirs."""

    reference: str
    title: str
    starts_at: datetime
    ends_at: datetime
    space_name: str
    places_left: int | None
    """None: a drop-in without a limit."""


def alternatives_to(draft: DraftSession, *, now: datetime, most: int = 5) -> list[Alternative]:
    """Sessions of the same category to come, near in time and with free places, the best first.

    The same activity comes before others; then what starts nearest. Empty for one in the tray.
    """
    if draft.starts_at is None:
        return []
    around = draft.starts_at
    query = (
        select(Session)
        .join(Activity, Activity.id == Session.activity_id)
        .join(DraftSession, DraftSession.session_id == Session.id)
        .where(
            Session.festival_id == draft.festival_id,
            Activity.category_id == draft.activity.category_id,
            Bookable.status == BookableStatus.SCHEDULED,
            ~DraftSession.is_cancelled,
            DraftSession.id != draft.id,
            Bookable.starts_at.between(around - NEAR, around + NEAR),
            Bookable.starts_at > now,
            ~Bookable.is_closed,
            Bookable.entry != Entry.GIVEN,
        )
    )
    open_ones = [each for each in db.session.scalars(query) if _has_room(each)]
    open_ones.sort(
        key=lambda each: (
            each.activity_id != draft.activity_id,
            abs(each.starts_at - around),
            each.id,
        )
    )
    return [_alternative(each) for each in open_ones[:most]]


def known_references(festival_id: int, references: Collection[str]) -> set[str]:
    """Those of these references that name a session of the draft to which people can go."""
    query = select(DraftSession.reference).where(
        DraftSession.festival_id == festival_id,
        DraftSession.reference.in_(references),
        DraftSession.entry != Entry.GIVEN,
    )
    return set(db.session.scalars(query))


def _has_room(session: Session) -> bool:
    return session.capacity is None or _left(session) > 0


def _left(session: Session) -> int:
    if session.capacity is None:
        return 0
    kept = 0 if session.entry is Entry.DROP_IN else session.kept_for_door
    return session.capacity - kept - session.taken


def _alternative(session: Session) -> Alternative:
    return Alternative(
        reference=session.reference,
        title=session.title,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        space_name=session.space.name if session.space else "",
        places_left=None if session.capacity is None else _left(session),
    )
