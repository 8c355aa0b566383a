import brotli
import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.booking.people import asks, lets_go
from tests.booking.phone import books
from tests.factories import a_festival, a_pass, a_session, from_now
from wellness import clock
from wellness.database import transaction
from wellness.festivals.actions import touch_programme
from wellness.stamped.answers import keep_ready
from wellness.stamped.delivery import coding_for, is_unchanged
from wellness.web.access import Who, open_to


@pytest.fixture
def asked(app: Flask) -> list[str]:
    """A page `/<festival>/probe` that notes each time Flask is asked to make it."""
    made: list[str] = []

    @app.get("/<festival>/probe")
    @open_to(Who.ANYONE)
    def probe(festival: str) -> Response:
        made.append(festival)
        response = Response(f"made {len(made)} times" + " and again" * 200)
        return keep_ready(response, fresh_until=from_now(hours=1))

    return made


def _festival_with_a_session() -> tuple[str, object]:
    festival = a_festival()
    session = a_session(festival, capacity=2)
    return f"/{festival.slug}/probe", session


class TestKeeping:
    def test_a_page_is_made_once_while_nothing_changes(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        assert {client.get(path).get_data() for _ in range(4)} == {client.get(path).get_data()}
        assert len(asked) == 1

    def test_every_change_of_a_place_is_seen_by_the_next_reader(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        festival = a_festival()
        session = a_session(festival, capacity=1)
        path, ana, bo = f"/{festival.slug}/probe", a_pass(), a_pass()
        client.get(path)
        kept = asks(ana, session)
        client.get(path)
        asks(bo, session)
        client.get(path)
        lets_go(ana, kept, now=session.starts_at)
        client.get(path)
        assert len(asked) == 4

    def test_a_change_of_the_programme_is_seen_by_the_next_reader(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        festival = a_festival()
        path = f"/{festival.slug}/probe"
        client.get(path)
        with transaction():
            touch_programme(festival.id, now=clock.now())
        assert client.get(path).get_data(as_text=True).startswith("made 2 times")
        assert len(asked) == 2

    def test_another_festivals_changes_leave_it_alone(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        client.get(path)
        asks(a_pass(), a_session(a_festival()))
        client.get(path)
        assert len(asked) == 1

    def test_languages_and_appearances_are_kept_apart(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        client.get(path)
        client.get(path, headers={"Accept-Language": "es"})
        client.set_cookie("appearance", "dark")
        client.get(path)
        assert len(asked) == 3

    def test_an_unreleased_festival_is_never_answered_from_the_shelf(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path = f"/{a_festival(is_released=False).slug}/probe"
        client.get(path)
        client.get(path)
        assert len(asked) == 2


class TestHolders:
    def test_the_session_page_shows_a_holder_their_own_place_and_a_stranger_none(
        self, app: Flask, client: FlaskClient
    ) -> None:
        session = a_session()
        path = f"/{session.festival.slug}/sessions/{session.reference}"
        stranger = app.test_client()
        stranger.get(path)
        page = books(client, session)
        reference = page.main("data-booking")
        assert f"/me/bookings/{reference}" in client.get(path).get_data(as_text=True)
        assert "/me/bookings/" not in stranger.get(path).get_data(as_text=True)


class TestDelivery:
    def _get(self, client: FlaskClient, path: str, **headers: str) -> TestResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers=named)

    def test_a_known_page_is_not_sent_again_in_any_coding(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        plain = self._get(client, path)
        packed = self._get(client, path, Accept_Encoding="br")
        assert brotli.decompress(packed.get_data()) == plain.get_data()
        assert packed.headers["ETag"] == plain.headers["ETag"][:-1] + '-br"'
        for tag in (
            plain.headers["ETag"],
            packed.headers["ETag"],
            "*",
            f'"x", W/{plain.headers["ETag"]}',
        ):
            again = self._get(client, path, If_None_Match=tag)
            assert (again.status_code, again.get_data()) == (304, b"")
        assert self._get(client, path, If_None_Match='"other"').status_code == 200
        assert len(asked) == 1

    def test_a_head_answers_as_a_get_without_the_body(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        got, head = client.get(path), client.head(path)
        assert head.get_data() == b""
        assert head.headers["Content-Length"] == got.headers["Content-Length"]
        assert head.headers["ETag"] == got.headers["ETag"]
        assert len(asked) == 1

    def test_a_kept_answer_is_as_well_protected_as_a_fresh_one(
        self, client: FlaskClient, asked: list[str]
    ) -> None:
        path, _ = _festival_with_a_session()
        fresh, kept = client.get(path), client.get(path)
        assert len(asked) == 1
        for name in (
            "Content-Security-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options",
            "Vary",
        ):
            assert kept.headers[name] == fresh.headers[name]
        assert kept.headers["Vary"] == "Cookie, Accept-Language, Accept-Encoding"

    @pytest.mark.parametrize(
        ("accepted", "coding"),
        [
            ("gzip, br", "br"),
            ("gzip", "gzip"),
            ("br;q=0, gzip;q=0.5", "gzip"),
            ("", "identity"),
            ("gzip;q=0", "identity"),
            ("zstd", "identity"),
        ],
    )
    def test_only_codings_that_were_asked_for_are_sent(self, accepted: str, coding: str) -> None:
        assert coding_for(accepted, 5_000) == coding

    def test_a_date_decides_only_where_no_tag_was_sent(self) -> None:
        then, later = "Fri, 05 Jun 2026 10:00:00 GMT", "Fri, 05 Jun 2026 11:00:00 GMT"
        assert is_unchanged("t", then, None, then)
        assert is_unchanged("t", then, None, later)
        assert not is_unchanged("t", later, None, then)
        assert not is_unchanged("t", then, '"other"', then)
        assert not is_unchanged("t", then, None, "yesterday, about noon")


class TestPersonalPages:
    def test_they_are_compressed_too_and_repeat_nothing_that_was_asked(
        self, client: FlaskClient
    ) -> None:
        books(client, a_session())
        plain = client.get("/me?probe=canary")
        packed = client.get("/me?probe=canary", headers={"Accept-Encoding": "br"})
        assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == (
            "br",
            None,
        )
        page = brotli.decompress(packed.get_data()).decode()
        assert "My plan" in page
        assert "canary" not in page
        assert "Accept-Encoding" in packed.headers["Vary"]
