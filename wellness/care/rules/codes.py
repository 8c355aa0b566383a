"""The code a person follows a request with: it finds the request, and opens its answers.

A hundred random bits, made from the key of the form: sent twice, it is the same code. What is
stored is made from it by scrypt, so that neither half can be guessed from a copy of the database.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import timedelta

from wellness.references import CROCKFORD, as_typed, in_crockford, keyed_hash
from wellness.tries.rules import Limit

CODE_LENGTH = 20
"""Crockford characters of 5 bits each."""
GROUP = 4
_WORK, _MEMORY_BLOCKS = 2**14, 8
_SALT = b"wellness care code 1"
"""The same for all: the code must be found by itself, and is random enough to need no other."""
_MOST_MEMORY = 64 * 1024 * 1024

WRONG_CODES = Limit("wrong care code", 10, timedelta(minutes=30))
"""Right ones do not count."""
REQUESTS_PER_NETWORK = Limit("care request from", 30, timedelta(hours=1))
"""Loose: a whole festival may ask from behind one address."""


@dataclass(frozen=True)
class CodeKeys:
    """The two halves of what scrypt makes of a code."""

    code_hash: str
    """How it is stored and looked up."""
    wrapping: bytes = field(repr=False)
    """What the key of the answers is wrapped under."""


def code_of(form_key: str) -> str:
    """The code of the request that a form with this secret key makes, as it is shown."""
    code = in_crockford(keyed_hash(form_key, "care-code", ""), CODE_LENGTH)
    return "-".join(code[at : at + GROUP] for at in range(0, CODE_LENGTH, GROUP))


def read_code(text: str) -> str | None:
    """The code meant by `text`, whatever its case, gaps and look-alikes; None if it is no code."""
    letters = as_typed(unicodedata.normalize("NFKC", text))
    return letters if len(letters) == CODE_LENGTH and set(letters) <= set(CROCKFORD) else None


def keys_of(code: str) -> CodeKeys:
    """What finds and opens the request of a code as `read_code` gives it. Takes its time."""
    stretched = hashlib.scrypt(
        code.encode(), salt=_SALT, n=_WORK, r=_MEMORY_BLOCKS, p=1, maxmem=_MOST_MEMORY, dklen=64
    )
    return CodeKeys(hashlib.sha256(stretched[:32]).hexdigest(), stretched[32:])
