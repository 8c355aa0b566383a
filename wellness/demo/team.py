"""Stillwater's team: one person for each role, invented, to be signed in as with one button."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from wellness.database import db
from wellness.demo.spaces import SLUG
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.programme.models import Facilitator
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.staff.actions.accounts import give_role, make_account
from wellness.staff.models import Account, Role
from wellness.staff.queries import account_of_address


@dataclass(frozen=True)
class NewMember:
    """Somebody who works at Stillwater."""

    name: str
    role: Role
    leads: str = ""
    """The slug of the facilitator whose sessions are theirs."""

    @property
    def address(self) -> str:
        """Where letters to them would go: nowhere."""
        return f"{self.role.replace('_', '-')}@{SLUG}.example"


TEAM = (
    NewMember("Ruth Ainsley", Role.OWNER),
    NewMember("Ines Cardoso", Role.ORGANIZER),
    NewMember("Piotr Lang", Role.PROGRAMME),
    NewMember("Nia Probert", Role.FACILITATOR, leads="nia-probert"),
    NewMember("Dev Pallister", Role.DESK),
    NewMember("Amara Lund", Role.PANEL),
    NewMember("Joss Tully", Role.NAVIGATOR),
    NewMember("Mina Holt", Role.HUB_EDITOR),
)


def hire(festival: Festival, *, keys: Keyring, sealer: Sealer, now: datetime) -> None:
    """Give Stillwater its team, as far as it has none; does not commit."""
    for new in TEAM:
        account = account_of_address(new.address, keys)
        if account is None:
            account = make_account(
                name=new.name,
                address=new.address,
                keys=keys,
                sealer=sealer,
                may_found=new.role is Role.OWNER,
                now=now,
            )
        give_role(
            account, festival.id, new.role, facilitator_id=_facilitator(festival, new), now=now
        )


def member_with(role: str, keys: Keyring) -> Account:
    """Whoever has this role in the demonstration. Raises Missing without one."""
    addresses = [new.address for new in TEAM if new.role == role]
    account = account_of_address(addresses[0], keys) if addresses else None
    if account is None or account.disabled_at is not None:
        raise Missing
    return account


def name_of(role: Role) -> str:
    """What whoever has this role in the demonstration is called."""
    return next(new.name for new in TEAM if new.role is role)


def dismiss(keys: Keyring) -> None:
    """Delete the invented team's accounts; does not commit."""
    known = (account_of_address(new.address, keys) for new in TEAM)
    numbers = [account.id for account in known if account]
    db.session.execute(delete(Account).where(Account.id.in_(numbers)))


def _facilitator(festival: Festival, new: NewMember) -> int | None:
    return db.session.scalars(
        select(Facilitator.id).where(
            Facilitator.festival_id == festival.id, Facilitator.slug == new.leads
        )
    ).one_or_none()
