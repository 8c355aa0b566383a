"""Spaces, categories, facilitators and activities from our own file."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Entry
from wellness.database import Model, db
from wellness.festivals.models import Space, SpaceHours, SpaceKind
from wellness.imports.actions.whole_ground import Ids, table_of, values, write
from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own import Record
from wellness.imports.formats.own_fields import Fields
from wellness.programme.models import Activity, Category, Facilitator, FacilitatorHours


def write_people_and_places(whole: Record, ids: Ids) -> None:
    """Spaces, categories, facilitators and activities; `ids` knows them afterwards."""
    common = {"festival_id": ids.festival.id, "updated_at": ids.now}
    ids.spaces = _made(
        Space,
        (
            common | values(each, fields.SPACE) | {"kind": SpaceKind(each["kind"])}
            for each in whole["spaces"]
        ),
    )
    for each in whole["spaces"]:
        if each["wet_space"]:
            space = db.session.get_one(Space, ids.spaces[each["slug"]])
            space.wet_space_id = ids.spaces[each["wet_space"]]
    _hours(SpaceHours, "space_id", whole["spaces"], ids.spaces, fields.SPACE_HOURS)
    categories = (common | values(each, fields.CATEGORY) for each in whole["categories"])
    ids.categories = _made(Category, categories)
    people = whole["facilitators"]
    leaders = (common | values(each, fields.FACILITATOR) for each in people)
    ids.facilitators = _made(Facilitator, leaders)
    shape = fields.FACILITATOR_HOURS
    _hours(FacilitatorHours, "facilitator_id", people, ids.facilitators, shape)
    ids.activities = _made(
        Activity,
        (
            common
            | values(each, fields.ACTIVITY)
            | {"entry": Entry(each["entry"]), "category_id": ids.categories[each["category"]]}
            | _drafted(each.get("drafted"), ids)
            for each in whole["activities"]
        ),
    )


def _drafted(new: Record | None, ids: Ids) -> Record:
    if new is None:
        return {}
    told = {name: value for name, value in new.items() if name != "category"}
    if "category" in new:
        told["category_id"] = ids.categories[new["category"]]
    return {"drafted": told}


def _made(model: Any, rows: Iterable[Record]) -> dict[str, int]:
    """Write the rows; gives their ids by slug."""
    there = list(rows)
    write(table_of(model), there)
    of_festival = select(model.slug, model.id).where(
        model.festival_id == (there[0]["festival_id"] if there else 0)
    )
    return {row.slug: row.id for row in db.session.execute(of_festival)}


def _hours(
    model: type[Model], owner: str, records: list[Record], ids: dict[str, int], shape: Fields
) -> None:
    rows = [
        {owner: ids[each["slug"]]} | values(span, shape)
        for each in records
        for span in each["hours"]
    ]
    write(table_of(model), rows)
