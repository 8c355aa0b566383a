"""Taking Stillwater out again, as long as nobody real depends on it."""

from sqlalchemy import delete, func, select

from wellness.booking.models import Bookable, Booking
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass, PassKey
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator


def guests_of(festival: Festival) -> int:
    """How many real people hold or held a booking: those with a phone, which the crowd lacks."""
    query = (
        select(func.count(Booking.pass_id.distinct()))
        .join(Bookable, Booking.bookable_id == Bookable.id)
        .join(PassKey, PassKey.pass_id == Booking.pass_id)
        .where(Bookable.festival_id == festival.id)
    )
    return db.session.execute(query).scalar_one()


def remove(festival: Festival) -> None:
    """Delete the festival, its programme and its crowd; the database takes the rest along.

    Does not commit.
    """
    its_bookables = select(Bookable.id).where(Bookable.festival_id == festival.id)
    its_bookings = Booking.bookable_id.in_(its_bookables)
    crowd = set(db.session.scalars(select(Booking.pass_id).where(its_bookings))) - {None}
    for statement in (
        delete(Booking).where(its_bookings),
        delete(Pass).where(Pass.id.in_(crowd)),
        *(
            delete(model).where(model.festival_id == festival.id)
            for model in (DraftSession, Bookable, Activity, Facilitator, Category, Space)
        ),
        delete(Festival).where(Festival.id == festival.id),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.expunge_all()
