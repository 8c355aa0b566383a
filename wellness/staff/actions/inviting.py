"""Invitations and starting anew: made, accepted, withdrawn. Call inside `in_transaction(…)`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update

from wellness.database import db
from wellness.errors import Missing
from wellness.mail import outbox
from wellness.references import Keyring, hash_of, new_secret
from wellness.sealing import Sealer
from wellness.staff import letters
from wellness.staff.actions.accounts import give_role
from wellness.staff.actions.recording import record
from wellness.staff.models import Account, Invitation, Role
from wellness.staff.queries import address_of, invitation_place
from wellness.staff.rules import (
    INVITATION_LIVES,
    RENEWAL_WAITS,
    DeedKind,
    Hand,
    address_hashes,
)


@dataclass(frozen=True)
class Desk:
    """What is needed to invite: keys, and the address under which people reach us."""

    keys: Keyring
    sealer: Sealer
    base_url: str
    language: str = "en"

    def link(self, token: str) -> str:
        """Where an invitation is accepted."""
        return f"{self.base_url}/staff/join/{token}"


@dataclass(frozen=True)
class Guest:
    """Who is invited, and as what; without a festival: to make festivals."""

    address: str
    name: str = ""
    festival_id: int | None = None
    role: Role | None = None
    facilitator_id: int | None = None


def invite(guest: Guest, *, hand: Hand, desk: Desk, now: datetime) -> str:
    """Make a link that is good for a week and once; gives it."""
    token, _ = _made(guest, hand=hand, desk=desk, account_id=None, wait=timedelta(), now=now)
    record(
        DeedKind.INVITED,
        hand,
        festival_id=guest.festival_id,
        about=guest.name,
        role=guest.role,
        now=now,
    )
    return desk.link(token)


def invite_by_letter(guest: Guest, *, hand: Hand, desk: Desk, now: datetime) -> None:
    """Invite somebody and write to them. Raises NotAnAddress."""
    link, until = invite(guest, hand=hand, desk=desk, now=now), now + INVITATION_LIVES
    draft = letters.invitation(to=guest.address, link=link, until=until, language=desk.language)
    outbox.post(draft, now=now)


def withdraw(invitation: Invitation, *, hand: Hand, now: datetime) -> None:
    """Make the link worthless."""
    about, festival_id = invitation.name, invitation.festival_id
    db.session.delete(invitation)
    record(DeedKind.INVITATION_WITHDRAWN, hand, festival_id=festival_id, about=about, now=now)


def accept(invitation: Invitation, account: Account, *, now: datetime) -> None:
    """Make the account what the invitation says. Raises Missing if it was spent meanwhile."""
    _spend(invitation, now=now)
    hand = Hand(account.id, account.name)
    if invitation.festival_id is None:
        account.may_found = True
    elif invitation.role is not None:
        give_role(
            account,
            invitation.festival_id,
            invitation.role,
            facilitator_id=invitation.facilitator_id,
            now=now,
        )
    record(
        DeedKind.JOINED,
        hand,
        festival_id=invitation.festival_id,
        about=account.name,
        role=invitation.role,
        now=now,
    )


def ask_renewal(
    account: Account, *, festival_id: int, hand: Hand, desk: Desk, now: datetime
) -> None:
    """Write to somebody who lost their ways in; after a day their link lets them make new ones."""
    address = address_of(account, desk.sealer)
    guest = Guest(address, account.name, festival_id=None)
    token, made = _made(
        guest, hand=hand, desk=desk, account_id=account.id, wait=RENEWAL_WAITS, now=now
    )
    outbox.post(
        letters.renewal(
            to=address,
            link=desk.link(token),
            since=made.usable_from,
            until=made.expires_at,
            language=account.language,
        ),
        now=now,
    )
    record(DeedKind.RENEWAL_ASKED, hand, festival_id=festival_id, about=account.name, now=now)


def refuse_renewal(invitation: Invitation, account: Account, *, now: datetime) -> None:
    """The person did not ask for it: nothing changes."""
    db.session.delete(invitation)
    hand = Hand(account.id, account.name)
    record(DeedKind.RENEWAL_REFUSED, hand, festival_id=None, about=account.name, now=now)


def renew(invitation: Invitation, account: Account, *, now: datetime) -> None:
    """Spend a link for starting anew. Raises Missing before its time, and when spent."""
    _spend(invitation, now=now)
    hand = Hand(account.id, account.name)
    record(DeedKind.RENEWED, hand, festival_id=None, about=account.name, now=now)


def _spend(invitation: Invitation, *, now: datetime) -> None:
    spent = db.session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation.id,
            Invitation.accepted_at.is_(None),
            Invitation.usable_from <= now,
            Invitation.expires_at > now,
        )
        .values(accepted_at=now)
    )
    if not getattr(spent, "rowcount", 0):
        raise Missing


def _made(
    guest: Guest,
    *,
    hand: Hand,
    desk: Desk,
    account_id: int | None,
    wait: timedelta,
    now: datetime,
) -> tuple[str, Invitation]:
    token = new_secret()
    invitation = Invitation(
        token_hash=hash_of(token),
        festival_id=guest.festival_id,
        role=guest.role,
        facilitator_id=guest.facilitator_id,
        account_id=account_id,
        name=guest.name,
        email_sealed=b"",
        email_hash=address_hashes(desk.keys, guest.address)[0],
        invited_by=hand.name,
        created_at=now,
        usable_from=now + wait,
        expires_at=now + wait + INVITATION_LIVES,
    )
    db.session.add(invitation)
    db.session.flush()
    invitation.email_sealed = desk.sealer.seal(invitation_place(invitation), guest.address)
    db.session.flush()
    return token, invitation
