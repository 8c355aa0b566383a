"""Studios, who is at their desks and what is lent, from our own file."""

from wellness.imports.actions.whole_ground import Ids, table_of, values, write
from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own import Record
from wellness.studios.models import EngineerShift, Equipment, SlotLength, Studio


def write_studios(whole: Record, ids: Ids) -> None:
    """All of them; spaces and facilitators are there already."""
    own: Record = {"festival_id": ids.festival.id}
    common = own | {"updated_at": ids.now}
    studios = [
        common
        | values(each["studio"], fields.STUDIO)
        | {"slot_length": SlotLength(each["studio"]["slot_length"])}
        | {"space_id": ids.spaces[each["slug"]]}
        for each in whole["spaces"]
        if each["studio"]
    ]
    write(table_of(Studio), studios)
    shifts = [
        own
        | values(shift, fields.SHIFT)
        | {"space_id": ids.spaces[each["slug"]]}
        | {"facilitator_id": ids.facilitators[shift["facilitator"]]}
        for each in whole["spaces"]
        for shift in each["shifts"]
    ]
    write(table_of(EngineerShift), shifts)
    things = [
        common
        | values(each, fields.EQUIPMENT)
        | {"space_id": ids.spaces[each["space"]] if each["space"] else None}
        for each in whole["equipment"]
    ]
    write(table_of(Equipment), things)
