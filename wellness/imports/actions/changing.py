"""Sessions that a file tells otherwise than before: only what it tells otherwise is touched."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.booking.models import Entry as Way
from wellness.database import db
from wellness.imports.actions.arriving import described, minutes_of
from wellness.imports.actions.naming import Names
from wellness.imports.models import ImportedRow
from wellness.imports.queries import programme as queries
from wellness.imports.rules.entries import Entry
from wellness.imports.rules.namebook import wanted_activity
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Verdict
from wellness.planner.actions.drafting import Recorder
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity

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
    """A session of the draft, what the file says of it now, and what it said last time."""

    draft: DraftSession
    row: ImportedRow
    entry: Entry
    verdict: Verdict

    @property
    def told(self) -> frozenset[str]:
        """The aspects that the file tells otherwise."""
        return self.verdict.changes


def changes_in(verdicts: list[Verdict]) -> list[Change]:
    """The changed rows with their sessions, by their number in the draft."""
    by_id = {v.known.draft_id: v for v in verdicts if v.known and v.entry}
    return [
        Change(draft, row, cast("Entry", by_id[draft.id].entry), by_id[draft.id])
        for draft, row in with_rows(sorted(by_id))
        if row.source_key == _key_before(by_id[draft.id])
    ]


def with_rows(draft_ids: list[int]) -> list[tuple[DraftSession, ImportedRow]]:
    """Sessions of the draft, each with what an import remembers of it."""
    found: list[tuple[DraftSession, ImportedRow]] = []
    for start in range(0, len(draft_ids), AT_ONCE):
        query = (
            select(DraftSession, ImportedRow)
            .join(ImportedRow, ImportedRow.draft_id == DraftSession.id)
            .where(DraftSession.id.in_(draft_ids[start : start + AT_ONCE]))
            .options(joinedload(DraftSession.activity).joinedload(Activity.category))
            .order_by(DraftSession.id)
        )
        found += [(draft, row) for draft, row in db.session.execute(query)]
    return found


def _key_before(verdict: Verdict) -> str:
    return verdict.known.key if verdict.known else ""


@dataclass(frozen=True, slots=True)
class Words:
    """Writes the words of activities; those that people read by now wait for the release."""

    step: Recorder
    released: set[int]
    """Activities with a released session."""
    waiting: set[int] = field(default_factory=set)
    """Those whose new words wait for the release."""

    def write(self, activity: Activity, words: dict[str, Any]) -> None:
        """Give the activity these words, by column."""
        if activity.id not in self.released:
            self.step.change(activity, **words)
            return
        waiting = dict(activity.drafted or {})
        for column, value in words.items():
            if getattr(activity, column) == value:
                waiting.pop(column, None)
            else:
                waiting[column] = value
        if self.step.change(activity, drafted=waiting or None):
            self.waiting.add(activity.id)


def rename_activities(words: Words, names: Names, changes: list[Change]) -> None:
    """Give an activity its new title where all its sessions have it: its address stays."""
    activities = names.books.activities
    retitled: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes:
        if "title" in change.told:
            retitled[change.draft.activity_id].append(change)
    if not retitled:
        return
    all_drafts = queries.drafts_of_activities(words.step.festival_id)
    for activity_id, group in retitled.items():
        wanted = {wanted_activity(change.entry, names.source) for change in group}
        concerned = {change.draft.id for change in group}
        if len(wanted) > 1 or concerned != all_drafts[activity_id]:
            continue
        (name,) = wanted
        if activities.find(name) is not None:
            continue
        activity = group[0].draft.activity
        activities.rename(activity.source_key, name, activity.id)
        words.step.change(activity, source_key=name.key)
        words.write(activity, {"title": name.name})


def write_changes(
    words: Words, names: Names, changes: list[Change], *, progress: Progress
) -> list[int]:
    """Bring the session of each changed row up to date; gives the draft ids."""
    for done, change in enumerate(changes, start=1):
        _bring_up_to_date(words, names, change)
        progress(done, len(changes))
    db.session.flush()
    return [change.draft.id for change in changes]


def _bring_up_to_date(words: Words, names: Names, change: Change) -> None:
    step, draft, entry = words.step, change.draft, change.entry
    values: dict[str, Any] = {}
    if "when" in change.told:
        values |= {"starts_at": entry.starts_at, "length_minutes": minutes_of(entry)}
    if "where" in change.told:
        values["space_id"] = names.space_of(entry)
    if "size" in change.told and entry.size is not None:
        is_open = entry.size.capacity is None
        values["entry"] = Way.DROP_IN if is_open else Way.BOOKED
        values["capacity"] = entry.size.capacity
    if "people" in change.told:
        values["facilitator_ids"] = sorted(names.people_of(entry))
    activity = draft.activity
    if "title" in change.told:
        found = names.books.activities.find(wanted_activity(entry, names.source))
        activity = db.session.get_one(Activity, found)
        values["activity_id"] = activity.id
    step.change(draft, **values)
    told = described(entry)
    aspects = change.told & COLUMNS.keys()
    said = {column: told[column] for aspect in aspects for column in COLUMNS[aspect]}
    if "kind" in change.told:
        said["category_id"] = names.category_of(entry)
    if said:
        words.write(activity, said)
    step.change(
        change.row,
        source_key=entry.key,
        fingerprint=change.verdict.fingerprint,
        imported_at=step.now,
    )


def let_go(step: Recorder, draft_ids: list[int]) -> list[int]:
    """Take out of the draft what is gone from its file; what people know of is cancelled instead.

    Gives the draft ids of what was cancelled.
    """
    cancelled = []
    for draft, row in with_rows(sorted(draft_ids)):
        if draft.session_id is not None:
            step.change(draft, is_cancelled=True)
            cancelled.append(draft.id)
        else:
            step.remove(row)
            step.remove(draft)
    return cancelled
