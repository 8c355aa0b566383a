"""Letters about drafts, due by time alone."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.calls import letters
from wellness.calls.models import Application, ApplicationState, Call
from wellness.database import db

REMINDED_BEFORE = timedelta(days=2)
"""How long before the closing a draft is written about."""
AT_IT = timedelta(hours=6)
"""Whoever saved something in the last hours is at it and needs no letter yet."""
_AT_ONCE = 200


def write_due(*, now: datetime) -> int:
    """Write once to those whose draft waits while the call closes soon; says how many were due.

    Call inside a transaction.
    """
    query = (
        select(Application)
        .join(Call, Call.id == Application.call_id)
        .where(
            Application.state == ApplicationState.DRAFT,
            Application.reminded_at.is_(None),
            Application.saved_at < now - AT_IT,
            Call.published_at.is_not(None),
            Call.closes_at > now,
            Call.closes_at <= now + REMINDED_BEFORE,
        )
        .order_by(Application.id)
        .limit(_AT_ONCE)
        .options(joinedload(Application.holder), joinedload(Application.call))
    )
    due = list(db.session.scalars(query))
    for application in due:
        application.reminded_at = now
        letters.closing_soon(application, now=now)
    return len(due)
