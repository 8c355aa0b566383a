"""What every answer is protected by, whichever view gives it."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import BadConfiguration, Settings
from tests.factories import a_session
from tests.provision import application
from wellness.web.access import Who, check_every_route, open_to
from wellness.web.security import FIXED_HEADERS

PRODUCTION = {
    "base_url": "https://wellness.example",
    "secret_key": "x" * 40,
    "field_keys": ("y" * 40,),
}


def test_a_view_that_does_not_say_who_may_enter_keeps_the_application_from_starting(
    app: Flask,
) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "anybody?")
    with pytest.raises(LookupError, match="forgotten"):
        check_every_route(app)


def test_every_kind_of_answer_carries_the_same_shelter(client: FlaskClient) -> None:
    session = a_session()
    festival = session.festival.slug
    answers = [
        client.get(f"/{festival}/"),
        client.get("/healthz"),
        client.get("/"),
        client.get("/nowhere/at/all"),
        client.post("/healthz"),
        client.post(f"/{festival}/sessions/{session.reference}/book", data={"key": "k"}),
        client.post("/recover", data={"code": "x" * 70_000}),
        client.get(f"/{festival}/calendar.ics"),
        client.get("/c/unknown.ics"),
    ]
    assert [answer.status_code for answer in answers] == [
        200, 200, 302, 404, 405, 403, 413, 200, 404,
    ]  # fmt: skip
    for answer in answers:
        for name, value in FIXED_HEADERS.items():
            assert answer.headers[name] == value, (answer.request.path, name)


def test_a_forged_host_is_refused_and_never_echoed(settings: Settings) -> None:
    with application.running(replace(settings, **PRODUCTION)) as app:  # type: ignore[arg-type]
        client = app.test_client()
        forged = client.get("/recover", base_url="https://elsewhere.example")
        assert forged.status_code == 400
        assert "elsewhere" not in forged.get_data(as_text=True)
        ours = client.get("/recover", base_url="https://wellness.example")
        assert ours.status_code == 200
        assert ours.headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_forwarded_headers_count_only_from_as_many_proxies_as_are_ours(
    settings: Settings,
) -> None:
    forged = {"X-Forwarded-For": "203.0.113.1, 198.51.100.7", "X-Forwarded-Host": "elsewhere"}
    for proxies, seen in ((0, "127.0.0.1"), (1, "198.51.100.7")):
        with application.running(replace(settings, trusted_proxies=proxies)) as app:
            from flask import request  # noqa: PLC0415 - the request under test

            @app.get("/who")
            @open_to(Who.ANYONE)
            def who() -> str:
                return f"{request.remote_addr} {request.host}"

            answer = app.test_client().get("/who", headers=forged)
        assert answer.get_data(as_text=True) == f"{seen} localhost"


@pytest.mark.parametrize(
    ("changes", "setting"),
    [
        ({"base_url": "http://wellness.example"}, "BASE_URL"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"field_keys": Settings().field_keys}, "FIELD_KEYS"),
        ({"base_url": "http://127.0.0.1:8000", "host": "0.0.0.0"}, "HOST"),  # noqa: S104
    ],
)
def test_it_does_not_start_for_the_public_with_development_settings(
    changes: dict[str, object], setting: str
) -> None:
    unsafe = replace(Settings(), **{**PRODUCTION, **changes})  # type: ignore[arg-type]
    with pytest.raises(BadConfiguration, match=setting):
        unsafe.check()
