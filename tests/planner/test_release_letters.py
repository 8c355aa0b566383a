"""One letter for each person whom a release concerns, and calendars that follow it."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default as mail_policy

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.booking.people import asks, status_of
from tests.booking.test_letters import a_reader
from tests.factories import a_festival, a_pass, a_session, a_space
from tests.planner.releasing import releases, replans
from wellness.booking.models import Bookable, Booking
from wellness.database import db
from wellness.mail import outbox
from wellness.mail.message import parcel_of
from wellness.mail.models import Letter

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("app")


def letters(*kinds: str) -> list[Letter]:
    """The letters of these kinds, in the order of writing."""
    db.session.rollback()
    query = select(Letter).where(Letter.kind.in_(kinds or ("release",))).order_by(Letter.id)
    return list(db.session.scalars(query))


def text_of(letter: Letter) -> str:
    return outbox.text_of(letter)


def event_of(letter: Letter) -> tuple[str, str, int, str]:
    """(METHOD, UID, SEQUENCE, STATUS) of the calendar in the mail as it is sent."""
    parcel = parcel_of(letter, outbox.recipient_of(letter), outbox.office())
    message = message_from_bytes(parcel.content, policy=mail_policy)
    [part] = [each for each in message.walk() if each.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["METHOD"]
    [event] = calendar.walk("VEVENT")
    method, uid, status = str(calendar["METHOD"]), str(event["UID"]), str(event["STATUS"])
    return method, uid, int(str(event["SEQUENCE"])), status


def sequence_of(session: Bookable, booking: Booking) -> int:
    db.session.refresh(session)
    db.session.refresh(booking)
    return session.sequence + booking.sequence


class TestOneLetterEach:
    def test_three_changes_make_one_letter_that_tells_all_three(self) -> None:
        festival = a_festival()
        barn, tent = a_space(festival, name="Barn"), a_space(festival, name="Bell tent")
        yoga = a_session(festival, title="Yoga", starts_in=timedelta(days=2))
        bath = a_session(festival, title="Sound bath", space=tent, starts_in=timedelta(days=3))
        walk = a_session(festival, title="Night walk", starts_in=timedelta(days=4))
        swim = a_session(festival, title="Cold swim", starts_in=timedelta(days=4, hours=5))
        ana, other = a_reader(name="Ana"), a_reader(name="Ben")
        for session in (yoga, bath, walk):
            asks(ana, session)
        asks(other, walk)
        replans(yoga, later=HOUR)
        replans(bath, space_id=barn.id)
        replans(
            walk,
            is_cancelled=True,
            cancel_reason="Too much wind.",
            alternatives=[swim.reference],
        )
        made = releases(festival)
        to_ana, to_ben = letters()
        assert made.counts["letters"] == 2
        assert outbox.recipient_of(to_ana) == "ana@example.org"
        assert to_ana.subject == "3 changes to your plan"
        text = text_of(to_ana)
        first, second, third = (text.index(name) for name in ("Yoga", "Sound bath", "Night walk"))
        assert first < second < third
        assert "The time changed." in text[:first]
        assert "The room changed." in text[first:second]
        assert "Before: Bell tent" in text[second:third]
        assert "Barn" in text[second:third]
        assert "Cancelled." in text[second:third]
        assert "Too much wind." in text[third:]
        assert f"/sessions/{swim.reference}" in text[third:]
        assert to_ben.subject.startswith("Cancelled: ")
        assert "Yoga" not in text_of(to_ben)

    def test_times_before_and_now_are_on_the_festivals_clock(self) -> None:
        festival = a_festival(zone="Europe/Lisbon")
        yoga = a_session(festival, starts_in=timedelta(days=2))
        ana = a_reader()
        asks(ana, yoga)
        before = yoga.starts_at.astimezone(festival.zone)
        replans(yoga, later=HOUR)
        releases(festival)
        [letter] = letters()
        after = before + HOUR
        [was] = [line for line in text_of(letter).splitlines() if line.startswith("Before: ")]
        assert f"{before:%H:%M}–{before + HOUR:%H:%M}" in was
        assert f"{after:%H:%M}–{after + HOUR:%H:%M}" in text_of(letter)
        assert letter.subject.endswith(f"{after:%H:%M}")

    def test_a_support_session_is_not_named_unless_titles_were_asked_for(self) -> None:
        festival = a_festival()
        fern, moss = a_space(festival, name="Fern room"), a_space(festival, name="Moss room")
        circle = a_session(festival, title="Grief circle", is_support=True, space=fern)
        for reader in (a_reader(name="Ana"), a_reader(name="Ben", full=True)):
            asks(reader, circle, consent="1")
        replans(circle, later=HOUR, space_id=moss.id)
        releases(festival)
        replans(circle, is_cancelled=True, cancel_reason="Grace is ill.", alternatives=[])
        releases(festival)
        first, full, second, _ = (text_of(letter) for letter in letters())
        for neutral in (first, second):
            assert not any(
                word in neutral for word in ("Grief", "Fern", "Moss", "Grace", circle.reference)
            )
        assert "Grief circle" in full
        assert "Fern room" in full

    def test_the_letter_is_in_the_language_of_the_person(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        asks(a_reader(language="es"), yoga)
        replans(yoga, later=HOUR)
        releases(festival)
        assert "The time changed" not in text_of(letters()[0])

    def test_a_new_clash_is_named_and_one_known_before_is_not(self) -> None:
        festival = a_festival()
        yoga = a_session(festival, title="Yoga", starts_in=timedelta(days=2))
        bath = a_session(festival, title="Sound bath", starts_in=timedelta(days=2, hours=1))
        ana, knows = a_reader(name="Ana"), a_reader(name="Ben")
        for person in (ana, knows):
            asks(person, yoga)
        asks(ana, bath)
        replans(yoga, later=HOUR)
        releases(festival)
        to_ana, to_ben = letters()
        assert "At the same time now:\nYoga and Sound bath" in text_of(to_ana)
        assert "At the same time" not in text_of(to_ben)
        replans(yoga, later=timedelta(minutes=10))
        releases(festival)
        assert "At the same time" not in text_of(letters()[2])

    def test_who_moves_up_reads_it_in_the_same_letter(self) -> None:
        festival = a_festival()
        small = a_session(festival, title="Nap", capacity=1, starts_in=timedelta(days=4))
        yoga = a_session(festival, title="Yoga", starts_in=timedelta(days=5))
        ana = a_reader()
        asks(a_pass(), small)
        waits = asks(ana, small)
        asks(ana, yoga)
        replans(small, capacity=2)
        replans(yoga, later=HOUR)
        releases(festival)
        assert status_of(waits) == ["confirmed"]
        assert letters("moved_up") == []
        [letter] = letters()
        assert "You have a place now." in text_of(letter)
        assert "The time changed." in text_of(letter)

    def test_nobody_is_written_to_about_what_stays_or_when_it_is_released_silently(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        quiet = a_pass()
        asks(a_reader(), yoga), asks(quiet, yoga)
        replans(yoga, kept_for_door=1)
        assert releases(festival).counts["letters"] == 0
        replans(yoga, later=HOUR)
        assert releases(festival, tell=False).counts["letters"] == 0
        assert letters() == []


class TestCalendars:
    def test_a_move_and_a_cancellation_follow_the_invitation_with_rising_sequence(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        booking = asks(a_reader(invitations=True), yoga)
        [place] = letters("place")
        method, uid, sequence, _ = event_of(place)
        assert method == "REQUEST"
        replans(yoga, later=HOUR)
        releases(festival)
        moved = event_of(letters()[0])
        assert moved == ("REQUEST", uid, sequence + 1, "CONFIRMED")
        assert moved[2] == sequence_of(yoga, booking)
        replans(yoga, is_cancelled=True)
        releases(festival)
        assert event_of(letters()[1]) == ("CANCEL", uid, sequence + 2, "CANCELLED")

    def test_several_entries_travel_one_to_a_mail_beside_the_one_letter(self) -> None:
        festival = a_festival()
        yoga = a_session(festival, starts_in=timedelta(days=2))
        walk = a_session(festival, starts_in=timedelta(days=3))
        ana = a_reader(invitations=True)
        bookings = [asks(ana, each) for each in (yoga, walk)]
        replans(yoga, later=HOUR)
        replans(walk, is_cancelled=True)
        releases(festival)
        [letter] = letters()
        assert letter.calendar is None
        moved, gone = letters("calendar")
        assert [event_of(each)[0] for each in (moved, gone)] == ["REQUEST", "CANCEL"]
        assert [each.about for each in (moved, gone)] == [f"booking:{b.id}" for b in bookings]

    def test_whoever_did_not_ask_for_invitations_gets_none(self) -> None:
        festival = a_festival()
        yoga = a_session(festival)
        asks(a_reader(), yoga)
        replans(yoga, later=HOUR)
        releases(festival)
        assert letters()[0].calendar is None

    def test_whoever_waits_is_told_and_their_calendar_left_alone(self) -> None:
        festival = a_festival()
        yoga = a_session(festival, capacity=1)
        asks(a_pass(), yoga)
        asks(a_reader(invitations=True), yoga)
        replans(yoga, later=HOUR)
        releases(festival)
        [letter] = letters()
        assert "You keep your place in line." in text_of(letter)
        assert letter.calendar is None
