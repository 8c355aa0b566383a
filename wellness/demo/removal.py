"""Taking Stillwater out again, as long as nobody real depends on it."""

from sqlalchemy import ColumnElement, delete, func, select

from wellness.booking.models import Bookable, Booking
from wellness.calls.models import Application, Call
from wellness.database import db
from wellness.demo.residencies import RESIDENTS_KEY
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass, PassKey
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator
from wellness.references import hash_of
from wellness.residencies.models import Residency, SupportPerson
from wellness.studios.models import EngineerShift, Equipment, Studio

STUDIOS = (EngineerShift, Equipment, Studio)


def guests_of(festival: Festival) -> int:
    """How many real people booked or applied: those with a phone, which the crowd lacks."""
    booked = (
        select(Booking.pass_id)
        .join(Bookable, Booking.bookable_id == Bookable.id)
        .where(Bookable.festival_id == festival.id)
    )
    applied = select(Application.pass_id).where(_its_applications(festival))
    query = select(func.count(PassKey.pass_id.distinct())).where(
        PassKey.pass_id.in_(booked) | PassKey.pass_id.in_(applied),
        PassKey.secret_hash != hash_of(RESIDENTS_KEY),
    )
    return db.session.execute(query).scalar_one()


def remove(festival: Festival) -> None:
    """Delete the festival, its programme and its crowd; the database takes the rest along.

    Does not commit.
    """
    its_bookables = select(Bookable.id).where(Bookable.festival_id == festival.id)
    its_bookings = Booking.bookable_id.in_(its_bookables)
    its_applications = _its_applications(festival)
    crowd = set(db.session.scalars(select(Booking.pass_id).where(its_bookings)))
    crowd |= set(db.session.scalars(select(Application.pass_id).where(its_applications)))
    residents = Residency.festival_id == festival.id
    crowd |= set(db.session.scalars(select(Residency.pass_id).where(residents)))
    crowd -= {None}
    for statement in (
        delete(Residency).where(residents),
        delete(SupportPerson).where(SupportPerson.festival_id == festival.id),
        delete(Application).where(its_applications),
        delete(Call).where(Call.festival_id == festival.id),
        delete(Booking).where(its_bookings),
        delete(Pass).where(Pass.id.in_(crowd)),
        *(
            delete(model).where(model.festival_id == festival.id)
            for model in (*STUDIOS, DraftSession, Bookable, Activity, Facilitator, Category, Space)
        ),
        delete(Festival).where(Festival.id == festival.id),
    ):
        db.session.execute(statement, execution_options={"synchronize_session": False})
    db.session.expunge_all()


def _its_applications(festival: Festival) -> ColumnElement[bool]:
    calls = select(Call.id).where(Call.festival_id == festival.id)
    return Application.call_id.in_(calls)
