from datetime import datetime

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports.rules.orders import Prospect


def create_festival(slug: str, prospect: Prospect, *, now: datetime) -> Festival:
    """A festival for a file that came before one: its name, its days, its zone. Not released."""
    festival = Festival(
        slug=slug,
        name=prospect.name,
        zone_name=prospect.zone.key,
        starts_on=prospect.first_day,
        ends_on=max(prospect.first_day, prospect.last_day),
        changed_at=now,
        created_at=now,
    )
    db.session.add(festival)
    db.session.flush()
    return festival
