"""Sealing: single fields are encrypted before they reach the database and its backups.

A sealed text is bound to the place it belongs to ("pass|email|17"): moved to another row, it
does not open. See docs/decisions/0110-speakable-code.md on sealing and hashing.
"""

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SHORTEST_KEY = 32
_PURPOSE = b"wellness field key 1"
_END_OF_CONTEXT = "\0"


class Unsealable(Exception):
    """The sealed text was changed, belongs elsewhere, or its key is no longer among ours.

    The message never holds any part of the text.
    """


class Sealer:
    """Seals with the first key, opens with any of them.

    A key is any secret of at least 32 characters, as `wellness keys new` makes them; it is
    stretched by HKDF-SHA-256 (RFC 5869), so that pasting one in needs no particular form.
    Raises ValueError for no key, or for one that is too short.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise ValueError("sealing needs at least one key")
        if any(len(key) < SHORTEST_KEY for key in keys):
            raise ValueError(f"a sealing key needs at least {SHORTEST_KEY} characters")
        self._fernet = MultiFernet([_fernet_of(key) for key in keys])

    def seal(self, context: str, text: str) -> bytes:
        """`text` as ciphertext (URL-safe ASCII) that opens under the same `context` only.

        `context` names table, column and row. Sealing the same text twice gives two results.
        """
        if _END_OF_CONTEXT in context:
            raise ValueError("a context holds no NUL")
        return self._fernet.encrypt(f"{context}{_END_OF_CONTEXT}{text}".encode())

    def unseal(self, context: str, sealed: bytes) -> str:
        """The text sealed under `context`. Raises Unsealable for anything else."""
        found, _, text = self._opened(sealed).partition(_END_OF_CONTEXT)
        if found != context:
            raise Unsealable("this was sealed for another place")
        return text

    def reseal(self, sealed: bytes) -> bytes:
        """The same text under the first key, so that an older key can be given up.

        Its place stays as it was. Raises Unsealable.
        """
        try:
            return self._fernet.rotate(sealed)
        except InvalidToken:
            raise Unsealable("no key opens this") from None

    def _opened(self, sealed: bytes) -> str:
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise Unsealable("no key opens this") from None


def _fernet_of(key: str) -> Fernet:
    stretched = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(stretched))
