"""Who does what at a festival. Call inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import select

from wellness.database import db
from wellness.errors import Missing
from wellness.staff.actions.accounts import give_role
from wellness.staff.actions.recording import record
from wellness.staff.actions.signing_in import end_sessions
from wellness.staff.errors import LastOwner, NeedsFacilitator
from wellness.staff.models import Account, Membership, Role
from wellness.staff.queries import facilitators_of
from wellness.staff.rules import DeedKind, Hand


def set_roles(
    account: Account,
    festival_id: int,
    roles: frozenset[Role],
    *,
    facilitator_id: int | None = None,
    hand: Hand,
    now: datetime,
) -> None:
    """Give the member exactly these roles; without any they belong to the team no more.

    Each role given or taken is recorded. Raises LastOwner, NeedsFacilitator, Missing for a
    facilitator who is not of the festival.
    """
    _check_facilitator(festival_id, roles, facilitator_id)
    held = _locked_memberships(account.id, festival_id)
    _keep_an_owner(held, festival_id, roles)
    done: dict[Role, DeedKind] = {}
    for role in sorted(roles):
        is_new = role not in held
        give_role(
            account,
            festival_id,
            role,
            facilitator_id=facilitator_id if role is Role.FACILITATOR else None,
            now=now,
        )
        if is_new:
            done[role] = DeedKind.ROLE_GIVEN
    for role, membership in held.items():
        if role not in roles:
            account.memberships.remove(membership)
            db.session.delete(membership)
            done[role] = DeedKind.ROLE_TAKEN
    db.session.flush()
    for role, kind in done.items():
        record(kind, hand, festival_id=festival_id, about=account.name, role=role, now=now)


def disable(account: Account, *, hand: Hand, now: datetime) -> None:
    """Let nobody in with this account, from the next request on."""
    account.disabled_at = now
    end_sessions(account.id, now=now)
    record(DeedKind.DISABLED, hand, festival_id=None, about=account.name, now=now)


def enable(account: Account, *, hand: Hand, now: datetime) -> None:
    """Let a disabled account in again."""
    account.disabled_at = None
    record(DeedKind.ENABLED, hand, festival_id=None, about=account.name, now=now)


def _locked_memberships(account_id: int, festival_id: int) -> dict[Role, Membership]:
    """What the account does there. All owners' rows are held, so that two do not go at once."""
    rows = db.session.scalars(
        select(Membership)
        .where(Membership.festival_id == festival_id)
        .where((Membership.account_id == account_id) | (Membership.role == Role.OWNER))
        .order_by(Membership.id)
        .with_for_update()
    )
    return {row.role: row for row in rows if row.account_id == account_id}


def _keep_an_owner(held: dict[Role, Membership], festival_id: int, roles: frozenset[Role]) -> None:
    if Role.OWNER not in held or Role.OWNER in roles:
        return
    others = db.session.scalars(
        select(Membership.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.festival_id == festival_id,
            Membership.role == Role.OWNER,
            Membership.id != held[Role.OWNER].id,
            Account.disabled_at.is_(None),
        )
    ).all()
    if not others:
        raise LastOwner


def _check_facilitator(
    festival_id: int, roles: frozenset[Role], facilitator_id: int | None
) -> None:
    if Role.FACILITATOR not in roles:
        return
    if facilitator_id is None:
        raise NeedsFacilitator
    if facilitator_id not in {number for number, _ in facilitators_of(festival_id)}:
        raise Missing
