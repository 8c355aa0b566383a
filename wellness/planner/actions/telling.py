"""What a release writes into the public change log."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Table, func, insert, select

from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.rules.review import Review, SessionChange
from wellness.planner.rules.spans import Span
from wellness.planner.rules.twins import Facts, What
from wellness.programme.models import Change, Session
from wellness.programme.rules import wall_span

LONGEST = 200
_SESSION: Table = Session.__table__  # type: ignore[assignment]


def log_changes(
    festival: Festival,
    review: Review,
    new_ids: Mapping[int, int],
    *,
    number: int,
    is_addition: bool,
    now: datetime,
) -> None:
    """One line for each thing that people will find otherwise than before.

    What a first release brings is no change; a room-only move is called that. `new_ids` are the
    ids of sessions that are new, by those of their drafts.
    """
    lines = [
        (change.session_id or new_ids[change.draft_id], *line)
        for change in review.changes
        for line in _lines(change, review, festival.zone, is_addition=is_addition)
    ]
    lines += _text_lines(review, frozenset(new_ids.values()))
    rows = [
        {
            "festival_id": festival.id,
            "bookable_id": bookable_id,
            "kind": kind,
            "before": before[:LONGEST],
            "after": after[:LONGEST],
            "made_at": now,
            "release_number": number,
        }
        for bookable_id, kind, before, after in lines
    ]
    if rows:
        db.session.execute(insert(Change), rows)


def _lines(
    change: SessionChange, review: Review, zone: ZoneInfo, *, is_addition: bool
) -> Iterator[tuple[str, str, str]]:
    before, after = change.before, change.after
    if before is None:
        if is_addition:
            yield "new", "", _said(after.span, zone)
        return
    if What.CANCELLED in change.what:
        yield "cancelled", "", ""
    if What.RESTORED in change.what:
        yield "restored", "", _said(after.span, zone)
    if What.TIME in change.what:
        yield "moved", _said(before.span, zone), _said(after.span, zone)
    if What.ROOM in change.what:
        yield "room", _room(before, review), _room(after, review)
    if before.words.title != after.words.title:
        yield "text", before.words.title, after.words.title


def _text_lines(review: Review, new: frozenset[int]) -> list[tuple[int, str, str, str]]:
    """One line for each activity with new words, at the first of its sessions."""
    if not review.texts:
        return []
    query = (
        select(_SESSION.c.activity_id, func.min(_SESSION.c.id))
        .where(_SESSION.c.activity_id.in_([text.activity_id for text in review.texts]))
        .group_by(_SESSION.c.activity_id)
    )
    firsts = {row[0]: row[1] for row in db.session.execute(query)}
    lines = []
    for text in review.texts:
        first = firsts.get(text.activity_id)
        if first is not None and first not in new:
            titles = {name: (was, after) for name, was, after in text.columns}
            lines.append((first, "text", *titles.get("title", ("", ""))))
    return lines


def _said(span: Span, zone: ZoneInfo) -> str:
    return wall_span(span.starts_at, span.ends_at, zone)


def _room(facts: Facts, review: Review) -> str:
    return review.spaces.get(facts.space_id, "") if facts.space_id is not None else ""
