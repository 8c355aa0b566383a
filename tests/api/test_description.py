"""/api/openapi.json: what it promises is there, and nothing else is."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.api.asking import DESCRIPTION, follows, of, told
from tests.booking.people import asks
from tests.changing import calls_off, moves
from tests.factories import (
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    from_now,
)
from wellness.api.documents import API
from wellness.booking.models import Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.programme.models import Activity, Session

EXAMPLES = {"festival": "<slug>", "reference": "<reference>"}


@pytest.fixture
def festival(app: Flask) -> Festival:
    """A festival with a session in every state there is."""
    assert app.testing
    festival, ana, bo = a_festival(), a_facilitator(name="Ana"), a_facilitator(name="Bo")
    full = a_session(festival, capacity=1, title="Full", facilitators=(ana, bo))
    asks(a_pass(), full)
    asks(a_pass(), full)
    a_session(festival, entry=Entry.DROP_IN, title="Open door")
    a_session(festival, title="Later", opens_in=full.starts_at - from_now())
    a_session(festival, title="Over", starts_in=from_now(hours=-30) - from_now())
    circle = a_session(festival, is_support=True, title="Circle", kept_for_door=2)
    moved, off = a_session(festival, title="Moved"), a_session(festival, title="Off")
    bare = a_session(festival, title="Somewhere")
    with transaction():
        activity = db.session.get_one(Activity, circle.activity_id)
        activity.min_age, activity.bring, activity.cost = 18, "A blanket", "2 €"
        activity.welcome, activity.languages = ["silent", "lie_down"], []
        db.session.get_one(Space, circle.space_id).access = ["step_free", "hearing_loop"]
        db.session.get_one(Session, bare.id).space_id = None
    elsewhere = a_space(festival)
    moves(moved, starts_at=moved.starts_at + timedelta(days=1), space=elsewhere)
    calls_off(off, reason="Ill")
    return festival


def test_it_is_openapi_3_1_and_served_as_it_is(client: FlaskClient) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json == DESCRIPTION
    assert answer.json["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(answer.json).validate()


def test_every_route_is_described_and_every_description_has_its_route(app: Flask) -> None:
    served = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith(API)}
    described = set()
    for path in DESCRIPTION["paths"]:
        for name, written in EXAMPLES.items():
            path = path.replace(f"{{{name}}}", written)  # noqa: PLW2901 - one name after another
        described.add(path)
    assert served == described


def test_every_answer_is_what_the_description_says(client: FlaskClient, festival: Festival) -> None:
    told(client, API, "Festivals")
    told(client, of(festival), "Festival")
    page = told(client, of(festival, "/sessions"), "Sessions")
    told(client, of(festival, "/places"), "AllPlaces")
    assert {session["may_do"] for session in page["sessions"]} >= {
        "book",
        "wait",
        "drop_in",
        "not_yet",
        "over",
        "cancelled",
    }
    assert {session["space"] is None for session in page["sessions"]} == {True, False}
    for session in page["sessions"]:
        details = told(client, session["links"]["self"], "SessionDetails")
        assert session.items() <= details.items()


def test_every_refusal_is_what_the_description_says(
    client: FlaskClient, festival: Festival
) -> None:
    for path in (
        f"{API}/nowhere",
        f"{API}/nowhere/sessions",
        f"{API}/nowhere/places",
        of(festival, "/sessions/nothing0"),
        f"{API}/nowhere/sessions/nothing0",
        "/api/v2/festivals",
        "/api/",
    ):
        assert told(client, path, "Error", 404)["error"] == "not_found"
    refused = told(client, of(festival, "/sessions?day=soon&limit=0"), "Error", 422)
    assert refused["error"] == "invalid"
    assert set(refused["fields"]) == {"day", "limit"}
    for answer in (client.post(of(festival)), client.get(of(festival, "/places?x=%00"))):
        assert answer.status_code in {400, 405}
        follows(answer.json, "Error")


@pytest.mark.parametrize("schema", ["Festival", "Session", "SessionDetails", "Places"])
def test_no_field_can_be_added_or_left_out_unsaid(schema: str) -> None:
    described = DESCRIPTION["components"]["schemas"][schema]
    assert described["additionalProperties"] is False
    assert set(described["required"]) == set(described["properties"])


def test_every_field_says_what_it_is() -> None:
    unsaid = []

    def look(schema: dict[str, Any], name: str) -> None:
        if "description" not in schema and "$ref" not in schema and schema.get("type") != "null":
            unsaid.append(name)
        for inner, described in schema.get("properties", {}).items():
            look(described, f"{name}.{inner}")
        for described in (*schema.get("anyOf", ()), *filter(None, [schema.get("items")])):
            look(described, f"{name}[]")

    for name, schema in DESCRIPTION["components"]["schemas"].items():
        look(schema, name)
    assert unsaid == []
