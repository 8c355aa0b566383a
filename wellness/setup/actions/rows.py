"""Making, editing, ordering and removing what a festival consists of. In `in_transaction(…)`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from wellness.booking.models import Bookable
from wellness.database import Model, db
from wellness.festivals.actions import touch_programme
from wellness.festivals.addresses import slug_of, unused
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.planner.actions.drafting import touch_draft
from wellness.programme.models import Activity, Category, Facilitator, FacilitatorHours, Session
from wellness.setup import queries
from wellness.setup.errors import EditedSince, StillUsed
from wellness.setup.rules import Spans, moved
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand


def add_space(festival: Festival, values: Mapping[str, Any], *, hand: Hand, now: datetime) -> Space:
    """A new space at the end of the list; `values` are columns, and `hours` as spans."""
    held = dict(values)
    spans = held.pop("hours", ())
    space = Space(**_new(Space, festival.id, held["name"], "space", now), **held)
    space.hours = _opening(spans)
    space.position = len(queries.spaces_of(festival.id))
    _add(space, festival.id, hand, now)
    return space


def edit_space(
    space: Space, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set these columns, and `hours` as spans. Raises EditedSince."""
    held = dict(values)
    spans = held.pop("hours", None)
    if spans is not None and spans != tuple((h.opens_at, h.closes_at) for h in space.hours):
        _check_seen(space, seen)
        space.hours = _opening(spans)
        held["updated_at"] = now
    change_row(space, held, seen=seen, hand=hand, now=now)


def retire_space(space: Space, *, is_retired: bool, hand: Hand, now: datetime) -> None:
    """Offer it no more to plan with, or again. What happened there keeps its name."""
    change_row(space, {"is_retired": is_retired}, seen=space.revision, hand=hand, now=now)


def add_category(
    festival: Festival, values: Mapping[str, Any], *, hand: Hand, now: datetime
) -> Category:
    """A new category at the end of the list."""
    category = Category(**_new(Category, festival.id, values["name"], "category", now), **values)
    category.position = len(queries.categories_of(festival.id))
    _add(category, festival.id, hand, now)
    return category


def edit_category(
    category: Category, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set these columns; discretion reaches the released sessions at once. Raises EditedSince.

    Turned off, it stays with sessions that somebody has booked: they were promised it.
    """
    was_support = category.is_support
    change_row(category, values, seen=seen, hand=hand, now=now)
    if category.is_support is not was_support:
        of_it = select(Activity.id).where(Activity.category_id == category.id)
        follow_support(of_it, is_support=category.is_support)


def follow_support(activities: Any, *, is_support: bool) -> None:
    """Turn discretion on for all released sessions of these activities; off where nobody booked."""
    sessions = select(Session.id).where(Session.activity_id.in_(activities))
    wish = (
        update(Bookable)
        .where(Bookable.id.in_(sessions))
        .values(is_support=is_support)
        .execution_options(synchronize_session=False)
    )
    if not is_support:
        wish = wish.where(Bookable.booking_revision == 0)
    db.session.execute(wish)


def add_facilitator(
    festival: Festival, values: Mapping[str, Any], *, hand: Hand, now: datetime
) -> Facilitator:
    """A new facilitator; `values` are columns, and `hours` and `wishes` as spans."""
    held = dict(values)
    there, wishes = held.pop("hours", ()), held.pop("wishes", ())
    facilitator = Facilitator(
        **_new(Facilitator, festival.id, held["name"], "facilitator", now), **held
    )
    facilitator.hours = _being_there(there, wishes)
    _add(facilitator, festival.id, hand, now)
    return facilitator


def edit_facilitator(
    facilitator: Facilitator, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set these columns, `hours` and `wishes` as spans. Raises EditedSince."""
    held = dict(values)
    there, wishes = held.pop("hours", None), held.pop("wishes", None)
    if there is not None and wishes is not None:
        was = [(h.starts_at, h.ends_at, h.is_wish) for h in facilitator.hours]
        wanted = _being_there(there, wishes)
        if sorted(was) != sorted((h.starts_at, h.ends_at, h.is_wish) for h in wanted):
            _check_seen(facilitator, seen)
            facilitator.hours = wanted
            held["updated_at"] = now
    change_row(facilitator, held, seen=seen, hand=hand, now=now)


def change_row(
    row: Any,
    values: Mapping[str, Any],
    *,
    seen: int,
    hand: Hand,
    now: datetime,
    kind: DeedKind = DeedKind.SETUP_EDITED,
) -> bool:
    """Set columns of a row the caller has locked; False if they were like that already.

    Raises EditedSince where its revision is not `seen`.
    """
    _check_seen(row, seen)
    different = {name: v for name, v in values.items() if getattr(row, name) != v}
    if not different:
        return False
    for name, value in different.items():
        setattr(row, name, value)
    row.revision += 1
    if hasattr(row, "updated_at"):
        row.updated_at = now
    festival_id = row.id if isinstance(row, Festival) else row.festival_id
    db.session.flush()
    written(row, festival_id, sorted(different), hand=hand, now=now, kind=kind)
    return True


def written(
    row: Any,
    festival_id: int,
    fields: list[str],
    *,
    hand: Hand,
    now: datetime,
    kind: DeedKind = DeedKind.SETUP_EDITED,
) -> None:
    """Write the audit line of an edit, and say on every page and grid that something changed."""
    about = getattr(row, "name", None) or row.title
    what = row.__tablename__
    record(kind, hand, festival_id=festival_id, about=about, now=now, what=what, fields=fields)
    touch_programme(festival_id, now=now)
    touch_draft(festival_id)


def reorder(
    model: type[Space] | type[Category],
    festival_id: int,
    row_id: int,
    by: int,
    *,
    hand: Hand,
    now: datetime,
) -> None:
    """Move one space or category up (by -1) or down (by 1) in the list people see."""
    rows: list[Any] = list(
        queries.spaces_of(festival_id) if model is Space else queries.categories_of(festival_id)
    )
    by_id = {row.id: row for row in rows}
    for position, each in enumerate(moved(list(by_id), row_id, by)):
        by_id[each].position = position
    db.session.flush()
    written(by_id[row_id], festival_id, ["position"], hand=hand, now=now)


def remove(row: Any, *, is_used: bool, hand: Hand, now: datetime) -> None:
    """Delete what nothing refers to. Raises StillUsed."""
    name = getattr(row, "name", None) or row.title
    if is_used:
        raise StillUsed(name=name)
    festival_id = row.festival_id
    written(row, festival_id, ["removed"], hand=hand, now=now)
    db.session.delete(row)
    db.session.flush()


def _check_seen(row: Any, seen: int) -> None:
    if row.revision != seen:
        raise EditedSince


def _new(
    model: type[Model], festival_id: int, name: str, fallback: str, now: datetime
) -> dict[str, Any]:
    slug = unused(slug_of(name, fallback), queries.slugs_of(model, festival_id))
    return {"festival_id": festival_id, "slug": slug, "updated_at": now}


def _add(row: Any, festival_id: int, hand: Hand, now: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    written(row, festival_id, ["made"], hand=hand, now=now)


def _opening(spans: Spans) -> list[SpaceHours]:
    return [SpaceHours(opens_at=opens, closes_at=closes) for opens, closes in spans]


def _being_there(there: Spans, wishes: Spans) -> list[FacilitatorHours]:
    kinds: Iterable[tuple[Spans, bool]] = ((there, False), (wishes, True))
    return [
        FacilitatorHours(starts_at=starts, ends_at=ends, is_wish=is_wish)
        for spans, is_wish in kinds
        for starts, ends in spans
    ]
