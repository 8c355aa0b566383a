import fcntl
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from config import Settings
from tests.booking.people import asks, counts_of
from tests.booking.phone import books, opens_form, path_of, presses
from tests.factories import a_festival, a_pass, a_session
from wellness.booking.models import Booking
from wellness.database import db
from wellness.passes.models import Pass, PassKey


def _count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestTwoTaps:
    def test_a_new_phone_books_with_one_form_and_no_name(self, client: FlaskClient) -> None:
        yoga = a_session(capacity=3)
        page = books(client, yoga)
        assert (page.status, page.main("data-outcome")) == (200, "confirmed")
        booking = db.session.scalars(select(Booking)).one()
        assert page.main("data-booking") == booking.reference
        assert page.path == f"/me/bookings/{booking.reference}"

    def test_a_returning_phone_is_asked_for_nothing(self, client: FlaskClient) -> None:
        festival = a_festival()
        books(client, a_session(festival), chosen_name="Quiet Heron")
        form = opens_form(client, a_session(festival, starts_in=timedelta(days=2)))
        assert 'name="chosen_name"' not in form.html

    def test_the_chosen_name_is_kept_on_the_pass(self, client: FlaskClient) -> None:
        books(client, a_session(), chosen_name="  Quiet Heron ")
        assert db.session.scalars(select(Pass.chosen_name)).one() == "Quiet Heron"

    def test_a_full_session_answers_with_a_place_in_line(self, client: FlaskClient) -> None:
        yoga = a_session(capacity=1)
        asks(a_pass(), yoga)
        page = books(client, yoga)
        assert page.main("data-outcome") == "waiting"
        assert "You are next." in page.html

    def test_a_support_session_is_refused_without_the_yes_and_keeps_what_was_typed(
        self, client: FlaskClient
    ) -> None:
        circle = a_session(is_support=True)
        page = books(client, circle, chosen_name="Quiet Heron")
        assert page.status == 422
        assert 'value="Quiet Heron"' in page.html
        assert (_count(Booking), _count(Pass)) == (0, 0)
        assert books(client, circle, consent="y").main("data-outcome") == "confirmed"

    def test_bad_input_is_told_and_changes_nothing(self, client: FlaskClient) -> None:
        yoga = a_session()
        for name, value in (("chosen_name", "x" * 61), ("seats", "9"), ("key", "<script>")):
            page = books(client, yoga, form=opens_form(client, yoga), **{name: value})
            assert page.status == 422, name
        assert (_count(Booking), _count(Pass)) == (0, 0)


class TestOnce:
    def test_a_form_sent_again_gives_the_same_booking(self, client: FlaskClient) -> None:
        yoga = a_session(capacity=5)
        form = opens_form(client, yoga)
        answers = {books(client, yoga, form=form).main("data-booking") for _ in range(3)}
        assert len(answers) == 1
        assert counts_of(yoga) == (1, 0)

    def test_a_lost_answer_to_a_first_booking_is_repeated_for_the_same_pass(
        self, client: FlaskClient
    ) -> None:
        yoga = a_session(capacity=5)
        form = opens_form(client, yoga)
        data = {"csrf_token": form.hidden("csrf_token"), "key": form.hidden("key")}
        first = client.post(path_of(yoga), data=data).headers["Location"]
        client.delete_cookie("pass")  # the answer that set it never arrived
        assert books(client, yoga, form=form).path == first
        assert (_count(Pass), _count(Booking)) == (1, 1)

    def test_two_tabs_of_a_new_phone_book_once(self, client: FlaskClient) -> None:
        yoga = a_session(capacity=5)
        one, other = opens_form(client, yoga), opens_form(client, yoga)
        assert one.hidden("key") != other.hidden("key")
        answers = {books(client, yoga, form=form).main("data-booking") for form in (one, other)}
        assert len(answers) == 1
        assert _count(PassKey) == 1


