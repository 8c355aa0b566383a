"""Letters to test with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from wellness.database import transaction
from wellness.mail.models import Letter
from wellness.mail.outbox import Draft, post

NOON = datetime(2026, 6, 5, 12, tzinfo=UTC)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Wellness//Wellness 1//EN\r\n"
    "METHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:b-1@localhost\r\nDTSTAMP:20260605T120000Z\r\n"
    "DTSTART:20260606T090000Z\r\nDTEND:20260606T100000Z\r\nSUMMARY:Ruhe im Zelt – süß\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()


def after(**later: float) -> datetime:
    """The instant that lies `later` (timedelta words) after noon."""
    return NOON + timedelta(**later)


def a_draft(**said: Any) -> Draft:
    """A draft that says what `said` says, and harmless things for the rest."""
    usual = {
        "kind": "place",
        "pass_id": 17,
        "about": "booking:17",
        "to": "wren@example.org",
        "subject": "Your booking on Saturday 11:00",
        "text": "Your place is kept.\n\nCome as you are.\n",
    }
    return Draft(**{**usual, **said})


def a_letter(*, now: datetime = NOON, **said: Any) -> Letter:
    """A letter left in the outbox."""
    with transaction():
        return post(a_draft(**said), now=now)
