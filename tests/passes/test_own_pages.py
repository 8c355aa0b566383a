"""What the holder of a pass decides about it, on their own phone."""

import logging
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import Settings
from tests.pages import fields_of
from tests.passes.phones import a_holder, code_of, dumped, given, held_by, sent
from tests.provision import application
from wellness.database import db
from wellness.mail import outbox
from wellness.mail.models import Letter
from wellness.passes.access import pass_of_typed_code, sealer
from wellness.passes.models import Pass
from wellness.passes.queries import address_of, pass_of_secret

ADDRESS = "Wren.Canary@example.org"


@pytest.fixture
def secret(client: FlaskClient) -> str:
    """The secret of the client's phone, which holds a pass."""
    _, made = a_holder()
    given(client, made)
    return made


def mine(secret: str) -> Pass:
    holder = pass_of_secret(secret)
    assert holder is not None
    return holder


def test_a_name_is_changed_and_shown_in_the_field(client: FlaskClient, secret: str) -> None:
    answer = sent(client, "/me/name", chosen_name="  Calm   Otter ")
    assert (answer.status_code, answer.location) == (303, "/me")
    assert mine(secret).chosen_name == "Calm Otter"
    assert fields_of(client.get("/me/name").text, "/me/name")["chosen_name"] == "Calm Otter"


def test_a_name_too_long_is_kept_in_the_field_and_changes_nothing(
    client: FlaskClient, secret: str
) -> None:
    answer = sent(client, "/me/name", chosen_name="<b>" + "x" * 70)
    assert answer.status_code == 422
    assert "&lt;b&gt;xxx" in answer.text
    assert mine(secret).chosen_name == "Quiet Heron"


def test_address_and_wishes_are_kept_together(client: FlaskClient, secret: str) -> None:
    sent(client, "/me/letters", email=ADDRESS, wants_invitations="y", wants_full_titles="y")
    holder = mine(secret)
    assert address_of(holder, sealer()) == ADDRESS
    kept = (holder.wants_letters, holder.wants_invitations, holder.wants_full_titles)
    assert kept == (True, True, True)
    shown = fields_of(client.get("/me/letters").text, "/me/letters")
    assert (shown["email"], shown["wants_invitations"]) == (ADDRESS, "y")


def test_an_emptied_address_is_forgotten_and_an_unticked_wish_withdrawn(
    client: FlaskClient, secret: str
) -> None:
    sent(client, "/me/letters", email=ADDRESS, wants_invitations="y")
    page = fields_of(client.get("/me/letters").text, "/me/letters")
    client.post("/me/letters", data={"csrf_token": page["csrf_token"], "email": ""})
    holder = mine(secret)
    assert (holder.email_sealed, holder.email_hash) == (None, None)
    assert (holder.wants_letters, holder.wants_invitations) == (False, False)


def test_a_wrong_address_is_kept_in_the_field_and_changes_nothing(
    client: FlaskClient, secret: str
) -> None:
    sent(client, "/me/letters", email=ADDRESS)
    answer = sent(client, "/me/letters", email="wren at example")
    assert answer.status_code == 422
    assert "wren at example" in answer.text
    assert address_of(mine(secret), sealer()) == ADDRESS


def test_a_holder_can_have_the_pass_mailed_to_the_address_given(
    client: FlaskClient, secret: str
) -> None:
    sent(client, "/me/letters", email=ADDRESS)
    answer = sent(client, "/me/letters", "/me/pass/mail")
    assert (answer.status_code, answer.location) == (303, "/me")
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.pass_id, outbox.recipient_of(letter)) == (mine(secret).id, ADDRESS)


def test_without_an_address_a_holder_is_asked_for_one_first(
    client: FlaskClient, secret: str
) -> None:
    token = fields_of(client.get("/me/name").text, "/me/name")["csrf_token"]
    answer = client.post("/me/pass/mail", data={"csrf_token": token})
    assert (answer.status_code, answer.location) == (303, "/me/letters")
    assert "mail address first" in client.get("/me/letters").text
    assert db.session.scalars(select(Letter)).all() == []
    assert mine(secret).email_sealed is None


