"""Sealing for the care team: HPKE (RFC 9180) to a public key whose other half is kept elsewhere.

What is sealed here is opened neither by the database nor by SECRET_KEY nor by FIELD_KEYS. See
docs/decisions/0760-what-only-the-care-team-reads.md.
"""

import base64
import binascii
import hashlib
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from wellness.care.errors import CareKeyAbsent
from wellness.sealing import Unsealable

KEY_BYTES = 32
BLOCK_BYTES = 512
"""Texts are padded to whole blocks, so that their length says little."""
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_MARK_BYTES = 8
_NONCE_BYTES = 12
_END = b"\x80"


def new_pair() -> tuple[str, str]:
    """A fresh private key for CARE_KEYS, and its public half for CARE_PUBLIC_KEY."""
    private = X25519PrivateKey.generate()
    return _written(private.private_bytes_raw()), public_half(_written(private.private_bytes_raw()))


def public_half(private: str) -> str:
    """The public key that belongs to a private one. Raises ValueError for what is no key."""
    key = X25519PrivateKey.from_private_bytes(_read(private))
    return _written(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))


def new_answer_key() -> bytes:
    """256 random bits, of one request alone."""
    return secrets.token_bytes(KEY_BYTES)


class CareKeys:
    """Seals to the public key, opens with any of the private ones that are on this machine.

    Raises ValueError for keys that are none, or for a public key whose other half is missing
    although private keys are given.
    """

    def __init__(self, private: Sequence[str] = (), public: str = "") -> None:
        self._private: dict[bytes, X25519PrivateKey] = {}
        for text in private:
            key = X25519PrivateKey.from_private_bytes(_read(text))
            self._private[_mark_of(key.public_key())] = key
        current = public or (public_half(private[0]) if private else "")
        self._public = X25519PublicKey.from_public_bytes(_read(current)) if current else None
        if self._public and self._private and _mark_of(self._public) not in self._private:
            raise ValueError("CARE_PUBLIC_KEY belongs to none of the CARE_KEYS")

    @property
    def can_seal(self) -> bool:
        """Whether requests can be taken here."""
        return self._public is not None

    @property
    def can_open(self) -> bool:
        """Whether requests can be read here."""
        return bool(self._private)

    def seal(self, context: str, content: bytes) -> bytes:
        """`content`, padded, for whoever holds the private key; opens under `context` only.

        Raises CareKeyAbsent where no key is set.
        """
        if self._public is None:
            raise CareKeyAbsent
        sealed = _SUITE.encrypt(_padded(content), self._public, info=context.encode())
        return _mark_of(self._public) + sealed

    def unseal(self, context: str, sealed: bytes) -> bytes:
        """What was sealed under `context`.

        Raises CareKeyAbsent without a private key here, Unsealable for what was changed, moved,
        or sealed to a key given up.
        """
        if not self._private:
            raise CareKeyAbsent
        key = self._private.get(sealed[:_MARK_BYTES])
        if key is None:
            raise Unsealable("no care key opens this")
        try:
            opened = _SUITE.decrypt(sealed[_MARK_BYTES:], key, info=context.encode())
        except (InvalidTag, ValueError):
            raise Unsealable("this was sealed for another place, or changed") from None
        return _unpadded(opened)

    def is_current(self, sealed: bytes) -> bool:
        """Whether it is sealed to the key that new texts are sealed to."""
        return self._public is not None and sealed[:_MARK_BYTES] == _mark_of(self._public)

    def reseal(self, context: str, sealed: bytes) -> bytes:
        """The same text sealed to the present key. Raises as `unseal` does."""
        return (
            sealed if self.is_current(sealed) else self.seal(context, self.unseal(context, sealed))
        )


def locked(key: bytes, context: str, content: bytes) -> bytes:
    """`content`, padded, under a key both sides have; opens under `context` only."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + ChaCha20Poly1305(key).encrypt(nonce, _padded(content), context.encode())


def unlocked(key: bytes, context: str, sealed: bytes) -> bytes:
    """What was locked under `context`. Raises Unsealable for anything else."""
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return _unpadded(ChaCha20Poly1305(key).decrypt(nonce, rest, context.encode()))
    except (InvalidTag, ValueError):
        raise Unsealable("this was sealed for another place, or changed") from None


def _padded(content: bytes) -> bytes:
    """ISO/IEC 7816-4: one mark, then zeros up to a whole block."""
    marked = content + _END
    return marked + bytes(-len(marked) % BLOCK_BYTES)


def _unpadded(content: bytes) -> bytes:
    return content.rstrip(b"\0")[: -len(_END)]


def _mark_of(key: X25519PublicKey) -> bytes:
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(b"care key|" + raw).digest()[:_MARK_BYTES]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _read(text: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != KEY_BYTES:
        raise ValueError("a care key is 43 characters, as `wellness keys new-care` prints them")
    return raw
