"""Release: the draft becomes what is public, whole or in part. Call inside `in_transaction(…)`.

One transaction: nobody sees half of it, everybody concerned gets one letter, and a refusal
leaves everything as it was.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import exists, select, update

from wellness.booking import locks, waiting_list
from wellness.booking.models import LIVE, Bookable, Booking
from wellness.database import db
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival
from wellness.planner.actions import carrying
from wellness.planner.actions.drafting import lock_draft, touch_draft
from wellness.planner.actions.telling import log_changes
from wellness.planner.errors import DraftMoved, NothingToRelease, TooFewPlaces
from wellness.planner.letters import writing
from wellness.planner.models import DraftSession, Release
from wellness.planner.queries.clashes import ids_in_parts
from wellness.planner.queries.releases import release_of_key
from wellness.planner.queries.review import review_of
from wellness.planner.rules.review import Kind, Review, SessionChange
from wellness.planner.rules.twins import What
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

SERVES_THE_LINE = frozenset({What.CAPACITY, What.DOOR, What.ENTRY, What.TIME, What.RESTORED})
"""What may free a place for whoever waits."""


def release(
    festival: Festival,
    *,
    only: Collection[int] | None = None,
    texts: Collection[int] | None = None,
    keep: Collection[int] = (),
    hand: Hand,
    now: datetime,
    tell: bool = True,
    seen_version: int | None = None,
    key_hash: str | None = None,
    note: str = "",
) -> Release:
    """Carry the draft over to the public programme; the first release shows the festival.

    `only` (ids of draft sessions) and `texts` (ids of activities) choose a part: where one of
    them is given and the other is not, the other is none. Sessions in `keep` are closed for
    booking where their new capacity is less than the places held, and everybody keeps theirs.
    Without `tell` nobody is written to about changes; who gets a place from the line always is.
    `seen_version` is the Festival.draft_version somebody looked at, `key_hash` that of the form
    they sent: sent twice, it gives the release that the first one made. Raises TooFewPlaces,
    NothingToRelease, DraftMoved.
    """
    _hold_draft(festival)
    earlier = release_of_key(festival.id, key_hash) if key_hash else None
    if earlier is not None:
        return earlier
    if seen_version not in {None, festival.draft_version}:
        raise DraftMoved
    review = _held_review(festival, only=only, texts=texts)
    if review.is_empty and festival.released_at is not None:
        raise NothingToRelease
    made = Release(
        festival_id=festival.id,
        number=festival.release_number + 1,
        made_by=hand.name,
        key_hash=key_hash,
        note=note,
        made_at=now,
    )
    served = _publish(festival, review, _to_close(review, keep), made, tell=tell)
    written = writing.write_all(festival, review, served, now=now) if tell else 0
    made.counts = _counts(review) | {"letters": written}
    db.session.add(made)
    about = str(made.number)
    record(DeedKind.RELEASED, hand, festival_id=festival.id, about=about, now=now, **made.counts)
    return made


def release_some(
    festival: Festival, draft_ids: Collection[int], *, hand: Hand, now: datetime, tell: bool = True
) -> Release:
    """Release exactly these sessions of the draft and no text. Raises as `release` does."""
    return release(festival, only=draft_ids, hand=hand, now=now, tell=tell)


def _hold_draft(festival: Festival) -> None:
    """Let nobody else change the draft or release it; from here on it is read as it is."""
    db.session.flush()
    lock_draft(festival.id)
    db.session.refresh(festival)


def _publish(
    festival: Festival, review: Review, closing: set[int], made: Release, *, tell: bool
) -> list[Booking]:
    """Make all of it public, and give what came free to whoever waits; says who was served."""
    now = made.made_at
    is_first = festival.released_at is None
    is_addition = not is_first and _has_sessions(festival.id)
    new_ids = _carry_over(festival, review, closing, now)
    log_changes(festival, review, new_ids, number=made.number, is_addition=is_addition, now=now)
    _raise(festival, made.number, is_first=is_first, now=now)
    _bump_bookings(review)
    served = _serve_lines(review, now=now, tell=tell)
    db.session.flush()
    return served


def _held_review(
    festival: Festival, *, only: Collection[int] | None, texts: Collection[int] | None
) -> Review:
    """The difference, with the draft and every session in it held until the end."""
    drafts = select(DraftSession.session_id).where(
        DraftSession.festival_id == festival.id, DraftSession.session_id.is_not(None)
    )
    if only is None and texts is None:
        locks.hold_bookables(drafts)
    for part in ids_in_parts(only or ()):
        locks.hold_bookables(drafts.where(DraftSession.id.in_(part)))
    return review_of(festival, only=only, texts=texts)


def _to_close(review: Review, keep: Collection[int]) -> set[int]:
    """Sessions to close for booking so that nobody loses a place. Raises TooFewPlaces."""
    for change in review.below_taken:
        if change.draft_id not in keep:
            raise TooFewPlaces(title=change.title, taken=change.booked)
    return {change.session_id for change in review.below_taken if change.session_id is not None}


def _has_sessions(festival_id: int) -> bool:
    return bool(db.session.scalar(select(exists().where(Bookable.festival_id == festival_id))))


def _carry_over(
    festival: Festival, review: Review, closing: set[int], now: datetime
) -> dict[int, int]:
    new = review.of(Kind.NEW)
    there = [change for change in review.changes if change.kind is not Kind.NEW]
    ids = carrying.write_new(festival.id, new, now=now)
    carrying.close_for_booking(closing)
    carrying.bring_up_to_date(there, review.spaces, now=now)
    carrying.call_off(there, now=now)
    carrying.set_leaders(ids, there, new)
    carrying.bring_words(review.texts, now=now)
    db.session.expire_all()
    return ids


def _raise(festival: Festival, number: int, *, is_first: bool, now: datetime) -> None:
    values: dict[str, Any] = {"release_number": number}
    if is_first:
        values["released_at"] = now
    db.session.execute(
        update(Festival)
        .where(Festival.id == festival.id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    touch_programme(festival.id, now=now)
    touch_draft(festival.id)
    db.session.expire(festival)


def _bump_bookings(review: Review) -> None:
    """Move the stamp of the calendars of everybody who holds a place in what changed."""
    shown = {*carrying.SHOWN_IN_CALENDARS}
    ids = [
        change.session_id
        for change in review.changes
        if change.session_id is not None and change.what & shown
    ]
    for part in ids_in_parts(ids):
        db.session.execute(
            update(Booking)
            .where(Booking.bookable_id.in_(part), Booking.status.in_(LIVE))
            .values(revision=Booking.revision + 1)
            .execution_options(synchronize_session=False)
        )


def _serve_lines(review: Review, *, now: datetime, tell: bool) -> list[Booking]:
    """Give what came free to whoever waits there; says who was served."""
    served: list[Booking] = []
    for change in sorted(review.changes, key=lambda each: each.session_id or 0):
        if change.waiting and change.session_id is not None and _may_serve(change):
            bookable = locks.locked_bookable(change.session_id)
            served += waiting_list.fill_free_places(bookable, now=now, tell=not tell)
    return served


def _may_serve(change: SessionChange) -> bool:
    return not change.after.is_cancelled and bool(change.what & SERVES_THE_LINE)


def _counts(review: Review) -> dict[str, int]:
    return {kind.value: len(review.of(kind)) for kind in Kind} | {"text": len(review.texts)}
