from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, column, func, select, table
from sqlalchemy.orm import joinedload

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.references import Keyring, hash_of
from wellness.sealing import Sealer
from wellness.staff.models import (
    Account,
    Deed,
    Invitation,
    Membership,
    Passkey,
    RecoveryCode,
    Role,
    StaffSession,
)
from wellness.staff.rules import address_hashes

FACILITATORS = table("facilitator", column("id"), column("festival_id"), column("name"))
"""Their room stands above this one; of them only number and name are read here."""


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


def totp_place(account: Account) -> str:
    """The place that the secret of an account's code generator is sealed for."""
    return f"account|totp|{account.id}"


def totp_secret_of(account: Account, sealer: Sealer) -> str | None:
    """The secret of the account's code generator, if it has one. Raises sealing.Unsealable."""
    if account.totp_sealed is None:
        return None
    return sealer.unseal(totp_place(account), account.totp_sealed)


def passkey_of(credential_id: bytes) -> tuple[Passkey, Account] | None:
    """The key of this number and whose it is, unless they are disabled."""
    row = db.session.execute(
        select(Passkey, Account)
        .join(Account, Account.id == Passkey.account_id)
        .where(Passkey.credential_id == credential_id, Account.disabled_at.is_(None))
    ).one_or_none()
    return (row[0], row[1]) if row else None


def recovery_codes_of(account_id: int) -> list[RecoveryCode]:
    """The account's ten codes, used or not, as they are numbered."""
    query = select(RecoveryCode).where(RecoveryCode.account_id == account_id)
    return list(db.session.scalars(query.order_by(RecoveryCode.id)))


def sessions_of(account_id: int, *, now: datetime) -> list[StaffSession]:
    """Where the account is signed in, the latest first."""
    return list(
        db.session.scalars(
            select(StaffSession)
            .where(
                StaffSession.account_id == account_id,
                StaffSession.ended_at.is_(None),
                StaffSession.ends_at > now,
            )
            .order_by(StaffSession.created_at.desc(), StaffSession.id.desc())
        )
    )


def invitation_place(invitation: Invitation) -> str:
    """The place that an invitation's address is sealed for."""
    return f"invitation|email|{invitation.id}"


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(Invitation.accepted_at.is_(None), Invitation.expires_at > now)


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """The invitation behind a link's token, unless it was spent or is too old."""
    return db.session.scalars(
        select(Invitation).where(Invitation.token_hash == hash_of(token), _is_open(now))
    ).one_or_none()


def open_invitations(festival_id: int, *, now: datetime) -> list[Invitation]:
    """Invitations to the festival that nobody has accepted yet, the latest first."""
    return list(
        db.session.scalars(
            select(Invitation)
            .where(Invitation.festival_id == festival_id, _is_open(now))
            .order_by(Invitation.id.desc())
        )
    )


def get_invitation(festival_id: int, number: int) -> Invitation:
    """The festival's invitation of this number. Raises Missing."""
    found = db.session.scalars(
        select(Invitation).where(
            Invitation.id == number,
            Invitation.festival_id == festival_id,
            Invitation.accepted_at.is_(None),
        )
    ).one_or_none()
    if found is None:
        raise Missing
    return found


def team_of(festival_id: int) -> list[tuple[Account, list[Membership]]]:
    """Everybody who works for the festival, by name, with what they do."""
    rows = db.session.scalars(
        select(Membership)
        .join(Account, Account.id == Membership.account_id)
        .where(Membership.festival_id == festival_id)
        .options(joinedload(Membership.account))
        .order_by(func.lower(Account.name), Account.id, Membership.id)
    )
    found: dict[int, tuple[Account, list[Membership]]] = {}
    for row in rows:
        found.setdefault(row.account_id, (row.account, []))[1].append(row)
    return list(found.values())


def get_member(festival_id: int, number: int) -> tuple[Account, list[Membership]]:
    """The account of this number and what it does at the festival. Raises Missing."""
    for account, memberships in team_of(festival_id):
        if account.id == number:
            return account, memberships
    raise Missing


def facilitators_of(festival_id: int) -> list[tuple[int, str]]:
    """Number and name of everybody who leads sessions at the festival, by name."""
    query = select(FACILITATORS.c.id, FACILITATORS.c.name).where(
        FACILITATORS.c.festival_id == festival_id
    )
    rows = db.session.execute(query.order_by(func.lower(FACILITATORS.c.name)))
    return [(number, name) for number, name in rows]


def festival_of(invitation: Invitation) -> Festival | None:
    """The festival somebody is invited to; None for a founder."""
    if invitation.festival_id is None:
        return None
    return db.session.get_one(Festival, invitation.festival_id)


@dataclass(frozen=True)
class LogFilter:
    """Which lines of a festival's audit log are asked for; what is empty does not matter."""

    festival_id: int
    person: str = ""
    """The name as it was written then."""
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


def read_log(wanted: LogFilter, *, skip: int, limit: int) -> list[Deed]:
    """Lines of the audit log, the latest first."""
    query = select(Deed).where(Deed.festival_id == wanted.festival_id)
    if wanted.person:
        query = query.where(Deed.account_name == wanted.person)
    if wanted.kind:
        query = query.where(Deed.kind == wanted.kind)
    if wanted.since is not None:
        query = query.where(Deed.done_at >= wanted.since)
    if wanted.until is not None:
        query = query.where(Deed.done_at < wanted.until)
    query = query.order_by(Deed.done_at.desc(), Deed.id.desc()).offset(skip).limit(limit)
    return list(db.session.scalars(query))


def people_in_log(festival_id: int) -> list[str]:
    """Everybody whose deeds are in the festival's log, by name."""
    names = select(Deed.account_name).where(Deed.festival_id == festival_id).distinct()
    return sorted(db.session.scalars(names), key=str.casefold)
