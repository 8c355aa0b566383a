"""What a festival's guide holds, and which words of it a reader gets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager

from wellness.database import db
from wellness.guide.models import (
    Chapter,
    ChapterText,
    ChapterVersion,
    Edition,
    EditionChapter,
    GuideState,
)
from wellness.guide.rules.choosing import (
    Place,
    Wording,
    chosen,
    in_order,
    is_for,
    is_overdue,
    needs_notice,
)
from wellness.guide.rules.reading import minutes_of


@dataclass(frozen=True)
class ShownChapter:
    """A chapter with the words one reader gets."""

    chapter: Chapter
    wording: Wording
    asked_language: str

    @property
    def slug(self) -> str:
        """Its part of the address."""
        return self.chapter.slug

    @property
    def version(self) -> ChapterVersion:
        """The words."""
        return self.wording.version

    @property
    def is_translated(self) -> bool:
        """Whether it is in the language that was asked for."""
        return self.wording.language == self.asked_language

    @property
    def needs_notice(self) -> bool:
        """Whether it says that no professional has reviewed it yet."""
        return needs_notice(self.chapter, self.version)

    @cached_property
    def minutes(self) -> int:
        """Minutes it takes to read."""
        return minutes_of(self.version.body)

    @cached_property
    def short_minutes(self) -> int:
        """Minutes its short version takes; 0 without one."""
        return minutes_of(self.version.short)

    def is_overdue(self, *, today: date) -> bool:
        """Whether its review should have been renewed."""
        return is_overdue(self.version, today=today)


def edition_of(festival_id: int) -> Edition:
    """What the festival adds to its guide; an empty one that is not stored if nothing."""
    found = db.session.get(Edition, festival_id)
    return found or Edition(festival_id=festival_id, welcome="", contacts="", revision=0)


def places_of(festival_id: int) -> list[Place]:
    """All chapters the festival may have, in its order; own ones hide the house's of that name."""
    mine = or_(Chapter.festival_id.is_(None), Chapter.festival_id == festival_id)
    chapters = list(db.session.scalars(select(Chapter).where(mine)))
    own = {each.slug for each in chapters if each.festival_id is not None}
    shown = [each for each in chapters if each.festival_id is not None or each.slug not in own]
    placed = select(EditionChapter).where(EditionChapter.festival_id == festival_id)
    return in_order(shown, list(db.session.scalars(placed)))


def wordings_of(
    festival_id: int,
    chapter_ids: Iterable[int],
    *,
    states: frozenset[GuideState] = frozenset({GuideState.PUBLISHED}),
) -> dict[int, list[Wording]]:
    """What could be shown of these chapters at the festival, by chapter."""
    query = (
        select(ChapterVersion)
        .join(ChapterVersion.text)
        .where(
            ChapterText.chapter_id.in_(chapter_ids),
            or_(ChapterText.festival_id.is_(None), ChapterText.festival_id == festival_id),
            ChapterVersion.state.in_(states),
        )
        .options(contains_eager(ChapterVersion.text))
        .order_by(ChapterVersion.number.desc())
    )
    found: dict[int, list[Wording]] = defaultdict(list)
    for version in db.session.scalars(query):
        text = version.text
        found[text.chapter_id].append(
            Wording(text.language, is_own=text.festival_id is not None, version=version)
        )
    return found


def guide_of(
    festival_id: int, language: str, *, role: str = "", with_drafts: bool = False
) -> list[ShownChapter]:
    """The chapters of the festival's guide as a reader of `language` gets them, in order.

    With `role` only those for it and for everybody; `with_drafts` as it would be if every draft
    were published.
    """
    places = [place for place in places_of(festival_id) if place.is_on]
    states = {GuideState.PUBLISHED} | ({GuideState.DRAFT} if with_drafts else set())
    wordings = wordings_of(
        festival_id, [place.chapter.id for place in places], states=frozenset(states)
    )
    shown = []
    for place in places:
        if is_for(place.chapter.roles, role):
            wording = chosen(wordings.get(place.chapter.id, ()), language)
            if wording is not None:
                shown.append(ShownChapter(place.chapter, wording, language))
    return shown


def languages_of(festival_id: int, chapter_id: int) -> list[str]:
    """The languages a chapter can be read in at the festival."""
    wordings = wordings_of(festival_id, [chapter_id]).get(chapter_id, [])
    return sorted({each.language for each in wordings})


def was_there(festival_id: int, slug: str) -> bool:
    """Whether a chapter of this address was ever published for the festival's readers."""
    query = (
        select(ChapterVersion.id)
        .join(ChapterVersion.text)
        .join(ChapterText.chapter)
        .where(
            Chapter.slug == slug,
            or_(Chapter.festival_id.is_(None), Chapter.festival_id == festival_id),
            or_(ChapterText.festival_id.is_(None), ChapterText.festival_id == festival_id),
            ChapterVersion.published_at.is_not(None),
        )
        .limit(1)
    )
    return db.session.scalars(query).first() is not None
