"""Coming in by password and code; the passkey stands in test_in_the_browser.py."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.factories import a_festival
from tests.pages import fields_of
from tests.staff import an_account, shown_code, signed_in, staff_of, works_for
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.staff.actions.team import disable
from wellness.staff.actions.ways_in import set_recovery_codes
from wellness.staff.codes import new_recovery_codes
from wellness.staff.models import Account, Deed, Membership, Role, StaffSession
from wellness.staff.passwords import hash_code
from wellness.staff.rules import COMMAND_LINE, SIGNED_IN_FOR

pytestmark = pytest.mark.one_database  # passwords cost time, and the database knows nothing of them
ADDRESS, PASSWORD = "ana@example.org", "willow harbour lantern"


@pytest.fixture
def ana(app: Flask) -> Account:
    assert app.testing
    return an_account(name="Ana", address=ADDRESS, password=PASSWORD)


def filled(client: FlaskClient, page: str, **typed: str) -> TestResponse:
    fields = fields_of(client.get(page).text, page) | typed
    return client.post(page, data=fields)


def first_step(
    client: FlaskClient, address: str = ADDRESS, password: str = PASSWORD
) -> TestResponse:
    return filled(client, "/staff/sign-in", email=address, password=password)


def is_in(client: FlaskClient) -> bool:
    return client.get("/staff/").status_code == 200


def test_password_and_code_open_the_door(client: FlaskClient, ana: Account) -> None:
    assert first_step(client).location == "/staff/sign-in/code"
    assert not is_in(client)
    answer = filled(client, "/staff/sign-in/code", code=shown_code())
    assert (answer.status_code, answer.location) == (303, "/staff/")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert is_in(client)
    deed = db.session.scalars(select(Deed)).one()
    assert (deed.kind, deed.account_id) == ("signed_in", ana.id)


def test_an_address_is_the_same_however_it_is_spelled(client: FlaskClient, ana: Account) -> None:
    assert ana.name == "Ana"
    assert first_step(client, " ANA@Example.org ").location == "/staff/sign-in/code"


def test_unknown_wrong_and_closed_get_the_same_answer(client: FlaskClient, ana: Account) -> None:
    closed = an_account(address="closed@example.org", password=PASSWORD)
    in_transaction(lambda: disable(closed, hand=COMMAND_LINE, now=clock.now()))
    an_account(address="passkey-only@example.org")
    answers = [
        first_step(client, ADDRESS, "willow harbour lamp"),
        first_step(client, "nobody@example.org"),
        first_step(client, "closed@example.org"),
        first_step(client, "passkey-only@example.org"),
    ]
    assert {answer.status_code for answer in answers} == {422}
    assert all("do not belong together" in answer.text for answer in answers)
    said = {
        answer.text.replace(address, "…").split("<form", 1)[0]
        for answer, address in zip(
            answers, (ADDRESS, "nobody@", "closed@", "passkey-only@"), strict=True
        )
    }
    assert len(said) == 1
    assert ana.id


def test_a_code_is_taken_once(client: FlaskClient, ana: Account) -> None:
    code = shown_code()
    first_step(client)
    assert filled(client, "/staff/sign-in/code", code=code).status_code == 303
    client.delete_cookie("staff")
    first_step(client)
    again = filled(client, "/staff/sign-in/code", code=code)
    assert again.status_code == 422
    assert "used before" in again.text
    assert ana.id
    assert not is_in(client)


@pytest.mark.parametrize("code", ["000000", "12345", "letters", "9-ABCD-EFGH"])
def test_a_wrong_code_keeps_the_door_shut(client: FlaskClient, ana: Account, code: str) -> None:
    first_step(client)
    assert filled(client, "/staff/sign-in/code", code=code).status_code == 422
    assert ana.id
    assert not is_in(client)


def test_a_code_on_paper_works_once_however_it_is_typed(client: FlaskClient, ana: Account) -> None:
    paper = new_recovery_codes()
    hashes = [hash_code(code) for code in paper]
    in_transaction(lambda: set_recovery_codes(ana, hashes))
    for typed, status in ((paper[3].lower().replace("-", " "), 303), (paper[3], 422)):
        client.delete_cookie("staff")
        first_step(client)
        assert filled(client, "/staff/sign-in/code", code=typed).status_code == status
    client.delete_cookie("staff")
    first_step(client)
    assert filled(client, "/staff/sign-in/code", code=paper[4]).status_code == 303
    assert "8 are left" in client.get("/staff/").text


def test_the_code_is_asked_for_only_after_the_password(client: FlaskClient, ana: Account) -> None:
    assert client.get("/staff/sign-in/code").location == "/staff/sign-in"
    assert ana.id


def test_guessing_a_password_is_slow_for_the_account_and_leaves_others_alone(
    client: FlaskClient, ana: Account
) -> None:
    other = an_account(address="bo@example.org", password=PASSWORD)
    statuses = [first_step(client, ADDRESS, f"wrong guess {n}").status_code for n in range(12)]
    assert statuses == [422] * 10 + [429] * 2
    assert first_step(client).status_code == 429  # even the right one rests
    assert first_step(client, "bo@example.org").status_code == 303
    assert ana.id != other.id


def test_guessing_a_code_is_slow(client: FlaskClient, ana: Account) -> None:
    first_step(client)
    statuses = [filled(client, "/staff/sign-in/code", code="000000").status_code for _ in range(8)]
    assert statuses == [422] * 6 + [429] * 2
    assert ana.id


def test_somebody_goes_on_to_what_they_wanted(client: FlaskClient, ana: Account) -> None:
    festival = a_festival()
    works_for(ana, festival, Role.OWNER)
    wanted = f"/staff/{festival.slug}/log?kind=released"
    assert client.get(wanted).location == "/staff/sign-in"
    first_step(client)
    assert filled(client, "/staff/sign-in/code", code=shown_code()).location == wanted
    client.get("/staff/sign-in")
    assert client.get("/staff/sign-in").location == "/staff/"  # wanted once, led to once


HOSTILE = (
    "//evil.example",
    "\\\\evil.example",
    "/%09/evil.example",
    "https:evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\\evil.example",
    "///evil.example",
    "http:///evil.example",
    "%2F%2Fevil.example",
    "/staff/..//evil.example",
    "data:text/html,evil",
)


@pytest.mark.parametrize("address", HOSTILE)
def test_no_address_from_outside_is_ever_gone_on_to(
    client: FlaskClient, ana: Account, address: str
) -> None:
    """T14."""
    for name in ("next", "wanted", "back", "staff_wanted", "to"):
        client.get("/staff/sign-in", query_string={name: address})
    fields = fields_of(client.get("/staff/sign-in").text, "/staff/sign-in")
    more = {"email": ADDRESS, "password": PASSWORD, "next": address, "staff_wanted": address}
    client.post("/staff/sign-in", data=fields | more, query_string={"next": address})
    answer = filled(client, "/staff/sign-in/code", code=shown_code(), next=address)
    assert answer.location == "/staff/"
    assert ana.id


def test_whoever_follows_a_link_from_elsewhere_is_led_on_by_a_page_of_ours(
    client: FlaskClient,
) -> None:
    """Browsers keep the Strict cookie back on the way from another site."""
    festival = a_festival()
    address = f"/staff/{festival.slug}/team?a=1&b=2"
    answer = client.get(address, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert f'content="0; url=/staff/{festival.slug}/team?a=1&amp;b=2"' in answer.text
    assert festival.name not in answer.text
    assert client.get(address, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def test_a_closed_account_is_out_at_the_next_request(client: FlaskClient, ana: Account) -> None:
    """T10."""
    signed_in(client, ana)
    assert is_in(client)
    in_transaction(lambda: disable(ana, hand=COMMAND_LINE, now=clock.now()))
    assert client.get("/staff/").location == "/staff/sign-in"


def test_a_role_taken_closes_its_doors_at_the_next_request(client: FlaskClient) -> None:
    """T10."""
    festival = a_festival()
    staff_of(client, festival, Role.OWNER, Role.DESK)
    assert client.get(f"/staff/{festival.slug}/team").status_code == 200
    with transaction():
        owner = db.session.scalars(select(Membership).filter_by(role=Role.OWNER)).one()
        db.session.delete(owner)
    assert client.get(f"/staff/{festival.slug}/team").status_code == 404


def test_a_sign_in_ends_after_twelve_hours(client: FlaskClient, ana: Account) -> None:
    signed_in(client, ana)
    with transaction():
        db.session.execute(update(StaffSession).values(ends_at=clock.now()))
    assert client.get("/staff/").location == "/staff/sign-in"
    assert timedelta(hours=12) == SIGNED_IN_FOR


def test_signing_out_ends_it_on_the_server_too(client: FlaskClient, ana: Account) -> None:
    """T16."""
    signed_in(client, ana)
    cookie = client.get_cookie("staff")
    assert cookie is not None
    page = client.get("/staff/account")
    assert page.headers["Cache-Control"] == "no-store"
    answer = client.post("/staff/sign-out", data=fields_of(page.text, "/staff/sign-out"))
    assert (answer.status_code, answer.location) == (303, "/staff/sign-in")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert client.get_cookie("staff") is None
    assert "You are signed out." in client.get("/staff/sign-in").text
    client.set_cookie("staff", cookie.value)
    assert client.get("/staff/").location == "/staff/sign-in"


def test_looking_does_not_note_when_but_doing_does(client: FlaskClient, ana: Account) -> None:
    signed_in(client, ana)
    yesterday = clock.now() - timedelta(days=1)
    with transaction():
        db.session.execute(update(StaffSession).values(seen_at=yesterday))
    client.get("/staff/account")
    assert db.session.scalars(select(StaffSession.seen_at)).one() == yesterday
    filled(client, "/staff/account", name="Ana Maria")
    seen = db.session.scalars(select(StaffSession.seen_at)).one()
    assert timedelta() <= clock.now() - seen <= timedelta(minutes=15, seconds=5)
    assert (seen.minute % 15, seen.second) == (0, 0)


def test_a_page_that_says_no_leads_back_to_work(client: FlaskClient) -> None:
    festival = a_festival()
    staff_of(client, festival, Role.PANEL)
    answer = client.get(f"/staff/{festival.slug}/team")
    assert answer.status_code == 404
    assert 'href="/staff/"' in answer.text
    assert "not part of your role" in answer.text
    assert 'href="/me"' not in answer.text
    stale = client.post("/staff/account", data={})
    assert (stale.status_code, 'href="/staff/"' in stale.text) == (403, True)
    assert 'href="/me"' in client.get("/nothing-here/").text
