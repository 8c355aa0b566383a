"""Sessions that are new, written in bulk: thousands of them within a second or two."""

from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert

from wellness.booking.models import Bookable, Entry
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports import queries
from wellness.imports.actions.naming import Names
from wellness.imports.models import ImportedRow
from wellness.imports.rules.entries import Entry as SessionEntry
from wellness.imports.rules.figures import Size
from wellness.imports.rules.namebook import wanted_activity
from wellness.imports.rules.orders import Progress
from wellness.imports.rules.plan import Verdict
from wellness.programme.actions import wall_span
from wellness.programme.models import (
    Activity,
    Change,
    Session,
    Welcome,
    session_facilitator,
)
from wellness.references import new_reference

AT_ONCE = 500


def ensure_activities(
    festival_id: int, names: Names, entries: list[SessionEntry], *, now: datetime
) -> None:
    """Make the activities that the entries are sessions of and that are missing."""
    book = names.books.activities
    lead = {wanted_activity(entry, names.source): entry for entry in reversed(entries)}
    missing = book.missing(wanted_activity(entry, names.source) for entry in entries)
    if missing:
        rows = [
            {
                "festival_id": festival_id,
                "title": each.name,
                "slug": book.address(each.name, "session"),
                "source_key": each.key,
                "category_id": names.category_of(lead[each]),
                "updated_at": now,
            }
            | described(lead[each])
            for each in missing
        ]
        made = insert(Activity).returning(Activity.id, Activity.source_key)
        ids = {key: new_id for new_id, key in db.session.execute(made, rows)}
        for each in missing:
            book.add(each, ids[each.key])


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


def write_new(
    festival: Festival,
    names: Names,
    verdicts: list[Verdict],
    *,
    now: datetime,
    progress: Progress,
) -> None:
    """The sessions of all new rows, and what they will be recognized by."""
    references = _fresh_references(len(verdicts))
    is_addition = festival.released_at is not None and queries.has_sessions(festival.id)
    support = queries.support_categories(festival.id)
    for start in range(0, len(verdicts), AT_ONCE):
        part = verdicts[start : start + AT_ONCE]
        named = dict(zip(references[start : start + AT_ONCE], part, strict=True))
        ids = _write_bookables(festival.id, names, named, support, now)
        _write_sessions(names, named, ids)
        _remember(festival.id, names.source, named, ids, now)
        if is_addition:
            _tell(festival, named, ids, now)
        progress(start + len(part), len(verdicts))


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


def _write_bookables(
    festival_id: int, names: Names, named: dict[str, Verdict], support: set[int], now: datetime
) -> dict[str, int]:
    rows = []
    for reference, verdict in named.items():
        entry = _entry(verdict)
        size = entry.size or Size(Entry.DROP_IN)
        rows.append(
            {
                "reference": reference,
                "kind": "session",
                "festival_id": festival_id,
                "space_id": names.space_of(entry),
                "title": entry.title,
                "is_support": names.category_of(entry) in support,
                "entry": size.entry,
                "capacity": size.capacity,
                "is_closed": size.is_closed,
                "starts_at": entry.starts_at,
                "ends_at": entry.ends_at,
                "created_at": now,
                "updated_at": now,
            }
        )
    table = _table(Bookable)
    made = insert(table).returning(table.c.id, table.c.reference)
    return {reference: new_id for new_id, reference in db.session.execute(made, rows)}


def _write_sessions(names: Names, named: dict[str, Verdict], ids: dict[str, int]) -> None:
    sessions, leading = [], []
    for reference, verdict in named.items():
        entry = _entry(verdict)
        activity_id = names.books.activities.find(wanted_activity(entry, names.source))
        sessions.append({"id": ids[reference], "activity_id": activity_id})
        leading += [
            {"session_id": ids[reference], "facilitator_id": person}
            for person in names.people_of(entry)
        ]
    db.session.execute(insert(_table(Session)), sessions)
    if leading:
        db.session.execute(insert(session_facilitator), leading)


def _remember(
    festival_id: int, source: str, named: dict[str, Verdict], ids: dict[str, int], now: datetime
) -> None:
    rows = [
        {
            "festival_id": festival_id,
            "source": source,
            "source_key": _entry(verdict).key,
            "session_id": ids[reference],
            "fingerprint": verdict.fingerprint,
            "imported_at": now,
        }
        for reference, verdict in named.items()
    ]
    db.session.execute(insert(ImportedRow), rows)


def _tell(
    festival: Festival, named: dict[str, Verdict], ids: dict[str, int], now: datetime
) -> None:
    """In the public change log, where the programme was out before."""
    rows = [
        {
            "festival_id": festival.id,
            "bookable_id": ids[reference],
            "kind": "new",
            "after": _span(_entry(verdict), festival),
            "made_at": now,
        }
        for reference, verdict in named.items()
    ]
    db.session.execute(insert(Change), rows)


def _span(entry: SessionEntry, festival: Festival) -> str:
    return wall_span(entry.starts_at, entry.ends_at, festival.zone)


def _table(model: type[Bookable]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table
