"""Advice for whoever writes about hard things: words that can harm, why, and what to say instead.

Advice only. Nothing here keeps anybody from saving or publishing: a person judges, with the reason
in front of them. What is looked for follows the guidelines on safe messaging named in
docs/decisions/0771.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flask_babel import LazyString

from wellness.guide.rules.advice import ADVICE, Harm
from wellness.guide.rules.reading import folded
from wellness.guide.rules.word_lists import ANY_LANGUAGE, WORDS

_BETWEEN = r"[\s*_]+"
"""Between two words: spaces, line ends, and the marks of emphasis."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One place in a text to think about once more."""

    start: int
    end: int
    """`text[start:end]` are the words."""
    harm: Harm
    words: str
    line: int
    """Counted from 1."""

    @property
    def why(self) -> LazyString:
        """Why these words can harm."""
        return ADVICE[self.harm].why

    @property
    def instead(self) -> LazyString:
        """What to say instead."""
        return ADVICE[self.harm].instead


def hints(text: str, language: str) -> list[Hint]:
    """What to think about once more in `text`, in the order it stands there.

    `language` is an ISO 639 code; for a language without a list, only what needs none is found.
    Never raises, whatever the text is.
    """
    bare = folded(text)
    found = []
    for harm, pattern in (*_compiled(language), *_compiled("")):
        for match in pattern.finditer(bare.text):
            if match.start() == match.end():
                continue
            start, end = bare.places[match.start()], bare.places[match.end() - 1] + 1
            while (
                end < len(text) and bare.places[match.end()] > end
            ):  # combining marks belong to it
                end += 1
            line = text.count("\n", 0, start) + 1
            found.append(Hint(start, end, harm, text[start:end], line))
    return list(_outermost(found))


def _outermost(found: list[Hint]) -> Iterator[Hint]:
    """In order, without those that lie within another one."""
    reached = -1
    for hint in sorted(found, key=lambda each: (each.start, -each.end)):
        if hint.end > reached:
            reached = hint.end
            yield hint


@cache
def _compiled(language: str) -> tuple[tuple[Harm, re.Pattern[str]], ...]:
    lists = WORDS.get(language, {}) if language else ANY_LANGUAGE
    return tuple(
        (harm, re.compile(rf"(?<!\w)(?:{phrase.replace(' ', _BETWEEN)})(?!\w)"))
        for harm, phrases in lists.items()
        for phrase in phrases
    )
