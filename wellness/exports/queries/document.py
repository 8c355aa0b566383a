"""A whole festival as plain JSON values: our own file, read back by imports.actions.setting_up.

Nothing in it depends on when it was made, so that the same programme gives the same octets. No
booking, no attendee and nobody of the staff is told of.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, Table, select
from sqlalchemy.orm import selectinload

from wellness.booking.models import Bookable
from wellness.database import Model, db
from wellness.exports.queries.studios import NO_STUDIO, equipment_told, studios_told
from wellness.exports.queries.telling import Document, as_told
from wellness.festivals.models import Festival, Space
from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own_fields import Fields
from wellness.planner.models import DraftSession, Release, SpaceHold
from wellness.programme.models import (
    Activity,
    Category,
    Change,
    Facilitator,
    Session,
    session_facilitator,
)


def octets_of(document: Document) -> bytes:
    """The file: JSON in UTF-8, in an order of its own, so that two can be compared by lines."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def document_of(festival: Festival) -> Document:
    """Everything of the festival that goes with its programme; a fixed number of queries."""
    spaces = _of(festival, Space, Space.position, Space.slug, loaded=Space.hours)
    categories = _of(festival, Category, Category.position, Category.slug)
    leaders = _of(festival, Facilitator, Facilitator.slug, loaded=Facilitator.hours)
    activities = _of(festival, Activity, Activity.slug)
    slugs = {
        name: {each.id: each.slug for each in found}
        for name, found in (
            ("space", spaces),
            ("category", categories),
            ("facilitator", leaders),
            ("activity", activities),
        )
    }
    studios = studios_told(festival, slugs["facilitator"])
    return {
        "format": fields.MARK,
        "version": fields.VERSION,
        "festival": as_told(festival, fields.FESTIVAL),
        "spaces": [
            _space(each, slugs["space"]) | studios.get(each.id, NO_STUDIO) for each in spaces
        ],
        "equipment": equipment_told(festival, slugs["space"]),
        "categories": [as_told(each, fields.CATEGORY) for each in categories],
        "facilitators": [
            as_told(each, fields.FACILITATOR) | _hours(each, fields.FACILITATOR_HOURS)
            for each in leaders
        ],
        "activities": [_activity(each, slugs["category"]) for each in activities],
        "sessions": _sessions(festival, slugs),
        "holds": _holds(festival, slugs["space"]),
        "releases": [
            as_told(each, fields.RELEASE) for each in _of(festival, Release, Release.number)
        ],
        "changes": _changes(festival),
    }


def _of(festival: Festival, model: Any, *order: Any, loaded: Any = None) -> list[Any]:
    query = select(model).where(model.festival_id == festival.id).order_by(*order, model.id)
    if loaded is not None:
        query = query.options(selectinload(loaded))
    return list(db.session.scalars(query))


def _hours(row: Any, shape: Fields) -> Document:
    told = [as_told(each, shape) for each in row.hours]
    return {"hours": sorted(told, key=lambda each: [str(value) for value in each.values()])}


def _space(space: Space, slugs: dict[int, str]) -> Document:
    wet = {"wet_space": slugs.get(space.wet_space_id or 0)}
    return as_told(space, fields.SPACE) | wet | _hours(space, fields.SPACE_HOURS)


def _activity(activity: Activity, categories: dict[int, str]) -> Document:
    told = {"category": categories[activity.category_id]} | as_told(activity, fields.ACTIVITY)
    drafted = activity.drafted
    if drafted is not None and "category_id" in drafted:
        rest = {name: value for name, value in drafted.items() if name != "category_id"}
        drafted = rest | {"category": categories.get(drafted["category_id"], told["category"])}
    return told | {"drafted": drafted and dict(sorted(drafted.items()))}


def _sessions(festival: Festival, slugs: dict[str, dict[int, str]]) -> list[Document]:
    """Every session: how it is drafted, and how it is released if it is."""
    live = _released(festival, slugs)
    drafts = db.session.execute(
        select(_table(DraftSession))
        .where(DraftSession.festival_id == festival.id)
        .order_by(DraftSession.id)
    )
    told = [
        {
            "reference": row.reference,
            "draft": _named(row, slugs)
            | as_told(row, fields.DRAFT)
            | {"facilitators": _slugs_of(row.facilitator_ids, slugs["facilitator"])},
            "released": live.pop(row.session_id, (None, None))[1],
        }
        for row in drafts
    ]
    undrafted = (
        {"reference": reference, "draft": None, "released": state}
        for reference, state in live.values()
    )
    return told + sorted(undrafted, key=_when_and_what)


def _when_and_what(session: Document) -> tuple[str, str, str]:
    state = session["released"]
    return state["starts_at"], state["activity"], state["space"] or ""


def _released(
    festival: Festival, slugs: dict[str, dict[int, str]]
) -> dict[int, tuple[str, Document]]:
    """The reference of each released session, and how it is released."""
    table = _table(Bookable)
    led: defaultdict[int, list[int]] = defaultdict(list)
    for session_id, leader_id in db.session.execute(
        select(session_facilitator.c.session_id, session_facilitator.c.facilitator_id)
        .join(table, table.c.id == session_facilitator.c.session_id)
        .where(table.c.festival_id == festival.id)
    ):
        led[session_id].append(leader_id)
    rows = db.session.execute(
        select(table, Session.__table__.c.activity_id)
        .join_from(table, Session.__table__, Session.__table__.c.id == table.c.id)
        .where(table.c.festival_id == festival.id)
    )
    return {
        row.id: (
            row.reference,
            _named(row, slugs)
            | as_told(row, fields.RELEASED)
            | {"facilitators": _slugs_of(led[row.id], slugs["facilitator"])},
        )
        for row in rows
    }


def _named(row: Row[Any], slugs: dict[str, dict[int, str]]) -> Document:
    """The activity and the space of a session, by slug."""
    return {
        "activity": slugs["activity"][row.activity_id],
        "space": slugs["space"].get(row.space_id),
    }


def _slugs_of(ids: Iterable[int], slugs: dict[int, str]) -> list[str]:
    return sorted({slugs[each] for each in ids if each in slugs})


def _holds(festival: Festival, spaces: dict[int, str]) -> list[Document]:
    found = [
        {"space": spaces[each.space_id]} | as_told(each, fields.HOLD)
        for each in _of(festival, SpaceHold)
    ]
    return sorted(found, key=lambda each: (each["starts_at"], each["space"], each["ends_at"]))


def _changes(festival: Festival) -> list[Document]:
    """The public change log, in the order in which it was written."""
    rows = db.session.execute(
        select(_table(Change), Bookable.__table__.c.reference)
        .join(Bookable.__table__, Bookable.__table__.c.id == Change.bookable_id)
        .where(Change.festival_id == festival.id)
        .order_by(Change.made_at, Change.id)
    )
    return [{"session": row.reference} | as_told(row, fields.CHANGE) for row in rows]


def _table(model: type[Model]) -> Table:
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table
