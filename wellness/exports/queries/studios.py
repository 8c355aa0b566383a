"""Studios, shifts and equipment as our own file tells them."""

from typing import Any

from sqlalchemy import select

from wellness.database import db
from wellness.exports.queries.telling import Document, as_told
from wellness.festivals.models import Festival
from wellness.imports.formats import own_fields as fields
from wellness.studios.models import EngineerShift, Equipment, Studio

NO_STUDIO: Document = {"studio": None, "shifts": []}


def studios_told(festival: Festival, leaders: dict[int, str]) -> dict[int, Document]:
    """What a space tells as a studio, by its id; two queries."""
    found: dict[int, Document] = {}
    for each in _of(Studio, festival, Studio.id):
        found[each.space_id] = {"studio": as_told(each, fields.STUDIO), "shifts": []}
    order = (EngineerShift.starts_at, EngineerShift.ends_at, EngineerShift.id)
    for shift in _of(EngineerShift, festival, *order):
        space = found.setdefault(shift.space_id, {"studio": None, "shifts": []})
        who = {"facilitator": leaders[shift.facilitator_id]}
        space["shifts"].append(who | as_told(shift, fields.SHIFT))
    for space in found.values():
        space["shifts"].sort(key=lambda each: [str(value) for value in each.values()])
    return found


def equipment_told(festival: Festival, spaces: dict[int, str]) -> list[Document]:
    """Everything that is lent, in the order of its lists."""
    rows = _of(Equipment, festival, Equipment.id)
    things = [
        {"space": spaces.get(each.space_id or 0)} | as_told(each, fields.EQUIPMENT) for each in rows
    ]
    return sorted(things, key=lambda each: [str(value) for value in each.values()])


def _of(model: Any, festival: Festival, *order: Any) -> list[Any]:
    query = select(model).where(model.festival_id == festival.id).order_by(*order)
    return list(db.session.scalars(query))
