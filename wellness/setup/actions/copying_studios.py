"""Studios, what stands in them and who is at the desk, for a copied festival."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wellness.database import Model, db
from wellness.festivals.models import Festival
from wellness.setup.shifting import WallShift
from wellness.studios.models import EngineerShift, Equipment, Studio

_STUDIO = ("about", "slot_length", "slot_hours", "needs_engineer")
_EQUIPMENT = ("kind", "quantity", "notes", "position")


def copy_studios(
    source: Festival,
    made: Festival,
    *,
    spaces: Mapping[int, int],
    leaders: Mapping[int, int],
    shift: WallShift,
    now: datetime,
) -> None:
    """The studios whose spaces were copied, the store, and the shifts of engineers who came along.

    `spaces` and `leaders` give new ids by old ones. Shifts keep their wall times.
    """
    stamp = {"festival_id": made.id, "updated_at": now}
    for old in _of(Studio, source.id):
        if old.space_id in spaces:
            facts = {name: getattr(old, name) for name in _STUDIO}
            db.session.add(Studio(**stamp, space_id=spaces[old.space_id], **facts))
    for old in _of(Equipment, source.id):
        if old.space_id is None or old.space_id in spaces:
            facts = {name: getattr(old, name) for name in _EQUIPMENT}
            where = spaces[old.space_id] if old.space_id is not None else None
            db.session.add(Equipment(**stamp, space_id=where, **facts))
    for old in _of(EngineerShift, source.id):
        if old.space_id in spaces and old.facilitator_id in leaders:
            starts_at, ends_at = shift.span(old.starts_at, old.ends_at)
            db.session.add(
                EngineerShift(
                    festival_id=made.id,
                    space_id=spaces[old.space_id],
                    facilitator_id=leaders[old.facilitator_id],
                    starts_at=starts_at,
                    ends_at=ends_at,
                )
            )
    db.session.flush()


def _of(model: type[Model], festival_id: int) -> Iterator[Any]:
    columns: Any = model
    query = select(model).where(columns.festival_id == festival_id).order_by(columns.id)
    return iter(db.session.scalars(query).all())
