"""Letters reach a real mail server: once, in order, and at most twice when it misbehaves."""

import pytest
from sqlalchemy import update

from tests.mail.letters import NOON, a_letter, after
from tests.mail.sink import HANG_UP, At, Sink
from wellness.database import db, transaction
from wellness.mail.models import Letter
from wellness.mail.postman import MAY_HAVE_ARRIVED, Delivery, deliver_due, transport_from
from wellness.mail.transports import Transport

pytestmark = pytest.mark.usefixtures("app")


def reread(letter: Letter) -> Letter:
    db.session.rollback()
    return db.session.get_one(Letter, letter.id, populate_existing=True)


@pytest.fixture
def transport(sink: Sink) -> Transport:
    return transport_from(sink.url)


def test_a_letter_is_sent_once_and_not_again(sink: Sink, transport: Transport) -> None:
    letter = a_letter()
    assert deliver_due(now=NOON, transport=transport) == Delivery(sent=1)
    assert deliver_due(now=after(hours=1), transport=transport) == Delivery()
    assert sink.message_ids == [f"<{letter.uid}@localhost>"]
    assert sink.recipients == ["wren@example.org"]
    assert reread(letter).sent_at is not None


def test_a_letter_waits_until_it_is_due(sink: Sink, transport: Transport) -> None:
    a_letter(due_at=after(hours=2))
    assert deliver_due(now=after(minutes=119), transport=transport) == Delivery()
    assert deliver_due(now=after(minutes=121), transport=transport) == Delivery(sent=1)
    assert len(sink.taken) == 1


def test_a_stale_letter_is_dropped_instead_of_sent_late(sink: Sink, transport: Transport) -> None:
    letter = a_letter(kind="reminder", not_after=after(hours=1))
    assert deliver_due(now=after(hours=2), transport=transport) == Delivery(dropped=1)
    assert sink.taken == []
    assert reread(letter).last_error == "too late to be of use"


def test_many_letters_leave_in_one_round_over_one_connection(
    sink: Sink, transport: Transport
) -> None:
    for number in range(7):
        a_letter(about=None, subject=f"Letter {number}")
    assert deliver_due(now=NOON, transport=transport, at_most=5) == Delivery(sent=5)
    assert deliver_due(now=NOON, transport=transport) == Delivery(sent=2)
    assert sink.subjects == [f"Letter {number}" for number in range(7)]


@pytest.mark.parametrize(
    ("place", "named"),
    [(At.SENDER, "sender"), (At.RECIPIENT, "recipient"), (At.LETTER, "letter")],
)
def test_a_letter_refused_for_now_is_tried_again_after_a_pause(
    sink: Sink, transport: Transport, place: At, named: str
) -> None:
    letter = a_letter()
    sink.will_say(place, "451 4.3.0 wren@example.org: come back later")
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1)
    assert reread(letter).last_error == f"{named}: 451 4.3.0"
    assert letter.handovers == 0
    assert deliver_due(now=after(seconds=29), transport=transport) == Delivery()
    assert deliver_due(now=after(seconds=31), transport=transport) == Delivery(sent=1)
    assert sink.message_ids == [f"<{letter.uid}@localhost>"]


def test_pauses_double_up_to_half_an_hour(sink: Sink, transport: Transport) -> None:
    letter = a_letter()
    sink.will_say(At.RECIPIENT, *["450 later"] * 9)
    pauses, moment = [], NOON
    for _ in range(9):
        assert deliver_due(now=moment, transport=transport) == Delivery(put_off=1)
        until = reread(letter).leased_until
        assert until is not None
        pauses.append(round((until - moment).total_seconds()))
        moment = until
    assert pauses == [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]


@pytest.mark.parametrize("place", [At.RECIPIENT, At.LETTER])
def test_a_letter_refused_for_good_is_given_up_and_named_to_nobody(
    sink: Sink, transport: Transport, place: At
) -> None:
    letter = a_letter()
    sink.will_say(place, "550 5.1.1 <wren@example.org>: no such person")
    assert deliver_due(now=NOON, transport=transport) == Delivery(given_up=1)
    assert deliver_due(now=after(days=1), transport=transport) == Delivery()
    assert "550 5.1.1" in reread(letter).last_error
    assert "wren" not in letter.last_error
    assert sink.taken == []


def test_a_refused_sender_is_our_fault_and_costs_no_letter(
    sink: Sink, transport: Transport
) -> None:
    a_letter()
    sink.will_say(At.SENDER, "550 5.7.1 not you")
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1)
    assert deliver_due(now=after(minutes=1), transport=transport) == Delivery(sent=1)


def test_a_letter_refused_for_two_days_is_given_up(sink: Sink, transport: Transport) -> None:
    a_letter()
    sink.will_say(At.RECIPIENT, *["450 later"] * 3)
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1)
    assert deliver_due(now=after(hours=47), transport=transport) == Delivery(put_off=1)
    assert deliver_due(now=after(hours=49), transport=transport) == Delivery(given_up=1)


