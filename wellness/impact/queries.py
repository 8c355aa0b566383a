"""What a report is made of, read in a handful of queries; and the reports that were published."""

from collections import Counter
from typing import Any

from sqlalchemy import case, func, select

from wellness.booking.models import Bookable, BookableStatus, Booking, BookingStatus, Entry
from wellness.calls.models import HANDED_IN, Application, Call
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.impact.models import ImpactReport
from wellness.impact.rules.report import Called, Facts, Held
from wellness.programme.models import Activity, Category, Session
from wellness.residencies.models import Residency, ResidencyState

bookable = Bookable.__table__.c
session = Session.__table__.c
activity = Activity.__table__.c
booking = Booking.__table__.c
_KEPT = (BookingStatus.CONFIRMED, BookingStatus.ATTENDED, BookingStatus.MISSED)
_COUNTED = (BookingStatus.ATTENDED, BookingStatus.MISSED)


def _seats(*states: BookingStatus) -> Any:
    return func.coalesce(func.sum(case((booking.status.in_(states), booking.seats), else_=0)), 0)


_PEOPLE = (
    select(
        booking.bookable_id,
        _seats(*_KEPT).label("booked"),
        _seats(BookingStatus.ATTENDED).label("attended"),
        _seats(*_COUNTED).label("counted"),
    )
    .group_by(booking.bookable_id)
    .subquery()
)
_HELD = (
    select(
        Category.name.label("format"),
        activity.languages,
        activity.is_studio_time,
        bookable.entry,
        bookable.starts_at,
        bookable.ends_at,
        bookable.capacity,
        bookable.last_position.label("waited"),
        func.coalesce(_PEOPLE.c.booked, 0).label("booked"),
        func.coalesce(_PEOPLE.c.attended, 0).label("attended"),
        func.coalesce(_PEOPLE.c.counted, 0).label("counted"),
    )
    .select_from(
        Bookable.__table__.join(Session.__table__, session.id == bookable.id)
        .join(Activity.__table__, activity.id == session.activity_id)
        .join(Category.__table__, Category.__table__.c.id == activity.category_id)
        .outerjoin(_PEOPLE, _PEOPLE.c.bookable_id == bookable.id)
    )
    .where(bookable.status == BookableStatus.SCHEDULED)
    .order_by(bookable.starts_at, bookable.id)
)


def facts_of(festival: Festival) -> Facts:
    """Everything the festival's report is made of: whatever was released and not cancelled."""
    rows = db.session.execute(_HELD.where(bookable.festival_id == festival.id))
    return Facts(
        name=festival.name,
        site=festival.site,
        country=festival.country,
        starts_on=festival.starts_on,
        ends_on=festival.ends_on,
        held=tuple(_held(row, festival) for row in rows),
        calls=_calls(festival.id),
    )


def _held(row: Any, festival: Festival) -> Held:
    is_open = row.entry is Entry.DROP_IN
    return Held(
        format=row.format,
        languages=tuple(row.languages),
        hour=row.starts_at.astimezone(festival.zone).hour,
        minutes=int((row.ends_at - row.starts_at).total_seconds() // 60),
        is_studio_time=row.is_studio_time,
        is_given=row.entry is Entry.GIVEN,
        places=None if is_open else row.capacity,
        booked=row.booked,
        attended=row.attended if row.counted else None,
        waited=row.waited,
    )


def _calls(festival_id: int) -> tuple[Called, ...]:
    applied = _counts(
        select(Application.call_id, func.count())
        .join(Call, Call.id == Application.call_id)
        .where(Call.festival_id == festival_id, Application.state.in_(HANDED_IN))
        .group_by(Application.call_id)
    )
    resident = _counts(
        select(Residency.call_id, func.count())
        .where(Residency.festival_id == festival_id, Residency.state == ResidencyState.CONFIRMED)
        .group_by(Residency.call_id)
    )
    calls = db.session.execute(
        select(Call.id, Call.title)
        .where(Call.festival_id == festival_id, Call.published_at.is_not(None))
        .order_by(Call.closes_at, Call.id)
    ).all()
    titles = Counter(call.title for call in calls)
    return tuple(
        Called(
            call.title if titles[call.title] == 1 else f"{call.title} ({number})",
            applied.get(call.id, 0),
            resident.get(call.id, 0),
        )
        for number, call in enumerate(calls, 1)
    )


def _counts(query: Any) -> dict[int, int]:
    return {row[0]: row[1] for row in db.session.execute(query)}


def published_report(festival_id: int) -> ImpactReport | None:
    """The report that stands published; None if there is none."""
    query = (
        select(ImpactReport)
        .where(ImpactReport.festival_id == festival_id, ImpactReport.withdrawn_at.is_(None))
        .order_by(ImpactReport.number.desc())
        .limit(1)
    )
    return db.session.scalars(query).one_or_none()


def get_report(festival_id: int) -> ImpactReport:
    """The report that stands published. Raises Missing."""
    found = published_report(festival_id)
    if found is None:
        raise Missing
    return found


def last_number(festival_id: int) -> int:
    """The number of the last report, withdrawn or not; 0 before the first."""
    query = select(func.max(ImpactReport.number)).where(ImpactReport.festival_id == festival_id)
    return db.session.scalar(query) or 0
