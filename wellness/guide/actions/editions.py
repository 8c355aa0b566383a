"""Putting a festival's guide together. Call inside `in_transaction(…)`."""

from datetime import datetime

from sqlalchemy import select

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.guide.actions.told import tell
from wellness.guide.actions.writing import new_version, words_of
from wellness.guide.errors import EditedSince
from wellness.guide.models import Chapter, ChapterText, Edition, EditionChapter, GuideState
from wellness.guide.queries.chapters import texts_for, version_in
from wellness.guide.queries.editions import places_of
from wellness.staff.rules import DeedKind, Hand


def edit_edition(
    festival: Festival, *, welcome: str, contacts: str, seen: int, hand: Hand, now: datetime
) -> None:
    """Set what the festival adds to its guide; `seen` is 0 where it added nothing yet.

    Raises EditedSince.
    """
    _lock(festival.id)
    found = db.session.get(Edition, festival.id, populate_existing=True)
    if (found.revision if found else 0) != seen:
        raise EditedSince
    if found is None:
        found = Edition(festival_id=festival.id, revision=0)
        db.session.add(found)
    found.welcome, found.contacts = welcome, contacts
    found.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, None, festival.name, festival_id=festival.id, hand=hand, now=now)


def move(festival: Festival, chapter: Chapter, by: int, *, hand: Hand, now: datetime) -> None:
    """Move a chapter up (by -1) or down (by 1) in the festival's order."""
    rows = _laid_out(festival.id)
    order = [row.chapter_id for row in rows]
    at = order.index(chapter.id) if chapter.id in order else -1
    if at < 0:
        raise Missing
    to = min(max(at + by, 0), len(order) - 1)
    rows.insert(to, rows.pop(at))
    for position, row in enumerate(rows):
        row.position = position
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, None, chapter.slug, festival_id=festival.id, hand=hand, now=now)


def switch(festival: Festival, chapter: Chapter, *, is_on: bool, hand: Hand, now: datetime) -> None:
    """Make a chapter part of the festival's guide, or leave it out."""
    for row in _laid_out(festival.id):
        if row.chapter_id == chapter.id:
            row.is_on = is_on
    db.session.flush()
    tell(DeedKind.GUIDE_EDITED, None, chapter.slug, festival_id=festival.id, hand=hand, now=now)


def take_in(festival_id: int, chapter: Chapter) -> None:
    """Put a new chapter of its own at the end of the festival's guide."""
    for row in _laid_out(festival_id):
        if row.chapter_id == chapter.id:
            row.is_on = True
    db.session.flush()


def copy_edition(source_id: int, festival_id: int, *, hand: Hand, now: datetime) -> None:
    """Give a new festival the edition of another: order, choice, additions and own words.

    Its own texts come as they are published there, reviews included; drafts and history stay.
    """
    edition = db.session.get(Edition, source_id)
    if edition is not None:
        db.session.add(
            Edition(festival_id=festival_id, welcome=edition.welcome, contacts=edition.contacts)
        )
    twins = _copied_chapters(source_id, festival_id, now)
    for text in texts_for(source_id):
        if text.festival_id == source_id:
            _copy_text(text, twins.get(text.chapter_id), festival_id, hand=hand, now=now)
    placed = select(EditionChapter).where(EditionChapter.festival_id == source_id)
    for row in db.session.scalars(placed):
        twin = twins.get(row.chapter_id)
        db.session.add(
            EditionChapter(
                festival_id=festival_id,
                chapter_id=twin.id if twin else row.chapter_id,
                position=row.position,
                is_on=row.is_on,
            )
        )
    db.session.flush()


def _copied_chapters(source_id: int, festival_id: int, now: datetime) -> dict[int, Chapter]:
    twins = {}
    for own in db.session.scalars(select(Chapter).where(Chapter.festival_id == source_id)):
        twins[own.id] = Chapter(
            festival_id=festival_id,
            slug=own.slug,
            position=own.position,
            roles=own.roles,
            is_starter=own.is_starter,
            created_at=now,
        )
    db.session.add_all(twins.values())
    db.session.flush()
    return twins


def _copy_text(
    text: ChapterText, twin: Chapter | None, festival_id: int, *, hand: Hand, now: datetime
) -> None:
    shown = version_in(text, GuideState.PUBLISHED)
    if shown is None:
        return
    copied = ChapterText(
        chapter_id=twin.id if twin else text.chapter_id,
        festival_id=festival_id,
        language=text.language,
        revision=1,
    )
    version = new_version(copied, words_of(shown), hand=hand, now=now)
    version.state, version.published_at = GuideState.PUBLISHED, now
    for name in ("reviewer", "reviewer_is", "reviewed_on", "review_due_on"):
        setattr(version, name, getattr(shown, name))
    db.session.add(copied)


def _lock(festival_id: int) -> None:
    db.session.execute(select(Festival.id).where(Festival.id == festival_id).with_for_update())


def _laid_out(festival_id: int) -> list[EditionChapter]:
    """A row for every chapter the festival may have, in its order, nobody else moving them."""
    _lock(festival_id)
    query = select(EditionChapter).where(EditionChapter.festival_id == festival_id)
    known = {row.chapter_id: row for row in db.session.scalars(query)}
    rows: list[EditionChapter] = []
    for position, place in enumerate(places_of(festival_id)):
        row = known.get(place.chapter.id)
        if row is None:
            row = EditionChapter(
                festival_id=festival_id, chapter_id=place.chapter.id, is_on=place.is_on
            )
            db.session.add(row)
        row.position = position
        rows.append(row)
    return rows
