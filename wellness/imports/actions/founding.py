from datetime import datetime

from sqlalchemy import update

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports.rules.orders import Prospect


def create_festival(slug: str, prospect: Prospect, *, now: datetime) -> Festival:
    """A released festival for a file that came before one: its name, its days, its zone."""
    festival = Festival(
        slug=slug,
        name=prospect.name,
        zone_name=prospect.zone.key,
        starts_on=prospect.first_day,
        ends_on=max(prospect.first_day, prospect.last_day),
        released_at=now,
        changed_at=now,
        created_at=now,
    )
    db.session.add(festival)
    db.session.flush()
    return festival


def lock_programme(festival_id: int) -> None:
    """Let no second import into the same festival before this one has ended."""
    db.session.execute(
        update(Festival)
        .where(Festival.id == festival_id)
        .values(version=Festival.version)
        .execution_options(synchronize_session=False)
    )
