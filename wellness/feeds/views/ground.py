"""What all calendars stand on: who we are, what is remembered, how octets are given out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import Blueprint, Flask, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.http import http_date

from wellness.booking.entries import House
from wellness.database import in_transaction
from wellness.errors import Busy
from wellness.feeds import actions
from wellness.feeds.door import QUERY, SecretPolls
from wellness.feeds.fetches import Fetches, Tally
from wellness.feeds.remembered import Key, Remembered, Stamp
from wellness.feeds.rules import Calendar
from wellness.stamped.delivery import SUFFIXES, coding_for, encoded, is_unchanged
from wellness.stamped.stamps import Stamps

blueprint = Blueprint("feeds", __name__)


@dataclass(frozen=True)
class Room:
    """What this room keeps for one application."""

    house: House
    tally: Tally
    public: Remembered[tuple[int, str]] = field(default_factory=Remembered)
    """By festival and path."""
    secret: Remembered[int] = field(default_factory=Remembered)
    """By feed."""


def room() -> Room:
    """This application's."""
    found: Room = current_app.extensions["feeds"]
    return found


@blueprint.record_once
def _furnish(state: BlueprintSetupState) -> None:
    app = cast("Flask", state.app)
    settings = app.extensions["settings"]

    def write(fetches: Fetches) -> None:
        with app.app_context():
            try:
                in_transaction(lambda: actions.record_fetches(fetches))
            except (Busy, SQLAlchemyError) as error:
                why = type(error).__name__
                app.logger.warning("%d fetches were not noted: %s", len(fetches), why)

    tally = Tally(write, is_timed=lambda: not app.testing)
    kept = Room(House(settings.uid_domain, settings.base_url), tally)
    app.extensions["feeds"] = kept
    stamps = Stamps(settings.database_url, QUERY)
    app.wsgi_app = SecretPolls(app.wsgi_app, stamps, kept.secret, tally)  # type: ignore[method-assign,assignment]


def give(
    shelf: Remembered[Key],
    key: Key,
    stamp: Stamp,
    make: Callable[[], Calendar],
    *,
    now: datetime,
    cache_control: str,
    filename: str,
) -> Response:
    """The calendar in the coding asked for, or 304 if the client has it; made if it must be."""
    calendar = None
    known = shelf.tagged(key, stamp, now)
    if known is None:
        calendar = make()
        known = shelf.keep(key, stamp, calendar)
    asked = request.headers
    coding = coding_for(asked.get("Accept-Encoding", ""), known.size)
    changed = http_date(known.changed_at)
    response = Response(content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = f'"{known.tag}{SUFFIXES[coding]}"'
    response.headers["Last-Modified"] = changed
    response.headers["Cache-Control"] = cache_control
    response.headers["Vary"] = "Accept-Encoding"
    if is_unchanged(known.tag, changed, asked.get("If-None-Match"), asked.get("If-Modified-Since")):
        response.status_code = 304
        return response
    calendar = calendar or shelf.calendar(key, known) or make()
    response.data = encoded(calendar.body, coding)
    response.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    return response
