from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from sqlalchemy import func, select

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import db
from wellness.festivals.models import Festival, Space
from wellness.imports.models import ImportedRow
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.namebook import Made, Namebook, Namebooks, There
from wellness.imports.rules.plan import Known, Outcome, plan
from wellness.programme.models import Activity, Category, Facilitator, Session

ALIKE = 0.8
"""From here on two addresses are taken for the same one, mistyped."""


def known_sessions(festival_id: int, source: str) -> list[Known]:
    """What earlier imports from `source` wrote into the festival, in the order of their keys."""
    query = (
        select(
            ImportedRow.source_key,
            ImportedRow.session_id,
            ImportedRow.fingerprint,
            Bookable.title,
            Bookable.starts_at,
            Bookable.taken,
            Bookable.waiting,
            Bookable.status,
        )
        .join(Bookable, Bookable.id == ImportedRow.session_id)
        .where(ImportedRow.festival_id == festival_id, ImportedRow.source == source)
        .order_by(ImportedRow.source_key)
    )
    return [
        Known(
            key=key,
            session_id=session_id,
            fingerprint=fingerprint,
            title=title,
            starts_at=starts_at,
            taken=taken,
            waiting=waiting,
            is_cancelled=status is BookableStatus.CANCELLED,
        )
        for key, session_id, fingerprint, title, starts_at, taken, waiting, status in (
            db.session.execute(query)
        )
    ]


def foreseen(
    festival_id: int | None, source: str, rows: Sequence[Entry | Left]
) -> tuple[Outcome, Namebooks]:
    """What an import of these rows would do, and the names it would do it with.

    Without a festival everything is new.
    """
    if festival_id is None:
        known, books = [], Namebooks(*(Namebook([]) for _ in range(4)))
    else:
        known, books = known_sessions(festival_id, source), names_there(festival_id)
    outcome = Outcome(plan(rows, known), Made())
    return replace(outcome, made=books.missing(outcome.entries, source)), books


def names_there(festival_id: int) -> Namebooks:
    """Everything of the festival that a file may name."""
    return Namebooks(
        _namebook(Space, festival_id),
        _namebook(Category, festival_id),
        _namebook(Facilitator, festival_id),
        _activities(festival_id),
    )


def _namebook(model: type[Space | Category | Facilitator], festival_id: int) -> Namebook:
    query = (
        select(model.id, model.slug, model.name, model.source_key)
        .where(model.festival_id == festival_id)
        .order_by(model.id)
    )
    return Namebook([There(*row) for row in db.session.execute(query)])


def _activities(festival_id: int) -> Namebook:
    # By source alone: two activities of one name may well be two.
    query = (
        select(Activity.id, Activity.slug, Activity.title, Activity.source_key)
        .where(Activity.festival_id == festival_id)
        .order_by(Activity.id)
    )
    return Namebook([There(*row) for row in db.session.execute(query)], by_name=False)


def sessions_of_activities(activity_ids: set[int]) -> dict[int, set[int]]:
    """By activity: the ids of all its sessions."""
    found: dict[int, set[int]] = {activity_id: set() for activity_id in activity_ids}
    rows = db.session.execute(select(Session.activity_id, Session.id))
    for activity_id, session_id in rows:
        if activity_id in found:
            found[activity_id].add(session_id)
    return found


def has_sessions(festival_id: int) -> bool:
    """Whether the festival has a programme already."""
    query = select(func.count()).where(Bookable.festival_id == festival_id)
    return db.session.execute(query).scalar_one() > 0


def support_categories(festival_id: int) -> set[int]:
    """The festival's categories that turn discretion on."""
    query = select(Category.id).where(Category.festival_id == festival_id, Category.is_support)
    return set(db.session.scalars(query))


def references_in_use(references: list[str]) -> set[str]:
    """Which of these public references belong to something already."""
    found: set[str] = set()
    for start in range(0, len(references), 500):
        part = references[start : start + 500]
        found.update(
            db.session.scalars(select(Bookable.reference).where(Bookable.reference.in_(part)))
        )
    return found


def find_similar_slug(slug: str) -> str | None:
    """The festival's address that `slug` may be a slip of."""
    slugs = list(db.session.scalars(select(Festival.slug).order_by(Festival.slug)))
    return next(iter(get_close_matches(slug, slugs, n=1, cutoff=ALIKE)), None)
