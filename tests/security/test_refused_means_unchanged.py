"""T26: whatever the staff's pages refuse (4xx), they leave every table as it was."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.staff import an_account, signed_in, works_for
from tests.staff.addresses import World, a_world, address_of, filled, staff_rules
from tests.staff.tables import all_rows, changed_tables
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database

NAMES = (
    *("name", "title", "slug", "starts_on", "ends_on", "zone_name", "capacity", "space", "day"),
    *("at", "length", "minutes", "starting_from", "to_day", "reason", "key", "draft", "seen"),
    *("revision", "places", "kept_for_door", "text", "role", "address", "change", "version"),
    *("note", "alternatives", "go", "seal", "what", "format", "category", "do", "since"),
)
NONSENSE: dict[str, dict[str, Any]] = {
    "nothing": {"data": {}},
    "long words": {"data": dict.fromkeys(NAMES, "x" * 4000)},
    "numbers out of reach": {"data": dict.fromkeys(NAMES, "99999999999999999999")},
    "less than nothing": {"data": dict.fromkeys(NAMES, "-1")},
    "control characters": {"data": dict.fromkeys(NAMES, "a\x00b\r\nc\ud7ff")},
    "a list for a form": {"json": [[[]], None, {"moves": 7}]},
    "a form of lists": {"json": {name: [None, {}, "x"] for name in (*NAMES, "moves")}},
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_what_is_refused_leaves_every_table_as_it_was(
    app: Flask, client: FlaskClient, kind: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # what lies behind the token is asked here
    world: World = a_world("Hush")
    account = an_account()
    works_for(account, world.festival, *Role, facilitator=world.facilitator)
    signed_in(client, account)
    refused = 0
    for rule in staff_rules(app):
        if "slug" not in rule.arguments or "POST" not in (rule.methods or ()):
            continue
        address = address_of(app, rule, filled(rule, world))
        before = all_rows()
        answer = client.post(address, **NONSENSE[kind])
        assert answer.status_code < 500, address
        if answer.status_code >= 400:
            refused += 1
            assert changed_tables(before) == [], (address, answer.status_code)
    assert refused > 20
