"""A festival's guide as a page shows it: chapters in order, their HTML, and where links lead."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from wellness.festivals.models import Festival
from wellness.guide.models import Edition
from wellness.guide.queries.editions import ShownChapter, edition_of, guide_of
from wellness.guide.queries.services import LinkedService, linked_services
from wellness.guide.rules.linking import GUIDE, HUB, PARTS, hub_slugs
from wellness.guide.rules.reading import Excerpt, excerpt, score, words_of
from wellness.guide.views.asking import Asked
from wellness.web.markdown import headings_of, plain, rendered

UNDER_TITLE = 2
"""The level of headings below the title of a page."""


@dataclass(frozen=True)
class Guide:
    """The guide one reader gets."""

    festival: Festival
    edition: Edition
    chapters: Sequence[ShownChapter]
    asked: Asked
    base: str
    """The path of its contents, without a slash at the end."""
    root: str = ""
    """What stands before every path: nothing on our pages, our address in a file."""

    def address_of(self, slug: str) -> str:
        """Where a chapter is read, asked for as everything here is."""
        return f"{self.root}{self.base}/{slug}{self.asked.query()}"

    def services_in(self, chapter: ShownChapter) -> dict[str, LinkedService]:
        """The services that a chapter links to, as they stand today."""
        return linked_services(hub_slugs(_parts(chapter)))

    def html(
        self,
        chapter: ShownChapter,
        part: str,
        *,
        services: dict[str, LinkedService] | None = None,
        first: int = UNDER_TITLE,
        prefix: str = "",
    ) -> Markup:
        """A part of a chapter, its links leading where they should."""
        known = self.services_in(chapter) if services is None else services
        return self.words(getattr(chapter.version, part), known, first=first, prefix=prefix)

    def words(
        self,
        text: str,
        services: dict[str, LinkedService] | None = None,
        *,
        first: int = UNDER_TITLE,
        prefix: str = "",
    ) -> Markup:
        """Any Markdown of this guide, its links leading where they should."""
        known = linked_services(hub_slugs([text])) if services is None else services
        here = {chapter.slug for chapter in self.chapters}

        def lead(link: str) -> str | None:
            if link.startswith(HUB):
                found = known.get(link.removeprefix(HUB))
                return self.root + found.address if found else None
            if link.startswith(GUIDE):
                slug, mark, anchor = link.removeprefix(GUIDE).partition("#")
                return self.address_of(slug) + mark + anchor if slug in here else None
            return self.root + link if link.startswith("/") else link

        return rendered(text, lead=lead, first=first, prefix=prefix)

    def minutes(self) -> int:
        """Minutes it takes to read all of it, as long as it is asked for."""
        return sum(minutes_shown(each, self.asked) for each in self.chapters)


@dataclass(frozen=True)
class Found:
    """A chapter that answers a question, and where."""

    chapter: ShownChapter
    excerpt: Excerpt


def guide_at(
    festival: Festival, asked: Asked, *, base: str = "", root: str = "", with_drafts: bool = False
) -> Guide:
    """The festival's guide as it is asked for."""
    chapters = guide_of(festival.id, asked.language, role=asked.role, with_drafts=with_drafts)
    base = base or f"/{festival.slug}/guide"
    return Guide(festival, edition_of(festival.id), chapters, asked, base, root)


def found_in(guide: Guide) -> list[Found]:
    """The chapters that answer what is looked for, the best first."""
    words = words_of(guide.asked.question)
    answers = []
    for chapter in guide.chapters:
        version = chapter.version
        text = plain("\n\n".join([version.summary, *_parts(chapter)]))
        points = score(words, title=version.title, text=text)
        if points:
            answers.append((points, Found(chapter, excerpt(words, text))))
    return [found for _, found in sorted(answers, key=lambda pair: -pair[0])]


def minutes_shown(chapter: ShownChapter, asked: Asked) -> int:
    """Minutes the chapter takes as it is asked for."""
    return (asked.is_short and chapter.short_minutes) or chapter.minutes


def headings(chapter: ShownChapter) -> list[tuple[str, str]]:
    """Anchor and words of the parts of a chapter."""
    return headings_of(chapter.version.body)


def _parts(chapter: ShownChapter) -> list[str]:
    return [getattr(chapter.version, part) for part in PARTS]
