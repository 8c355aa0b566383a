"""A link becomes an account, once; and lets somebody start anew who lost their way in."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from config import Settings
from tests.factories import a_facilitator, a_festival
from tests.pages import fields_of
from tests.staff import (
    a_passkey,
    an_account,
    link_of_invitation,
    shown_code,
    signed_in,
    staff_of,
    works_for,
)
from wellness import clock
from wellness.database import db, transaction
from wellness.mail.models import Letter
from wellness.mail.outbox import recipient_of, text_of
from wellness.staff.access import sealer
from wellness.staff.models import (
    Account,
    Deed,
    Invitation,
    Membership,
    Passkey,
    Role,
    StaffSession,
)
from wellness.staff.queries import address_of

PASSWORD = "willow harbour lantern"


def filled(client: FlaskClient, page: str, action: str = "", **typed: str) -> TestResponse:
    fields = fields_of(client.get(page).text, action or page) | typed
    return client.post(action or page, data=fields)


def secret_of(client: FlaskClient) -> str:
    with client.session_transaction() as kept:
        return str(kept["staff_totp"])


def join(
    client: FlaskClient, link: str, *, name: str = "Bo", password: str = PASSWORD
) -> TestResponse:
    page = client.get(f"{link}?way=password")
    fields = fields_of(page.text, f"{link}/password")
    code = shown_code(secret_of(client))
    return client.post(
        f"{link}/password", data=fields | {"name": name, "password": password, "code": code}
    )


def test_somebody_new_joins_with_password_and_generator(client: FlaskClient) -> None:
    festival = a_festival(name="Stillwater")
    link = link_of_invitation(festival, role=Role.ORGANIZER, address="Bo@Example.org")
    page = client.get(link)
    assert "Join Stillwater" in page.text
    assert "Organizer" in page.text
    answer = join(client, link, name="Bo Lindqvist")
    assert answer.status_code == 200
    codes = [line for line in answer.text.split("<li>") if line[1:2] == "-"]
    assert len(codes) == 10
    assert client.get(f"/staff/{festival.slug}/").status_code == 200
    account = db.session.scalars(select(Account)).one()
    assert (account.name, address_of(account, sealer())) == ("Bo Lindqvist", "Bo@Example.org")
    deeds = {deed.kind: deed for deed in db.session.scalars(select(Deed))}
    assert deeds["joined"].facts == {"role": "organizer"}
    assert codes[0][:11] not in client.get("/staff/account").text


def test_a_link_is_good_once_and_for_a_week(client: FlaskClient, app: Flask) -> None:
    festival = a_festival()
    spent, late = link_of_invitation(festival), link_of_invitation(festival)
    with transaction():
        newest = db.session.scalars(select(Invitation).order_by(Invitation.id.desc())).first()
        assert newest is not None
        assert newest.expires_at - newest.created_at == timedelta(days=7)
        newest.expires_at = clock.now()
    assert join(client, spent).status_code == 200
    stranger = app.test_client()
    for link in (spent, late, "/staff/join/no-such-link"):
        answer = stranger.get(link)
        assert answer.status_code == 404, link
        assert "This link is over" in answer.text
        assert stranger.post(link).status_code in {403, 404}
    assert len(db.session.scalars(select(Membership.id)).all()) == 1


def test_looking_at_a_link_spends_nothing(client: FlaskClient) -> None:
    link = link_of_invitation(a_festival())
    for _ in range(5):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert db.session.scalars(select(Invitation.accepted_at)).one() is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short"}, "at least 12 characters"),
        ({"password": "aaaaaaaaaaaaaaaa"}, "easy to guess"),
        ({"password": "bo-lindqvist-2026"}, "easy to guess"),
        ({"name": ""}, "give a name"),
        ({"code": "000000"}, "not right"),
    ],
)
@pytest.mark.one_database
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    client: FlaskClient, typed: dict[str, str], said: str
) -> None:
    link = link_of_invitation(a_festival(), address="bo-lindqvist@example.org")
    fields = fields_of(client.get(f"{link}?way=password").text, f"{link}/password")
    secret = secret_of(client)
    right = {"name": "Bo", "password": PASSWORD, "code": shown_code(secret)}
    answer = client.post(f"{link}/password", data=fields | right | typed)
    assert answer.status_code == 422
    assert said in answer.text
    if "name" not in typed:
        assert 'value="Bo"' in answer.text
    assert secret_of(client) == secret
    assert db.session.scalars(select(Account)).all() == []


def test_somebody_with_an_account_signs_in_and_just_accepts(client: FlaskClient) -> None:
    festival = a_festival()
    ana = an_account(name="Ana", address="ana@example.org", password=PASSWORD)
    link = link_of_invitation(festival, address="ANA@example.org")
    assert "You have an account already" in client.get(link).text
    assert filled(client, link).location == "/staff/sign-in"
    filled(client, "/staff/sign-in", email="ana@example.org", password=PASSWORD)
    answer = filled(client, "/staff/sign-in/code", code=shown_code())
    assert answer.location == link
    assert "Accept as Ana" in client.get(link).text
    assert filled(client, link).location == "/staff/"
    membership = db.session.scalars(select(Membership)).one()
    assert (membership.account_id, membership.role) == (ana.id, Role.DESK)


def test_a_founder_gets_to_make_festivals(client: FlaskClient) -> None:
    link = link_of_invitation(None)
    assert "Make your own festival" in client.get(link).text
    join(client, link)
    assert db.session.scalars(select(Account.may_found)).one() is True


def letter_to(address: str) -> Letter:
    return next(
        letter
        for letter in db.session.scalars(select(Letter).order_by(Letter.id.desc()))
        if recipient_of(letter) == address
    )


def test_an_owner_invites_by_a_letter_that_names_no_address_but_ours(
    client: FlaskClient, settings: Settings
) -> None:
    """T15."""
    festival = a_festival(name="http://evil.example")
    leader = a_facilitator(festival, name="Grace")
    staff_of(client, festival, Role.OWNER)
    page = f"/staff/{festival.slug}/team/invite"
    typed = {"name": "Bo at evil.example", "email": "bo@example.org", "role": "facilitator"}
    refused = filled(client, page, **typed)
    assert refused.status_code == 422
    assert "Choose whose sessions" in refused.text
    answer = filled(client, page, **typed, facilitator=str(leader.id))
    assert answer.location == f"/staff/{festival.slug}/team"
    letter = letter_to("bo@example.org")
    text = text_of(letter)
    link = next(line for line in text.splitlines() if "/staff/join/" in line)
    assert link.startswith(f"{settings.base_url}/staff/join/")
    assert "evil" not in text + letter.subject
    assert text.count("://") == 1
    invitation = db.session.scalars(select(Invitation)).one()
    assert invitation.facilitator_id == leader.id
    assert "Bo at evil.example" in client.get(answer.location).text


@pytest.mark.one_database
def test_a_forged_host_is_refused(client: FlaskClient) -> None:
    """T15."""
    link = link_of_invitation(a_festival())
    for address in (link, "/staff/sign-in", "/staff/"):
        assert client.get(address, headers={"Host": "evil.example"}).status_code == 400
    forwarded = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    assert "evil.example" not in client.get(link, headers=forwarded).text


def asked_to_start_anew(client: FlaskClient, member: Account) -> str:
    festival = a_festival()
    works_for(member, festival, Role.DESK)
    staff_of(client, festival, Role.OWNER)
    page = f"/staff/{festival.slug}/team/{member.id}"
    assert filled(client, page, f"{page}/renewal").status_code == 303
    text = text_of(letter_to(address_of(member, sealer())))
    return next(line for line in text.splitlines() if "/staff/join/" in line).split("localhost")[1]


def test_a_lost_way_in_is_made_anew_a_day_later_by_the_person_alone(
    app: Flask, client: FlaskClient
) -> None:
    member = an_account(name="Bo", address="bo@example.org")
    a_passkey(member)
    elsewhere = signed_in(app.test_client(), member)
    link = asked_to_start_anew(client, member)
    theirs = app.test_client()
    assert "Not yet" in theirs.get(link).text
    assert theirs.get(f"{link}?way=password").text.count("password") == 0
    with transaction():
        assert db.session.scalars(select(Invitation.usable_from)).one() > clock.now() + timedelta(
            hours=23
        )
        db.session.execute(update(Invitation).values(usable_from=clock.now()))
    assert join(theirs, link).status_code == 200
    assert theirs.get("/staff/account").status_code == 200
    assert elsewhere.get("/staff/account").status_code == 303
    db.session.expire_all()
    assert member.password_hash is not None
    assert db.session.scalars(select(Passkey)).all() == []
    assert theirs.get(link).status_code == 404


def test_whoever_did_not_ask_for_it_says_so_and_nothing_changes(
    app: Flask, client: FlaskClient
) -> None:
    member = an_account(name="Bo", address="bo@example.org")
    link = asked_to_start_anew(client, member)
    theirs = app.test_client()
    assert "Nothing changes" in filled(theirs, link, f"{link}/refuse").text
    assert theirs.get(link).status_code == 404
    assert db.session.scalars(select(Invitation)).all() == []


@pytest.mark.one_database
def test_a_link_made_before_its_day_cannot_be_spent_by_asking_directly(
    app: Flask, client: FlaskClient
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    member = an_account(name="Bo", address="bo@example.org")
    app.config["WTF_CSRF_ENABLED"] = True
    link = asked_to_start_anew(client, member)
    app.config["WTF_CSRF_ENABLED"] = False
    theirs = app.test_client()
    for action in ("/password", "/passkey", "/passkey/options"):
        assert theirs.post(link + action).status_code == 404
    assert theirs.post(link).status_code == 404
    assert len(db.session.scalars(select(StaffSession.id)).all()) == 1
