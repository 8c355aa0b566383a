"""Finding a service by what somebody types with cold thumbs.

Accents, case and punctuation don't count; former names and old numbers find what took their
place; words nobody knows find what looks most like them, and are said to be guessed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from wellness.hub.services import Service

LONGEST_QUERY = 80
MOST_WORDS = 8
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe"})
_SHORTEST_GUESS = 4
_TWO_SLIPS_FROM = 7
_LIKENESS = 0.45
_FEWEST_DIGITS = 3


class Found(IntEnum):
    """How surely something is what was looked for; higher is surer."""

    GUESSED = 1
    """It looks like it, no more."""
    SAID = 2
    """Its description has the words."""
    FORMER = 3
    """It was called so, or had that number."""
    NAMED = 4
    EXACTLY = 5


@dataclass(frozen=True)
class Hit:
    """A service, and how surely it was meant."""

    service: Service
    how: Found
    likeness: float = 1.0


def folded(text: str) -> str:
    """`text` without accents, case and punctuation, its words single-spaced."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"['’`]", "", bare)).split())


def search(
    query: str, services: Iterable[Service], *, said: dict[str, str] | None = None
) -> list[Hit]:
    """What `query` may mean, surest first. `said`: more words about a service, by its slug.

    Guesses are made only where nothing was found. An empty query finds nothing.
    """
    wanted = folded(query[:LONGEST_QUERY])
    words = wanted.split()[:MOST_WORDS]
    if not words:
        return []
    there = list(services)
    more = said or {}
    hits = [
        Hit(each, how) for each in there if (how := _found(wanted, words, each, more)) is not None
    ]
    hits = hits or [hit for each in there if (hit := _guessed(words, each)) is not None]
    return sorted(hits, key=lambda hit: (-hit.how, -hit.likeness, folded(hit.service.name)))


def _found(wanted: str, words: list[str], service: Service, said: dict[str, str]) -> Found | None:
    name = folded(service.name)
    former = [folded(each) for each in service.former_names]
    digits = _digits(wanted)
    numbers = {_digits(contact.dial) for contact in service.contacts}
    if wanted == name or _squeezed(wanted) == _squeezed(name) or (digits and digits in numbers):
        return Found.EXACTLY
    if _has_all(words, name):
        return Found.NAMED
    if any(_has_all(words, each) or _squeezed(wanted) == _squeezed(each) for each in former):
        return Found.FORMER
    if digits and digits in {_digits(each) for each in former}:
        return Found.FORMER
    text = " ".join((name, *former, folded(service.summary), folded(service.eligibility)))
    if _has_all(words, f"{text} {folded(said.get(service.slug, ''))}"):
        return Found.SAID
    return None


def _guessed(words: list[str], service: Service) -> Hit | None:
    known = folded(" ".join((service.name, *service.former_names))).split()
    likeness = [max((_alike(word, each) for each in known), default=0.0) for word in words]
    return Hit(service, Found.GUESSED, sum(likeness)) if min(likeness) > 0 else None


def _has_all(words: Sequence[str], text: str) -> bool:
    """Whether each of `words` begins a word of `text`."""
    there = text.split()
    return all(any(each.startswith(word) for each in there) for word in words)


def _alike(typed: str, known: str) -> float:
    """From 0 (something else) to 1 (the same), by slips of the thumb and by shared trigrams."""
    if typed == known:
        return 1.0
    if min(len(typed), len(known)) < _SHORTEST_GUESS:
        return 0.0
    slips = 2 if len(typed) >= _TWO_SLIPS_FROM else 1
    if distance(typed, known) <= slips:
        return 0.9
    ours, theirs = _trigrams(typed), _trigrams(known)
    shared = len(ours & theirs) / len(ours | theirs)
    return shared if shared >= _LIKENESS else 0.0


def distance(one: str, other: str) -> int:
    """How many letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i, *[0] * len(other)]
        for j, b in enumerate(other, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]


def _trigrams(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[i : i + 3] for i in range(len(padded) - 2)}


def _digits(text: str) -> str:
    found = re.sub(r"\D", "", text)
    return found if len(found) >= _FEWEST_DIGITS else ""


def _squeezed(text: str) -> str:
    return text.replace(" ", "")
