from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Bookable
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.imports.models import ImportedRow
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.namebook import (
    NONE,
    Aliases,
    Made,
    Namebook,
    Namebooks,
    There,
    wanted_rows,
)
from wellness.imports.rules.plan import Known, Outcome, plan
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator, Session

ALIKE = 0.8
"""From here on two addresses are taken for the same one, mistyped."""


def known_sessions(festival_id: int, source: str) -> list[Known]:
    """What earlier imports from `source` wrote into the festival, in the order of their keys."""
    query = (
        select(
            ImportedRow.source_key,
            ImportedRow.draft_id,
            ImportedRow.fingerprint,
            Activity.title,
            Activity.drafted,
            DraftSession.starts_at,
            DraftSession.session_id,
            DraftSession.revision,
            DraftSession.is_cancelled,
            Bookable.taken,
            Bookable.waiting,
        )
        .join(DraftSession, DraftSession.id == ImportedRow.draft_id)
        .join(Activity, Activity.id == DraftSession.activity_id)
        .outerjoin(Bookable, Bookable.id == DraftSession.session_id)
        .where(ImportedRow.festival_id == festival_id, ImportedRow.source == source)
        .order_by(ImportedRow.source_key)
    )
    return [_known(tuple(row)) for row in db.session.execute(query)]


def _known(row: tuple[Any, ...]) -> Known:
    key, draft_id, fingerprint, title, drafted, starts_at, session_id, revision, *rest = row
    is_cancelled, taken, waiting = rest
    return Known(
        key=key,
        draft_id=draft_id,
        fingerprint=fingerprint,
        title=(drafted or {}).get("title", title),
        starts_at=starts_at,
        taken=taken or 0,
        waiting=waiting or 0,
        is_cancelled=is_cancelled,
        is_released=session_id is not None,
        revision=revision,
    )


def foreseen(
    festival_id: int | None, source: str, rows: Sequence[Entry | Left], aliases: Aliases = NONE
) -> tuple[Outcome, Namebooks]:
    """What an import of these rows would do, and the names it would do it with.

    Without a festival everything is new.
    """
    if festival_id is None:
        known, books = [], Namebooks(*(Namebook([]) for _ in range(4)))
    else:
        known, books = known_sessions(festival_id, source), names_there(festival_id, aliases)
    outcome = Outcome(plan(wanted_rows(rows, source, aliases), known), Made())
    return replace(outcome, made=books.missing(outcome.entries, source)), books


def names_there(festival_id: int, aliases: Aliases = NONE) -> Namebooks:
    """Everything of the festival that a file may name; `aliases` are further names of some."""
    return Namebooks(
        Namebook(there_is(Space, festival_id), aliases=aliases.spaces),
        Namebook(there_is(Category, festival_id), aliases=aliases.categories),
        Namebook(there_is(Facilitator, festival_id)),
        _activities(festival_id),
    )


def there_is(model: type[Space | Category | Facilitator], festival_id: int) -> list[There]:
    """What the festival has of a kind, by id."""
    query = (
        select(model.id, model.slug, model.name, model.source_key)
        .where(model.festival_id == festival_id)
        .order_by(model.id)
    )
    return [There(*row) for row in db.session.execute(query)]


def _activities(festival_id: int) -> Namebook:
    # By source alone: two activities of one name may well be two.
    query = (
        select(Activity.id, Activity.slug, Activity.title, Activity.source_key)
        .where(Activity.festival_id == festival_id)
        .order_by(Activity.id)
    )
    return Namebook([There(*row) for row in db.session.execute(query)], by_name=False)


def drafts_of_activities(festival_id: int) -> dict[int, set[int]]:
    """By activity: the ids of all its sessions in the draft."""
    query = select(DraftSession.activity_id, DraftSession.id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for activity_id, draft_id in db.session.execute(
        query.where(DraftSession.festival_id == festival_id)
    ):
        found[activity_id].add(draft_id)
    return found


def released_activities(festival_id: int) -> set[int]:
    """The festival's activities that have a released session: people read their words."""
    query = select(Session.activity_id).where(Session.festival_id == festival_id).distinct()
    return set(db.session.scalars(query))


def references_in_use(references: list[str]) -> set[str]:
    """Which of these public references belong to something already."""
    found: set[str] = set()
    for start in range(0, len(references), 500):
        part = references[start : start + 500]
        for column in (Bookable.reference, DraftSession.reference):
            found.update(db.session.scalars(select(column).where(column.in_(part))))
    return found


def find_similar_slug(slug: str) -> str | None:
    """The festival's address that `slug` may be a slip of."""
    slugs = list(db.session.scalars(select(Festival.slug).order_by(Festival.slug)))
    return next(iter(get_close_matches(slug, slugs, n=1, cutoff=ALIKE)), None)
