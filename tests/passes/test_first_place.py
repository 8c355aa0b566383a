"""A phone gets its pass with its first place, and only one, whatever happens on the way."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from tests.factories import a_session
from tests.pages import fields_of
from tests.passes.phones import code_of, held_by, sent
from wellness.booking.models import Booking
from wellness.database import Model, db
from wellness.passes.models import Pass, PassKey
from wellness.passes.queries import pass_of_secret
from wellness.programme.models import Session


def form_of(session: Session) -> str:
    return f"/{session.festival.slug}/sessions/{session.reference}/book"


def on_another_day() -> Session:
    return a_session(starts_in=timedelta(days=2))


def how_many(model: type[Model]) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def test_the_first_place_brings_a_pass_that_the_next_one_uses_too(app: Flask) -> None:
    phone, first, second = app.test_client(), form_of(a_session()), form_of(on_another_day())
    assert sent(phone, first, chosen_name="Wren").status_code == 303
    secret = held_by(phone)
    assert secret is not None
    holder = pass_of_secret(secret)
    assert holder is not None
    assert holder.chosen_name == "Wren"
    assert sent(phone, second).status_code == 303
    assert held_by(phone) == secret
    assert (how_many(Pass), how_many(Booking)) == (1, 2)


def test_looking_at_the_form_makes_no_pass(app: Flask) -> None:
    phone, form = app.test_client(), form_of(a_session())
    for _ in range(3):
        assert phone.get(form).status_code == 200
    assert (how_many(Pass), how_many(PassKey)) == (0, 0)


def test_a_lost_answer_to_the_first_booking_makes_no_second_pass(app: Flask) -> None:
    phone, form = app.test_client(), form_of(a_session())
    fields = fields_of(phone.get(form).text, form)
    first = phone.post(form, data=fields)
    arrived = held_by(phone)
    phone.delete_cookie("pass")
    again = phone.post(form, data=fields)
    assert (again.status_code, again.location) == (303, first.location)
    assert held_by(phone) == arrived
    assert (how_many(Pass), how_many(Booking)) == (1, 1)


def test_two_tabs_of_a_new_phone_share_one_pass(app: Flask) -> None:
    phone, one, other = app.test_client(), form_of(a_session()), form_of(on_another_day())
    tabs = [(form, fields_of(phone.get(form).text, form)) for form in (one, other)]
    for form, fields in tabs:
        phone.delete_cookie("pass")
        assert phone.post(form, data=fields).status_code == 303
    assert (how_many(Pass), how_many(PassKey), how_many(Booking)) == (1, 1, 2)


def test_a_double_tap_at_the_same_moment_makes_one_pass_and_one_place(app: Flask) -> None:
    phone, form = app.test_client(), form_of(a_session())
    fields = fields_of(phone.get(form).text, form)
    session = phone.get_cookie("s")
    assert session is not None

    def tap(_: int) -> str | None:
        with app.app_context():
            finger = app.test_client()
            finger.set_cookie("s", session.value)
            location = finger.post(form, data=fields).location
            db.session.remove()
            return location

    with ThreadPoolExecutor(6) as fingers:
        answers = set(fingers.map(tap, range(6)))
    assert len(answers) == 1
    assert (how_many(Pass), how_many(PassKey), how_many(Booking)) == (1, 1, 1)


def test_a_phone_that_forgot_gets_a_new_pass_with_its_next_first_place(app: Flask) -> None:
    phone, form = app.test_client(), form_of(a_session())
    sent(phone, form)
    before = held_by(phone)
    sent(phone, "/me/forget")
    assert sent(phone, form).status_code == 303
    assert held_by(phone) not in {None, before}
    assert how_many(Pass) == 2


def test_a_second_pass_on_the_same_phone_gets_a_key_of_its_own(app: Flask) -> None:
    phone, other = app.test_client(), app.test_client()
    sent(phone, form_of(a_session()))
    sent(other, form_of(a_session()))
    theirs = pass_of_secret(held_by(other) or "")
    assert theirs is not None
    assert sent(phone, "/recover", code=code_of(theirs)).status_code == 303
    assert pass_of_secret(held_by(phone) or "") == theirs
    assert (how_many(Pass), how_many(PassKey)) == (2, 3)
