"""Passes by mail: for a phone that lost its own. Belongs in a transaction, like every action."""

from dataclasses import dataclass
from datetime import datetime

from wellness.mail import outbox
from wellness.passes import letters, rules
from wellness.passes.actions import make_opening_link
from wellness.passes.models import Pass
from wellness.passes.queries import address_of, passes_of_address
from wellness.references import Keyring, folded_address, new_secret
from wellness.sealing import Sealer
from wellness.tries import actions as attempts


@dataclass(frozen=True)
class Desk:
    """What is needed to write: keys, and the address under which people reach us."""

    keys: Keyring
    sealer: Sealer
    base_url: str


def mail_pass(holder: Pass, *, client: str, desk: Desk, now: datetime) -> None:
    """Write to the holder's own address; nothing happens without one, or when asked too often."""
    address = address_of(holder, desk.sealer)
    if address is not None and not _asked_too_often(address, client, desk.keys, now):
        _write(holder, address, desk, now)


def mail_passes_of(address: str, *, client: str, desk: Desk, now: datetime) -> None:
    """Write to an address about each pass that gave it; an unknown one takes as much work.

    A letter is left in the outbox in any case: the one for nobody is never sent.
    """
    refused = _asked_too_often(address, client, desk.keys, now)
    holders = [] if refused else passes_of_address(address, desk.keys)
    for holder in holders:
        _write(holder, address_of(holder, desk.sealer) or address, desk, now)
    if not holders:
        token = new_secret()
        outbox.post(letters.no_letter(token=token, base_url=desk.base_url, now=now), now=now)


def _write(holder: Pass, address: str, desk: Desk, now: datetime) -> None:
    token = make_opening_link(holder, now=now)
    until = now + rules.LINK_LIVES
    letter = letters.your_pass(
        holder, to=address, token=token, base_url=desk.base_url, expires_at=until
    )
    outbox.post(letter, now=now)


def _asked_too_often(address: str, client: str, keys: Keyring, now: datetime) -> bool:
    folded = folded_address(address)
    counted = ((rules.LETTERS_PER_CLIENT, client), (rules.LETTERS_PER_ADDRESS, folded))
    answers = [attempts.is_one_too_many(what, who, keys=keys, now=now) for what, who in counted]
    return any(answers)
