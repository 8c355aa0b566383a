"""A correction is seen at once, everywhere; and without a database, what was seen last."""

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import Settings
from tests.factories import a_festival, a_session
from tests.hub.entries import a_contact, an_entry, published, seeded
from tests.provision import application, sqlite
from wellness.hub import crisis
from wellness.hub.book import Book, packaged_book
from wellness.hub.published import book

TODAY = date(2026, 11, 22)
NEW = [a_contact("116 999")]


def lines_of(service: Any, today: date = TODAY) -> tuple[str, ...]:
    here = crisis.crisis_contacts("gb", today=today, book=Book((service,)))
    return tuple(line.slug for line in here.lines)


def test_an_empty_hub_shows_what_comes_with_the_product(app: Flask) -> None:  # noqa: ARG001
    assert book() == packaged_book()


def test_a_correction_is_what_the_next_reader_sees_in_every_process(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    seeded()
    assert 'href="tel:116123"' in client.get("/help/gb").text
    with app.app_context():
        other = app.test_client()
        published("samaritans", contacts=NEW)
    for browser in (client, other):
        page = browser.get("/help/gb").text
        assert 'href="tel:116999"' in page
        assert 'href="tel:116123"' not in page
    with application.running(settings) as second:
        assert 'href="tel:116999"' in second.test_client().get("/help/services/samaritans").text


def test_a_page_made_ready_before_a_correction_is_made_anew(client: FlaskClient) -> None:
    seeded()
    festival = a_festival(country="gb")
    session = a_session(festival, is_closed=True)
    address = f"/{festival.slug}/sessions/{session.reference}"
    assert 'href="tel:116123"' in client.get(address).text
    assert 'href="tel:116123"' in client.get(address).text
    published("samaritans", contacts=NEW)
    assert 'href="tel:116999"' in client.get(address).text


@pytest.mark.parametrize("state", ["paused", "closed", "unknown"])
def test_what_is_not_there_is_named_with_what_replaces_it_and_without_its_number(
    client: FlaskClient, state: str
) -> None:
    seeded()
    published(
        "samaritans", state=state, state_note="They are moving.", replacement="music-minds-matter"
    )
    for page in (client.get("/help/gb").text, client.get("/help/services/samaritans").text):
        assert "tel:116123" not in page
        assert "They are moving." in page
        assert 'href="/help/services/music-minds-matter"' in page
    short = crisis.in_short("gb", today=TODAY, book=book())
    assert short.line.slug != "samaritans"


@pytest.mark.parametrize(
    "changed",
    [
        {"is_human": False},
        {"is_on_demand": False},
        {"is_anonymous": False},
        {"cost": "local"},
        {"offer": "listening"},
        {"state": "paused"},
        {"contacts": [a_contact("116 123", opening={})]},
        {"contacts": [a_contact("116 123", read="older")]},
        {"contacts": []},
    ],
)
def test_only_what_is_free_human_at_once_and_in_confidence_comes_first(
    changed: dict[str, Any],
) -> None:
    assert lines_of(an_entry()) == ("samaritans",)
    assert lines_of(an_entry(**changed)) == ()


def test_a_check_by_a_person_keeps_a_line_first_and_age_takes_it_down() -> None:
    read = an_entry()
    checked = replace(read, checked_on=TODAY + timedelta(days=300))
    assert [read.is_stale(TODAY + timedelta(days=days)) for days in (90, 91)] == [False, True]
    assert lines_of(read, TODAY + timedelta(days=365)) == ("samaritans",)
    assert lines_of(read, TODAY + timedelta(days=366)) == ()
    assert lines_of(checked, TODAY + timedelta(days=366)) == ("samaritans",)
    older = replace(read, slug="older", collected_on=TODAY - timedelta(days=100))
    here = crisis.crisis_contacts("gb", today=TODAY, book=Book((older, read)))
    assert [line.slug for line in here.lines] == ["samaritans", "older"]


def test_the_snapshot_is_what_a_new_process_shows_without_its_database(tmp_path: Path) -> None:
    file = tmp_path / "wellness.sqlite"
    settings = application.settings_for(sqlite.url_of(file), tmp_path)
    application.migrate(settings)
    with application.running(settings):
        seeded()
        published("samaritans", contacts=NEW)
        assert book().stamp is not None
    for part in tmp_path.glob("wellness.sqlite*"):
        part.unlink()
    file.mkdir()
    with application.running(settings) as stranded:
        for address in ("/help/gb", "/help/services/samaritans", "/help/find?q=samaritans"):
            answer = stranded.test_client().get(address)
            assert answer.status_code == 200
            assert 'href="tel:116999"' in answer.text


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", '{"number": 1}', '{"number": 1, "changed_at": "x", "services": 3}']
)
def test_a_spoilt_snapshot_is_passed_over(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "hub.json").write_text(spoilt)
    nothing = sqlite.url_of(tmp_path / "none.sqlite")
    with application.running(application.settings_for(nothing, tmp_path)) as app:
        assert 'href="tel:116123"' in app.test_client().get("/help/gb").text


def test_a_process_that_loses_its_database_shows_what_it_read_last(tmp_path: Path) -> None:
    settings = application.settings_for(sqlite.url_of(tmp_path / "wellness.sqlite"), tmp_path)
    application.migrate(settings)
    with application.running(settings) as app:
        seeded()
        published("samaritans", contacts=NEW)
        client = app.test_client()
        assert 'href="tel:116999"' in client.get("/help/gb").text
        (tmp_path / "hub.json").unlink()
        with app.app_context():
            from wellness.database import db  # noqa: PLC0415 - the engine of this application

            with db.engine.connect() as connection:
                connection.exec_driver_sql("DROP TABLE hub_stamp")
                connection.commit()
        assert 'href="tel:116999"' in client.get("/help/gb").text


def test_the_snapshot_holds_what_is_published_and_nothing_of_editors(
    app: Flask, settings: Settings
) -> None:
    seeded()
    with app.app_context():
        book()
    kept = json.loads(settings.hub_snapshot_path.read_text(encoding="utf-8"))
    assert kept["number"] == 1
    assert len(kept["services"]) == 88
    assert {each["notes"] for each in kept["services"]} == {""}
