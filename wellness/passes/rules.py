"""What opens a pass, how its code is spelled, and how often one may try. Decides, changes nothing.

The speakable code is derived, never stored: docs/decisions/0110-speakable-code.md.
"""

import base64
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from wellness.references import (
    CROCKFORD,
    Keyring,
    as_typed,
    folded_address,
    in_crockford,
    keyed_hash,
)
from wellness.tries.rules import Limit

SELECTOR_LETTERS = "BCDFGHJKMNPQRSTVWXYZ"
"""Crockford's letters without vowels: four of them are read aloud, never as a word."""
SELECTOR_LENGTH = 4
SECRET_LENGTH = 8
_UNKIND = re.compile(
    "FCK|FKK|CNT|SHT|NGR|NGG|FGT|FGG|TWT|BTCH|DCK|CCK|HTLR|KKK|PRN|SCK|KYS|KMS|DTH|DNR|PTSD|BPD"
)
"""What people would still read into four consonants, and should not on such a pass."""
_LETTER_MEANT = str.maketrans({"5": "S", "8": "B", "2": "Z", "6": "G"})

WRONG_CODES_ALLOWED = 5
CODE_RESTS = timedelta(minutes=15)
LINK_LIVES = timedelta(minutes=30)
LINKS_AT_ONCE = 5
LONGEST_NAME = 60
LONGEST_ADDRESS = 254

WRONG_CODES_PER_CLIENT = Limit("wrong code", 10, timedelta(minutes=30))
"""Any hour touches at most three windows: one guesser gets 30 tries an hour, never more. Right
codes do not count, so that a whole festival behind one address is not locked out."""
LETTERS_PER_CLIENT = Limit("pass letter from", 30, timedelta(hours=1))
LETTERS_PER_ADDRESS = Limit("pass letter to", 3, timedelta(hours=1))


@dataclass(frozen=True)
class TypedCode:
    """A speakable code as it was meant: the public selector, and what only the holder knows."""

    selector: str
    secret: str = field(repr=False)


def new_selector() -> str:
    """Four random letters that spell nothing unkind."""
    while True:
        letters = "".join(secrets.choice(SELECTOR_LETTERS) for _ in range(SELECTOR_LENGTH))
        if not _UNKIND.search(letters):
            return letters


def speakable_code(keys: Keyring, selector: str, generation: int) -> str:
    """The code to show and say, as "MSSK-7KQ4-M2XD"."""
    secret = _secret_part(keys.current, selector, generation)
    return f"{selector}-{secret[:4]}-{secret[4:]}"


def read_code(text: str) -> TypedCode | None:
    """The code meant by `text`, whatever its case, gaps and look-alikes; None if it is no code."""
    letters = as_typed(unicodedata.normalize("NFKC", text))
    selector = letters[:SELECTOR_LENGTH].translate(_LETTER_MEANT)
    secret = letters[SELECTOR_LENGTH:]
    if len(secret) != SECRET_LENGTH or not set(secret) <= set(CROCKFORD):
        return None
    if not (selector.isascii() and selector.isalpha()):
        return None
    return TypedCode(selector, secret)


def is_right_code(keys: Keyring, typed: TypedCode, generation: int) -> bool:
    """Whether `typed` is the code of this generation under any key still honoured.

    Takes the same time whether and wherever it differs.
    """
    matches = [
        hmac.compare_digest(_secret_part(key, typed.selector, generation), typed.secret)
        for key in keys
    ]
    return any(matches)


def is_resting(locked_until: datetime | None, now: datetime) -> bool:
    """Whether the code opens nothing for now, after too many wrong tries."""
    return locked_until is not None and now < locked_until


def after_wrong_code(
    wrong: int, locked_until: datetime | None, now: datetime
) -> tuple[int, datetime | None]:
    """How many wrong tries there are now, and until when the code rests if that was one too many.

    Tries from before an ended rest are forgiven.
    """
    tries = 1 if locked_until is not None else wrong + 1
    return tries, now + CODE_RESTS if tries >= WRONG_CODES_ALLOWED else None


def secret_of_link(keys: Keyring, token: str, page_key: str) -> str:
    """The secret a phone gets for pressing the button of one page of an opening link: 256 bits."""
    raw = keyed_hash(keys.current, "opened by link", f"{token}|{page_key}")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def address_hashes(keys: Keyring, address: str) -> list[str]:
    """Under which hashes a pass with this address may be stored, the present one first."""
    folded = folded_address(address)
    return [keyed_hash(key, "pass-email", folded).hex() for key in keys]


def tidy_name(text: str) -> str:
    """A chosen name without control characters or long gaps, at most 60 characters."""
    shown = "".join(" " if c.isspace() else c for c in text if _is_shown(c) or c.isspace())
    return " ".join(unicodedata.normalize("NFC", shown).split())[:LONGEST_NAME].strip()


def _is_shown(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _secret_part(key: str, selector: str, generation: int) -> str:
    return in_crockford(keyed_hash(key, "pass-code", f"{selector}|{generation}"), SECRET_LENGTH)
