"""Counts for /metrics: read from the database, so that every worker says the same."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from sqlalchemy import func, select

from wellness.booking.models import Bookable, Booking
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.mail.models import Letter
from wellness.mail.queries import is_pending, longest_overdue


def exposition(*, now: datetime) -> bytes:
    """The figures in Prometheus' text format; no label names a person or a session."""
    registry = CollectorRegistry()
    bookings = Gauge(
        "wellness_bookings", "Bookings by where they stand.", ["status"], registry=registry
    )
    for status, count in db.session.execute(
        select(Booking.status, func.count()).group_by(Booking.status)
    ):
        bookings.labels(status=status.value).set(int(count or 0))
    places = Gauge("wellness_places", "Places of bookables to come.", ["kind"], registry=registry)
    capacity, taken, waiting = db.session.execute(
        select(
            func.coalesce(func.sum(Bookable.capacity), 0),
            func.coalesce(func.sum(Bookable.taken), 0),
            func.coalesce(func.sum(Bookable.waiting), 0),
        ).where(Bookable.starts_at > now, Bookable.status == "scheduled")
    ).one()
    for kind, number in (("capacity", capacity), ("taken", taken), ("waiting", waiting)):
        places.labels(kind=kind).set(int(number or 0))
    Gauge("wellness_festivals", "Festivals on file.", registry=registry).set(_count(Festival.id))
    pending = select(func.count()).select_from(Letter).where(is_pending())
    Gauge("wellness_letters_pending", "Letters not sent yet.", registry=registry).set(
        int(db.session.scalar(pending) or 0)
    )
    Gauge(
        "wellness_letters_overdue_seconds", "Age of the oldest letter due.", registry=registry
    ).set(longest_overdue(now).total_seconds())
    return generate_latest(registry)


def _count(column: object) -> int:
    return int(db.session.scalar(select(func.count(column))) or 0)  # type: ignore[arg-type]
