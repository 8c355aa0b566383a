"""The audit log: written once, never changed."""

from datetime import datetime
from typing import Any

from wellness.database import db
from wellness.staff.models import Deed
from wellness.staff.rules import DeedKind, Hand


def record(
    kind: DeedKind,
    hand: Hand,
    *,
    festival_id: int | None,
    about: str = "",
    now: datetime,
    **facts: Any,
) -> None:
    """Write one line of the audit log, in the transaction of what it tells of.

    `about` and `facts` never name an attendee.
    """
    db.session.add(
        Deed(
            festival_id=festival_id,
            account_id=hand.account_id,
            account_name=hand.name,
            kind=kind,
            about=about[:200],
            facts=facts,
            done_at=now,
        )
    )
    db.session.flush()
