"""Looking changes nothing: not one row, whoever looks at whatever page."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.staff import an_account, signed_in, works_for
from tests.staff.addresses import World, a_world, address_of, filled, staff_rules
from tests.staff.tables import all_rows, changed_tables
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database
LINK = re.compile(r'href="(/staff/[^"#]*)')


@pytest.fixture
def world(app: Flask) -> World:
    assert app.testing
    return a_world("Quillfeather")


def walked(client: FlaskClient, starts: set[str], check: Callable[[str], None]) -> set[str]:
    """Look at every address, and at whatever the pages lead to."""
    to_see, seen = set(starts), set[str]()
    while to_see and len(seen) < 300:
        address = to_see.pop()
        seen.add(address)
        for method in ("HEAD", "OPTIONS") if address in starts else ():
            assert client.open(address, method=method).status_code < 500, address
        answer = client.get(address)
        assert answer.status_code < 500, address
        if answer.mimetype == "text/html":
            links = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
            to_see |= links - seen
        check(address)
    return seen


@pytest.mark.parametrize("role", Role)
def test_no_page_that_is_looked_at_changes_a_row(
    app: Flask, client: FlaskClient, world: World, role: Role
) -> None:
    account = an_account()
    works_for(account, world.festival, role, facilitator=world.facilitator)
    signed_in(client, account)
    before = all_rows()
    starts = {
        address_of(app, rule, filled(rule, world))
        for rule in staff_rules(app)
        if "GET" in (rule.methods or ())
    }

    def nothing_changed(address: str) -> None:
        assert changed_tables(before) == [], address

    assert starts <= walked(client, starts, lambda _: None)
    if changed_tables(before):  # once more, to say which page it was
        before = all_rows()
        walked(client, starts, nothing_changed)
    assert changed_tables(before) == []
