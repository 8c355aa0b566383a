"""Reading what was released, and whom a release would write to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wellness.booking.models import LIVE, Bookable, Booking
from wellness.database import db
from wellness.passes.models import Pass
from wellness.planner.models import Release
from wellness.planner.queries.clashes import ids_in_parts
from wellness.planner.rules.review import Review
from wellness.programme.models import Change


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One line of the public change log, for the team."""

    reference: str
    title: str
    kind: str
    before: str
    after: str
    starts_at: datetime


def release_of_key(festival_id: int, key_hash: str) -> Release | None:
    """The release that a form with this key has made; None: it has made none yet."""
    return db.session.scalars(
        select(Release).where(Release.festival_id == festival_id, Release.key_hash == key_hash)
    ).one_or_none()


def releases_of(festival_id: int) -> list[Release]:
    """Every release of the festival, the latest first."""
    query = select(Release).where(Release.festival_id == festival_id)
    return list(db.session.scalars(query.order_by(Release.number.desc())))


def lines_of(festival_id: int, number: int) -> list[ChangedLine]:
    """What this release brought to the public change log, in the order of the programme."""
    query = (
        select(
            Bookable.reference,
            Bookable.title,
            Change.kind,
            Change.before,
            Change.after,
            Bookable.starts_at,
        )
        .join(Bookable, Bookable.id == Change.bookable_id)
        .where(Change.festival_id == festival_id, Change.release_number == number)
        .order_by(Bookable.starts_at, Change.id)
    )
    return [ChangedLine(*row) for row in db.session.execute(query)]


def readers_of(review: Review) -> tuple[int, int]:
    """How many people hold a place or wait in what they would be told of; how many get a letter."""
    ids = [
        change.session_id
        for change in review.changes
        if change.concerns_people and change.session_id is not None
    ]
    people = readers = 0
    for part in ids_in_parts(ids):
        reached = Pass.email_sealed.is_not(None) & Pass.wants_letters
        row = db.session.execute(
            select(
                func.count(Booking.pass_id.distinct()),
                func.count(Booking.pass_id.distinct()).filter(reached),
            )
            .join(Pass, Pass.id == Booking.pass_id)
            .where(Booking.bookable_id.in_(part), Booking.status.in_(LIVE))
        ).one()
        people, readers = people + row[0], readers + row[1]
    return people, readers
