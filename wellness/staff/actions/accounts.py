"""Accounts: made, renamed, given other ways to sign in. Call inside `in_transaction(…)`."""

from datetime import datetime

from wellness.database import db
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.staff.models import Account, Membership, Role
from wellness.staff.queries import address_place
from wellness.staff.rules import address_hashes


def make_account(
    *,
    name: str,
    address: str,
    keys: Keyring,
    sealer: Sealer,
    may_found: bool = False,
    language: str = "en",
    now: datetime,
) -> Account:
    """Somebody new, without any way to sign in yet."""
    account = Account(
        name=name,
        email_sealed=b"",
        email_hash=address_hashes(keys, address)[0],
        may_found=may_found,
        language=language,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    account.email_sealed = sealer.seal(address_place(account), address)
    db.session.flush()
    return account


def give_role(
    account: Account,
    festival_id: int,
    role: Role,
    *,
    facilitator_id: int | None = None,
    now: datetime,
) -> Membership:
    """Let the account work as `role` at the festival; once however often it is given."""
    for membership in account.memberships:
        if (membership.festival_id, membership.role) == (festival_id, role):
            membership.facilitator_id = facilitator_id
            db.session.flush()
            return membership
    made = Membership(
        account=account,
        festival_id=festival_id,
        role=role,
        facilitator_id=facilitator_id,
        created_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made
