"""What the released programme holds around a resident's studio hours."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.booking.models import BookableStatus, Entry
from wellness.booking.queries import facts_of, places_held
from wellness.booking.rules import Step, may_do
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.programme.models import Activity, Session, Welcome
from wellness.residencies.queries.stays import Stay
from wellness.residencies.rules.breaks import AFTERWARDS, Break, Option, breaks_of_day

CALM = frozenset({Welcome.SILENT, Welcome.LIE_DOWN, Welcome.SIT_OUT, Welcome.LEAVE})
"""Words of welcome that say: here you need not do anything."""


def breaks_of(stay: Stay, *, now: datetime) -> Mapping[date, tuple[Break, ...]]:
    """Suggestions for each day of the stay that is not over, by day; empty for the rest."""
    days = [day for day in stay.days if day.closes_at > now]
    holder = stay.residency.pass_id
    if not days or holder is None:
        return {}
    span = (max(now, days[0].starts_at), days[-1].ends_at + AFTERWARDS)
    kept = [booking.bookable for booking in places_held(holder, between=span)]
    taken = {bookable.id for bookable in kept}
    offered = _options(stay.residency.festival, span, taken, now)
    return {day.day: breaks_of_day(stay.slots_on(day.day), offered, kept) for day in days}


def _options(
    festival: Festival, span: tuple[datetime, datetime], taken: set[int], now: datetime
) -> list[Option]:
    """What can be booked or simply visited then, and is neither heavy nor studio time."""
    begins, ends = span
    query = (
        select(Session)
        .join(Session.activity)
        .where(
            Session.festival_id == festival.id,
            Session.status == BookableStatus.SCHEDULED,
            Session.entry != Entry.GIVEN,
            Session.starts_at < ends,
            Session.ends_at > begins,
            Activity.is_heavy.is_(False),
            Activity.is_studio_time.is_(False),
        )
        .options(joinedload(Session.activity), joinedload(Session.space))
        .order_by(Session.starts_at, Session.id)
    )
    return [
        _option(session)
        for session in db.session.scalars(query)
        if session.id not in taken and _has_room(session, now)
    ]


def _has_room(session: Session, now: datetime) -> bool:
    return may_do(facts_of(session), None, now=now).step in {Step.BOOK, Step.DROP_IN}


def _option(session: Session) -> Option:
    return Option(
        reference=session.reference,
        title=session.title,
        space=session.space.name if session.space else "",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_drop_in=session.entry is Entry.DROP_IN,
        calm=len(CALM & set(session.activity.welcome)),
    )
