"""Asking the API as a program does: what it answers is held to its own description."""

from typing import Any

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from wellness.api.documents import API
from wellness.api.openapi import document
from wellness.festivals.models import Festival

DESCRIPTION = document("http://localhost")


def follows(answer: Any, schema: str) -> None:
    """Fail unless `answer` is what the description calls `schema`: no field less, none more."""
    described = {"$ref": f"#/components/schemas/{schema}", "components": DESCRIPTION["components"]}
    checker = Draft202012Validator.FORMAT_CHECKER
    found = Draft202012Validator(described, format_checker=checker).iter_errors(answer)
    assert [f"{list(error.path)}: {error.message}" for error in found] == []


def told(client: FlaskClient, path: str, schema: str, status: int = 200) -> Any:
    """The document at `path`, which must be a `schema`."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    follows(answer.json, schema)
    return answer.json


def of(festival: Festival, rest: str = "") -> str:
    """The address of something of a festival's."""
    return f"{API}/{festival.slug}{rest}"


def titles(client: FlaskClient, festival: Festival, query: str = "") -> list[str]:
    """Titles of the sessions asked for, in order, from every page."""
    found: list[str] = []
    turned: set[str] = set()
    path: str | None = of(festival, f"/sessions{query}")
    while path:
        assert path not in turned, "the pages go round in circles"
        turned.add(path)
        page = told(client, path, "Sessions")
        found += [session["title"] for session in page["sessions"]]
        path = page["next"]
    return found
