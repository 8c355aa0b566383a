"""How long a text takes to read, and where words are found in it."""

import math
import re
from dataclasses import dataclass
from unicodedata import combining, normalize

from wellness.web.markdown import plain

WORDS_A_MINUTE = 200
"""A careful reader on a phone, tired. Adults read plain English at 238 words a minute on average
(Brysbaert, Journal of Memory and Language 109, 2019)."""
AROUND = 90
"""Letters shown on either side of what was found."""
LONGEST_QUESTION = 80


def minutes_of(text: str) -> int:
    """Minutes it takes to read this Markdown, one at least; 0 for no text."""
    words = len(plain(text).split())
    return math.ceil(words / WORDS_A_MINUTE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without accents and capitals: `places[n]` is where its `text[n]` was written."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the folded letters from `start` to `end` stand in the text as written."""
        return self.places[start], self.places[end]


def folded(text: str) -> Folded:
    """`text` as it is compared: café is cafe, Straße is strasse."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for bare in normalize("NFKD", letter.casefold()):
            if not combining(bare):
                letters.append(bare)
                places.append(place)
    places.append(len(text))
    return Folded("".join(letters), tuple(places))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What stands around the first thing found, in three pieces."""

    before: str
    found: str
    after: str


def words_of(question: str) -> list[str]:
    """The words to look for, folded."""
    return folded(question[:LONGEST_QUESTION]).text.split()


def score(words: list[str], *, title: str, text: str) -> int:
    """How well a chapter answers, 0 if any word is missing; in a title they weigh more."""
    in_title, in_text = folded(title).text, folded(text).text
    if not words or not all(word in in_title or word in in_text for word in words):
        return 0
    return sum(10 * (word in in_title) + min(5, in_text.count(word)) for word in words)


def excerpt(words: list[str], text: str) -> Excerpt:
    """The neighbourhood of the first of these words in `text`, or its beginning."""
    bare = folded(text)
    found = [bare.text.find(word) for word in words]
    at = min((place for place in found if place >= 0), default=-1)
    if at < 0:
        return Excerpt(_cut(text[: 2 * AROUND], end=True), "", "")
    word = next(word for word in words if bare.text.startswith(word, at))
    start, end = bare.span(at, at + len(word))
    end = max(end, start + 1)
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    return Excerpt(
        _cut(before, start=start > AROUND),
        text[start:end],
        _cut(after, end=end + AROUND < len(text)),
    )


def _cut(text: str, *, start: bool = False, end: bool = False) -> str:
    """`text` without the half words at its cut ends."""
    line = re.sub(r"\s+", " ", text)
    if start:
        line = "…" + line.partition(" ")[2]
    if end:
        line = line.rpartition(" ")[0] + "…"
    return line
