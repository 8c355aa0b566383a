"""What the pages of authors share: which text is meant, who may write it, and how they go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, make_response, redirect, render_template

from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.guide.models import Chapter, ChapterText, ChapterVersion, GuideState
from wellness.guide.queries.chapters import find_text, get_chapter, version_in
from wellness.guide.rules.safe_words import Hint, hints
from wellness.guide.views.ground import ROLES, STATES, long_date
from wellness.staff.access import roles_here, the_festival
from wellness.staff.models import Role
from wellness.web.language import LANGUAGES

HOUSE = "house"
INVALID = 422
WRITTEN = ("title", "summary", "body", "short", "worksheet")


@dataclass(frozen=True)
class Work:
    """One text as an author works on it."""

    festival: Festival
    chapter: Chapter
    whose: str
    """"own" or "house": the address says it."""
    language: str
    text: ChapterText | None
    """What is stored; None: nothing yet."""
    house: ChapterVersion | None
    """What the house says where the festival says nothing of its own."""

    @property
    def draft(self) -> ChapterVersion | None:
        """What is being worked on."""
        return version_in(self.text, GuideState.DRAFT)

    @property
    def published(self) -> ChapterVersion | None:
        """What readers see of this text."""
        return version_in(self.text, GuideState.PUBLISHED)

    @property
    def newest(self) -> ChapterVersion | None:
        """What an author begins with: the draft, else the published, the last, the house's."""
        last = self.text.versions[-1] if self.text and self.text.versions else None
        return self.draft or self.published or last or self.house

    @property
    def revision(self) -> int:
        """Of the text as it was read."""
        return self.text.revision if self.text else 0

    @property
    def owner_id(self) -> int | None:
        """The festival whose text it is; None: the house's."""
        return None if self.whose == HOUSE else self.festival.id

    @property
    def path(self) -> str:
        """Its page, below the festival."""
        return f"guide/{self.whose}/{self.chapter.slug}/{self.language}"

    @property
    def may_say_for_whom(self) -> bool:
        """Whether the chapter is this author's, rather than the house's seen from a festival."""
        return self.whose == HOUSE or self.chapter.festival_id is not None


def work_on(whose: str, chapter_slug: str, language: str) -> Work:
    """The text of the address.

    Raises Missing for languages we do not speak, and for the house's text where the person keeps
    nothing of the house.
    """
    festival = the_festival()
    chapter = get_chapter(festival.id, chapter_slug)
    if language not in LANGUAGES:
        raise Missing
    if whose == HOUSE and (chapter.festival_id is not None or not may_keep_house()):
        raise Missing
    of_house = find_text(chapter.id, None, language)
    text = of_house if whose == HOUSE else find_text(chapter.id, festival.id, language)
    return Work(
        festival, chapter, whose, language, text, version_in(of_house, GuideState.PUBLISHED)
    )


def the_text(work: Work) -> ChapterText:
    """What is stored. Raises Missing where nothing is yet."""
    if work.text is None:
        raise Missing
    return work.text


def may_keep_house() -> bool:
    """Whether the person keeps what all festivals share, as hub editors do."""
    return Role.HUB_EDITOR in roles_here()


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A page for authors."""
    return make_response(
        render_template(
            f"guide/{template}.html",
            festival=the_festival(),
            roles=ROLES,
            states=STATES,
            names_of_languages=LANGUAGES,
            long_date=long_date,
            may_keep_house=may_keep_house(),
            **facts,
        ),
        status,
    )


def to(path: str, said: str = "", kind: str = "done") -> Response:
    """On to another page of this festival, with a word of what was done."""
    if said:
        flash(said, kind)
    return make_response(redirect(f"/staff/{the_festival().slug}/{path}", 303))


def advice_on(words: Mapping[str, Any], language: str) -> dict[str, list[Hint]]:
    """Hints by field, for those fields that have any."""
    found = {name: hints(str(words.get(name) or ""), language) for name in WRITTEN}
    return {name: held for name, held in found.items() if held}
