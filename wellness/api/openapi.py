"""What there is to ask for, as an OpenAPI 3.1 document."""

from typing import Any

from wellness.api.documents import API
from wellness.api.rules import MOST_SESSIONS, USUAL_LIMIT
from wellness.api.schemas import SCHEMAS, Schema, ref

ABOUT = (
    "The released programme of each festival, read-only and without a key. Times carry the "
    "festival's offset. Answers have an ETag: ask with If-None-Match, and 304 says that nothing "
    "changed. Nothing here tells of any person who books."
)


def document(base_url: str) -> dict[str, Any]:
    """The description of this API as it is served at `base_url`."""
    one = f"{API}/{{festival}}"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Wellness", "version": "1", "description": ABOUT},
        "servers": [{"url": base_url}],
        "paths": {
            API: _read("All released festivals", "Festivals"),
            one: _read("One festival", "Festival", _FESTIVAL),
            f"{one}/sessions": _read("Its programme, in pages", "Sessions", _FESTIVAL, *_FILTERS),
            f"{one}/sessions/{{reference}}": _read(
                "One session with its places", "SessionDetails", _FESTIVAL, _REFERENCE
            ),
            f"{one}/places": _read("Free places of all its sessions", "AllPlaces", _FESTIVAL),
        },
        "components": {"schemas": SCHEMAS},
    }


def _parameter(
    name: str, where: str, description: str, schema: Schema, example: object
) -> dict[str, Any]:
    return {
        "name": name,
        "in": where,
        "required": where == "path",
        "description": description,
        "schema": schema,
        "example": example,
    }


_TEXT: Schema = {"type": "string"}
_FESTIVAL = _parameter("festival", "path", "The festival's slug.", _TEXT, "stillwater")
_REFERENCE = _parameter("reference", "path", "The session's reference.", _TEXT, "9w4g60xb")
_FILTERS = (
    _parameter(
        "day",
        "query",
        "Only what begins on this festival day, dawn to dawn.",
        {"type": "string", "format": "date"},
        "2026-06-05",
    ),
    _parameter("space", "query", "Only in this space, by slug.", _TEXT, "willow-tent"),
    _parameter("category", "query", "Only this category, by slug.", _TEXT, "movement"),
    _parameter("facilitator", "query", "Only led by this person, by slug.", _TEXT, "grace-thwaite"),
    _parameter(
        "free",
        "query",
        "1: only where somebody who comes now finds a place.",
        {"type": "string", "enum": ["0", "1", "true", "false"], "default": "0"},
        "1",
    ),
    _parameter(
        "limit",
        "query",
        "Most sessions in the answer.",
        {"type": "integer", "minimum": 1, "maximum": MOST_SESSIONS, "default": USUAL_LIMIT},
        20,
    ),
    _parameter(
        "after",
        "query",
        "Where the page before ended; taken from its `next`, not made up.",
        _TEXT,
        "1780648200000000-9w4g60xb",
    ),
)


def _read(summary: str, schema: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    """A GET of `schema`; what can go wrong follows from its parameters."""
    names = {parameter["in"] for parameter in parameters}
    answers = {
        "200": _answer(SCHEMAS[schema]["description"], schema),
        "400": _answer("The address holds something no address may hold.", "Error"),
        "304": {"description": "Unchanged since the answer with this ETag."},
        "503": _answer("Not now; ask again after Retry-After seconds.", "Error"),
    }
    if "path" in names:
        answers["404"] = _answer("There is none, or it is not released.", "Error")
    if "query" in names:
        answers["422"] = _answer("Something in the query cannot be read.", "Error")
    return {
        "get": {
            "operationId": f"get{schema}",
            "summary": summary,
            "parameters": list(parameters),
            "responses": dict(sorted(answers.items())),
        }
    }


def _answer(description: str, schema: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": ref(schema)}},
    }
