from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.references import Keyring, hash_of
from wellness.sealing import Sealer
from wellness.staff.models import Account, Membership, Role, StaffSession
from wellness.staff.rules import address_hashes


def find_session(token: str, *, now: datetime) -> StaffSession | None:
    """The living sign-in behind a cookie's token, with its account; None if it has ended."""
    return db.session.scalars(
        select(StaffSession)
        .join(Account, Account.id == StaffSession.account_id)
        .where(
            StaffSession.token_hash == hash_of(token),
            StaffSession.ended_at.is_(None),
            StaffSession.ends_at > now,
            Account.disabled_at.is_(None),
        )
        .options(joinedload(StaffSession.account))
    ).one_or_none()


def memberships_at(account_id: int, slug: str) -> list[Membership]:
    """What the account does at the festival of this slug, the festival with it."""
    return list(
        db.session.scalars(
            select(Membership)
            .join(Festival, Festival.id == Membership.festival_id)
            .where(Membership.account_id == account_id, Festival.slug == slug)
            .options(joinedload(Membership.festival))
            .order_by(Membership.id)
        )
    )


def festivals_of(account_id: int) -> list[tuple[Festival, list[Role]]]:
    """The festivals the account works for, the latest first, with its roles there."""
    rows = db.session.scalars(
        select(Membership)
        .join(Festival, Festival.id == Membership.festival_id)
        .where(Membership.account_id == account_id)
        .options(joinedload(Membership.festival))
        .order_by(Festival.starts_on.desc(), Festival.id, Membership.id)
    )
    found: dict[int, tuple[Festival, list[Role]]] = {}
    for row in rows:
        found.setdefault(row.festival_id, (row.festival, []))[1].append(row.role)
    return list(found.values())


def account_of_address(address: str, keys: Keyring) -> Account | None:
    """The account with this mail address, disabled or not."""
    hashes = address_hashes(keys, address)
    return db.session.scalars(
        select(Account).where(Account.email_hash.in_(hashes)).order_by(Account.id).limit(1)
    ).one_or_none()


def address_place(account: Account) -> str:
    """The place that an account's address is sealed for."""
    return f"account|email|{account.id}"


def address_of(account: Account, sealer: Sealer) -> str:
    """The account's mail address. Raises sealing.Unsealable if none of our keys opens it."""
    return sealer.unseal(address_place(account), account.email_sealed)
