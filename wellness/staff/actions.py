"""What changes about staff. Call inside `in_transaction(…)`."""

from datetime import datetime
from typing import Any

from wellness.database import db
from wellness.references import hash_of, new_secret
from wellness.staff.models import Account, Deed, StaffSession
from wellness.staff.rules import SIGNED_IN_FOR, DeedKind, Hand


def start_session(account: Account, *, device: str = "", now: datetime) -> str:
    """Sign somebody in who has just proved who they are; gives the token for their cookie."""
    token = new_secret()
    db.session.add(
        StaffSession(
            account_id=account.id,
            token_hash=hash_of(token),
            device=device[:80],
            created_at=now,
            seen_at=now,
            proved_at=now,
            ends_at=now + SIGNED_IN_FOR,
        )
    )
    db.session.flush()
    return token


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
