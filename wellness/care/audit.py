"""What was promised to people who asked, checked against the rows."""

from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.care.models import CareRequest
from wellness.care.rules.times import FORGOTTEN_BY_ALL, LONGEST_KEPT_DAYS
from wellness.database import db

PURGE_MAY_TAKE = timedelta(days=2)


def broken_promises(*, now: datetime) -> list[str]:
    """One sentence for everything that is not as it must be; empty when all is well."""
    forgotten = select(CareRequest).where(
        CareRequest.due_at < now - FORGOTTEN_BY_ALL, CareRequest.assigned_id.is_(None)
    )
    kept = select(CareRequest.reference).where(
        CareRequest.closed_at < now - timedelta(days=LONGEST_KEPT_DAYS) - PURGE_MAY_TAKE
    )
    return [
        *(
            f"care request {each.reference}: an answer was due on {each.due_at:%Y-%m-%d}, "
            "and nobody has taken it"
            for each in db.session.scalars(forgotten.order_by(CareRequest.id))
        ),
        *(
            f"care request {reference}: closed for more than {LONGEST_KEPT_DAYS} days, still kept"
            for reference in db.session.scalars(kept.order_by(CareRequest.reference))
        ),
    ]
