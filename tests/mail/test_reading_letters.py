"""Whoever develops reads the letters on a page; nobody else finds it. `mail send` sends them."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from tests.mail.letters import CALENDAR, NOON, a_letter, after
from tests.provision import application

pytestmark = pytest.mark.one_database


def test_the_newest_letter_stands_first(app: Flask, client: FlaskClient) -> None:
    assert app.extensions["settings"].on_loopback
    a_letter(subject="Your place is kept")
    a_letter(subject="The time <changed>", now=after(hours=1))
    page = client.get("/letters").text
    assert page.index("The time &lt;changed&gt;") < page.index("Your place is kept")


def test_a_letter_is_read_with_its_calendar(client: FlaskClient) -> None:
    letter = a_letter(calendar=CALENDAR, method="REQUEST")
    page = client.get(f"/letters/{letter.uid}").text
    for shown in ("wren@example.org", "Come as you are.", "SUMMARY:Ruhe im Zelt – süß", "REQUEST"):
        assert shown in page


def test_a_letter_that_never_was_is_not_found(client: FlaskClient) -> None:
    assert client.get("/letters/6f1b1b1e-0000-4000-8000-000000000000").status_code == 404


def test_letters_are_shown_nowhere_but_on_the_developers_machine(settings: Settings) -> None:
    public = replace(
        settings,
        base_url="https://wellness.example.org",
        secret_key="k" * 40,
        field_keys=("f" * 40,),
    )
    with application.running(public) as app:
        letter = a_letter(now=NOON)
        browser = app.test_client()
        for path in ("/letters", f"/letters/{letter.uid}"):
            answer = browser.get(path, base_url=public.base_url)
            assert answer.status_code == 404
            assert "wren" not in answer.text


def test_mail_send_writes_what_is_due_and_says_how_much(app: Flask, settings: Settings) -> None:
    letter = a_letter()
    folder = Path(settings.mail_url.removeprefix("file://"))
    result = app.test_cli_runner().invoke(args=["mail", "send"])
    assert (result.exit_code, result.output) == (
        0,
        "letters: 1 sent, 0 put off, 0 given up, 0 dropped as too late.\n",
    )
    assert [file.name for file in folder.iterdir()] == [f"{letter.uid}.eml"]


def test_mail_send_fails_where_the_server_cannot_be_reached(settings: Settings) -> None:
    with application.running(replace(settings, mail_url="smtp://127.0.0.1:1")) as app:
        a_letter()
        result = app.test_cli_runner().invoke(args=["mail", "send"])
    assert result.exit_code == 1
    assert "Letters wait; nothing is lost." in result.output
