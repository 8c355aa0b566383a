"""People who work for a festival, signed in the way the application signs them in."""

from itertools import count

from flask.testing import FlaskClient

from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.programme.models import Facilitator
from wellness.references import hash_of
from wellness.staff.actions import start_session
from wellness.staff.models import Account, Membership, Role
from wellness.staff.rules import Hand

_numbers = count(1)


def an_account(*, name: str = "Ana", may_found: bool = False) -> Account:
    """Somebody who can sign in, and works for nobody yet."""
    account = Account(
        name=name,
        email_sealed=b"sealed",
        email_hash=hash_of(f"account-{next(_numbers)}"),
        may_found=may_found,
        created_at=clock.now(),
    )
    with transaction():
        db.session.add(account)
    return account


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
