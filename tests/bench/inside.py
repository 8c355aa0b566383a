"""What one request costs inside a worker, in processor time: free of neighbours and clients."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.bench import festivals
from tests.pages import fields_of
from tests.provision import application
from wellness import clock
from wellness.database import db, transaction
from wellness.festivals.actions import touch_programme
from wellness.programme.models import Session

TRIES = 9


@dataclass(frozen=True)
class Costs:
    """Milliseconds of processor time per request, the least of several tries."""

    page_rebuilt: float
    feed_rebuilt: float
    session_page: float
    booking: float
    plan: float
    personal_feed_unchanged: float
    hello: float


@contextmanager
def populated(url: str, folder: Path, *, scale: int) -> Iterator[Flask]:
    """The application over a database with `scale` festivals of the largest kind."""
    settings = application.settings_for(url, folder)
    application.migrate(settings)
    with application.running(settings) as app:
        for number in range(scale):
            festivals.write(number, now=clock.now().replace(microsecond=0))
        yield app


def costs(app: Flask) -> Costs:
    """What requests to the first festival cost."""
    client = app.test_client()
    festival_id, references = _first_festival()
    day = f"/bench-0/?day={clock.now().date() + timedelta(days=3)}"

    def changed() -> None:
        with transaction():
            touch_programme(festival_id, now=clock.now())

    sessions = iter(references)
    feed = _personal_feed(client, references[-1])
    tag = client.get(feed).headers["ETag"]
    return Costs(
        page_rebuilt=_least(lambda: client.get(day), before=changed),
        feed_rebuilt=_least(lambda: client.get("/bench-0/calendar.ics"), before=changed),
        session_page=_least(
            lambda: client.get(f"/bench-0/sessions/{references[0]}"), before=changed
        ),
        booking=_booking(app, lambda: next(sessions)),
        plan=_least(lambda: client.get("/me")),
        personal_feed_unchanged=_least(lambda: client.get(feed, headers={"If-None-Match": tag})),
        hello=_least(lambda: client.get("/healthz")),
    )


def _first_festival() -> tuple[int, list[str]]:
    found = (
        db.session.query(Session.festival_id, Session.reference)
        .filter(Session.festival.has(slug="bench-0"), ~Session.is_support)
        .order_by(Session.starts_at, Session.id)
        .all()
    )
    return found[0][0], [reference for _, reference in found]


def _booking(app: Flask, next_reference: Callable[[], str]) -> float:
    prepared: list[tuple[FlaskClient, str, dict[str, str]]] = []
    for _ in range(TRIES):
        client = app.test_client()
        path = f"/bench-0/sessions/{next_reference()}/book"
        prepared.append((client, path, fields_of(client.get(path).text, "/book")))

    def book() -> None:
        client, path, fields = prepared.pop()
        assert client.post(path, data=fields).status_code == 303

    return _least(book)


def _personal_feed(client: FlaskClient, reference: str) -> str:
    """The path of a secret feed of somebody who has just booked."""
    path = f"/bench-0/sessions/{reference}/book"
    client.post(path, data=fields_of(client.get(path).text, "/book"))
    page = client.get("/me/feeds").text
    made = client.post("/me/feeds", data=fields_of(page, "/me/feeds"), follow_redirects=True).text
    return "/c/" + made.split("/c/")[1].split(".ics")[0] + ".ics"


def _least(work: Callable[[], object], *, before: Callable[[], None] | None = None) -> float:
    best = float("inf")
    for _ in range(TRIES):
        if before:
            before()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1000
