"""A partner of Stillwater's own, invented, that nobody has shown to readers yet."""

from datetime import datetime

from sqlalchemy import delete, select

from wellness.database import db
from wellness.partners.models import Grant, Partner
from wellness.partners.queries import all_partners

SLUG = "friends-of-stillwater"


def write_partners(*, now: datetime) -> None:
    """Add it at the end, hidden, with one thing given; once."""
    if db.session.scalars(select(Partner.id).where(Partner.slug == SLUG)).first() is not None:
        return
    db.session.add(
        Partner(
            slug=SLUG,
            name="Friends of Stillwater",
            does="Neighbours of the festival who lend tents and drive people home.",
            country="gb",
            source="The festival’s own word",
            position=len(all_partners()),
            updated_at=now,
            grants=[
                Grant(
                    given="Two tents and a kettle",
                    purpose="The quiet corner",
                    source="The festival’s own word",
                    updated_at=now,
                )
            ],
        )
    )


def forget_partners() -> None:
    """Take it away again."""
    db.session.execute(delete(Partner).where(Partner.slug == SLUG))