class TestRefusals:
    def test_an_overlap_offers_a_swap_on_the_same_page(self, client: FlaskClient) -> None:
        festival = a_festival()
        yoga, bath = a_session(festival), a_session(festival, title="Sound bath")
        old = books(client, yoga).main("data-booking")
        refused = books(client, bath)
        assert (refused.status, refused.main("data-outcome")) == (409, "clash")
        assert "Morning yoga" in refused.html
        swapped = presses(client, refused, path_of(bath), swap="y", key=refused.hidden("key"))
        assert swapped.main("data-outcome") == "confirmed"
        gone = db.session.scalars(select(Booking).where(Booking.reference == old)).one()
        assert gone.status == "cancelled"

    def test_a_program_is_told_by_status_and_word(self, client: FlaskClient) -> None:
        closed = a_session(is_closed=True)
        form = opens_form(client, a_session())
        data = {"csrf_token": form.hidden("csrf_token"), "key": "k"}
        json = {"Accept": "application/json"}
        answer = client.post(path_of(closed), data=data, headers=json)
        assert (answer.status_code, answer.json and answer.json["error"]) == (409, "closed")
        free = a_session()
        made = client.post(path_of(free), data=data, headers=json)
        assert made.status_code == 201
        assert made.json is not None
        assert (made.json["status"], made.json["position"]) == ("confirmed", None)
        bad = client.post(path_of(free), data={**data, "seats": "9"}, headers=json)
        assert (bad.status_code, list(bad.json["fields"] if bad.json else [])) == (422, ["seats"])

    def test_a_form_from_elsewhere_is_refused(self, client: FlaskClient) -> None:
        yoga = a_session()
        form = opens_form(client, yoga)
        data = {"csrf_token": form.hidden("csrf_token"), "key": form.hidden("key")}
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Origin": "https://elsewhere.example"},
        ):
            assert client.post(path_of(yoga), data=data, headers=headers).status_code == 403
        assert client.post(path_of(yoga), data={"key": "k"}).status_code == 403
        assert _count(Booking) == 0


class TestChangingOnesMind:
    def test_one_tap_lets_a_place_go_and_one_more_takes_it_back(self, client: FlaskClient) -> None:
        yoga = a_session(capacity=1)
        page = books(client, yoga)
        own = f"/me/bookings/{page.main('data-booking')}"
        gone = presses(client, page, f"{own}/cancel")
        assert gone.main("data-outcome") == "cancelled"
        assert counts_of(yoga) == (0, 0)
        back = presses(client, gone, f"{own}/undo")
        assert back.main("data-outcome") == "confirmed"
        assert back.main("data-booking") == page.main("data-booking")

    def test_nobody_else_can_see_or_end_a_booking(self, app: Flask, client: FlaskClient) -> None:
        yoga = a_session()
        reference = books(client, yoga).main("data-booking")
        stranger = app.test_client()
        page = books(stranger, a_session())
        for path in (f"/me/bookings/{reference}", f"/me/bookings/{reference}/cancel"):
            data = {"csrf_token": page.hidden("csrf_token")}
            answer = stranger.post(path, data=data) if "cancel" in path else stranger.get(path)
            assert answer.status_code == 404
        assert counts_of(yoga) == (1, 0)


class TestReading:
    def test_opening_the_form_changes_no_row(self, client: FlaskClient) -> None:
        yoga = a_session()
        for _ in range(3):
            opens_form(client, yoga)
            client.head(path_of(yoga))
        assert (_count(Pass), _count(Booking), _count(PassKey)) == (0, 0, 0)

    def test_another_festivals_session_is_not_found(self, client: FlaskClient) -> None:
        yoga, elsewhere = a_session(), a_festival()
        path = f"/{elsewhere.slug}/sessions/{yoga.reference}/book"
        assert client.get(path).status_code == 404


@pytest.mark.one_database
def test_a_busy_database_answers_that_nothing_is_lost(
    client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wellness.database.PATIENCE_SECONDS", 0.2)
    yoga = a_session()
    form = opens_form(client, yoga)
    gate = Path(settings.database_url.removeprefix("sqlite:///") + ".gate")
    with gate.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        data = {"csrf_token": form.hidden("csrf_token"), "key": form.hidden("key")}
        answer = client.post(path_of(yoga), data=data)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert "not lost" in answer.get_data(as_text=True)
    assert _count(Booking) == 0
    assert books(client, yoga, form=form).main("data-outcome") == "confirmed"
