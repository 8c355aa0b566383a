"""The ways somebody signs in: made, used up, taken away. Call inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import delete, or_, update

from wellness.database import db
from wellness.errors import Missing
from wellness.sealing import Sealer
from wellness.staff.errors import LastWayIn
from wellness.staff.models import Account, Passkey, RecoveryCode
from wellness.staff.passkeys import NewKey
from wellness.staff.queries import totp_place


def set_password(account: Account, password_hash: str) -> None:
    """Sign in with this password from now on."""
    account.password_hash = password_hash
    db.session.flush()


def set_code_generator(account: Account, secret: str, *, step: int, sealer: Sealer) -> None:
    """Ask for codes of this generator from now on; the one of `step` was just taken."""
    account.totp_sealed = sealer.seal(totp_place(account), secret)
    account.totp_step = step
    db.session.flush()


def set_recovery_codes(account: Account, hashes: list[str]) -> None:
    """Take these codes and none before them."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    for code_hash in hashes:  # one by one: their order is how they are numbered
        db.session.add(RecoveryCode(account_id=account.id, code_hash=code_hash))
        db.session.flush()


def take_step(account_id: int, step: int) -> bool:
    """Use up the code of this step; False if it or a later one was taken before."""
    fresh = or_(Account.totp_step.is_(None), Account.totp_step < step)
    taken = db.session.execute(
        update(Account).where(Account.id == account_id, fresh).values(totp_step=step)
    )
    return bool(getattr(taken, "rowcount", 0))


def spend_recovery_code(code_id: int, *, now: datetime) -> bool:
    """Use up a code on paper; False if it was used before."""
    spent = db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.id == code_id, RecoveryCode.used_at.is_(None))
        .values(used_at=now)
    )
    return bool(getattr(spent, "rowcount", 0))


def add_passkey(account: Account, key: NewKey, *, name: str, now: datetime) -> None:
    """Let this key open the account."""
    db.session.add(
        Passkey(
            account_id=account.id,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=name,
            created_at=now,
        )
    )
    db.session.flush()


def note_key_used(key_id: int, *, sign_count: int, now: datetime) -> None:
    """Keep the key's new counter."""
    db.session.execute(
        update(Passkey).where(Passkey.id == key_id).values(sign_count=sign_count, used_at=now)
    )


def remove_passkey(account: Account, key_id: int) -> str:
    """Let this key open nothing any more; gives its name.

    Raises Missing for a key that is not theirs, LastWayIn for the only way in.
    """
    keys = db.session.query(Passkey).filter_by(account_id=account.id).with_for_update().all()
    found = next((key for key in keys if key.id == key_id), None)
    if found is None:
        raise Missing
    if len(keys) == 1 and account.password_hash is None:
        raise LastWayIn
    db.session.delete(found)
    db.session.flush()
    return found.name


def forget_ways_in(account: Account) -> None:
    """Take every way in away, for others to be made in the same transaction."""
    db.session.execute(delete(Passkey).where(Passkey.account_id == account.id))
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    account.password_hash = account.totp_sealed = account.totp_step = None
    db.session.flush()
    db.session.expire(account, ["passkeys"])
