"""Sessions that are new, written into the draft: thousands of them within a second or two."""

from datetime import timedelta
from typing import Any

from wellness.booking.models import Entry
from wellness.imports.actions.naming import Names
from wellness.imports.models import ImportedRow
from wellness.imports.queries import programme as queries
from wellness.imports.rules.entries import Entry as SessionEntry
from wellness.imports.rules.figures import Size
from wellness.imports.rules.namebook import wanted_activity
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Verdict
from wellness.planner.actions.drafting import Recorder
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Welcome
from wellness.references import new_reference

AT_ONCE = 500
MINUTE = timedelta(minutes=1)


def ensure_activities(step: Recorder, names: Names, entries: list[SessionEntry]) -> None:
    """Make the activities that the entries are sessions of and that are missing."""
    book = names.books.activities
    lead = {wanted_activity(entry, names.source): entry for entry in reversed(entries)}
    missing = book.missing(wanted_activity(entry, names.source) for entry in entries)
    made = [
        Activity(
            festival_id=step.festival_id,
            title=each.name,
            slug=book.address(each.name, "session"),
            source_key=each.key,
            category_id=names.category_of(lead[each]),
            **described(lead[each]),
            **_starting_with(lead[each]),
        )
        for each in missing
    ]
    step.add_all(list(made))
    for each, activity in zip(missing, made, strict=True):
        book.add(each, activity.id)


def described(entry: SessionEntry) -> dict[str, Any]:
    """An activity's own words, as columns; what the file doesn't tell is empty."""
    about = entry.about
    return {
        "summary": about.summary or "",
        "description": about.description or "",
        "bring": about.bring or "",
        "cost": about.cost or "",
        "content_note": about.content_note or "",
        "languages": list(about.languages or ()),
        "welcome": [str(Welcome.CHILDREN)] if about.is_for_children else [],
        "min_age": about.age.least if about.age else None,
        "age_note": about.age.told if about.age else "",
        "capacity_note": entry.size.told if entry.size else "",
        "source_url": about.url or "",
    }


def _starting_with(entry: SessionEntry) -> dict[str, Any]:
    """What the next session of the activity starts with: the same as this one has."""
    size = entry.size or Size(Entry.DROP_IN)
    return {
        "length_minutes": minutes_of(entry),
        "entry": size.entry,
        "capacity": size.capacity,
    }


def minutes_of(entry: SessionEntry) -> int:
    """How long it lasts, in whole minutes."""
    return max(1, round((entry.ends_at - entry.starts_at) / MINUTE))


def write_new(
    step: Recorder, names: Names, verdicts: list[Verdict], *, progress: Progress
) -> list[int]:
    """The sessions of all new rows, and what they will be recognized by; gives their draft ids."""
    references = _fresh_references(len(verdicts))
    written: list[int] = []
    for start in range(0, len(verdicts), AT_ONCE):
        part = verdicts[start : start + AT_ONCE]
        drafts = [
            _draft(step.festival_id, names, reference, _entry(verdict))
            for reference, verdict in zip(references[start : start + AT_ONCE], part, strict=True)
        ]
        step.add_all(list(drafts))
        step.add_all(
            [
                ImportedRow(
                    festival_id=step.festival_id,
                    source=names.source,
                    source_key=_entry(verdict).key,
                    draft_id=draft.id,
                    fingerprint=verdict.fingerprint,
                    imported_at=step.now,
                )
                for draft, verdict in zip(drafts, part, strict=True)
            ]
        )
        written += [draft.id for draft in drafts]
        progress(start + len(part), len(verdicts))
    return written


def _fresh_references(count: int) -> list[str]:
    """As many public references as asked for, none of them in use."""
    fresh: dict[str, None] = {}
    while len(fresh) < count:
        drawn = [new_reference() for _ in range(count - len(fresh))]
        taken = queries.references_in_use(drawn)
        fresh.update((each, None) for each in drawn if each not in taken)
    return list(fresh)


def _entry(verdict: Verdict) -> SessionEntry:
    if verdict.entry is None:
        raise AssertionError("a row without an entry can't be written")
    return verdict.entry


def _draft(festival_id: int, names: Names, reference: str, entry: SessionEntry) -> DraftSession:
    size = entry.size or Size(Entry.DROP_IN)
    return DraftSession(
        reference=reference,
        festival_id=festival_id,
        activity_id=names.books.activities.find(wanted_activity(entry, names.source)),
        space_id=names.space_of(entry),
        starts_at=entry.starts_at,
        length_minutes=minutes_of(entry),
        entry=size.entry,
        capacity=size.capacity,
        facilitator_ids=sorted(names.people_of(entry)),
    )
