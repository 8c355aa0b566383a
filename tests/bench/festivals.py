"""Festivals as large as they get, written straight into the tables."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import func, insert, select, update

from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass
from wellness.programme.models import Activity, Category, Session
from wellness.references import new_reference

DAYS, SPACES, SESSIONS = 4, 12, 400
GUESTS, BOOKINGS_EACH = 600, 6
DESCRIPTION = "An hour by the water, at your own pace. Mats and blankets are there. " * 6


def write(number: int, *, now: datetime) -> Festival:
    """Festival `number` (the first is to come, the others are past), with all its bookings."""
    first = now + timedelta(days=2) - timedelta(days=30 * number)
    with transaction():
        festival = Festival(
            slug=f"bench-{number}",
            name=f"Bench {number}",
            zone_name="Europe/Berlin",
            starts_on=first.date(),
            ends_on=(first + timedelta(days=DAYS - 1)).date(),
            released_at=first - timedelta(days=20),
            country="de",
            changed_at=now,
            created_at=now,
        )
        db.session.add(festival)
        db.session.flush()
        _write_programme(festival, first.replace(hour=6, minute=0, second=0, microsecond=0), now)
        _write_bookings(festival, number, now)
    return festival


def _write_programme(festival: Festival, first: datetime, now: datetime) -> None:
    common = {"festival_id": festival.id, "updated_at": now}
    db.session.execute(
        insert(Space),
        [
            {**common, "slug": f"space-{n}", "name": f"Tent {n}", "position": n, "access": []}
            for n in range(SPACES)
        ],
    )
    db.session.execute(
        insert(Category),
        [
            {**common, "slug": f"category-{n}", "name": f"Kind {n}", "is_support": n == 5}
            for n in range(6)
        ],
    )
    spaces = db.session.query(Space.id).filter_by(festival_id=festival.id).order_by(Space.id).all()
    kinds = db.session.query(Category.id).filter_by(festival_id=festival.id).all()
    for n in range(SESSIONS):
        activity = Activity(
            **common,
            category_id=kinds[n % 6][0],
            slug=f"activity-{n}",
            title=f"Quiet hour number {n}",
            summary="An hour by the water.",
            description=DESCRIPTION,
        )
        starts_at = first + timedelta(days=n % DAYS, minutes=15 * (n // (DAYS * 2)))
        db.session.add(
            Session(
                reference=new_reference(),
                festival_id=festival.id,
                space_id=spaces[n % SPACES][0],
                activity=activity,
                title=activity.title,
                is_support=n % 6 == 5,
                starts_at=starts_at,
                ends_at=starts_at + timedelta(minutes=50),
                capacity=200,
                created_at=now,
                updated_at=now,
            )
        )
    db.session.flush()


def _write_bookings(festival: Festival, number: int, now: datetime) -> None:
    ids = [row[0] for row in db.session.query(Bookable.id).filter_by(festival_id=festival.id)]
    guests = [
        {"selector": selector, "chosen_name": f"Guest {n}", "language": "en", "created_at": now}
        for n, selector in enumerate(_selectors(number))
    ]
    passes = list(db.session.scalars(insert(Pass).returning(Pass.id), guests))
    db.session.execute(
        insert(Booking),
        [
            {
                "uid": uuid4(),
                "reference": new_reference(10),
                "bookable_id": ids[(n * 7 + k * 53) % len(ids)],
                "pass_id": holder,
                "seats": 1,
                "status": BookingStatus.CONFIRMED,
                "created_at": now,
                "updated_at": now,
            }
            for n, holder in enumerate(passes)
            for k in range(BOOKINGS_EACH)
        ],
    )
    held = select(func.count()).where(Booking.bookable_id == Bookable.id).scalar_subquery()
    db.session.execute(
        update(Bookable).where(Bookable.festival_id == festival.id).values(taken=held)
    )


def _selectors(number: int) -> Iterator[str]:
    letters = "BCDFGHJKMNPQRSTVWXYZ"
    for n in range(number * GUESTS, (number + 1) * GUESTS):
        yield "".join(letters[n // 20**place % 20] for place in range(4))
