"""Applications as a panel reads them, and what it made of them."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wellness.calls.models import HANDED_IN, Application, Call
from wellness.database import db
from wellness.errors import Missing
from wellness.sealing import Sealer
from wellness.selection.models import Panelist, Reading
from wellness.selection.rules.scores import Vote
from wellness.staff.models import Deed
from wellness.staff.rules import DeedKind

SITTING_LASTS = timedelta(hours=4)
"""Reading on within this time is one sitting, recorded once."""


def get_application(call: Call, number: int) -> Application:
    """What was handed in for a call under this number and not withdrawn. Raises Missing."""
    query = (
        select(Application)
        .where(
            Application.call_id == call.id,
            Application.number == number,
            Application.state.in_(HANDED_IN),
        )
        .options(joinedload(Application.role), joinedload(Application.holder))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def criteria_of(call: Call) -> list[str]:
    """The keys of what the panel scores, in order."""
    return [str(each["key"]) for each in call.criteria]


def reading_of(application_id: int, account_id: int) -> Reading | None:
    """What one member made of one application, if they have saved anything."""
    query = select(Reading).where(
        Reading.application_id == application_id, Reading.account_id == account_id
    )
    return db.session.scalars(query).one_or_none()


def readings_for(application_id: int) -> list[Reading]:
    """What the present panel made of one application, by the reader's name."""
    query = (
        select(Reading)
        .join(Application, Application.id == Reading.application_id)
        .join(
            Panelist,
            (Panelist.call_id == Application.call_id) & (Panelist.account_id == Reading.account_id),
        )
        .where(Reading.application_id == application_id)
        .options(joinedload(Reading.account))
    )
    return sorted(db.session.scalars(query), key=lambda reading: reading.account.name)


def votes_of(call_id: int) -> list[Vote]:
    """What the present members of a call's panel made of its applications, by their numbers."""
    query = (
        select(Application.number, Reading.account_id, Reading.scores, Reading.has_conflict)
        .join(Application, Application.id == Reading.application_id)
        .join(
            Panelist,
            (Panelist.call_id == Application.call_id) & (Panelist.account_id == Reading.account_id),
        )
        .where(Application.call_id == call_id, Application.number.is_not(None))
        .order_by(Reading.id)
    )
    return [
        Vote(number or 0, member, scores, has_conflict)
        for number, member, scores, has_conflict in db.session.execute(query)
    ]


def own_readings(call_id: int, account_id: int) -> dict[int, Reading]:
    """By the id of the application: what the account made of it."""
    query = (
        select(Reading)
        .join(Application, Application.id == Reading.application_id)
        .where(Application.call_id == call_id, Reading.account_id == account_id)
    )
    return {reading.application_id: reading for reading in db.session.scalars(query)}


def remark_place(application: Application, account_id: int) -> str:
    """Where a sealed remark belongs: moved to another application or reader it stays shut."""
    return f"reading|remark|{application.uid}|{account_id}"


def remark_of(reading: Reading, sealer: Sealer) -> str:
    """A reader's remark, unsealed; empty if there is none. Raises sealing.Unsealable."""
    if reading.remark_sealed is None:
        return ""
    place = remark_place(reading.application, reading.account_id)
    return sealer.unseal(place, reading.remark_sealed)


def is_sitting(call: Call, account_id: int, *, now: datetime) -> bool:
    """Whether the account began to read this call's applications a little while ago."""
    query = select(Deed.facts).where(
        Deed.festival_id == call.festival_id,
        Deed.account_id == account_id,
        Deed.kind == DeedKind.APPLICATIONS_SEEN,
        Deed.done_at > now - SITTING_LASTS,
    )
    return any(facts.get("call") == call.id for facts in db.session.scalars(query))
