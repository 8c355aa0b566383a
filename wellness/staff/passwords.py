"""Passwords: argon2id (RFC 9106), with the same work whether there is an account or not."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHash
from argon2.profiles import RFC_9106_LOW_MEMORY

SHORTEST = 12
LONGEST = 200
_FEWEST_KINDS = 5
_hasher = PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
_quick = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""For codes we make ourselves: 40 random bits, of which each is tried a few times at most."""


def hash_password(text: str) -> str:
    """What is stored of a password, or of nothing at all."""
    return _hasher.hash(_folded(text))


def is_right_password(stored: str | None, text: str) -> bool:
    """Whether `text` is the password; takes as long where there is none."""
    right = _matches(_hasher, stored or _nobodys(), text)
    return right and stored is not None


def is_guessable(text: str, known: str) -> bool:
    """Whether somebody who knows the person would try this first: few letters, or their own."""
    folded = _folded(text).casefold()
    few = len(set(folded)) < _FEWEST_KINDS
    words = {
        word for word in known.casefold().replace("@", " ").split() if len(word) > _FEWEST_KINDS
    }
    return few or any(word in folded for word in words)


def hash_code(code: str) -> str:
    """What is stored of a recovery code."""
    return _quick.hash(code)


def is_right_code(stored: str, code: str) -> bool:
    """Whether `code` is the one stored."""
    return _matches(_quick, stored, code)


def _matches(hasher: PasswordHasher, stored: str, text: str) -> bool:
    try:
        return hasher.verify(stored, _folded(text))
    except (Argon2Error, InvalidHash):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


def _folded(text: str) -> str:
    """One spelling for what different keyboards make of the same letters (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", text[:LONGEST])
