"""What is printed: the released programme, and which release it is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.planner.models import Release
from wellness.programme.listing import bookable, entries, sessions_per_day
from wellness.programme.shown import ProgrammeEntry


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of the programme a sheet shows; printed on it, so that an old one can be told."""

    number: int
    made_at: datetime | None


def stamp_of(festival: Festival) -> Stamp:
    """The latest release; before the first by number, when the festival was shown."""
    made_at = db.session.scalars(
        select(Release.made_at)
        .where(Release.festival_id == festival.id, Release.number == festival.release_number)
        .limit(1)
    ).first()
    return Stamp(festival.release_number, made_at or festival.released_at)


def days_of(festival: Festival) -> dict[date, int]:
    """How many sessions begin on each day: the festival's own, and others that have any."""
    counts = sessions_per_day(festival)
    length = (festival.ends_on - festival.starts_on).days + 1
    announced = {festival.starts_on + timedelta(days=n) for n in range(length)}
    return {day: counts[day] for day in sorted(announced | set(counts))}


def spaces_of(festival: Festival) -> list[Space]:
    """The festival's spaces in their order, without those retired."""
    query = (
        select(Space)
        .where(Space.festival_id == festival.id, Space.is_retired.is_(False))
        .order_by(Space.position, Space.name, Space.id)
    )
    return list(db.session.scalars(query))


def all_entries(festival: Festival) -> tuple[ProgrammeEntry, ...]:
    """Every released session, by start."""
    return entries(bookable.festival_id == festival.id)
