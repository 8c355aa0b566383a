"""Sign-ins: begun, proved again, ended. Call inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import update

from wellness.database import db
from wellness.references import hash_of, new_secret
from wellness.staff.models import Account, StaffSession
from wellness.staff.rules import SIGNED_IN_FOR, quarter_of


def start_session(account: Account, *, device: str = "", now: datetime) -> str:
    """Sign somebody in who has just proved who they are; gives the token for their cookie."""
    token = new_secret()
    db.session.add(
        StaffSession(
            account_id=account.id,
            token_hash=hash_of(token),
            device=device[:80],
            created_at=now,
            seen_at=quarter_of(now),
            proved_at=now,
            ends_at=now + SIGNED_IN_FOR,
        )
    )
    db.session.flush()
    return token


def note_seen(session_id: int, *, now: datetime) -> None:
    """Keep the quarter of an hour in which something was last done on this device."""
    db.session.execute(
        update(StaffSession).where(StaffSession.id == session_id).values(seen_at=quarter_of(now))
    )


def prove_again(session_id: int, *, now: datetime) -> None:
    """Note that whoever is signed in there has just proved who they are."""
    db.session.execute(
        update(StaffSession).where(StaffSession.id == session_id).values(proved_at=now)
    )


def end_session(account_id: int, session_id: int, *, now: datetime) -> bool:
    """End one sign-in of this account; False where it has none of this number or it is over."""
    return bool(_end(StaffSession.id == session_id, account_id=account_id, now=now))


def end_sessions(account_id: int, *, but: int | None = None, now: datetime) -> int:
    """End every sign-in of this account, `but` one; says how many."""
    return _end(StaffSession.id != (but or 0), account_id=account_id, now=now)


def _end(which: object, *, account_id: int, now: datetime) -> int:
    ended = db.session.execute(
        update(StaffSession)
        .where(
            which,  # type: ignore[arg-type]
            StaffSession.account_id == account_id,
            StaffSession.ended_at.is_(None),
        )
        .values(ended_at=now)
    )
    return int(getattr(ended, "rowcount", 0))
