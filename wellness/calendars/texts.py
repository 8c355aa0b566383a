"""What may stand in a calendar: text without anything that could break or disguise a line.

The joiners U+200C and U+200D stay although they are format characters: Persian and Hindi are
spelled with them, and so are many emoji.
"""

import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

SUMMARY_LENGTH = 80
LINE_LENGTH = 200
DESCRIPTION_OCTETS = 2000
ADDRESS_LENGTH = 400
_JOINERS = "\u200c\u200d"
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})


def clean(text: str) -> str:
    """`text` without control, format and surrogate characters; line breaks are line feeds."""
    unbroken = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_BREAKS)
    if unbroken.isascii() and unbroken.replace("\n", "").isprintable():
        return unbroken.strip()
    kept = (
        character
        for character in unbroken
        if character == "\n"
        or character in _JOINERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    return "".join(kept).strip()


def one_line(text: str, length: int = LINE_LENGTH) -> str:
    """`text` cleaned, in one line of at most `length` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def within_octets(text: str, octets: int) -> str:
    """`text` cut between characters so that it takes at most `octets` in UTF-8."""
    raw = text.encode()
    if len(raw) <= octets:
        return text
    return raw[: octets - 3].decode(errors="ignore").rstrip() + "…"


def described(lines: Iterable[str], *, url: str = "") -> str:
    """A description of at most 2,000 octets: the lines that say something, the address last.

    The address stands in the text as well because Thunderbird and some phones hide URL.
    """
    cleaned = [line for line in map(clean, lines) if line]
    address = web_address(url)
    room = DESCRIPTION_OCTETS - len(address.encode()) - 1
    text = within_octets("\n".join(cleaned), room)
    return f"{text}\n{address}".strip() if address else text


def web_address(url: str) -> str:
    """`url` if it is a plain web address without white space or controls, otherwise nothing."""
    if not url or len(url) > ADDRESS_LENGTH or not url.isprintable() or set(url) & set(' "<>\\'):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""
