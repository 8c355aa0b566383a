"""Public references and secrets: how they are made, spelled and hashed.

The alphabet is Crockford's base 32 (no I, L, O, U), so that a reference can be read aloud,
typed on a phone in the rain, and never spells a word.
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


@dataclass(frozen=True)
class Keyring:
    """The application's secret keys: the one in use, and former ones still honoured."""

    current: str = field(repr=False)
    former: tuple[str, ...] = field(default=(), repr=False)

    def __iter__(self) -> Iterator[str]:
        yield self.current
        yield from self.former


def new_reference(length: int = 8) -> str:
    """A public reference in lower case; 8 characters hold 40 random bits. Not a secret."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(length)).lower()


def as_typed(text: str) -> str:
    """What was meant by a typed code: upper case, no separators, O I L read as 0 1 1."""
    return "".join(c for c in text.upper() if c.isalnum()).translate(_MISREAD)


def new_secret() -> str:
    """256 random bits as 43 URL-safe characters. Only its hash is ever stored."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> str:
    """SHA-256 in hex: how a secret of full strength is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def keyed_hash(key: str, purpose: str, text: str) -> bytes:
    """HMAC-SHA-256 bound to a purpose, so that one key serves several uses apart."""
    return hmac.new(key.encode(), f"{purpose}|{text}".encode(), hashlib.sha256).digest()


def in_crockford(raw: bytes, length: int) -> str:
    """The first `length` * 5 bits of `raw` as Crockford characters."""
    number = int.from_bytes(raw, "big")
    total = len(raw) * 8
    return "".join(CROCKFORD[(number >> (total - 5 * (i + 1))) & 31] for i in range(length))


def folded_address(address: str) -> str:
    """The spelling under which two ways to write one mail address are the same."""
    return unicodedata.normalize("NFKC", address).strip().casefold()
