from datetime import timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from tests.booking.people import asks, lets_go
from tests.changing import moves
from tests.factories import a_festival, a_pass, a_session, a_space
from wellness import clock
from wellness.booking import reminders
from wellness.database import db, in_transaction, transaction
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.passes.access import keyring, sealer
from wellness.passes.actions import choose_letters, set_email
from wellness.passes.models import Pass

HOUR = timedelta(hours=1)


def a_reader(
    *, name: str = "Heron", language: str = "en", invitations: bool = False, full: bool = False
) -> Pass:
    """A pass that gave an address and wants letters."""
    holder = a_pass(name=name, language=language)
    with transaction():
        set_email(holder, f"{name.lower()}@example.org", keys=keyring(), sealer=sealer())
        choose_letters(holder, letters=True, invitations=invitations, full_titles=full)
    return holder


def written() -> list[tuple[str, str, str]]:
    """(kind, recipient, text) of every letter, in the order of writing."""
    db.session.rollback()
    letters = db.session.scalars(select(Letter).order_by(Letter.id))
    return [(one.kind, outbox.recipient_of(one), outbox.text_of(one)) for one in letters]


def kinds() -> list[str]:
    """Kinds of the letters written so far."""
    return [kind for kind, _, _ in written()]


@pytest.mark.usefixtures("app")
class TestWhatIsWritten:
    def test_a_person_without_an_address_gets_no_letter(self) -> None:
        asks(a_pass(), a_session())
        assert written() == []

    def test_a_kept_place_is_confirmed_once_however_often_it_is_asked_for(self) -> None:
        yoga, ana = a_session(title="Morning yoga"), a_reader()
        for _ in range(3):
            asks(ana, yoga, key="k")
        [(kind, recipient, text)] = written()
        assert (kind, recipient) == ("place", "heron@example.org")
        assert text.startswith("Hello Heron,\n\nYour place is kept.\n\nMorning yoga\n")

    def test_waiting_then_moving_up_are_two_letters(self) -> None:
        yoga, ana = a_session(capacity=1), a_pass()
        kept = asks(ana, yoga)
        asks(a_reader(), yoga)
        lets_go(ana, kept, now=yoga.starts_at - 10 * HOUR)
        assert kinds() == ["waiting", "moved_up"]

    def test_no_subject_ever_names_a_session(self) -> None:
        yoga, ana = a_session(title="Morning yoga"), a_reader()
        asks(ana, yoga)
        moves(yoga, starts_at=yoga.starts_at + HOUR)
        subjects = list(db.session.scalars(select(Letter.subject)))
        assert len(subjects) == 2
        assert not any("yoga" in subject.lower() for subject in subjects)

    def test_a_letter_about_a_support_session_names_neither_title_nor_space(self) -> None:
        festival = a_festival()
        willow = a_space(festival, name="Willow tent")
        circle = a_session(festival, title="Grief circle", is_support=True, space=willow)
        asks(a_reader(), circle, consent="1")
        asks(a_reader(name="Otter", full=True), circle, consent="1")
        [(_, _, neutral), (_, _, full)] = written()
        assert "Grief" not in neutral
        assert "Willow" not in neutral
        assert "Grief circle" in full
        assert "Willow tent" in full

    def test_letters_are_written_in_the_language_of_the_pass(self) -> None:
        asks(a_reader(language="es"), a_session())
        assert written()[0][2].startswith("Hola, Heron")


@pytest.mark.usefixtures("app")
class TestChanges:
    def test_a_move_is_told_once_to_whoever_holds_a_place_or_waits_and_to_nobody_else(self) -> None:
        yoga = a_session(capacity=1)
        asks(a_reader(name="Ana"), yoga)
        asks(a_reader(name="Bo"), yoga)
        gone = a_reader(name="Cy")
        lets_go(gone, asks(gone, yoga), now=yoga.starts_at - 12 * HOUR)
        moves(yoga, starts_at=yoga.starts_at + HOUR)
        told = [recipient for kind, recipient, _ in written() if kind == "release"]
        assert sorted(told) == ["ana@example.org", "bo@example.org"]


@pytest.mark.usefixtures("app")
class TestReminders:
    def test_a_reminder_is_written_once_and_dropped_at_the_start(self) -> None:
        yoga = a_session(starts_in=timedelta(days=2))
        asks(a_reader(), yoga, before=timedelta(days=1))
        for before in (4 * HOUR, 3 * HOUR, 2 * HOUR):
            now = yoga.starts_at - before
            in_transaction(lambda now=now: reminders.write_due(now=now))  # type: ignore[misc]
        assert kinds() == ["place", "reminder"]
        newest = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
        assert newest is not None
        assert newest.not_after == yoga.starts_at

    def test_whoever_booked_an_hour_before_needs_none(self) -> None:
        yoga = a_session()
        asks(a_reader(), yoga, before=HOUR)
        in_transaction(lambda: reminders.write_due(now=yoga.starts_at - HOUR / 2))
        assert kinds() == ["place"]


@pytest.mark.usefixtures("app")
class TestInvitations:
    def _calendars(self) -> list[Calendar]:
        db.session.rollback()
        letters = db.session.scalars(select(Letter).order_by(Letter.id))
        found = [outbox.calendar_of(letter) for letter in letters]
        return [Calendar.from_ical(one) for one in found if one is not None]

    def test_only_those_who_asked_get_one(self) -> None:
        asks(a_reader(), a_session())
        assert self._calendars() == []

    def test_request_change_and_cancellation_are_one_event_that_only_counts_up(self) -> None:
        yoga, ana = a_session(title="Morning yoga"), a_reader(invitations=True)
        booking = asks(ana, yoga)
        moves(yoga, starts_at=yoga.starts_at + HOUR)
        lets_go(ana, booking, now=clock.now())
        calendars = self._calendars()
        assert [str(one["METHOD"]) for one in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
        events = [one.walk("VEVENT")[0] for one in calendars]
        assert len({str(event["UID"]) for event in events}) == 1
        assert [str(event["SEQUENCE"]) for event in events] == ["0", "1", "2"]
        assert str(events[2]["STATUS"]) == "CANCELLED"
        first, second = (event.decoded("DTSTART") for event in events[:2])
        assert second - first == HOUR
        assert str(events[0]["ATTENDEE"]) == "mailto:heron@example.org"

    def test_an_invitation_to_a_support_session_gives_nothing_away(self) -> None:
        circle = a_session(title="Grief circle", is_support=True)
        asks(a_reader(invitations=True), circle, consent="1")
        [calendar] = self._calendars()
        text = calendar.to_ical().decode()
        assert "Grief" not in text
        assert circle.reference not in text
        assert str(circle.uid) not in text
