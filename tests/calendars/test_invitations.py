from dataclasses import replace
from datetime import UTC, datetime

import icalendar
import pytest

from tests.calendars.facts import an_event
from tests.calendars.readers import READERS, content_lines, physical_lines, value
from wellness.calendars.events import EventFacts, Klass, State, event_bytes
from wellness.calendars.invitations import BadAddress, Correspondent, Method, invitation

SENT_AT = datetime(2026, 5, 20, 9, tzinfo=UTC)
BOOKINGS = Correspondent("bookings@wellness.example", 'Stillwater "Wellness"')
WREN = Correspondent("Wren@Example.com", "Wren; Robin, and co.\r\nATTENDEE:mailto:eve@example.com")


def sent(
    facts: EventFacts, method: Method, attendee: Correspondent = WREN
) -> tuple[bytes, icalendar.Event]:
    octets = invitation(
        facts, organizer=BOOKINGS, attendee=attendee, method=method, stamped_at=SENT_AT
    )
    calendar = icalendar.Calendar.from_ical(octets)
    assert isinstance(calendar, icalendar.Calendar)
    assert str(calendar["METHOD"]) == method.value
    [event] = calendar.events
    return octets, event


def test_an_invitation_is_for_one_person_who_has_said_yes_already() -> None:
    octets, event = sent(an_event(uid="b-1@wellness.example", sequence=2), Method.REQUEST)
    attendee = event["ATTENDEE"]
    assert str(attendee) == "mailto:Wren@Example.com"
    assert {key: attendee.params[key] for key in ("PARTSTAT", "RSVP", "ROLE", "CUTYPE")} == {
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "ROLE": "REQ-PARTICIPANT",
        "CUTYPE": "INDIVIDUAL",
    }
    assert attendee.params["CN"] == "Wren; Robin, and co. ATTENDEE:mailto:eve@example.com"
    assert str(event["ORGANIZER"]) == "mailto:bookings@wellness.example"
    assert event["ORGANIZER"].params["CN"] == "Stillwater Wellness"
    assert (str(event.uid), event["SEQUENCE"], event["STATUS"]) == (
        "b-1@wellness.example",
        2,
        "CONFIRMED",
    )
    assert sum(line.startswith("ATTENDEE") for line in content_lines(octets)) == 1


def test_the_stamp_of_an_invitation_is_that_of_the_message() -> None:
    _, event = sent(an_event(), Method.REQUEST)
    assert value(event, "DTSTAMP").dt == SENT_AT
    assert value(event, "LAST-MODIFIED").dt == an_event().last_modified


def test_a_cancellation_keeps_everything_it_cancels() -> None:
    facts = an_event(uid="b-1@wellness.example", location="Lake Tent", alarm_minutes=30)
    _, asked = sent(facts, Method.REQUEST)
    _, cancelled = sent(replace(facts, sequence=1), Method.CANCEL)
    kept = ("UID", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "ORGANIZER", "ATTENDEE")
    assert [cancelled[name].to_ical() for name in kept] == [asked[name].to_ical() for name in kept]
    assert (asked["SEQUENCE"], cancelled["SEQUENCE"]) == (0, 1)
    assert cancelled["STATUS"] == "CANCELLED"
    assert (len(asked.walk("VALARM")), len(cancelled.walk("VALARM"))) == (1, 0)


@pytest.mark.parametrize("method", list(Method))
def test_every_reader_finds_the_instant_of_an_invitation(method: Method) -> None:
    facts = an_event(datetime(2026, 10, 24, 22, tzinfo=UTC), uid="b-1@wellness.example")
    octets, _ = sent(facts, method)
    for reader in READERS:
        assert reader(octets) == {facts.uid: (facts.starts_at, facts.ends_at)}
    lines = content_lines(octets)
    assert lines.index("BEGIN:VTIMEZONE") < lines.index("BEGIN:VEVENT")
    assert max(map(len, physical_lines(octets))) <= 75


def test_the_feed_and_the_invitation_tell_the_same_event() -> None:
    facts = an_event(
        uid="b-1@wellness.example",
        summary="Festival booking",
        klass=Klass.PRIVATE,
        state=State.CONFIRMED,
    )
    octets, _ = sent(facts, Method.REQUEST)
    in_feed = set(content_lines(event_bytes(facts)))
    in_letter = set(content_lines(octets))
    assert in_feed - in_letter == {"DTSTAMP:20260501T123015Z"}


@pytest.mark.parametrize(
    "address",
    ["", "wren", "a@b@c", "wren @example.com", "wren\r\nX:1@example.com", "w" * 251 + "@e.x"],
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        sent(an_event(), Method.REQUEST, Correspondent(address))
