"""Every route × every role × own and foreign festival: for whoever may not, it is not there.

Nothing here is written by hand per route: new ones are walked as soon as they are registered.
"""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.staff import an_account, signed_in, works_for
from tests.staff.addresses import (
    OF_ONE_PERSON,
    World,
    a_world,
    address_of,
    filled,
    methods_of,
    staff_rules,
)
from tests.staff.tables import all_rows, changed_tables
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database

OWN, FOREIGN = "Quillfeather", "Zanzibarine"


@pytest.fixture
def own(app: Flask) -> World:
    app.config["WTF_CSRF_ENABLED"] = False  # what lies behind the token is asked here
    return a_world(OWN)


@pytest.fixture
def foreign(own: World) -> World:
    assert own.word != FOREIGN
    return a_world(FOREIGN)


def roles_of(app: Flask, rule: Rule) -> frozenset[Role]:
    view: Any = app.view_functions[rule.endpoint]
    roles: frozenset[Role] = view.roles
    return roles


def answers(
    app: Flask, client: FlaskClient, rule: Rule, arguments: dict[str, object]
) -> list[tuple[str, TestResponse]]:
    address = address_of(app, rule, arguments)
    return [
        (f"{method} {address}", client.open(address, method=method)) for method in methods_of(rule)
    ]


def at_a_festival(app: Flask) -> list[Rule]:
    return [rule for rule in staff_rules(app) if "slug" in rule.arguments]


def test_every_address_of_a_festival_says_which_roles_it_is_for(app: Flask) -> None:
    assert [rule.rule for rule in at_a_festival(app) if not roles_of(app, rule)] == []


def test_nobody_comes_in_without_signing_in(app: Flask, client: FlaskClient, own: World) -> None:
    before = all_rows()
    for rule in staff_rules(app):
        for what, answer in answers(app, client, rule, filled(rule, own)):
            assert (answer.status_code, answer.location) == (303, "/staff/sign-in"), what
            assert OWN not in answer.text, what
    assert changed_tables(before) == []


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_what_is_declared_for_it_and_nothing_else(
    app: Flask, client: FlaskClient, own: World, role: Role
) -> None:
    account = an_account()
    works_for(account, own.festival, role, facilitator=own.facilitator)
    signed_in(client, account)
    opened = [rule for rule in at_a_festival(app) if role in roles_of(app, rule)]
    before = all_rows()
    for rule in opened:
        if "GET" in (rule.methods or ()):
            address = address_of(app, rule, filled(rule, own))
            may_answer = {404} if OF_ONE_PERSON & rule.arguments else {200, 302, 303}
            assert client.get(address).status_code in may_answer, address
    for rule in at_a_festival(app):
        if rule not in opened:
            for what, answer in answers(app, client, rule, filled(rule, own)):
                assert answer.status_code == 404, what
                assert OWN not in answer.text, what
    assert changed_tables(before) == []
    for rule in opened:
        if "POST" in (rule.methods or ()):
            address = address_of(app, rule, filled(rule, own))
            assert client.post(address).status_code < 500, address  # may end what the next needs


@pytest.mark.parametrize("role", Role)
def test_another_festival_is_not_there(
    app: Flask, client: FlaskClient, own: World, foreign: World, role: Role
) -> None:
    account = an_account()
    works_for(account, own.festival, role, facilitator=own.facilitator)
    signed_in(client, account)
    before = all_rows()
    for rule in at_a_festival(app):
        for what, answer in answers(app, client, rule, filled(rule, foreign)):
            assert answer.status_code == 404, what
            assert FOREIGN not in answer.text, what
    assert changed_tables(before) == []


@pytest.mark.parametrize("role", Role)
def test_things_of_another_festival_are_not_found_under_ones_own(
    app: Flask, client: FlaskClient, own: World, foreign: World, role: Role
) -> None:
    account = an_account()
    works_for(account, own.festival, role, facilitator=own.facilitator)
    signed_in(client, account)
    before = all_rows()
    for rule in at_a_festival(app):
        mixed = filled(rule, foreign, at=own)
        if mixed == filled(rule, own):
            continue
        for what, answer in answers(app, client, rule, mixed):
            assert answer.status_code == 404, what
            assert FOREIGN not in answer.text, what
    assert changed_tables(before) == []
