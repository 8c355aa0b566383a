"""What a contact's number or address must look like, before anybody is asked to dial it.

The published form is kept as it is; its international form (ITU-T E.164) must be the same number.
Letters stand for the digits they share a key with (ITU-T E.161).
"""

import re

from flask_babel import LazyString, lazy_gettext

from wellness.hub.contacts import Channel

NUMBERS = frozenset({Channel.CALL, Channel.TEXT, Channel.WHATSAPP})
LONGEST_SHORT_CODE = 6
"""Digits; a number without an international form of its own."""
_DIAL = re.compile(r"[+*#(]?[0-9A-Za-z*#]+(?:[ ()./-]{1,2}[0-9A-Za-z*#]+)*\)?")
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_MAIL = re.compile(r"[^@\s<>\"'()&?,;:]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLACE = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9._~%/+=#?&-]*)?")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_LONGEST_CALLING_CODE = 3
_FEWEST_DIGITS = 2


def digits_of(dial: str) -> str:
    """The digits a phone sends for a published number, letters as their keys."""
    return re.sub(r"\D", "", dial.upper().translate(_KEYS))


def tidied(channel: str, dial: str) -> str:
    """What was typed or pasted, without what a channel itself stands for ("https://")."""
    typed = " ".join(dial.split())
    if channel == Channel.WEB:
        return re.sub(r"^https?://", "", typed, flags=re.IGNORECASE).rstrip("/")
    return re.sub(r"^mailto:", "", typed, flags=re.IGNORECASE) if "@" in typed else typed


def fault_of_dial(channel: str, dial: str) -> LazyString | None:
    """Why this can't be a contact of its channel."""
    if channel == Channel.EMAIL:
        return None if _MAIL.fullmatch(dial) else lazy_gettext("Give one mail address.")
    if channel == Channel.WEB:
        if _PLACE.fullmatch(dial):
            return None
        return lazy_gettext("Give the address of a page, as in example.org/chat.")
    has_digit = any(character.isdigit() for character in dial)
    if not (has_digit and _DIAL.fullmatch(dial)) or len(digits_of(dial)) < _FEWEST_DIGITS:
        return lazy_gettext("Give the number as it is published, as in 116 123 or 0508 MUSICHELP.")
    return None


def fault_of_e164(channel: str, dial: str, e164: str) -> LazyString | None:
    """Why this can't be the international form of that number; none given is fine."""
    if not e164:
        return None
    if channel not in NUMBERS:
        return lazy_gettext("Only numbers have an international form: leave this empty.")
    if not _E164.fullmatch(e164):
        return lazy_gettext("Give + and 7 to 15 digits, as in +448088028008.")
    if not _is_same_number(dial, e164[1:]):
        return lazy_gettext("This is another number than the published one: look at both again.")
    return None


def fault_of_reach(
    channel: str, dial: str, e164: str, countries: list[str], of_service: list[str]
) -> LazyString | None:
    """Why nobody could know where this number means what it says."""
    if channel not in NUMBERS or dial.startswith("+") or e164:
        return None
    where = countries or of_service
    if where and "*" not in where:
        return None
    if len(digits_of(dial)) <= LONGEST_SHORT_CODE:
        return lazy_gettext("A short code means something else elsewhere: name its country.")
    return lazy_gettext("A number without its international form needs its country.")


def _is_same_number(dial: str, international: str) -> bool:
    digits = digits_of(dial)
    if dial.startswith("+"):
        return digits == international
    has_letters = any(character.isalpha() for character in dial)
    nationals = {digits, *(digits.removeprefix(trunk) for trunk in ("0", "1", "8", "06"))}
    for national in nationals:
        for code in range(_LONGEST_CALLING_CODE + 1):
            rest = international[code:]
            if rest == national or (has_letters and national.startswith(rest)):
                return True
    return False
