"""Sessions as numbers, for the whole festival in a fixed number of queries."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.booking.rules import PlaceFacts
from wellness.clock import festival_day
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.overview.rules.counts import Counted
from wellness.programme.models import Activity, Category, Session, session_facilitator

bookable = Bookable.__table__.c
activity = Activity.__table__.c
category = Category.__table__.c
_FACTS = tuple(bookable[name] for name in PlaceFacts.__slots__)
_LEADERS = (
    select(func.count())
    .where(session_facilitator.c.session_id == bookable.id)
    .scalar_subquery()
    .label("leaders")
)
_COUNTED = (
    select(
        *_FACTS,
        bookable.id,
        bookable.reference,
        bookable.title,
        bookable.created_at,
        Space.__table__.c.name.label("space"),
        category.name.label("category"),
        category.colour,
        category.icon,
        activity.leaders_needed,
        _LEADERS,
    )
    .select_from(
        Bookable.__table__.join(Session.__table__, Session.__table__.c.id == bookable.id)
        .join(Activity.__table__, activity.id == Session.__table__.c.activity_id)
        .join(Category.__table__, category.id == activity.category_id)
        .outerjoin(Space.__table__, Space.__table__.c.id == bookable.space_id)
    )
    .order_by(bookable.starts_at, bookable.id)
)


def counted_sessions(festival: Festival) -> list[Counted]:
    """Every released session of the festival with its numbers, by start; one query."""
    rows = db.session.execute(_COUNTED.where(bookable.festival_id == festival.id))
    return [_counted(row._asdict(), festival) for row in rows]


def _counted(row: dict[str, object], festival: Festival) -> Counted:
    facts = PlaceFacts(**{name: row.pop(name) for name in PlaceFacts.__slots__})  # type: ignore[arg-type]
    day = festival_day(facts.starts_at, festival.zone, festival.dawn)
    return Counted(**row | {"space": row["space"] or ""}, day=day, facts=facts)  # type: ignore[arg-type]


def lapsing_offers(festival_id: int, *, within: timedelta, now: datetime) -> int:
    """How many offers end within that time and nobody has said yes to yet."""
    query = (
        select(func.count())
        .select_from(Booking)
        .join(Bookable, Bookable.id == Booking.bookable_id)
        .where(
            Bookable.festival_id == festival_id,
            Booking.status == BookingStatus.OFFERED,
            Booking.offered_until > now,
            Booking.offered_until <= now + within,
        )
    )
    return int(db.session.scalar(query) or 0)


def names_of_order(festival_id: int) -> tuple[list[str], list[str]]:
    """The names of spaces and of categories in the order the festival gives them."""
    spaces = select(Space.name).where(Space.festival_id == festival_id)
    categories = select(Category.name).where(Category.festival_id == festival_id)
    return (
        list(db.session.scalars(spaces.order_by(Space.position, Space.name))),
        list(db.session.scalars(categories.order_by(Category.position, Category.name))),
    )
