"""Making chapters and writing their drafts. Call inside `in_transaction(…)`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from wellness.database import db
from wellness.festivals.addresses import slug_of, unused
from wellness.guide.actions.told import tell
from wellness.guide.errors import EditedSince, SlugTaken
from wellness.guide.models import Chapter, ChapterText, ChapterVersion, GuideState
from wellness.guide.queries.chapters import (
    chapter_with_key,
    find_text,
    locked_chapter,
    slugs_in_use,
    version_in,
)
from wellness.references import hash_of
from wellness.staff.rules import DeedKind, Hand

WORDS = ("title", "summary", "body", "short", "worksheet")
RESERVED = frozenset({"all"})
"""Slugs that stand for something else where a chapter's does."""


def make_chapter(
    festival_id: int | None,
    values: Mapping[str, Any],
    *,
    language: str,
    hand: Hand,
    key: str = "",
    now: datetime,
) -> Chapter:
    """A new chapter of the festival (None: of the house) with a draft in one language.

    `values` are the words, `roles`, and a `slug` or "" for one made of the title. The same `key`
    gives the chapter it has made already. Raises SlugTaken.
    """
    key_hash = hash_of(f"guide|{festival_id}|{key}") if key else None
    known = chapter_with_key(key_hash) if key_hash else None
    if known is not None:
        return known
    used = slugs_in_use(festival_id) | RESERVED
    wanted = values.get("slug") or ""
    if wanted in used:
        raise SlugTaken(slug=wanted)
    chapter = Chapter(
        festival_id=festival_id,
        slug=wanted or unused(slug_of(values["title"], "chapter"), used),
        position=len(used),
        roles=list(values.get("roles", ())),
        is_starter=False,
        key_hash=key_hash,
        created_at=now,
    )
    db.session.add(chapter)
    db.session.flush()
    save_draft(chapter, festival_id, language, values, seen=0, hand=hand, now=now)
    return chapter


def save_draft(
    chapter: Chapter,
    festival_id: int | None,
    language: str,
    values: Mapping[str, Any],
    *,
    seen: int,
    hand: Hand,
    now: datetime,
) -> ChapterVersion:
    """Keep these words as the draft of the festival's text (None: the house's) in `language`.

    `seen` is the revision of the text that was looked at, 0 if there was none. Raises EditedSince.
    """
    chapter = locked_chapter(chapter.id)
    text = _claimed(chapter, festival_id, language, seen)
    draft = version_in(text, GuideState.DRAFT)
    words = {name: values[name] for name in WORDS}
    if draft is None:
        before = version_in(text, GuideState.PUBLISHED)
        if before is not None and words == words_of(before):
            return before
        draft = new_version(text, words, hand=hand, now=now)
    for name, value in words.items():
        setattr(draft, name, value)
    draft.made_by, draft.account_id, draft.changed_at = hand.name, hand.account_id, now
    text.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, text, draft.title, hand=hand, now=now)
    return draft


def set_roles(
    chapter: Chapter, roles: Sequence[str], *, festival_id: int, hand: Hand, now: datetime
) -> None:
    """Say whom a chapter is for."""
    chapter = locked_chapter(chapter.id)
    if chapter.roles == list(roles):
        return
    chapter.roles = list(roles)
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, chapter, chapter.slug, festival_id=festival_id, hand=hand, now=now)


def restore(
    text: ChapterText, number: int, *, seen: int, hand: Hand, now: datetime
) -> ChapterVersion:
    """Take the words of an older version into the draft. Raises EditedSince."""
    older = next(each for each in text.versions if each.number == number)
    return save_draft(
        text.chapter,
        text.festival_id,
        text.language,
        words_of(older),
        seen=seen,
        hand=hand,
        now=now,
    )


def drop_draft(text: ChapterText, *, seen: int, hand: Hand, now: datetime) -> None:
    """Throw the draft away; what is published stays. Raises EditedSince."""
    locked_chapter(text.chapter_id)
    held = _claimed(text.chapter, text.festival_id, text.language, seen)
    draft = version_in(held, GuideState.DRAFT)
    if draft is None:
        return
    title = draft.title
    held.versions.remove(draft)
    held.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, held, title, hand=hand, now=now)


def words_of(version: ChapterVersion) -> dict[str, str]:
    """The words of a version, by column."""
    return {name: getattr(version, name) for name in WORDS}


def new_version(
    text: ChapterText, words: Mapping[str, str], *, hand: Hand, now: datetime
) -> ChapterVersion:
    """The next version of a text, a draft."""
    number = 1 + max((each.number for each in text.versions), default=0)
    version = ChapterVersion(
        number=number,
        state=GuideState.DRAFT,
        made_by=hand.name,
        account_id=hand.account_id,
        made_at=now,
        changed_at=now,
        reviewer="",
        reviewer_is="",
        **words,
    )
    text.versions.append(version)
    return version


def _claimed(chapter: Chapter, festival_id: int | None, language: str, seen: int) -> ChapterText:
    """The text as it is now, if it is as it was seen; a new one if there was none."""
    text = find_text(chapter.id, festival_id, language)
    if (text.revision if text else 0) != seen:
        raise EditedSince
    if text is None:
        text = ChapterText(
            chapter_id=chapter.id, festival_id=festival_id, language=language, revision=0
        )
        text.chapter = chapter
        db.session.add(text)
        db.session.flush()
    return text
