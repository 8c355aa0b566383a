"""A festival set up as a whole from our own file. Call inside `in_transaction(…)`."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wellness.database import db
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival, Space
from wellness.festivals.rules import are_festival_days
from wellness.imports.actions.whole_ground import Ids, values
from wellness.imports.actions.whole_names import write_people_and_places
from wellness.imports.actions.whole_sessions import write_history, write_sessions
from wellness.imports.actions.whole_studios import write_studios
from wellness.imports.errors import FileRefused
from wellness.imports.formats import own_fields as fields
from wellness.imports.formats.own import Record
from wellness.imports.formats.rows import note
from wellness.planner.actions.drafting import lock_draft
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Category, Facilitator


def set_up(slug: str, whole: Record, *, festival: Festival | None, now: datetime) -> Festival:
    """Make the festival at `slug`, or fill an empty one, from a checked file (`Reading.whole`).

    References and calendar UIDs are kept unless they are in use here. Raises FileRefused where
    the festival's own facts can't be.
    """
    told = values(whole["festival"], fields.FESTIVAL)
    _check(told)
    if festival is None:
        made = told | {"slug": slug, "changed_at": now, "created_at": now}
        festival = Festival(**made)
        db.session.add(festival)
    else:
        lock_draft(festival.id)
        for name, value in told.items():
            if name != "slug":
                setattr(festival, name, value)
        festival.revision += 1
    db.session.flush()
    ids = Ids(festival, now)
    write_people_and_places(whole, ids)
    write_studios(whole, ids)
    write_sessions(whole["sessions"], ids)
    write_history(whole, ids)
    touch_programme(festival.id, now=now)
    db.session.flush()
    return festival


def is_empty(festival: Festival) -> bool:
    """Whether nothing was set up at the festival yet."""
    return not any(
        db.session.execute(
            select(model.id).where(model.festival_id == festival.id).limit(1)
        ).first()
        for model in (Space, Category, Facilitator, Activity, DraftSession)
    )


def _check(festival: Record) -> None:
    try:
        ZoneInfo(festival["zone_name"])
    except (ValueError, OSError, LookupError):
        raise FileRefused(note("unknown_zone", zone=festival["zone_name"])) from None
    first: date = festival["starts_on"]
    if not are_festival_days(first, festival["ends_on"]):
        raise FileRefused(note("broken_own", where="festival.ends_on"))
