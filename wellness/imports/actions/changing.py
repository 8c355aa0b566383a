"""Sessions that a file tells otherwise than before: only what it tells otherwise is touched."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.booking.models import Entry as Way
from wellness.database import db
from wellness.errors import Refusal
from wellness.imports import queries
from wellness.imports.actions.arriving import described
from wellness.imports.actions.naming import Names
from wellness.imports.models import ImportedRow
from wellness.imports.rules.entries import Entry
from wellness.imports.rules.namebook import wanted_activity
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Verdict
from wellness.programme.actions import change_capacity, move_session
from wellness.programme.models import Activity, Category, Facilitator, Session

COLUMNS = {
    "text": ("description",),
    "details": ("min_age", "age_note", "cost", "bring"),
    "notes": ("summary", "content_note", "languages", "welcome"),
    "link": ("source_url",),
    "size": ("capacity_note",),
}
"""Which of an activity's columns an aspect of a row fills."""
AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Change:
    """A session, what the file says of it now, and what it said last time."""

    session: Session
    row: ImportedRow
    entry: Entry
    verdict: Verdict

    @property
    def told(self) -> frozenset[str]:
        """The aspects that the file tells otherwise."""
        return self.verdict.changes


def changes_in(verdicts: list[Verdict]) -> list[Change]:
    """The changed rows with their sessions, in the order in which sessions are locked."""
    by_id = {v.known.session_id: v for v in verdicts if v.known and v.entry}
    ids = sorted(by_id)
    found = []
    for start in range(0, len(ids), AT_ONCE):
        query = (
            select(Session, ImportedRow)
            .join(ImportedRow, ImportedRow.session_id == Session.id)
            .where(Session.id.in_(ids[start : start + AT_ONCE]))
            .options(joinedload(Session.activity).joinedload(Activity.category))
            .order_by(Session.id)
        )
        found += [(session, row) for session, row in db.session.execute(query)]
    return [
        Change(session, row, cast("Entry", by_id[session.id].entry), by_id[session.id])
        for session, row in found
        if row.source_key == _key_before(by_id[session.id])
    ]


def _key_before(verdict: Verdict) -> str:
    return verdict.known.key if verdict.known else ""


def rename_activities(names: Names, changes: list[Change], *, now: datetime) -> None:
    """Give an activity its new title where all its sessions have it: its address stays."""
    activities = names.books.activities
    retitled: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes:
        if "title" in change.told:
            retitled[change.session.activity_id].append(change)
    if not retitled:
        return
    all_sessions = queries.sessions_of_activities(set(retitled))
    for activity_id, group in retitled.items():
        wanted = {wanted_activity(change.entry, names.source) for change in group}
        concerned = {change.session.id for change in group}
        if len(wanted) > 1 or concerned != all_sessions[activity_id]:
            continue
        (name,) = wanted
        if activities.find(name) is not None:
            continue
        activity = group[0].session.activity
        activities.rename(activity.source_key, name, activity.id)
        activity.title, activity.source_key, activity.updated_at = name.name, name.key, now


def write_changes(
    names: Names,
    changes: list[Change],
    *,
    now: datetime,
    progress: Progress,
) -> dict[int, str]:
    """Bring the session of each changed row up to date.

    Gives, by row number, what was refused by the same rules that organizers are held to.
    """
    refused: dict[int, str] = {}
    for done, change in enumerate(changes, start=1):
        try:
            with db.session.begin_nested():
                _bring_up_to_date(names, change, now)
        except Refusal as refusal:
            refused[change.entry.number] = refusal.sentence
        progress(done, len(changes))
    return refused


def _bring_up_to_date(names: Names, change: Change, now: datetime) -> None:
    session, entry, told = change.session, change.entry, change.told
    if told & {"when", "where"}:
        _move(names, change, now)
    if "size" in told:
        _resize(session, entry, now)
    if "people" in told:
        people = (db.session.get_one(Facilitator, each) for each in names.people_of(entry))
        session.facilitators = list(people)
    if "title" in told:
        activity_id = names.books.activities.find(wanted_activity(entry, names.source))
        session.activity = db.session.get_one(Activity, activity_id)
        session.title = session.activity.title
    _describe(names, session.activity, change, now)
    if told & {"title", "kind"}:
        session.is_support = session.activity.category.is_support
    session.updated_at = now
    change.row.source_key = entry.key
    change.row.fingerprint = change.verdict.fingerprint
    change.row.imported_at = now
    db.session.flush()


def _move(names: Names, change: Change, now: datetime) -> None:
    """As if an organizer had moved it: bookings stay, everybody is told once."""
    session, entry = change.session, change.entry
    is_later = "when" in change.told
    move_session(
        session.id,
        starts_at=entry.starts_at if is_later else session.starts_at,
        ends_at=entry.ends_at if is_later else session.ends_at,
        space_id=names.space_of(entry) if "where" in change.told else session.space_id,
        now=now,
    )


def _resize(session: Session, entry: Entry, now: datetime) -> None:
    if entry.size is None:
        return
    if entry.size.capacity is None:
        session.entry, session.capacity = Way.DROP_IN, None
    else:
        change_capacity(session.id, capacity=entry.size.capacity, now=now)
        session.entry = Way.BOOKED
    session.is_closed = session.is_closed or entry.size.is_closed


def _describe(names: Names, activity: Activity, change: Change, now: datetime) -> None:
    """All sessions of an activity agree, so that any of them may bring its words up to date."""
    words = described(change.entry)
    for aspect in change.told & COLUMNS.keys():
        for column in COLUMNS[aspect]:
            setattr(activity, column, words[column])
        activity.updated_at = now
    if "kind" in change.told:
        activity.category = db.session.get_one(Category, names.category_of(change.entry))
        activity.updated_at = now
