"""Answers for programs are ready bytes, and never stale after an acknowledged change."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.api.asking import of, told
from tests.booking.people import asks, lets_go
from tests.factories import a_festival, a_pass, a_session
from tests.passes.phones import a_holder, dumped, given
from tests.plan.reading import keeps
from wellness import clock
from wellness.api.queries import page_of
from wellness.api.rules import Asked
from wellness.booking.models import Bookable
from wellness.booking.rules import OPEN_FROM
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.programme.rules import Filters

HOURS = timedelta(hours=1)
ALL = Asked(day=None, filters=Filters(), limit=50, after=None)
FREE = replace(ALL, filters=Filters(free=True))


@pytest.fixture
def festival(app: Flask) -> Festival:
    """A released festival."""
    assert app.testing
    return a_festival()


def test_places_are_right_at_once_after_every_change(
    client: FlaskClient, festival: Festival
) -> None:
    yoga, ana = a_session(festival, capacity=2), a_pass()

    def seen() -> list[list[int]]:
        """[free, waiting] as each of the three addresses says."""
        whole = told(client, of(festival, "/sessions"), "Sessions")["sessions"][0]["places"]
        one = told(client, of(festival, f"/sessions/{yoga.reference}"), "SessionDetails")["places"]
        small = told(client, of(festival, "/places"), "AllPlaces")[yoga.reference]
        return [[whole["free"], whole["waiting"]], [one["free"], one["waiting"]], small]

    assert seen() == [[2, 0]] * 3
    first = asks(ana, yoga)
    assert seen() == [[1, 0]] * 3
    asks(a_pass(), yoga)
    asks(a_pass(), yoga)
    assert seen() == [[0, 1]] * 3
    lets_go(ana, first, now=clock.now())
    assert seen() == [[0, 0]] * 3


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient, festival: Festival) -> None:
    yoga = a_session(festival)
    rests = ("", "/sessions", "/places", f"/sessions/{yoga.reference}")
    for path in ("/api/v1/festivals", "/api/openapi.json", *(of(festival, r) for r in rests)):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "no-cache"
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), path
        assert client.head(path).data == b""
    asked = {"If-None-Match": client.get(of(festival, "/places")).headers["ETag"]}
    asks(a_pass(), yoga)
    assert client.get(of(festival, "/places"), headers=asked).status_code == 200


def test_a_kept_answer_is_given_without_asking_the_application(
    client: FlaskClient, festival: Festival
) -> None:
    yoga = a_session(festival, capacity=2)
    path = of(festival, "/places")
    assert client.get(path).json == {yoga.reference: [2, 0]}
    with transaction():  # behind the back of everything that moves the stamp
        db.session.get_one(Bookable, yoga.id).capacity = 5
    assert client.get(path).json == {yoga.reference: [2, 0]}
    asks(a_pass(), yoga)
    assert client.get(path).json == {yoga.reference: [4, 0]}


def test_an_answer_is_kept_no_longer_than_time_leaves_it_right(festival: Festival) -> None:
    later = a_session(festival, opens_in=2 * HOURS, starts_in=5 * HOURS)
    a_session(festival, starts_in=9 * HOURS)
    assert later.opens_at is not None
    for asked in (ALL, FREE):
        before = page_of(festival, asked, now=later.opens_at - HOURS)
        assert before.fresh_until == later.opens_at
        after = page_of(festival, asked, now=later.opens_at)
        assert after.fresh_until == later.starts_at - OPEN_FROM
        assert later.reference in {entry.reference for entry in after.sessions}
    closed = page_of(festival, FREE, now=later.opens_at - HOURS)
    assert later.reference not in {entry.reference for entry in closed.sessions}


def test_whoever_asks_gets_the_same_bytes_and_no_cookie(
    client: FlaskClient, festival: Festival, app: Flask
) -> None:
    yoga = a_session(festival)
    holder, secret = a_holder(name="Canary Wren")
    keeps(holder, yoga)
    mine = given(app.test_client(), secret)
    for rest in ("", "/sessions", "/places", f"/sessions/{yoga.reference}"):
        answer, own = client.get(of(festival, rest)), mine.get(of(festival, rest))
        assert answer.data == own.data
        assert "Set-Cookie" not in answer.headers
        assert "anary" not in answer.text


def test_asking_changes_nothing(client: FlaskClient, festival: Festival) -> None:
    asks(a_pass(), a_session(festival))
    before = dumped()
    told(client, of(festival, "/sessions"), "Sessions")
    told(client, of(festival, "/places"), "AllPlaces")
    assert dumped() == before


def test_availability_of_a_whole_festival_is_small(client: FlaskClient, festival: Festival) -> None:
    references = {a_session(festival).reference for _ in range(20)}
    answer = client.get(of(festival, "/places"))
    assert set(json.loads(answer.data)) == references
    assert len(answer.data) < 20 * 20
