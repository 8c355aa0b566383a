"""People who work for a festival, signed in the way the application signs them in."""

from itertools import count

import pyotp
from flask.testing import FlaskClient
from sqlalchemy import select

from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.programme.models import Facilitator
from wellness.references import hash_of
from wellness.staff.access import keyring, sealer
from wellness.staff.actions import start_session
from wellness.staff.actions.accounts import make_account
from wellness.staff.actions.inviting import Desk, Guest, invite
from wellness.staff.actions.ways_in import set_code_generator, set_password
from wellness.staff.models import Account, Invitation, Membership, Passkey, Role
from wellness.staff.passwords import hash_password
from wellness.staff.rules import COMMAND_LINE, Hand

_numbers = count(1)
GENERATOR = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
"""The secret of everybody's code generator."""


def an_account(
    *, name: str = "Ana", address: str = "", password: str = "", may_found: bool = False
) -> Account:
    """Somebody who can sign in, and works for nobody yet; with a `password`, by GENERATOR too."""
    stored = hash_password(password) if password else None

    def make() -> Account:
        account = make_account(
            name=name,
            address=address or f"account-{next(_numbers)}@example.org",
            keys=keyring(),
            sealer=sealer(),
            may_found=may_found,
            now=clock.now(),
        )
        if stored:
            set_password(account, stored)
            set_code_generator(account, GENERATOR, step=0, sealer=sealer())
        return account

    return in_transaction(make)


def a_passkey(account: Account, *, name: str = "Phone") -> Passkey:
    """A key of the account, whose private half nobody has."""
    key = Passkey(
        account_id=account.id,
        credential_id=hash_of(f"key-{next(_numbers)}").encode(),
        public_key=b"public",
        name=name,
        created_at=clock.now(),
    )
    with transaction():
        db.session.add(key)
    return key


def an_invitation(
    festival: Festival, *, name: str = "Bo", role: Role = Role.DESK, address: str = ""
) -> Invitation:
    """An invitation to the festival's team that nobody has accepted yet."""
    token = link_of_invitation(festival, name=name, role=role, address=address).rsplit("/", 1)[1]
    return db.session.scalars(
        select(Invitation).where(Invitation.token_hash == hash_of(token))
    ).one()


def link_of_invitation(
    festival: Festival | None, *, name: str = "Bo", role: Role = Role.DESK, address: str = ""
) -> str:
    """The path of a fresh invitation's link; without a festival, a founder's."""
    guest = Guest(
        address or f"guest-{next(_numbers)}@example.org",
        name,
        festival.id if festival else None,
        role if festival else None,
    )
    desk = Desk(keyring(), sealer(), "")
    return in_transaction(lambda: invite(guest, hand=COMMAND_LINE, desk=desk, now=clock.now()))


def shown_code(secret: str = GENERATOR, *, later: int = 0) -> str:
    """What a code generator shows now, or `later` steps from now."""
    return str(pyotp.TOTP(secret).at(clock.now(), counter_offset=later))


def works_for(
    account: Account, festival: Festival, *roles: Role, facilitator: Facilitator | None = None
) -> None:
    """Give the account these roles at the festival."""
    with transaction():
        db.session.add_all(
            Membership(
                account_id=account.id,
                festival_id=festival.id,
                role=role,
                facilitator_id=facilitator.id if facilitator else None,
                created_at=clock.now(),
            )
            for role in roles
        )


def signed_in(client: FlaskClient, account: Account) -> FlaskClient:
    """The client, with the cookie of a fresh sign-in of this account."""
    token = in_transaction(lambda: start_session(account, now=clock.now()))
    client.set_cookie("staff", token)
    return client


def staff_of(
    client: FlaskClient, festival: Festival, *roles: Role, facilitator: Facilitator | None = None
) -> FlaskClient:
    """The client, signed in as somebody new with these roles at the festival."""
    account = an_account()
    works_for(account, festival, *roles, facilitator=facilitator)
    return signed_in(client, account)


def hand_of(account: Account) -> Hand:
    """The account, as written beside what it does."""
    return Hand(account.id, account.name)
