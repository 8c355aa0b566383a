"""Letters are left in the transaction of their cause, and nothing slips into their headers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from config import Settings
from tests.mail.letters import CALENDAR, NOON, a_draft, a_letter, after
from tests.provision import application
from wellness.database import db, transaction
from wellness.errors import Refusal
from wellness.mail import actions, outbox, queries
from wellness.mail.errors import NotAnAddress, UnsafeHeader
from wellness.mail.models import Letter
from wellness.mail.outbox import post
from wellness.mail.upkeep import reseal_letters
from wellness.sealing import Sealer

pytestmark = pytest.mark.usefixtures("app")


def letters_written() -> int:
    return db.session.scalar(select(func.count(Letter.id))) or 0


def test_a_letter_waits_in_the_outbox_with_its_address_and_text_sealed() -> None:
    letter = a_letter(not_after=after(days=1))
    db.session.expire_all()
    found = db.session.get_one(Letter, letter.id)
    assert (found.subject, outbox.text_of(found), found.due_at, found.not_after) == (
        "Your booking on Saturday 11:00",
        "Your place is kept.\n\nCome as you are.",
        NOON,
        after(days=1),
    )
    assert b"wren" not in found.to_sealed
    assert "place" not in found.text_body
    assert outbox.recipient_of(found) == "wren@example.org"


def test_nothing_stored_of_a_letter_names_its_reader() -> None:
    invitation = CALENDAR.replace(b"SUMMARY:", b"ATTENDEE:mailto:wren@example.org\r\nSUMMARY:")
    letter = a_letter(
        text="Hello Wren", html="<p>Hello Wren</p>", calendar=invitation, method="REQUEST"
    )
    table = Letter.__table__
    row = db.session.execute(select(table).where(table.c.id == letter.id)).one()
    assert [value for value in row if "wren" in str(value).lower()] == []
    assert outbox.html_of(letter) == "<p>Hello Wren</p>"
    assert outbox.calendar_of(letter) == invitation


def test_a_letter_is_undone_with_its_cause() -> None:
    def book_and_fail() -> None:
        with transaction():
            post(a_draft(), now=NOON)
            raise OverflowError

    with pytest.raises(OverflowError):
        book_and_fail()
    assert letters_written() == 0


@pytest.mark.one_database
@pytest.mark.parametrize("break_", ["\r\n", "\n", "\r", "\x00", "\x0b", "\u2028", "\x85"])
@pytest.mark.parametrize("place", ["subject", "to"])
def test_a_line_break_in_a_header_is_refused_and_nothing_is_written(
    place: str, break_: str
) -> None:
    said = {"subject": "Your place, Wren", "to": "wren@example.org"}
    said[place] += f"{break_}Bcc: everybody@example.org"
    with pytest.raises(UnsafeHeader) as refusal, transaction():
        post(a_draft(**said), now=NOON)
    assert "one line" in refusal.value.sentence
    assert letters_written() == 0


@pytest.mark.one_database
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "wren",
        "@example.org",
        "wren@",
        "wren@example.org, owl@example.org",
        "Wren <wren@example.org>",
        "wren owl@example.org",
        "wren@exa mple.org",
        "wr\u00e9n@example.org",
        f"wren@{'a' * 64}.org",
        f"{'w' * 250}@example.org",
    ],
)
def test_what_is_not_one_address_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAddress) as refusal, transaction():
        post(a_draft(to=typed), now=NOON)
    assert "name@example.org" in refusal.value.sentence
    assert letters_written() == 0


@pytest.mark.one_database
def test_an_address_under_an_accented_domain_is_written_to_by_its_ascii_name() -> None:
    letter = a_letter(to=" wren@b\u00fccher.example ")
    assert outbox.recipient_of(letter) == "wren@xn--bcher-kva.example"


@pytest.mark.one_database
@given(subject=st.text(), to=st.text(), text=st.text())
def test_any_draft_is_posted_whole_or_refused_whole(subject: str, to: str, text: str) -> None:
    before = letters_written()
    try:
        with transaction():
            post(a_draft(subject=subject, to=to, text=text), now=NOON)
    except Refusal:
        assert letters_written() == before
    else:
        assert letters_written() == before + 1


def test_a_long_subject_is_shortened_rather_than_refused_by_the_database() -> None:
    letter = a_letter(subject=f"Moved: {'long ' * 60}")
    assert len(letter.subject) == 200
    assert letter.subject.endswith("…")


@pytest.mark.one_database
def test_a_calendar_that_contradicts_its_method_is_a_mistake_of_ours() -> None:
    for said in ({"method": "CANCEL", "calendar": CALENDAR}, {"calendar": CALENDAR}):
        with pytest.raises(ValueError, match=r"METHOD|method"), transaction():
            post(a_draft(**said), now=NOON)


def test_letters_sealed_anew_need_the_new_key_alone(settings: Settings) -> None:
    letters = [
        a_letter(about=None, html="<p>Kept.</p>", calendar=CALENDAR, method="REQUEST")
        for _ in range(3)
    ]
    new = "a new key, made when the old one may have been seen"
    after_id, rounds = 0, 0
    with transaction():
        while (
            last := reseal_letters(
                after=after_id, limit=2, sealer=Sealer([new, *settings.field_keys])
            )
        ) is not None:
            after_id, rounds = last, rounds + 1
    assert rounds == 2
    with application.running(replace(settings, field_keys=(new,))):
        for letter in queries.newest_letters():
            assert outbox.recipient_of(letter) == "wren@example.org"
            assert outbox.text_of(letter) == "Your place is kept.\n\nCome as you are."
            assert outbox.html_of(letter) == "<p>Kept.</p>"
            assert outbox.calendar_of(letter) == CALENDAR
        assert len(queries.newest_letters()) == len(letters)


def test_letters_are_erased_a_week_after_they_were_sent_or_given_up() -> None:
    sent, given_up, waiting = (a_letter(about=None) for _ in range(3))
    with transaction():
        actions.mark_sent(sent.id, now=NOON)
        actions.give_up(given_up.id, now=NOON, error="recipient: 550")
        assert actions.purge_letters(now=after(days=7)) == 0
        assert actions.purge_letters(now=after(days=8)) == 2
    assert [letter.id for letter in queries.newest_letters()] == [waiting.id]


def test_the_oldest_waiting_letter_tells_how_far_behind_we_are() -> None:
    assert queries.longest_overdue(NOON) == after() - NOON
    a_letter(now=after(minutes=3))
    a_letter()
    a_letter(due_at=after(days=3))
    assert queries.longest_overdue(after(minutes=10)) == after(minutes=10) - NOON
    assert queries.longest_overdue(after(minutes=-10)) == NOON - NOON
