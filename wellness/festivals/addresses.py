"""Words in addresses for what people give a name."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ı": "i", "&": " and ", "'": "", "’": ""}
)
_SLUG_LENGTH = 60


def slug_of(name: str, fallback: str) -> str:
    """The name as part of an address: plain letters, digits and dashes; `fallback` if none."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_SLUG_LENGTH].strip("-")
    return slug or fallback


def unused(slug: str, used: set[str]) -> str:
    """`slug`, or the next of slug-2, slug-3 … that is not in `used`; it is added there."""
    chosen, number = slug, 1
    while chosen in used:
        number += 1
        chosen = f"{slug}-{number}"
    used.add(chosen)
    return chosen
