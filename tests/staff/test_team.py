"""The team of a festival, in its owners' hands."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.factories import a_facilitator, a_festival
from tests.pages import fields_of
from tests.staff import an_account, an_invitation, signed_in, works_for
from wellness import clock
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.staff.models import Account, Deed, Invitation, Membership, Role, StaffSession
from wellness.staff.rules import PROVED_FOR


@pytest.fixture
def festival(app: Flask) -> Festival:
    assert app.testing
    return a_festival(name="Stillwater")


@pytest.fixture
def owner(client: FlaskClient, festival: Festival) -> Account:
    account = an_account(name="Ruth")
    works_for(account, festival, Role.OWNER)
    signed_in(client, account)
    return account


def roles_of(account: Account) -> set[Role]:
    query = select(Membership.role).where(Membership.account_id == account.id)
    return set(db.session.scalars(query))


def with_roles(
    client: FlaskClient, festival: Festival, member: Account, *roles: Role, leads: str = ""
) -> TestResponse:
    page = f"/staff/{festival.slug}/team/{member.id}"
    token = fields_of(client.get(page).text, page)["csrf_token"]
    return client.post(page, data={"csrf_token": token, "roles": list(roles), "facilitator": leads})


def pressed(client: FlaskClient, page: str, action: str) -> TestResponse:
    return client.post(action, data=fields_of(client.get(page).text, action))


def test_roles_are_given_and_taken_and_each_is_recorded(
    client: FlaskClient, festival: Festival, owner: Account
) -> None:
    bo, grace = an_account(name="Bo"), a_facilitator(festival, name="Grace")
    works_for(bo, festival, Role.DESK)
    answer = with_roles(client, festival, bo, Role.ORGANIZER, Role.FACILITATOR, leads=str(grace.id))
    assert answer.location == f"/staff/{festival.slug}/team"
    assert roles_of(bo) == {Role.ORGANIZER, Role.FACILITATOR}
    leads = select(Membership.facilitator_id).where(Membership.role == Role.FACILITATOR)
    assert db.session.scalars(leads).one() == grace.id
    said = client.get(f"/staff/{festival.slug}/log").text
    assert "Ruth made Bo Organizer." in said
    assert "Ruth took the role Desk from Bo." in said
    assert {d.account_id for d in db.session.scalars(select(Deed))} == {owner.id}


def test_the_last_owner_stays(client: FlaskClient, festival: Festival, owner: Account) -> None:
    page = f"/staff/{festival.slug}/team/{owner.id}"
    assert with_roles(client, festival, owner, Role.ORGANIZER).location == page
    assert "A festival needs an owner" in client.get(page).text
    assert pressed(client, page, f"{page}/leave").location == page
    assert "A festival needs an owner" in client.get(page).text
    assert roles_of(owner) == {Role.OWNER}
    closed = an_account(name="Closed")
    works_for(closed, festival, Role.OWNER)
    with transaction():
        db.session.execute(
            update(Account).where(Account.id == closed.id).values(disabled_at=clock.now())
        )
    with_roles(client, festival, owner, Role.ORGANIZER)
    assert roles_of(owner) == {Role.OWNER}  # whoever cannot come in is no owner to count on


def test_two_owners_may_part(client: FlaskClient, festival: Festival, owner: Account) -> None:
    bo = an_account(name="Bo")
    works_for(bo, festival, Role.OWNER)
    page = f"/staff/{festival.slug}/team/{owner.id}"
    assert pressed(client, page, f"{page}/leave").location == "/staff/"
    assert roles_of(owner) == set()
    assert client.get(f"/staff/{festival.slug}/team").status_code == 404


def test_a_facilitator_of_another_festival_cannot_be_chosen(
    client: FlaskClient, festival: Festival, owner: Account
) -> None:
    stranger = a_facilitator(a_festival(), name="Stranger")
    answer = with_roles(
        client, festival, owner, Role.OWNER, Role.FACILITATOR, leads=str(stranger.id)
    )
    assert answer.status_code == 422
    assert roles_of(owner) == {Role.OWNER}


def test_an_invitation_is_withdrawn(
    client: FlaskClient, festival: Festival, owner: Account
) -> None:
    invitation = an_invitation(festival, name="Bo")
    page = f"/staff/{festival.slug}/team"
    assert "Bo" in client.get(page).text
    assert owner.id
    pressed(client, page, f"{page}/invitations/{invitation.id}/withdraw")
    assert db.session.scalars(select(Invitation)).all() == []
    assert "Ruth withdrew the invitation of Bo." in client.get(f"/staff/{festival.slug}/log").text


def test_who_may_do_what_is_changed_only_by_somebody_who_just_proved_who_they_are(
    client: FlaskClient, festival: Festival, owner: Account
) -> None:
    """T20."""
    bo = an_account(name="Bo")
    works_for(bo, festival, Role.DESK)
    member = f"/staff/{festival.slug}/team/{bo.id}"
    fields = fields_of(client.get(member).text, member)
    with transaction():
        db.session.execute(update(StaffSession).values(proved_at=clock.now() - PROVED_FOR * 1.01))
    for page in (member, f"/staff/{festival.slug}/team/invite", "/staff/account/password"):
        assert client.get(page).location == "/staff/again"
    answer = client.post(member, data=fields | {"roles": "owner"})
    assert answer.location == "/staff/again"
    assert roles_of(bo) == {Role.DESK}
    assert client.get(f"/staff/{festival.slug}/team").status_code == 200
    assert owner.id


@pytest.mark.one_database
def test_the_log_is_sifted_by_person_kind_and_day(
    client: FlaskClient, festival: Festival, owner: Account
) -> None:
    bo = an_account(name="Bo")
    works_for(bo, festival, Role.DESK)
    with_roles(client, festival, bo, Role.PANEL)
    log = f"/staff/{festival.slug}/log"
    given, taken = "Ruth made Bo Selection panel.", "Ruth took the role Desk from Bo."
    day = clock.festival_day(clock.now(), festival.zone, festival.dawn).isoformat()
    for query, both in (
        ({}, (True, True)),
        ({"kind": "role_given"}, (True, False)),
        ({"kind": "role_taken", "person": "Ruth"}, (False, True)),
        ({"person": "Nobody"}, (False, False)),
        ({"day": day}, (True, True)),
        ({"day": "2020-01-01"}, (False, False)),
        ({"day": "no day", "page": "x"}, (True, True)),
        ({"page": "7"}, (False, False)),
    ):
        said = client.get(log, query_string=query).text
        assert (given in said, taken in said) == both, query
    assert owner.id
