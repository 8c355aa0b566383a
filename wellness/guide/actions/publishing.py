"""What readers see: publishing, withdrawing and reviewing. Call inside `in_transaction(…)`."""

from datetime import date, datetime

from wellness.database import db
from wellness.guide.actions.told import tell
from wellness.guide.errors import EditedSince, LinksMissing, NothingToPublish, NotPublished
from wellness.guide.models import ChapterText, ChapterVersion, GuideState
from wellness.guide.queries.chapters import find_text, locked_chapter, slugs_in_use, version_in
from wellness.guide.queries.services import missing_services
from wellness.guide.rules.choosing import REVIEW_HOLDS
from wellness.guide.rules.linking import GUIDE, HUB, PARTS, chapter_slugs, hub_slugs
from wellness.staff.rules import DeedKind, Hand

REVIEW = ("reviewer", "reviewer_is", "reviewed_on", "review_due_on")


def missing_links(festival_id: int | None, texts: list[str]) -> list[str]:
    """Links in these texts that lead to no service of the hub, or to no chapter there is."""
    services = [f"{HUB}{slug}" for slug in missing_services(hub_slugs(texts))]
    chapters = slugs_in_use(festival_id)
    return services + [f"{GUIDE}{s}" for s in chapter_slugs(texts) if s not in chapters]


def publish(
    text: ChapterText, *, seen: int, keep_review: bool, hand: Hand, now: datetime
) -> ChapterVersion:
    """Show the draft to readers, in place of what was published.

    With `keep_review` the review of the former version holds for this one too: the author says
    that its meaning is the same. Raises EditedSince, NothingToPublish, LinksMissing.
    """
    text = _held(text, seen)
    draft = version_in(text, GuideState.DRAFT)
    if draft is None:
        raise NothingToPublish
    missing = missing_links(text.festival_id, [getattr(draft, part) for part in PARTS])
    if missing:
        raise LinksMissing(missing=", ".join(missing))
    former = version_in(text, GuideState.PUBLISHED)
    if former is not None:
        former.state = GuideState.REPLACED
        db.session.flush()  # one published version at a time, whatever order rows are written in
        for name in REVIEW if keep_review else ():
            setattr(draft, name, getattr(former, name))
    draft.state, draft.published_at = GuideState.PUBLISHED, now
    text.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_PUBLISHED, text, draft.title, hand=hand, now=now)
    return draft


def withdraw(text: ChapterText, *, seen: int, hand: Hand, now: datetime) -> None:
    """Show the published version no more. Raises EditedSince, NotPublished."""
    text = _held(text, seen)
    shown = version_in(text, GuideState.PUBLISHED)
    if shown is None:
        raise NotPublished
    shown.state = GuideState.WITHDRAWN
    text.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_PUBLISHED, text, shown.title, hand=hand, now=now)


def review(
    text: ChapterText,
    *,
    reviewer: str,
    reviewer_is: str,
    reviewed_on: date,
    due_on: date | None,
    seen: int,
    hand: Hand,
    now: datetime,
) -> None:
    """Enter who found the published version right, and what they are; due again in a year.

    Raises EditedSince, NotPublished.
    """
    text = _held(text, seen)
    shown = version_in(text, GuideState.PUBLISHED)
    if shown is None:
        raise NotPublished
    shown.reviewer, shown.reviewer_is = reviewer, reviewer_is
    shown.reviewed_on = reviewed_on
    shown.review_due_on = due_on or reviewed_on + REVIEW_HOLDS
    text.revision += 1
    db.session.flush()
    tell(DeedKind.GUIDE_PUBLISHED, text, shown.title, hand=hand, now=now)


def _held(text: ChapterText, seen: int) -> ChapterText:
    locked_chapter(text.chapter_id)
    held = find_text(text.chapter_id, text.festival_id, text.language)
    if held is None or held.revision != seen:
        raise EditedSince
    return held
