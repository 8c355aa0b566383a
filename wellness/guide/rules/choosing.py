"""Which words of a chapter somebody reads, and what is said about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol, TypeVar

from wellness.guide.models import Chapter, ChapterVersion

FALLBACK = "en"
"""The language everybody falls back on."""
REVIEW_HOLDS = timedelta(days=365)
"""After so long somebody has to look at a chapter again."""
DUE_SOON = timedelta(days=30)


class _Placed(Protocol):
    chapter_id: int
    position: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """A version of a chapter that could be shown: whose it is and in which language."""

    language: str
    is_own: bool
    """The festival's own words, rather than the house's."""
    version: ChapterVersion


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter's place in an edition."""

    chapter: Chapter
    is_on: bool


P = TypeVar("P", bound=_Placed)


def chosen(wordings: Iterable[Wording], language: str) -> Wording | None:
    """The wording a reader of `language` gets.

    The right language before English before any other; in each, the festival's own words first.
    """

    def standing(wording: Wording) -> tuple[int, bool, str]:
        order = (language, FALLBACK)
        known = order.index(wording.language) if wording.language in order else len(order)
        return known, not wording.is_own, wording.language

    return min(wordings, key=standing, default=None)


def in_order(chapters: Iterable[Chapter], placed: Sequence[P]) -> list[Place]:
    """The chapters as an edition has them: those it placed, then the others.

    An edition that places none has all of them; else those it never placed wait, switched off.
    """
    by_id = {each.chapter_id: each for each in placed}

    def standing(chapter: Chapter) -> tuple[bool, int, bool, int, int]:
        place = by_id.get(chapter.id)
        is_own = chapter.festival_id is not None
        position = place.position if place else 0
        return place is None, position, is_own, chapter.position, chapter.id

    return [
        Place(chapter, by_id[chapter.id].is_on if chapter.id in by_id else not by_id)
        for chapter in sorted(chapters, key=standing)
    ]


def is_for(roles: Sequence[str], role: str) -> bool:
    """Whether a chapter with these roles is for somebody with `role`; "": for anybody."""
    return not roles or not role or role in roles


def is_overdue(version: ChapterVersion, *, today: date) -> bool:
    """Whether its review should have been renewed by now."""
    return version.review_due_on is not None and version.review_due_on < today


def needs_notice(chapter: Chapter, version: ChapterVersion) -> bool:
    """Whether readers are told that no professional has reviewed this starter text yet."""
    return chapter.is_starter and not version.reviewer
