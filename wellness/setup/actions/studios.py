"""Studios, what stands in them and who is at the desk. Call inside `in_transaction(…)`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival, Space, SpaceKind
from wellness.planner.actions.drafting import touch_draft
from wellness.programme.models import Facilitator
from wellness.setup.errors import AskedFor, EditedSince, PromisedAlready
from wellness.setup.rules import Spans
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand
from wellness.studios import queries
from wellness.studios.models import EngineerShift, Equipment, Studio


def save_studio(
    space: Space, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> Studio:
    """Make the space a studio, or change how its time is lent. Raises EditedSince."""
    studio = queries.studio_in(space.id)
    if (studio.revision if studio else 0) != seen:
        raise EditedSince
    if studio is None:
        studio = Studio(festival_id=space.festival_id, space_id=space.id, updated_at=now, **values)
        space.kind = SpaceKind.STUDIO
        space.revision += 1
        space.updated_at = now
        db.session.add(studio)
    else:
        for name, value in values.items():
            setattr(studio, name, value)
        studio.revision += 1
        studio.updated_at = now
    _written("studio", space.name, space.festival_id, hand, now)
    return studio


def end_studio(space: Space, *, hand: Hand, now: datetime) -> None:
    """The space is a room again; its slots stay as sessions. Raises AskedFor, Missing."""
    studio = queries.studio_in(space.id)
    if studio is None:
        raise Missing
    if asked := queries.asked_for_in(space.id, now=now):
        raise AskedFor(name=asked)
    for model in (Equipment, EngineerShift):
        db.session.execute(
            delete(model)
            .where(model.space_id == space.id)
            .execution_options(synchronize_session=False)
        )
    db.session.delete(studio)
    space.kind = SpaceKind.ROOM
    space.revision += 1
    space.updated_at = now
    _written("studio", space.name, space.festival_id, hand, now)


def add_equipment(
    festival: Festival, values: Mapping[str, Any], *, hand: Hand, now: datetime
) -> Equipment:
    """Something new in a studio or in the store, at the end of its list. Raises Missing."""
    _check_studio(festival.id, values["space_id"])
    beside = select(Equipment.position).where(
        Equipment.festival_id == festival.id,
        Equipment.space_id.is_not_distinct_from(values["space_id"]),
    )
    position = max(db.session.scalars(beside), default=-1) + 1
    thing = Equipment(festival_id=festival.id, position=position, updated_at=now, **values)
    db.session.add(thing)
    _written("equipment", thing.kind, festival.id, hand, now)
    return thing


def edit_equipment(
    thing: Equipment, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set these columns of a locked row. Raises EditedSince, PromisedAlready, AskedFor, Missing."""
    if thing.revision != seen:
        raise EditedSince
    _check_studio(thing.festival_id, values["space_id"])
    if values["quantity"] < (number := queries.most_promised(thing.id, now=now)):
        raise PromisedAlready(number=number, name=thing.kind)
    if values["space_id"] != thing.space_id and queries.is_asked_for(thing.id, now=now):
        raise AskedFor(name=thing.kind)
    for name, value in values.items():
        setattr(thing, name, value)
    thing.revision += 1
    thing.updated_at = now
    _written("equipment", thing.kind, thing.festival_id, hand, now)


def remove_equipment(thing: Equipment, *, hand: Hand, now: datetime) -> None:
    """Take a locked row out of its list. Raises AskedFor while requests stand."""
    if queries.is_asked_for(thing.id, now=now):
        raise AskedFor(name=thing.kind)
    db.session.delete(thing)
    _written("equipment", thing.kind, thing.festival_id, hand, now)


def add_shifts(
    space: Space, facilitator_id: int, spans: Spans, *, hand: Hand, now: datetime
) -> list[EngineerShift]:
    """Somebody at the studio's desk in these spans; those that stand already are left alone."""
    engineer = db.session.get(Facilitator, facilitator_id)
    if engineer is None or engineer.festival_id != space.festival_id:
        raise Missing
    standing = {
        (each.starts_at, each.ends_at)
        for each in queries.shifts_in(space.id)
        if each.facilitator_id == facilitator_id
    }
    made = [
        EngineerShift(
            festival_id=space.festival_id,
            space_id=space.id,
            facilitator_id=facilitator_id,
            starts_at=starts_at,
            ends_at=ends_at,
        )
        for starts_at, ends_at in spans
        if (starts_at, ends_at) not in standing
    ]
    db.session.add_all(made)
    _written("shifts", space.name, space.festival_id, hand, now)
    return made


def remove_shifts(space: Space, ids: Iterable[int], *, hand: Hand, now: datetime) -> None:
    """Take these shifts off the studio's list; slots keep who leads them. Raises Missing."""
    found = {each.id: each for each in queries.shifts_in(space.id)}
    for id_ in ids:
        if id_ not in found:
            raise Missing
        db.session.delete(found[id_])
    _written("shifts", space.name, space.festival_id, hand, now)


def _check_studio(festival_id: int, space_id: int | None) -> None:
    if space_id is None:
        return
    studio = queries.studio_in(space_id)
    if studio is None or studio.festival_id != festival_id:
        raise Missing


def _written(what: str, about: str, festival_id: int, hand: Hand, now: datetime) -> None:
    db.session.flush()
    record(DeedKind.SETUP_EDITED, hand, festival_id=festival_id, about=about, now=now, what=what)
    touch_programme(festival_id, now=now)
    touch_draft(festival_id)
