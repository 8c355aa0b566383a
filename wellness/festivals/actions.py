from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import update

from wellness.database import db
from wellness.festivals.models import Festival


def create_festival(
    *,
    slug: str,
    name: str,
    zone: ZoneInfo,
    starts_on: date,
    ends_on: date,
    now: datetime,
    dawn: time = time(5),
    site: str = "",
    country: str = "",
    contact: str = "",
) -> Festival:
    """A festival nobody sees yet: its first release shows it. The slug is checked before."""
    festival = Festival(
        slug=slug,
        name=name,
        zone_name=zone.key,
        starts_on=starts_on,
        ends_on=ends_on,
        dawn=dawn,
        site=site,
        country=country.lower(),
        contact=contact,
        changed_at=now,
        created_at=now,
    )
    db.session.add(festival)
    db.session.flush()
    return festival


def touch_programme(festival_id: int, *, now: datetime) -> None:
    """Say that the programme changed: moves the stamp every public page and feed carries."""
    db.session.execute(
        update(Festival)
        .where(Festival.id == festival_id)
        .values(version=Festival.version + 1, changed_at=now)
        .execution_options(synchronize_session=False)
    )
