"""What a row last said, aspect by aspect, in 60 characters.

Aspect by aspect, because a change in the file may touch only what changed in the file: an
organizer's own corrections survive, and so does what a less talkative format doesn't tell.
"""

import hashlib

ASPECTS = (
    "when",
    "where",
    "title",
    "text",
    "size",
    "people",
    "kind",
    "details",
    "notes",
    "link",
)
"""In this order for ever: fingerprints are stored."""
Aspects = dict[str, str | None]
_WIDTH = 6
_UNTOLD = "-" * _WIDTH


def fingerprint_of(aspects: Aspects) -> str:
    """Six hexadecimal characters for each aspect; dashes for one that the file doesn't tell."""
    return "".join(_mark(aspects[name]) for name in ASPECTS)


def _mark(text: str | None) -> str:
    if text is None:
        return _UNTOLD
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_WIDTH]


def changed(before: str, after: str) -> frozenset[str]:
    """The aspects that `after` tells otherwise than `before` did."""
    pairs = zip(ASPECTS, _marks(before), _marks(after), strict=True)
    return frozenset(name for name, old, new in pairs if new not in (_UNTOLD, old))


def joined(before: str, after: str, apart_from: frozenset[str] = frozenset()) -> str:
    """`after`, with `before` where `after` doesn't tell and for the aspects in `apart_from`."""
    triples = zip(ASPECTS, _marks(before), _marks(after), strict=True)
    return "".join(
        old if new == _UNTOLD or name in apart_from else new for name, old, new in triples
    )


def _marks(fingerprint: str) -> list[str]:
    whole = fingerprint.ljust(_WIDTH * len(ASPECTS), "-")
    return [whole[i : i + _WIDTH] for i in range(0, _WIDTH * len(ASPECTS), _WIDTH)]
