"""Invitations by letter: iTIP messages (RFC 5546) carried as RFC 6047 says."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from wellness.calendars.events import EventFacts, State, component_of, stamp_of, uid_line
from wellness.calendars.feed import PRODUCT
from wellness.calendars.texts import one_line
from wellness.calendars.zones import UNIVERSAL, vtimezone

if TYPE_CHECKING:
    from icalendar import Event

ADDRESS_LENGTH = 254


class Method(StrEnum):
    """What a message asks for; the letter's MIME header must name the same."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class BadAddress(ValueError):
    """Not an address that could stand in a message; it is not quoted."""


@dataclass(frozen=True)
class Correspondent:
    """One end of an invitation: an address as spelled in the letter, and a name for people."""

    address: str
    name: str = ""


def invitation(
    facts: EventFacts,
    *,
    organizer: Correspondent,
    attendee: Correspondent,
    method: Method,
    stamped_at: datetime,
) -> bytes:
    """One event for one person, who has the place already: nothing is to be answered.

    `organizer` must be an address of ours on the domain of From; `stamped_at` is the moment of
    the message (DTSTAMP, RFC 5545 3.8.7.2). A cancellation keeps UID, times and title; its
    SEQUENCE must be higher than that of the request. Raises BadAddress, BadEvent, UnknownZone.
    """
    said = replace(facts, state=State.CANCELLED) if method is Method.CANCEL else facts
    event = component_of(said)
    _add_people(event, organizer, attendee)
    written: bytes = event.to_ical(sorted=False)
    head = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:{PRODUCT}\r\nCALSCALE:GREGORIAN\r\n"
        f"METHOD:{method.value}\r\n"
    )
    own = (
        f"DTSTAMP:{stamp_of(stamped_at)}\r\nCREATED:{stamp_of(facts.created_at)}\r\n"
        f"LAST-MODIFIED:{stamp_of(facts.last_modified)}\r\nSEQUENCE:{max(facts.sequence, 0):d}\r\n"
    )
    return b"".join(
        (
            head.encode("ascii"),
            _zone_block(facts),
            b"BEGIN:VEVENT\r\n",
            uid_line(facts.uid),
            own.encode("ascii"),
            written.removeprefix(b"BEGIN:VEVENT\r\n"),
            b"END:VCALENDAR\r\n",
        )
    )


def _add_people(event: "Event", organizer: Correspondent, attendee: Correspondent) -> None:
    from icalendar import vCalAddress  # noqa: PLC0415 - see events.component_of

    answer = {
        "CUTYPE": "INDIVIDUAL",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }
    event.add("organizer", vCalAddress(_mailto(organizer)), parameters=_named(organizer))
    event.add("attendee", vCalAddress(_mailto(attendee)), parameters={**answer, **_named(attendee)})


def _zone_block(facts: EventFacts) -> bytes:
    if facts.zone_name in UNIVERSAL:
        return b""
    return vtimezone(facts.zone_name, facts.starts_at.year, facts.ends_at.year)


def _mailto(person: Correspondent) -> str:
    address = person.address
    if (
        not address.isprintable()
        or " " in address
        or address.count("@") != 1
        or len(address) > ADDRESS_LENGTH
    ):
        raise BadAddress
    return f"mailto:{address}"


def _named(person: Correspondent) -> dict[str, str]:
    """CN, without the quotes that old Outlook would show as RFC 6868 spells them."""
    name = one_line(person.name.replace('"', ""), 60)
    return {"CN": name} if name else {}
