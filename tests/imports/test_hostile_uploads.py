"""What is sent to the import page and is no programme: one sentence, nothing kept (T17)."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import a_festival
from tests.imports.browsing import MULTIPART, Browsing, multipart, text_of
from tests.imports.programme_files import emf_session
from tests.staff import staff_of
from wellness.database import db
from wellness.imports.models import PendingImport
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database
BOMB = '<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><schedule>&b;</schedule>'
HOSTILE = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "The file is not UTF-8 text"),
    "a spreadsheet": (b"PK\x03\x04\0\0", "save the table as CSV"),
    "a bomb": (BOMB.encode(), "declares a document type or entities"),
    "brackets": (b"[" * 200_000, "nested deeper than 20 levels"),
    "nothing": (b"", "The file is empty"),
    "prose": (b"Dear all, we meet at ten.", "no programme file that can be told by its content"),
    "no sessions": (b"[]", "There is no session in the file"),
}


@pytest.fixture
def browsing(client: FlaskClient) -> Browsing:
    festival = a_festival(slug="hush", name="Hush", zone="Europe/London")
    return Browsing(staff_of(client, festival, Role.ORGANIZER), festival)


def kept() -> int:
    return db.session.scalars(select(func.count(PendingImport.id))).one()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_programme_is_answered_with_one_sentence(browsing: Browsing, name: str) -> None:
    raw, sentence = HOSTILE[name]
    answer = browsing.send(raw, zone="Europe/Madrid", length="45")
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert 'value="Europe/Madrid"' in answer.text
    assert 'value="45"' in answer.text
    assert kept() == 0


def test_a_file_larger_than_the_limit_is_refused(browsing: Browsing) -> None:
    just_over = b"[" + b" " * (4 * 1024 * 1024)
    answer = browsing.send(just_over)
    assert answer.status_code == 422
    assert "larger than 4 MB" in text_of(answer)
    far_over = b"[" + b" " * (5 * 1024 * 1024)
    answer = browsing.send(far_over)
    assert answer.status_code == 413
    assert "larger than 4 MB" in text_of(answer)
    assert kept() == 0


def test_no_other_page_takes_more_than_a_form(browsing: Browsing, client: FlaskClient) -> None:
    address = browsing.sent([emf_session()])
    form = {"csrf_token": browsing.token(address), "q": "x" * 70_000}
    assert client.post(address, data=form).status_code == 413


def test_a_stranger_sends_no_more_than_a_form(browsing: Browsing) -> None:
    stranger = browsing.client.application.test_client()
    body = multipart({}, "programme.json", b"[" * 100_000)
    answer = stranger.post(browsing.home, data=body, content_type=MULTIPART)
    assert answer.status_code == 413


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "a\tb <b>.json"])
def test_a_files_name_is_shown_and_never_a_path(
    browsing: Browsing, tmp_path: Path, name: str
) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert before
    browsing.look(browsing.sent([emf_session()], name=name))
    (pending,) = db.session.scalars(select(PendingImport))
    assert not set(pending.file_name) & set("/\\\t")
    assert len(pending.file_name) <= 120
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zone_that_is_none_is_said_beside_its_field(browsing: Browsing) -> None:
    answer = browsing.send([emf_session()], zone="Mars/Olympus")
    assert answer.status_code == 422
    assert "“Mars/Olympus” is no time zone" in text_of(answer)
