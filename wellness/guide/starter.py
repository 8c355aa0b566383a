"""The starter guide: chapters that come with the product, read from files.

They are marked as a starter, and readers are told so, until somebody enters who reviewed them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from wellness.database import db
from wellness.guide.actions.publishing import missing_links
from wellness.guide.actions.told import tell
from wellness.guide.actions.writing import new_version, words_of
from wellness.guide.formats import BadChapterFile, ChapterFile, read_chapter
from wellness.guide.models import Chapter, ChapterText, GuideRole, GuideState
from wellness.guide.queries.chapters import find_text, version_in
from wellness.guide.rules.choosing import FALLBACK
from wellness.staff.rules import DeedKind, Hand

FOLDER = Path(__file__).with_name("starter")
STARTER = Hand(None, "starter guide")


@dataclass(slots=True)
class Seeded:
    """What seeding did."""

    chapters: int = 0
    texts: int = 0
    missing: list[str] = field(default_factory=list)
    """Links that lead nowhere, as "chapter: link"."""


def seed(*, now: datetime, folder: Path = FOLDER) -> Seeded:
    """Bring the house's chapters in step with the files; harmless to repeat.

    Texts that anybody here has worked on are left alone. Call inside `in_transaction(…)`.
    Raises BadChapterFile.
    """
    done = Seeded()
    for language, filed in _files(folder):
        chapter = _chapter(filed, language, done, now)
        if chapter is not None and _text(chapter, language, filed, now):
            done.texts += 1
    db.session.flush()
    for language, filed in _files(folder):
        missing = missing_links(None, [filed.body, filed.short, filed.worksheet])
        done.missing += [f"{language}/{filed.slug}: {link}" for link in missing]
    if done.texts:
        tell(DeedKind.GUIDE_PUBLISHED, None, STARTER.name, hand=STARTER, now=now)
    return done


def is_empty() -> bool:
    """Whether the house has no chapter yet."""
    query = select(Chapter.id).where(Chapter.festival_id.is_(None)).limit(1)
    return db.session.scalars(query).first() is None


def _files(folder: Path) -> Iterator[tuple[str, ChapterFile]]:
    """Language and chapter of every file, English first: it says what holds for all languages."""
    languages = sorted(folder.iterdir(), key=lambda each: (each.name != FALLBACK, each.name))
    for language in (each for each in languages if each.is_dir()):
        for path in sorted(language.glob("*.md")):
            try:
                filed = read_chapter(path.read_text("utf-8"), roles=frozenset(GuideRole))
            except BadChapterFile as fault:
                raise BadChapterFile(f"{language.name}/{path.name}: {fault}") from fault
            if filed.slug != path.stem:
                raise BadChapterFile(f"{language.name}/{path.name}: its slug is {filed.slug!r}")
            yield language.name, filed


def _chapter(filed: ChapterFile, language: str, done: Seeded, now: datetime) -> Chapter | None:
    query = select(Chapter).where(Chapter.festival_id.is_(None), Chapter.slug == filed.slug)
    found = db.session.scalars(query).one_or_none()
    if found is None and language == FALLBACK:
        found = Chapter(slug=filed.slug, is_starter=True, created_at=now, roles=[], position=0)
        db.session.add(found)
        done.chapters += 1
    if found is None:
        raise BadChapterFile(f"{language}/{filed.slug}.md: there is no English one")
    if not found.is_starter:
        return None
    if language == FALLBACK:
        found.roles, found.position = list(filed.roles), filed.order
    db.session.flush()
    return found


def _text(chapter: Chapter, language: str, filed: ChapterFile, now: datetime) -> bool:
    """Write the text as a published version; False if there is nothing new, or it is not ours."""
    text = find_text(chapter.id, None, language)
    words = {
        name: getattr(filed, name) for name in ("title", "summary", "body", "short", "worksheet")
    }
    if text is None:
        text = ChapterText(chapter=chapter, language=language, revision=0)
        db.session.add(text)
    elif any(v.account_id is not None or v.made_by != STARTER.name for v in text.versions):
        return False
    former = version_in(text, GuideState.PUBLISHED)
    if text.versions and (former is None or former.reviewer or words_of(former) == words):
        return False
    if former is not None:
        former.state = GuideState.REPLACED
        db.session.flush()
    version = new_version(text, words, hand=STARTER, now=now)
    version.state, version.published_at = GuideState.PUBLISHED, now
    text.revision += 1
    db.session.flush()
    return True
