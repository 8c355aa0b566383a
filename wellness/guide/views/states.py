"""The list of chapters: what state each text is in, in which language, and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wellness.guide.models import ChapterText, ChapterVersion, GuideState
from wellness.guide.queries.chapters import version_in
from wellness.guide.rules.choosing import FALLBACK, Place, is_overdue, needs_notice
from wellness.web.language import LANGUAGES


@dataclass(frozen=True)
class TextState:
    """A text of a chapter, as the list shows it."""

    language: str
    is_own: bool
    published: ChapterVersion | None
    draft: ChapterVersion | None
    last: ChapterVersion | None

    @property
    def state(self) -> GuideState | None:
        """What readers get of it: published, else what became of it."""
        newest = self.published or self.draft or self.last
        return newest.state if newest else None


@dataclass(frozen=True)
class ChapterRow:
    """One chapter of the list."""

    place: Place
    texts: Sequence[TextState]
    today: date

    @property
    def title(self) -> str:
        """What it is called, in English if it has a title there."""
        named = sorted(self.texts, key=lambda t: (t.language != FALLBACK, not t.is_own))
        versions = [v for t in named if (v := t.published or t.draft or t.last) is not None]
        return versions[0].title if versions else self.place.chapter.slug

    @property
    def is_own(self) -> bool:
        """Whether the chapter is the festival's own."""
        return self.place.chapter.festival_id is not None

    @property
    def is_overdue(self) -> bool:
        """Whether the review of what readers see should have been renewed."""
        return any(t.published and is_overdue(t.published, today=self.today) for t in self._shown)

    @property
    def needs_review(self) -> bool:
        """Whether readers are told that it is a starter nobody has reviewed."""
        chapter = self.place.chapter
        return any(t.published and needs_notice(chapter, t.published) for t in self._shown)

    @property
    def missing(self) -> list[str]:
        """Languages it has no text in."""
        there = {text.language for text in self.texts}
        return [code for code in LANGUAGES if code not in there]

    @property
    def _shown(self) -> list[TextState]:
        """Without what the festival's own words stand in for."""
        own = {t.language for t in self.texts if t.is_own and t.published}
        return [t for t in self.texts if t.is_own or t.language not in own]


def row_of(place: Place, texts: Sequence[ChapterText], *, today: date) -> ChapterRow:
    """A chapter with the states of its texts, the festival's own first in each language."""
    states = [
        TextState(
            language=text.language,
            is_own=text.festival_id is not None,
            published=version_in(text, GuideState.PUBLISHED),
            draft=version_in(text, GuideState.DRAFT),
            last=text.versions[-1] if text.versions else None,
        )
        for text in texts
    ]
    states.sort(key=lambda each: (each.language != FALLBACK, each.language, not each.is_own))
    return ChapterRow(place, states, today)
