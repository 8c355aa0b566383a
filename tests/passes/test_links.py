"""A one-time link opens a pass where its button is pressed, never by being looked at (T23)."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.pages import fields_of
from tests.passes.phones import a_holder, code_of, dumped, given, held_by, sent
from wellness import clock
from wellness.database import db, transaction
from wellness.passes.actions import make_opening_link
from wellness.passes.models import OpeningLink, Pass, PassKey
from wellness.passes.queries import pass_of_secret
from wellness.references import new_secret


def a_link(holder: Pass) -> str:
    with transaction():
        return "/k/" + make_opening_link(holder, now=clock.now())


def number_of_keys() -> int:
    return db.session.scalars(select(func.count(PassKey.id))).one()


def test_looking_at_a_link_spends_nothing_and_gives_nothing(app: Flask) -> None:
    holder, _ = a_holder()
    link, before = a_link(holder), dumped()
    scanner = app.test_client()
    for _ in range(5):
        for look in (scanner.get, scanner.head, scanner.options):
            answer = look(link)
            assert answer.status_code == 200
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
    assert dumped() == before
    assert sent(app.test_client(), link).status_code == 303


def test_a_pressed_button_opens_the_pass_once(app: Flask) -> None:
    holder, _ = a_holder()
    link = a_link(holder)
    phone, late = app.test_client(), app.test_client()
    fields = fields_of(late.get(link).text, link)
    answer = sent(phone, link)
    assert (answer.status_code, answer.location) == (303, "/me")
    assert pass_of_secret(held_by(phone) or "") == holder
    assert late.post(link, data=fields).status_code == 404
    assert held_by(late) is None
    assert number_of_keys() == 2


def test_pressing_twice_or_after_a_lost_answer_gives_the_same_key(app: Flask) -> None:
    holder, _ = a_holder()
    link, phone = a_link(holder), app.test_client()
    fields = fields_of(phone.get(link).text, link)
    phone.post(link, data=fields)
    first = held_by(phone)
    phone.delete_cookie("pass")
    assert phone.post(link, data=fields).status_code == 303
    assert held_by(phone) == first
    assert number_of_keys() == 2


@pytest.mark.parametrize("key", [None, "", "short", "<script>" * 5])
def test_a_press_without_the_page_s_key_spends_nothing(app: Flask, key: str | None) -> None:
    holder, _ = a_holder()
    link = a_link(holder)
    answer = app.test_client().post(link, data={"key": key} if key is not None else {})
    assert answer.status_code == 422
    assert number_of_keys() == 1
    assert sent(app.test_client(), link).status_code == 303


def test_another_site_cannot_press_the_button_for_somebody(app: Flask) -> None:
    holder, _ = a_holder()
    link, victim = a_link(holder), app.test_client()
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = victim.post(link, data={"key": new_secret()}, headers=headers)
        assert answer.status_code == 403
    assert held_by(victim) is None
    assert number_of_keys() == 1


def test_spent_expired_and_unknown_links_answer_alike(app: Flask) -> None:
    holder, _ = a_holder()
    spent, expired, unknown = a_link(holder), a_link(holder), "/k/" + new_secret()
    sent(app.test_client(), spent)
    with transaction():
        db.session.execute(update(OpeningLink).values(expires_at=clock.now()))
    answers = []
    for link in (spent, expired, unknown, "/k/x"):
        for ask in (app.test_client().get, app.test_client().post):
            answer = ask(link, data={"key": new_secret()})
            assert answer.status_code == 404
            answers.append(answer.text.replace(link, ""))
    assert len(set(answers)) == 1


def test_a_holder_shows_another_phone_a_square_and_a_link(app: Flask, client: FlaskClient) -> None:
    holder, secret = a_holder()
    given(client, secret)
    page = client.post("/me/pass/link", data=token_of(client))
    assert page.status_code == 200
    assert "<svg" in page.text
    link = page.text.split('value="http://localhost')[1].split('"')[0]
    other = app.test_client()
    assert sent(other, link).status_code == 303
    assert pass_of_secret(held_by(other) or "") == holder
    assert held_by(other) != secret


def token_of(phone: FlaskClient) -> dict[str, str]:
    return {"csrf_token": fields_of(phone.get("/me/name").text, "/me/name")["csrf_token"]}


def test_without_its_own_page_s_token_nothing_is_lent(client: FlaskClient) -> None:
    _, secret = a_holder()
    given(client, secret)
    for address in ("/me/pass/link", "/me/pass/mail", "/me/forget", "/me/name", "/me/letters"):
        assert client.post(address).status_code == 403
    assert db.session.scalars(select(OpeningLink)).all() == []


def test_a_phone_with_a_pass_of_its_own_is_warned_before_it_is_replaced(app: Flask) -> None:
    mine, my_secret = a_holder()
    other, _ = a_holder()
    phone = given(app.test_client(), my_secret)
    link = a_link(other)
    assert code_of(mine) in phone.get(link).text
    assert sent(phone, link).status_code == 303
    assert pass_of_secret(held_by(phone) or "") == other
