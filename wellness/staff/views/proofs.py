"""Proving who one is, as far as sign-in, the second asking and new keys have it in common.

Passwords are checked outside of transactions: that takes a while, and nobody shall wait for it.
"""

from ipaddress import ip_address

from flask import Response, request, session
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from wellness import clock
from wellness.database import in_transaction
from wellness.references import folded_address
from wellness.staff import codes, passkeys, passwords
from wellness.staff.access import keyring, remember, sealer
from wellness.staff.actions import record, start_session, ways_in
from wellness.staff.device import device_of
from wellness.staff.errors import NotYourKey
from wellness.staff.models import Account
from wellness.staff.passkeys import Party
from wellness.staff.queries import (
    account_of_address,
    passkey_of,
    recovery_codes_of,
    totp_secret_of,
)
from wellness.staff.rules import (
    CHALLENGE,
    CHALLENGE_LIVES,
    CODES_PER_ACCOUNT,
    PASSWORDS_PER_ACCOUNT,
    TRIES_PER_NETWORK,
    DeedKind,
    Hand,
)
from wellness.staff.views.ground import settings, to
from wellness.tries.actions import is_one_too_many, take_back
from wellness.tries.rules import Limit
from wellness.web.security import client_network

CHALLENGE_KEPT = "staff_challenge"


def holder_of_password(address: str, typed: str) -> Account | None:
    """Whose address and password these are; None for anything else, after the same work.

    Raises TooManyRequests where this was tried too often.
    """
    tried = (
        (PASSWORDS_PER_ACCOUNT, folded_address(address)),
        (TRIES_PER_NETWORK, client_network()),
    )
    _count(*tried)
    account = account_of_address(address, keyring())
    stored = account.password_hash if account and account.disabled_at is None else None
    if not passwords.is_right_password(stored, typed):
        return None
    _uncount(*tried)
    return account


def is_second_factor(account: Account, typed: str) -> bool:
    """Use up a code of the account's generator, or one on paper. Raises TooManyRequests."""
    tried = ((CODES_PER_ACCOUNT, str(account.id)), (TRIES_PER_NETWORK, client_network()))
    _count(*tried)
    right = _is_generated(account, typed) or _is_on_paper(account, typed)
    if right:
        _uncount(*tried)
    return right


def holder_of_key(credential: str, purpose: str) -> Account:
    """Whose key signed the challenge given for this purpose. Raises NotYourKey."""
    challenge = spent_challenge(purpose)
    found = passkey_of(passkeys.id_of_credential(credential))
    if found is None:
        raise NotYourKey
    key, account = found
    number, now = key.id, clock.now()
    count = passkeys.signed_count(
        party(), credential, challenge, public_key=key.public_key, sign_count=key.sign_count
    )
    in_transaction(lambda: ways_in.note_key_used(number, sign_count=count, now=now))
    return account


def new_challenge(purpose: str) -> str:
    """A challenge for this browser to sign soon, for nothing but this purpose."""
    challenge = passkeys.new_challenge()
    session[CHALLENGE_KEPT] = [purpose, challenge, int(clock.now().timestamp())]
    return challenge


def spent_challenge(purpose: str) -> str:
    """The challenge this browser was given, used up now. Raises NotYourKey without one."""
    kept = session.pop(CHALLENGE_KEPT, None)
    now = clock.now()
    if not kept or kept[0] != purpose:
        raise NotYourKey
    _, challenge, since = kept
    if now.timestamp() - since > CHALLENGE_LIVES.total_seconds():
        raise NotYourKey
    # Sessions live in the browser, and could be put back: what was used is remembered here.
    if in_transaction(lambda: is_one_too_many(CHALLENGE, challenge, keys=keyring(), now=now)):
        raise NotYourKey
    return str(challenge)


def party() -> Party:
    """For whom keys are made: the host people reach us by."""
    found = settings()
    if found.on_loopback:  # whichever of its names this machine is called by
        return Party(request.host.rsplit(":", 1)[0], f"http://{request.host}")
    return Party(found.base_host, found.base_url)


def can_have_passkeys() -> bool:
    """Browsers make keys for names of hosts, never for their numbers."""
    try:
        ip_address(party().id.strip("[]"))
    except ValueError:
        return True
    return False


def signed_in(account: Account, address: str, *, shown: Response | None = None) -> Response:
    """Start a session for somebody who has proved who they are; go on to `address`.

    Answers `shown` instead, where something has to be seen first.
    """
    now, device = clock.now(), device_of(request.user_agent.string)

    def start() -> str:
        record(DeedKind.SIGNED_IN, Hand(account.id, account.name), festival_id=None, now=now)
        return start_session(account, device=device, now=now)

    token = in_transaction(start)
    session.pop("csrf_token", None)
    return remember(shown or to(address), token)


def too_often(error: TooManyRequests) -> str:
    """The sentence for somebody who tried too often."""
    minutes = max(1, -(-int(str(error.retry_after or 60)) // 60))
    return str(
        gettext("That was tried too often. Please wait %(minutes)s minutes.", minutes=minutes)
    )


def _is_generated(account: Account, typed: str) -> bool:
    secret = totp_secret_of(account, sealer())
    if secret is None:
        return False
    step = codes.step_of_code(secret, typed, after=account.totp_step, now=clock.now())
    number = account.id
    return step is not None and in_transaction(lambda: ways_in.take_step(number, step))


def _is_on_paper(account: Account, typed: str) -> bool:
    meant, known = codes.read_recovery_code(typed), recovery_codes_of(account.id)
    if meant is None or meant[0] >= len(known):
        return False
    row, now = known[meant[0]], clock.now()
    if row.used_at is not None or not passwords.is_right_code(row.code_hash, meant[1]):
        return False
    number = row.id
    return in_transaction(lambda: ways_in.spend_recovery_code(number, now=now))


def _count(*tried: tuple[Limit, str]) -> None:
    now = clock.now()

    def count() -> list[Limit]:
        return [
            limit for limit, who in tried if is_one_too_many(limit, who, keys=keyring(), now=now)
        ]

    over = in_transaction(count)
    if over:
        raise TooManyRequests(retry_after=max(limit.seconds_left(now) for limit in over))


def _uncount(*tried: tuple[Limit, str]) -> None:
    now = clock.now()

    def uncount() -> None:
        for limit, who in tried:
            take_back(limit, who, keys=keyring(), now=now)

    in_transaction(uncount)