def test_forgetting_takes_everything_off_this_phone_and_nothing_off_others(
    app: Flask, client: FlaskClient, secret: str
) -> None:
    holder, other = mine(secret), app.test_client()
    sent(other, "/recover", code=code_of(holder))
    assert code_of(holder) in client.get("/me/forget").text
    answer = sent(client, "/me/forget")
    assert answer.status_code == 200
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert held_by(client) is None
    assert client.get_cookie("s") is None
    assert pass_of_secret(secret) is None
    assert pass_of_secret(held_by(other) or "") == holder
    given(client, secret)
    assert client.get("/me/name").location == "/recover"


def test_a_phone_that_forgot_can_come_back_by_its_code(client: FlaskClient, secret: str) -> None:
    holder = mine(secret)
    sent(client, "/me/forget")
    assert sent(client, "/recover", code=code_of(holder)).status_code == 303
    assert held_by(client) not in {None, secret}
    assert pass_of_secret(held_by(client) or "") == holder


def test_forgetting_also_gives_up_a_key_whose_cookie_never_arrived(app: Flask) -> None:
    holder, _ = a_holder()
    phone = app.test_client()
    sent(phone, "/recover", code=code_of(holder))
    made = held_by(phone) or ""
    phone.delete_cookie("pass")
    sent(phone, "/me/forget")
    assert pass_of_secret(made) is None


def test_whoever_opens_their_pages_is_remembered_sixty_days_more(
    client: FlaskClient, secret: str
) -> None:
    answer = client.get("/me/name")
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("pass=")]
    assert cookie.startswith(f"pass={secret};")
    assert "Max-Age=5184000" in cookie


def test_in_public_the_key_is_bound_to_this_host_and_to_https(settings: Settings) -> None:
    public = replace(
        settings,
        base_url="https://wellness.example",
        secret_key="a secret of more than thirty-two characters",
        field_keys=("a field key of at least thirty-two characters",),
    )
    with application.running(public) as app:
        holder, _ = a_holder()
        phone = app.test_client()
        https = {"base_url": "https://wellness.example"}
        fields = fields_of(phone.get("/recover", **https).text, "/recover")
        answer = phone.post("/recover", data=fields | {"code": code_of(holder)}, **https)
        assert answer.status_code == 303
        (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if "pass=" in c]
        facts = {fact.strip() for fact in cookie.split(";")}
        assert cookie.startswith("__Host-pass=")
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= facts
        assert "Domain" not in cookie


@pytest.mark.usefixtures("secret")
def test_looking_at_own_pages_changes_nothing(client: FlaskClient) -> None:
    before = dumped()
    for page in ("/recover", "/recover/mail", "/me/name", "/me/letters", "/me/forget"):
        assert client.get(page).status_code == 200
        assert client.head(page).status_code == 200
    assert dumped() == before


def test_own_pages_show_nothing_of_anybody_else(client: FlaskClient, secret: str) -> None:
    stranger, _ = a_holder(name="Canary Stranger", address="stranger.canary@example.org")
    assert secret
    for page in ("/recover", "/me/name", "/me/letters", "/me/forget"):
        text = client.get(page).text
        assert "anary" not in text
        assert code_of(stranger) not in text
        assert secret not in text


def test_neither_the_database_nor_the_logs_know_a_secret(
    client: FlaskClient, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent(client, "/me/letters", email=ADDRESS)
    sent(client, "/me/letters", "/me/pass/mail")
    token = fields_of(client.get("/me/name").text, "/me/name")["csrf_token"]
    page = client.post("/me/pass/link", data={"csrf_token": token})
    link_token = page.text.split("/k/")[1].split('"')[0]
    mailed = outbox.text_of(db.session.scalars(select(Letter)).one()).split("/k/")[1].split()[0]
    code = code_of(mine(secret))
    for canary in (secret, link_token, mailed, "Canary", code[5:9] + code[10:], code[5:]):
        assert canary not in dumped()
        assert canary not in caplog.text


def test_a_typed_code_opens_a_pass_for_reading_without_a_trace(app: Flask) -> None:
    holder, _ = a_holder()
    before, code = dumped(), code_of(holder)
    with app.test_request_context("/t/x"):
        assert pass_of_typed_code(code.lower()) == holder
        assert pass_of_typed_code("nonsense") is None
    assert dumped() == before
