"""Whoever applied answers with one tap, and My plan says what waits for it."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_pass
from tests.pages import fields_of
from tests.selection import a_closed_call, a_line, ends_now, offered, states_of
from wellness import clock
from wellness.calls.models import Application
from wellness.database import db, transaction
from wellness.passes.models import Pass, PassKey
from wellness.references import hash_of
from wellness.residencies.models import Residency

pytestmark = pytest.mark.one_database  # test_offers.py and test_at_once.py ask both


def on_the_phone_of(client: FlaskClient, holder: Pass | None) -> FlaskClient:
    """The client, with the key of this pass."""
    assert holder
    secret = f"secret-{holder.id}"
    with transaction():
        db.session.add(
            PassKey(pass_id=holder.id, secret_hash=hash_of(secret), created_at=clock.now())
        )
    client.set_cookie("pass", secret)
    return client


@pytest.fixture
def line(app: Flask, client: FlaskClient) -> list[Application]:
    assert app.testing
    call = a_closed_call(roles=(("Songwriter", 1),))
    found = a_line(call, 2)
    offered(call)
    on_the_phone_of(client, found[0].holder)
    return found


def page_of(one: Application) -> str:
    return f"/me/applications/{one.reference}/offer"


def presses(client: FlaskClient, one: Application, answer: str) -> int:
    sent = fields_of(client.get(page_of(one)).text, page_of(one))
    return client.post(page_of(one), data={**sent, "answer": answer}).status_code


def test_my_plan_leads_to_the_two_buttons(client: FlaskClient, line: list[Application]) -> None:
    plan = client.get("/me").text
    assert "Needs your answer" in plan
    assert page_of(line[0]) in plan
    page = client.get(page_of(line[0])).text
    assert 'data-offer="decide"' in page
    assert "Yes, I come" in page
    assert states_of(line[0]) == ["offered"], "looking decides nothing"


def test_yes_leads_to_the_residency(client: FlaskClient, line: list[Application]) -> None:
    sent = fields_of(client.get(page_of(line[0])).text, page_of(line[0]))
    answer = client.post(page_of(line[0]), data={**sent, "answer": "yes"})
    residency = db.session.scalars(select(Residency)).one()
    assert answer.location == f"/me/residencies/{residency.reference}"
    again = client.post(page_of(line[0]), data={**sent, "answer": "yes"})
    assert again.location == answer.location
    assert 'data-offer="accepted"' in client.get(page_of(line[0])).text
    assert "Needs your answer" not in client.get("/me").text


def test_no_asks_the_next_and_says_thank_you(client: FlaskClient, line: list[Application]) -> None:
    assert presses(client, line[0], "no") == 303
    assert states_of(*line) == ["declined", "offered"]
    assert 'data-offer="declined"' in client.get(page_of(line[0])).text
    sent = fields_of(client.get("/me/data/delete").text, "/me/data/delete")
    late = client.post(f"{page_of(line[0])}/undo", data=sent)
    assert late.status_code == 409
    assert states_of(*line) == ["declined", "offered"]


def test_a_no_is_taken_back_while_nobody_else_was_asked(
    client: FlaskClient, line: list[Application]
) -> None:
    with transaction():
        db.session.get_one(Application, line[1].id).state = "withdrawn"  # type: ignore[assignment]
    presses(client, line[0], "no")
    page = client.get(page_of(line[0])).text
    assert 'data-offer="undo"' in page
    assert "You said no" in client.get("/me").text
    client.post(f"{page_of(line[0])}/undo", data=fields_of(page, "/undo"))
    assert states_of(line[0]) == ["offered"]


def test_too_late_is_said_kindly_and_changes_nothing(
    client: FlaskClient, line: list[Application]
) -> None:
    page = client.get(page_of(line[0])).text
    ends_now(line[0])
    sent = fields_of(page, page_of(line[0]))
    answer = client.post(page_of(line[0]), data={**sent, "answer": "yes"})
    assert answer.status_code == 409
    assert 'data-offer="lapsed"' in answer.text
    assert "nothing was changed" in answer.text
    assert states_of(*line) == ["offered", "in_line"], "the worker passes it on"


def test_what_belongs_to_somebody_else_is_not_there(
    client: FlaskClient, line: list[Application]
) -> None:
    assert client.get(page_of(line[1])).status_code == 404
    on_the_phone_of(client, a_pass())
    assert client.get(page_of(line[0])).status_code == 404
    sent = fields_of(client.get("/me/data/delete").text, "/me/data/delete")
    assert client.post(page_of(line[0]), data={**sent, "answer": "yes"}).status_code == 404
    assert states_of(line[0]) == ["offered"]
    client.delete_cookie("pass")
    assert client.get(page_of(line[0])).status_code == 303


def test_a_residency_is_given_up_on_a_page_that_asks_once(
    client: FlaskClient, line: list[Application]
) -> None:
    presses(client, line[0], "yes")
    residency = db.session.scalars(select(Residency)).one()
    path = f"/me/residencies/{residency.reference}/give-up"
    page = client.get(path).text
    assert states_of(line[0]) == ["accepted"]
    assert client.post(path, data=fields_of(page, path)).location == "/me"
    assert states_of(*line) == ["declined", "offered"]
    assert "has ended" in client.get(path).text


def test_before_anything_is_decided_the_page_gives_nothing_away(
    client: FlaskClient, line: list[Application]
) -> None:
    one = a_line(line[0].call, 1)[0]
    on_the_phone_of(client, one.holder)
    page = client.get(page_of(one)).text
    assert "No answer yet" in page
    assert "in line" not in page.lower()
    with transaction():
        db.session.get_one(Application, one.id).decided_at = clock.now() - timedelta(hours=1)
    assert "You are in line" in client.get(page_of(one)).text
