"""Chapters to test with, written the way authors write them."""

from itertools import count
from typing import Any

from wellness import clock
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.guide.actions.editions import take_in
from wellness.guide.actions.publishing import publish, review, withdraw
from wellness.guide.actions.writing import make_chapter, save_draft
from wellness.guide.models import Chapter, ChapterText
from wellness.guide.queries.chapters import find_text
from wellness.staff.rules import Hand

MINA = Hand(None, "Mina")
_numbers = count(1)


def words(**more: Any) -> dict[str, Any]:
    """A chapter's words, as a form has them."""
    plain = {"title": "Arriving", "summary": "The first hour.", "body": "## Breathe\n\nSit down."}
    return {**plain, "short": "", "worksheet": "", "roles": [], "slug": "", **more}


def a_chapter(
    festival: Festival | None = None,
    *,
    slug: str = "",
    is_published: bool = True,
    is_starter: bool = False,
    language: str = "en",
    **more: Any,
) -> Chapter:
    """A chapter of the festival's own, or of the house; published unless told otherwise."""
    owner = festival.id if festival else None
    slug = slug or f"chapter-{next(_numbers)}"

    def make() -> Chapter:
        said = words(slug=slug, **more)
        made = make_chapter(owner, said, language=language, hand=MINA, now=clock.now())
        made.is_starter = is_starter
        if owner:
            take_in(owner, made)
        return made

    chapter = in_transaction(make)
    if is_published:
        published(chapter, festival, language=language)
    return chapter


def written(
    chapter: Chapter, festival: Festival | None = None, *, language: str = "en", **more: Any
) -> ChapterText:
    """The chapter with a draft of these words, the festival's or the house's."""
    owner = festival.id if festival else None
    text = find_text(chapter.id, owner, language)
    seen, said = text.revision if text else 0, words(**more)
    in_transaction(
        lambda: save_draft(chapter, owner, language, said, seen=seen, hand=MINA, now=clock.now())
    )
    return the_text(chapter, festival, language=language)


def published(
    chapter: Chapter,
    festival: Festival | None = None,
    *,
    language: str = "en",
    keep_review: bool = False,
) -> None:
    """Publish the draft there is."""
    text = the_text(chapter, festival, language=language)
    in_transaction(
        lambda: publish(
            text, seen=text.revision, keep_review=keep_review, hand=MINA, now=clock.now()
        )
    )


def withdrawn(chapter: Chapter, festival: Festival | None = None, *, language: str = "en") -> None:
    """Withdraw what is published."""
    text = the_text(chapter, festival, language=language)
    in_transaction(lambda: withdraw(text, seen=text.revision, hand=MINA, now=clock.now()))


def reviewed(chapter: Chapter, festival: Festival | None = None, **more: Any) -> None:
    """Enter a review by Dr Ewa Halloran, as of today unless told otherwise."""
    text = the_text(chapter, festival)
    facts = {"reviewed_on": clock.now().date(), "due_on": None, **more}
    in_transaction(
        lambda: review(
            text,
            reviewer="Dr Ewa Halloran",
            reviewer_is="clinical psychologist",
            seen=text.revision,
            hand=MINA,
            now=clock.now(),
            **facts,
        )
    )


def the_text(
    chapter: Chapter, festival: Festival | None = None, *, language: str = "en"
) -> ChapterText:
    """The stored text."""
    text = find_text(chapter.id, festival.id if festival else None, language)
    assert text is not None
    return text


def main_of(page: str) -> str:
    """What stands between the bars of a page."""
    return page.partition("<main")[2].partition("</main>")[0]
