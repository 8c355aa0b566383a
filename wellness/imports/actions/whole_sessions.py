"""Sessions from our own file, drafted and released, and what goes with them."""

from typing import Any

from sqlalchemy import select

from wellness.booking.models import Bookable, BookableStatus, Entry
from wellness.database import db
from wellness.imports.actions.whole_ground import Ids, in_use, table_of, values, write
from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own import Record, parsed
from wellness.planner.models import DraftSession, Release, SpaceHold
from wellness.programme.models import Change, Session, session_facilitator
from wellness.references import new_reference


def write_sessions(records: list[Record], ids: Ids) -> None:
    """Every session as it is drafted, and those that are released."""
    ids.references = _references([each["reference"] for each in records])
    live = [each for each in records if each.get("released") is not None]
    taken = in_use(Bookable.uid, [_uid(each) for each in live])
    write(table_of(Bookable), [_bookable(each, ids, taken) for each in live])
    festival_id = ids.festival.id
    found = select(Bookable.reference, Bookable.id).where(Bookable.festival_id == festival_id)
    by_reference = {row.reference: row.id for row in db.session.execute(found)}
    for each in live:
        ids.sessions[each["reference"]] = by_reference[ids.references[each["reference"]]]
    sessions, led = [], []
    for each in live:
        session_id, released = ids.sessions[each["reference"]], each["released"]
        sessions.append({"id": session_id, "activity_id": ids.activities[released["activity"]]})
        led += [
            {"session_id": session_id, "facilitator_id": ids.facilitators[slug]}
            for slug in released["facilitators"]
        ]
    write(table_of(Session), sessions)
    write(session_facilitator, led)
    write(table_of(DraftSession), [_draft(each, ids) for each in records if each.get("draft")])


def _uid(record: Record) -> Any:
    return parsed(record["released"]["uid"], fields.RELEASED["uid"])


def _bookable(record: Record, ids: Ids, taken: set[Any]) -> Record:
    released = record["released"]
    columns = values(released, fields.RELEASED)
    if columns["uid"] in taken:
        del columns["uid"]
    return columns | {
        "reference": ids.references[record["reference"]],
        "kind": "session",
        "festival_id": ids.festival.id,
        "space_id": _space_of(released, ids),
        "entry": Entry(released["entry"]),
        "status": BookableStatus(released["status"]),
        "alternatives": _elsewhere(released, ids),
        "created_at": ids.now,
        "updated_at": ids.now,
    }


def _draft(record: Record, ids: Ids) -> Record:
    draft = record["draft"]
    return values(draft, fields.DRAFT) | {
        "festival_id": ids.festival.id,
        "session_id": ids.sessions.get(record["reference"]),
        "reference": ids.references[record["reference"]],
        "activity_id": ids.activities[draft["activity"]],
        "space_id": _space_of(draft, ids),
        "entry": Entry(draft["entry"]),
        "facilitator_ids": sorted(ids.facilitators[slug] for slug in draft["facilitators"]),
        "alternatives": _elsewhere(draft, ids),
        "changed_at": ids.now,
    }


def _space_of(record: Record, ids: Ids) -> int | None:
    return ids.spaces[record["space"]] if record["space"] else None


def _elsewhere(record: Record, ids: Ids) -> list[str]:
    return [ids.references.get(each, each) for each in record["alternatives"]]


def write_history(whole: Record, ids: Ids) -> None:
    """Holds, releases and the public change log."""
    own = {"festival_id": ids.festival.id}
    holds = [
        own | values(each, fields.HOLD) | {"space_id": ids.spaces[each["space"]]}
        for each in whole["holds"]
    ]
    write(table_of(SpaceHold), holds)
    releases = [own | values(each, fields.RELEASE) | {"made_by": ""} for each in whole["releases"]]
    write(table_of(Release), releases)
    changes = [
        own | values(each, fields.CHANGE) | {"bookable_id": ids.sessions[each["session"]]}
        for each in whole["changes"]
        if each["session"] in ids.sessions
    ]
    write(table_of(Change), changes)


def _references(told: list[str]) -> dict[str, str]:
    """The file's references, with fresh ones for those that are in use here."""
    taken = in_use(Bookable.reference, told) | in_use(DraftSession.reference, told)
    return {each: new_reference() if each in taken else each for each in told}
