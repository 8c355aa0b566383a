"""Second factors: codes of a generator (RFC 6238), and codes on paper in their place."""

import hmac
import secrets
from datetime import datetime

import pyotp

from wellness.references import CROCKFORD, as_typed

ISSUER = "Wellness"
STEP_SECONDS = 30
HOW_MANY = 10
_CODE_LENGTH = 8
_GENERATED_LENGTH = 6


def new_totp_secret() -> str:
    """160 random bits, spelled as code generators take them."""
    return pyotp.random_base32()


def totp_address(secret: str, who: str) -> str:
    """The otpauth:// address that code generators read from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=who, issuer_name=ISSUER)


def step_of_code(secret: str, typed: str, *, after: int | None, now: datetime) -> int | None:
    """The time step whose code was typed: this one, the last or the next; None for any other.

    Steps up to `after` are over: their codes were taken.
    """
    code = "".join(character for character in typed if character.isdigit())
    if len(code) != _GENERATED_LENGTH:
        return None
    generator, here = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    matching = [
        step
        for step in (here - 1, here, here + 1)
        if hmac.compare_digest(generator.generate_otp(step), code)
    ]
    fresh = [step for step in matching if after is None or step > after]
    return fresh[0] if fresh else None


def new_recovery_codes() -> list[str]:
    """Ten codes to keep on paper; the first character says which of them it is."""
    return [
        f"{number}-{_random(_CODE_LENGTH // 2)}-{_random(_CODE_LENGTH // 2)}"
        for number in range(HOW_MANY)
    ]


def read_recovery_code(typed: str) -> tuple[int, str] | None:
    """Which of the ten was meant, and its spelling; None if this is no recovery code."""
    letters = as_typed(typed)
    if len(letters) != _CODE_LENGTH + 1 or not letters[0].isdecimal():
        return None
    number = int(letters[0])
    return number, f"{number}-{letters[1:5]}-{letters[5:]}"


def _random(length: int) -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(length))
