"""Chapters and their texts as authors work on them."""

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from wellness.database import db
from wellness.errors import Missing
from wellness.guide.models import Chapter, ChapterText, ChapterVersion, GuideState


def get_chapter(festival_id: int, slug: str) -> Chapter:
    """The festival's own chapter of this slug, else the house's. Raises Missing."""
    query = (
        select(Chapter)
        .where(
            Chapter.slug == slug,
            or_(Chapter.festival_id.is_(None), Chapter.festival_id == festival_id),
        )
        .order_by(Chapter.festival_id.is_(None))
    )
    found = db.session.scalars(query).first()
    if found is None:
        raise Missing
    return found


def find_text(chapter_id: int, festival_id: int | None, language: str) -> ChapterText | None:
    """The chapter's text in a language, the festival's (or with None the house's)."""
    whose = (
        ChapterText.festival_id.is_(None)
        if festival_id is None
        else ChapterText.festival_id == festival_id
    )
    query = (
        select(ChapterText)
        .where(ChapterText.chapter_id == chapter_id, whose, ChapterText.language == language)
        .options(selectinload(ChapterText.versions))
        .execution_options(populate_existing=True)
    )
    return db.session.scalars(query).one_or_none()


def locked_chapter(chapter_id: int) -> Chapter:
    """The chapter, with its texts nobody else's to change until the end. Raises Missing."""
    found = db.session.get(Chapter, chapter_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise Missing
    return found


def version_in(text: ChapterText | None, *states: GuideState) -> ChapterVersion | None:
    """The newest version of the text in one of these states."""
    found = [each for each in (text.versions if text else ()) if each.state in states]
    return found[-1] if found else None


def get_version(text: ChapterText | None, number: int) -> ChapterVersion:
    """The text's version of this number. Raises Missing."""
    found = [each for each in (text.versions if text else ()) if each.number == number]
    if not found:
        raise Missing
    return found[0]


def texts_for(festival_id: int) -> list[ChapterText]:
    """Every text that stands behind the festival's guide, with all its versions."""
    query = (
        select(ChapterText)
        .where(or_(ChapterText.festival_id.is_(None), ChapterText.festival_id == festival_id))
        .options(selectinload(ChapterText.versions))
        .order_by(ChapterText.language)
    )
    return list(db.session.scalars(query))


def slugs_in_use(festival_id: int | None) -> set[str]:
    """Slugs that a new chapter may not have: the house's, and the festival's own."""
    query = select(Chapter.slug).where(
        or_(Chapter.festival_id.is_(None), Chapter.festival_id == festival_id)
    )
    return set(db.session.scalars(query))


def chapter_with_key(key_hash: str) -> Chapter | None:
    """The chapter that this very form made already."""
    query = select(Chapter).where(Chapter.key_hash == key_hash)
    return db.session.scalars(query).one_or_none()