def test_letters_survive_a_mail_server_that_is_away_for_four_hours() -> None:
    away = Sink()
    letters = [a_letter(about=f"booking:{number}") for number in range(3)]
    for minutes in range(0, 240, 10):
        round_ = deliver_due(now=after(minutes=minutes), transport=transport_from(away.url))
        assert round_.sent == 0
    back = away.open()
    try:
        round_ = deliver_due(now=after(minutes=270), transport=transport_from(back.url))
    finally:
        back.close()
    assert round_ == Delivery(sent=3)
    assert sorted(back.message_ids) == sorted(f"<{letter.uid}@localhost>" for letter in letters)


def test_a_server_that_is_away_ends_the_round_and_says_so() -> None:
    for number in range(3):
        a_letter(about=f"booking:{number}")
    round_ = deliver_due(now=NOON, transport=transport_from(Sink().url))
    assert round_ == Delivery(put_off=1, is_reachable=False)


def test_a_server_that_hangs_up_after_the_letter_gets_it_once_more_under_the_same_id(
    sink: Sink, transport: Transport
) -> None:
    letter = a_letter()
    sink.will_say(At.LETTER, HANG_UP)
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1)
    assert deliver_due(now=after(minutes=1), transport=transport) == Delivery(sent=1)
    assert sink.message_ids == [f"<{letter.uid}@localhost>"] * 2
    assert str(sink.taken[0]["Date"]) == str(sink.taken[1]["Date"])


def test_a_server_that_always_hangs_up_gets_a_letter_twice_and_never_again(
    sink: Sink, transport: Transport
) -> None:
    letter = a_letter()
    sink.will_say(At.LETTER, *[HANG_UP] * 9)
    rounds = [deliver_due(now=after(hours=h), transport=transport) for h in range(5)]
    assert rounds == [Delivery(put_off=1), Delivery(given_up=1), *[Delivery()] * 3]
    assert len(sink.taken) == 2
    assert reread(letter).last_error == MAY_HAVE_ARRIVED


def test_a_clear_no_after_a_hang_up_leaves_one_more_try(sink: Sink, transport: Transport) -> None:
    a_letter()
    sink.will_say(At.LETTER, HANG_UP, "451 later", "451 later")
    rounds = [deliver_due(now=after(hours=h), transport=transport) for h in range(4)]
    assert [round_.put_off for round_ in rounds] == [1, 1, 1, 0]
    assert rounds[3] == Delivery(sent=1)


def test_the_rest_of_the_round_goes_on_after_a_hang_up(sink: Sink, transport: Transport) -> None:
    first, second = a_letter(about=None), a_letter(about=None)
    sink.will_say(At.LETTER, HANG_UP)
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1, sent=1)
    assert sink.message_ids == [f"<{uid}@localhost>" for uid in (first.uid, second.uid)]


def test_letters_about_one_thing_leave_in_order(sink: Sink, transport: Transport) -> None:
    for subject in ("kept", "moved", "cancelled"):
        a_letter(subject=subject, about="booking:1")
    a_letter(subject="other", about="booking:2")
    sink.will_say(At.RECIPIENT, "450 later")
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1, sent=1)
    assert sink.subjects == ["other"]
    assert deliver_due(now=after(minutes=1), transport=transport) == Delivery(sent=3)
    assert sink.subjects == ["other", "kept", "moved", "cancelled"]


def test_a_letter_refused_for_good_makes_way_for_the_next(sink: Sink, transport: Transport) -> None:
    for subject in ("kept", "moved"):
        a_letter(subject=subject)
    sink.will_say(At.RECIPIENT, "550 never")
    assert deliver_due(now=NOON, transport=transport) == Delivery(given_up=1, sent=1)
    assert sink.subjects == ["moved"]


def test_a_reminder_for_tomorrow_does_not_hold_up_todays_news(
    sink: Sink, transport: Transport
) -> None:
    a_letter(subject="soon", due_at=after(days=1))
    a_letter(subject="moved")
    assert deliver_due(now=NOON, transport=transport) == Delivery(sent=1)
    assert sink.subjects == ["moved"]


def test_a_letter_whose_key_is_missing_waits_for_it(sink: Sink, transport: Transport) -> None:
    letter, other = a_letter(about=None), a_letter(about=None)
    sealed = letter.to_sealed
    with transaction():
        db.session.execute(
            update(Letter).where(Letter.id == letter.id).values(to_sealed=other.to_sealed)
        )
    assert deliver_due(now=NOON, transport=transport) == Delivery(put_off=1, sent=1)
    with transaction():
        db.session.execute(update(Letter).where(Letter.id == letter.id).values(to_sealed=sealed))
    assert deliver_due(now=after(minutes=1), transport=transport) == Delivery(sent=1)
    assert sink.recipients == ["wren@example.org"] * 2
