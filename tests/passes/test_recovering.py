"""A phone without its pass gets it back by code, or by a letter, and learns nothing otherwise."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.pages import fields_of
from tests.passes.phones import a_holder, code_of, given, held_by, sent
from wellness.database import db
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.passes.models import PassKey
from wellness.passes.queries import pass_of_secret
from wellness.references import hash_of

ADDRESS = "wren.canary@example.org"


def without_tokens(answer: TestResponse) -> str:
    return re.sub(r'name="csrf_token" value="[^"]*"', "", answer.text)


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def test_a_code_opens_the_plan_on_another_phone(app: Flask) -> None:
    holder, first_phone = a_holder()
    phone = app.test_client()
    answer = sent(phone, "/recover", code=code_of(holder).lower().replace("-", " "))
    assert (answer.status_code, answer.location) == (303, "/me")
    secret = held_by(phone)
    assert secret is not None
    assert pass_of_secret(secret) == holder == pass_of_secret(first_phone)


def test_the_key_comes_in_a_cookie_that_no_script_reads(client: FlaskClient) -> None:
    holder, _ = a_holder()
    answer = sent(client, "/recover", code=code_of(holder))
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("pass="))
    facts = {fact.strip() for fact in cookie.split(";")}
    assert {"HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=5184000"} <= facts
    assert "Domain" not in cookie


def test_a_code_works_once_and_a_new_one_is_there_for_the_next_time(app: Flask) -> None:
    holder, _ = a_holder()
    spent = code_of(holder)
    sent(app.test_client(), "/recover", code=spent)
    assert code_of(holder) != spent
    assert sent(app.test_client(), "/recover", code=spent).status_code == 422
    assert sent(app.test_client(), "/recover", code=code_of(holder)).status_code == 303


def test_sending_the_code_again_after_a_lost_answer_opens_the_same_pass(app: Flask) -> None:
    holder, _ = a_holder()
    phone, code = app.test_client(), code_of(holder)
    fields = fields_of(phone.get("/recover").text, "/recover") | {"code": code}
    assert phone.post("/recover", data=fields).status_code == 303
    phone.delete_cookie("pass")
    assert phone.post("/recover", data=fields).status_code == 303
    secret = held_by(phone)
    assert secret is not None
    assert pass_of_secret(secret) == holder
    assert len(db.session.scalars(select(PassKey)).all()) == 2


def test_a_phone_whose_answer_was_lost_finds_itself_on_the_next_page(app: Flask) -> None:
    holder, _ = a_holder()
    phone = app.test_client()
    sent(phone, "/recover", code=code_of(holder))
    arrived = held_by(phone)
    phone.delete_cookie("pass")
    assert phone.get("/me/name").status_code == 200
    assert held_by(phone) == arrived


def test_wrong_unknown_and_resting_codes_answer_alike(app: Flask) -> None:
    holder, _ = a_holder()
    typed = "MSSK-7KQ4-M2XD"
    wrong = f"{holder.selector}-0000-0000"
    unknown = a_code_of_nobody(holder.selector)
    answers = []
    for code in (wrong, unknown, wrong, wrong, wrong, wrong, code_of(holder)):
        answer = sent(app.test_client(), "/recover", code=code)
        assert answer.status_code == 422
        answers.append(without_tokens(answer).replace(code, typed))
    assert len(set(answers)) == 1
    assert "15 minutes" in answers[0]
    assert typed in answers[0]


def a_code_of_nobody(selector: str) -> str:
    return f"{'ZZZZ' if selector != 'ZZZZ' else 'XXXX'}-0000-0000"


def test_what_is_no_code_is_kept_in_the_field_and_costs_no_try(client: FlaskClient) -> None:
    holder, _ = a_holder()
    for _ in range(20):
        answer = sent(client, "/recover", code="my <old> code")
        assert answer.status_code == 422
        assert "my &lt;old&gt; code" in answer.text
    assert sent(client, "/recover", code=code_of(holder)).status_code == 303


def test_a_guesser_is_told_to_wait_and_when_to_come_back(client: FlaskClient) -> None:
    fields = fields_of(client.get("/recover").text, "/recover")
    statuses = []
    for number in range(40):
        code = a_code_of_number(number)
        answer = client.post("/recover", data=fields | {"code": code})
        statuses.append(answer.status_code)
    assert statuses[:10] == [422] * 10
    assert statuses[20:] == [429] * 20
    assert 0 < int(answer.headers["Retry-After"]) <= 1800


def a_code_of_number(number: int) -> str:
    return f"BC{'DFGHJKMNPQ'[number % 10]}{'DFGHJKMNPQ'[number // 10]}-0000-0000"


@pytest.mark.parametrize("forged", ["203.0.113.7", "2001:db8::1"])
def test_a_guesser_cannot_hide_behind_a_forged_forwarding_header(
    client: FlaskClient, forged: str
) -> None:
    fields = fields_of(client.get("/recover").text, "/recover")
    for number in range(25):
        answer = client.post(
            "/recover",
            data=fields | {"code": a_code_of_number(number)},
            headers={"X-Forwarded-For": f"{forged}{number}"},
        )
    assert answer.status_code == 429


def test_a_phone_that_holds_a_pass_is_shown_its_code_before_another_takes_its_place(
    app: Flask,
) -> None:
    mine, my_secret = a_holder()
    other, _ = a_holder(name="Calm Otter")
    phone = given(app.test_client(), my_secret)
    assert code_of(mine) in phone.get("/recover").text
    assert sent(phone, "/recover", code=code_of(other)).status_code == 303
    secret = held_by(phone)
    assert secret is not None
    assert pass_of_secret(secret) == other
    back = sent(phone, "/recover", code=code_of(mine))
    assert back.status_code == 303
    assert pass_of_secret(held_by(phone) or "") == mine


def test_known_and_unknown_addresses_get_the_same_answer(app: Flask) -> None:
    a_holder(address=ADDRESS)
    known, unknown = app.test_client(), app.test_client()
    answers = [
        sent(phone, "/recover", "/recover/mail", email=address)
        for phone, address in ((known, ADDRESS), (unknown, "nobody@example.org"))
    ]
    assert [a.status_code for a in answers] == [303, 303]
    assert answers[0].location == answers[1].location == "/recover/mail"
    assert answers[0].data == answers[1].data
    names = [{name for name, _ in a.headers} for a in answers]
    assert names[0] == names[1]
    assert known.get("/recover/mail").data == unknown.get("/recover/mail").data


def test_the_letter_goes_to_the_known_address_and_opens_the_pass(app: Flask) -> None:
    holder, _ = a_holder(address=ADDRESS)
    sent(app.test_client(), "/recover", "/recover/mail", email=ADDRESS.upper())
    (letter,) = letters()
    assert outbox.recipient_of(letter) == ADDRESS
    assert (letter.kind, letter.pass_id, letter.subject) == ("pass", holder.id, "Your pass")
    link = re.search(r"http://localhost(/k/\S+)", outbox.text_of(letter))
    assert link is not None
    phone = app.test_client()
    assert sent(phone, link[1]).status_code == 303
    assert pass_of_secret(held_by(phone) or "") == holder


def test_nothing_is_ever_sent_to_an_unknown_address(app: Flask) -> None:
    sent(app.test_client(), "/recover", "/recover/mail", email="stranger@example.org")
    (letter,) = letters()
    assert outbox.recipient_of(letter) == "nobody@invalid.invalid"
    assert letter.not_after is not None
    assert letter.not_after <= letter.due_at


def test_an_address_is_written_to_three_times_an_hour_and_the_answer_stays_the_same(
    app: Flask,
) -> None:
    a_holder(address=ADDRESS)
    phone = app.test_client()
    answers = [sent(phone, "/recover", "/recover/mail", email=ADDRESS) for _ in range(6)]
    assert len({answer.data for answer in answers}) == 1
    assert [letter.pass_id is not None for letter in letters()] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    "typed", ["", "wren", "wren@", "a b@example.org", "wren@example.org\r\nBcc: x@example.org"]
)
def test_what_is_no_address_is_refused_and_writes_nothing(app: Flask, typed: str) -> None:
    answer = sent(app.test_client(), "/recover", "/recover/mail", email=typed)
    assert answer.status_code == 422
    assert letters() == []


def test_a_phone_without_a_pass_is_led_to_where_it_gets_one(client: FlaskClient) -> None:
    for page in ("/me/name", "/me/letters", "/me/forget"):
        answer = client.get(page)
        assert (answer.status_code, answer.location) == (303, "/recover")
    told = client.get("/me/name", headers={"Accept": "application/json"})
    assert (told.status_code, told.json and told.json["error"]) == (403, "no_pass")


def test_a_stranger_s_cookie_opens_nothing_and_is_not_adopted(client: FlaskClient) -> None:
    given(client, "a-secret-that-somebody-else-chose")
    holder, _ = a_holder()
    assert client.get("/me/name").status_code == 303
    sent(client, "/recover", code=code_of(holder))
    keys = {key.secret_hash for key in db.session.scalars(select(PassKey))}
    assert hash_of("a-secret-that-somebody-else-chose") not in keys
