"""What time does to accounts: the work of `wellness purge` and `wellness keys rotate`."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select

from wellness.database import db
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.staff.models import Account, Deed, Invitation, Membership, StaffSession
from wellness.staff.queries import address_place, invitation_place, totp_place
from wellness.staff.rules import address_hashes

SESSIONS_KEPT = timedelta(days=7)
INVITATIONS_KEPT = timedelta(days=30)
IDLE_ACCOUNTS_KEPT = timedelta(days=90)
"""For whoever works for no festival and may make none."""
DEEDS_KEPT = timedelta(days=365)
"""The database refuses to delete younger lines of the audit log."""


def forget_the_past(*, now: datetime) -> int:
    """Delete sign-ins and invitations that are over, idle accounts, and lines of a year ago."""
    sessions, invitations = now - SESSIONS_KEPT, now - INVITATIONS_KEPT
    statements = (
        delete(StaffSession).where(
            or_(StaffSession.ended_at < sessions, StaffSession.ends_at < sessions)
        ),
        delete(Invitation).where(
            or_(Invitation.accepted_at < invitations, Invitation.expires_at < invitations)
        ),
        delete(Deed).where(Deed.done_at < now - DEEDS_KEPT),
        delete(Account).where(
            Account.created_at < now - IDLE_ACCOUNTS_KEPT,
            Account.may_found.is_(False),
            ~exists().where(Membership.account_id == Account.id),
        ),
    )
    gone = [db.session.execute(statement) for statement in statements]
    return sum(int(getattr(result, "rowcount", 0)) for result in gone)


def reseal_accounts(*, after: int, limit: int, keys: Keyring, sealer: Sealer) -> int | None:
    """Seal and hash anew, under the present keys, what the next `limit` accounts hold.

    Gives the id to go on `after`, or None when there are no more. Raises sealing.Unsealable.
    """
    found = db.session.scalars(
        select(Account)
        .where(Account.id > after)
        .order_by(Account.id)
        .limit(limit)
        .with_for_update()
    ).all()
    for account in found:
        address = sealer.unseal(address_place(account), account.email_sealed)
        account.email_sealed = sealer.seal(address_place(account), address)
        account.email_hash = address_hashes(keys, address)[0]
        if account.totp_sealed is not None:
            secret = sealer.unseal(totp_place(account), account.totp_sealed)
            account.totp_sealed = sealer.seal(totp_place(account), secret)
    return found[-1].id if found else None


def reseal_invitations(*, after: int, limit: int, keys: Keyring, sealer: Sealer) -> int | None:
    """The same for the addresses of invitations."""
    found = db.session.scalars(
        select(Invitation)
        .where(Invitation.id > after)
        .order_by(Invitation.id)
        .limit(limit)
        .with_for_update()
    ).all()
    for invitation in found:
        place = invitation_place(invitation)
        address = sealer.unseal(place, invitation.email_sealed)
        invitation.email_sealed = sealer.seal(place, address)
        invitation.email_hash = address_hashes(keys, address)[0]
    return found[-1].id if found else None
