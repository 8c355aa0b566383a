"""The released programme for programs: read-only JSON, described at /api/openapi.json."""

import json
from datetime import datetime, timedelta
from typing import Any, cast
from urllib.parse import urlencode

from flask import Blueprint, Response, current_app, request
from flask_babel import gettext

from config import Settings
from wellness import clock
from wellness.api import openapi, queries
from wellness.api.documents import API, Teller
from wellness.api.errors import BadQuery
from wellness.api.forms import asked_for
from wellness.api.rules import Cursor
from wellness.booking.rules import next_transition
from wellness.errors import Missing
from wellness.festivals.queries import get_festival, released_festivals
from wellness.programme.queries import get_details
from wellness.stamped.answers import keep_ready
from wellness.web.access import Who, open_to

blueprint = Blueprint("api", __name__)
A_DAY = timedelta(days=1)


@blueprint.get(API)
@open_to(Who.ANYONE)
def festivals() -> Response:
    """Every released festival, the latest first."""
    told = [Teller(festival, _base_url()).of_festival() for festival in released_festivals()]
    return _conditional(_json({"festivals": told}))


@blueprint.get(f"{API}/<slug>")
@open_to(Who.ANYONE)
def festival(slug: str) -> Response:
    """One festival."""
    return _conditional(_json(Teller(get_festival(slug), _base_url()).of_festival()))


@blueprint.get(f"{API}/<slug>/sessions")
@open_to(Who.ANYONE)
def sessions(slug: str) -> Response:
    """The programme in order of time, filtered, in pages."""
    found, asked, now = get_festival(slug), asked_for(request.args), clock.now()
    teller, page = Teller(found, _base_url()), queries.page_of(found, asked, now=now)
    told = [teller.of_session(entry, now=now) for entry in page.sessions]
    following = _next_page(teller, page.next) if page.next else None
    return _ready(_json({"sessions": told, "next": following}), page.fresh_until)


def _next_page(teller: Teller, cursor: Cursor) -> str:
    query = request.args.to_dict() | {"after": str(cursor)}
    return f"{teller.api}/sessions?{urlencode(query)}"


@blueprint.get(f"{API}/<slug>/sessions/<reference>")
@open_to(Who.ANYONE)
def session(slug: str, reference: str) -> Response:
    """One session with all that its page says, and its places."""
    found, now = get_festival(slug), clock.now()
    details = get_details(found, reference)
    told = Teller(found, _base_url()).of_details(details, now=now)
    return _ready(_json(told), next_transition(details.entry.facts, now=now))


@blueprint.get(f"{API}/<slug>/places")
@open_to(Who.ANYONE)
def places(slug: str) -> Response:
    """Free places and people waiting of every session: small, and cheap to ask for again."""
    return _ready(_json(queries.all_places(get_festival(slug))), clock.now() + A_DAY)


@blueprint.get("/api/openapi.json")
@open_to(Who.ANYONE)
def description() -> Response:
    """What there is to ask for, as OpenAPI 3.1."""
    return _conditional(_json(openapi.document(_base_url())))


@blueprint.get("/api/", defaults={"rest": ""})
@blueprint.get("/api/<path:rest>")
@open_to(Who.ANYONE)
def nothing(rest: str) -> Response:
    """Whatever else begins with /api/ isn't here."""
    raise Missing(rest)


@blueprint.errorhandler(Missing)
def missing(_error: Missing) -> Response:
    """404 in a sentence that says where to look."""
    message = gettext("There is nothing here. What there is stands in /api/openapi.json.")
    return _json({"error": "not_found", "message": message}, 404)


@blueprint.errorhandler(BadQuery)
def unreadable(error: BadQuery) -> Response:
    """422 with a sentence for each name that could not be read."""
    message = " ".join(f"{name}: {sentence}" for name, sentence in error.fields.items())
    return _json({"error": "invalid", "message": message, "fields": error.fields}, 422)


def _json(document: Any, status: int = 200) -> Response:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Response(f"{body}\n", status, content_type="application/json")


def _ready(response: Response, fresh_until: datetime) -> Response:
    """The same for everybody until the festival's stamp moves, or time alone changes it."""
    return keep_ready(response, fresh_until=fresh_until)


def _conditional(response: Response) -> Response:
    """Told once; whoever has it already is told that it is unchanged."""
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return cast("Response", response.make_conditional(request))


def _base_url() -> str:
    settings: Settings = current_app.extensions["settings"]
    return settings.base_url
