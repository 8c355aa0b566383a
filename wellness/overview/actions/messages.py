"""Writing to the people of a session. Call inside `in_transaction(…)`."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.booking.locks import locked_bookable
from wellness.database import db
from wellness.overview import letters
from wellness.overview.queries.sessions import readers_at
from wellness.programme.models import Session
from wellness.references import hash_of
from wellness.staff.actions import record
from wellness.staff.models import Deed
from wellness.staff.rules import DeedKind, Hand

SAME_FORM_FOR = timedelta(days=2)
"""A form sent again within this is the same message, told once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is written, and to whom of a session."""

    text: str
    booked: bool = True
    waiting: bool = False
    key: str
    """The form's idempotency key: the same key is the same message."""


def send_message(session: Session, wording: Wording, *, hand: Hand, now: datetime) -> int:
    """One letter to each of them that a letter reaches; says how many. Told once per key.

    The audit log keeps how many, never what was written or to whom.
    """
    locked_bookable(session.id)
    key = hash_of(wording.key)
    earlier = _sent_with(key, session.festival_id, since=now - SAME_FORM_FOR)
    if earlier is not None:
        return int(earlier.facts["letters"])
    readers = readers_at(session, booked=wording.booked, waiting=wording.waiting)
    written = sum(letters.write(booking, wording.text, now=now) for booking in readers)
    record(
        DeedKind.MESSAGE_SENT,
        hand,
        festival_id=session.festival_id,
        about=f"{session.title} · {session.reference}",
        now=now,
        letters=written,
        key=key,
    )
    return written


def _sent_with(key: str, festival_id: int, *, since: datetime) -> Deed | None:
    deeds = db.session.scalars(
        select(Deed).where(
            Deed.festival_id == festival_id,
            Deed.kind == DeedKind.MESSAGE_SENT,
            Deed.done_at >= since,
        )
    )
    return next((deed for deed in deeds if deed.facts.get("key") == key), None)
