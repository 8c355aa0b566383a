"""Anyone may say that a number is wrong, once, and nobody learns who said it."""

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.hub.entries import seeded
from tests.pages import fields_of
from wellness.database import db
from wellness.hub.access import sealer
from wellness.hub.models import NumberReport, ReportKind
from wellness.hub.rules.reports import REPORTS_BY_NETWORK
from wellness.tries.models import Attempt

ADDRESS = "/help/services/samaritans/report"
NOTE = "a pigeon answered, canary-7431"


@pytest.fixture(autouse=True)
def _hub(app: Flask) -> None:  # noqa: ARG001 - its database
    seeded()


def reports() -> list[NumberReport]:
    db.session.rollback()
    return list(db.session.scalars(select(NumberReport).order_by(NumberReport.id)))


def filled_in(client: FlaskClient, **said: str) -> dict[str, str]:
    """The form as a reader sends it."""
    fields = fields_of(client.get(ADDRESS).text, "")
    return fields | {"kind": "no_answer", "dial": "116 123", "note": ""} | said


def test_a_report_is_kept_for_editors_and_says_what_happens_next(client: FlaskClient) -> None:
    answer = client.post(ADDRESS, data=filled_in(client, note=NOTE))
    thanks = "/help/services/samaritans/thanks"
    assert (answer.status_code, answer.headers["Location"]) == (303, thanks)
    page = client.get(thanks).text
    assert 'data-outcome="reported"' in page
    assert "An editor reads it today" in page
    (kept,) = reports()
    assert (kept.service.slug, kept.dial) == ("samaritans", "116 123")
    assert (kept.kind, kept.settled_at) == (ReportKind.NO_ANSWER, None)


def test_the_note_is_sealed_for_its_own_place(client: FlaskClient) -> None:
    client.post(ADDRESS, data=filled_in(client, note=NOTE))
    (kept,) = reports()
    assert kept.note_sealed is not None
    assert b"pigeon" not in kept.note_sealed
    with client.application.app_context():
        assert sealer().unseal(f"number_report|note|{kept.uid}", kept.note_sealed) == NOTE


def test_nothing_about_the_reader_is_kept(client: FlaskClient) -> None:
    client.post(
        ADDRESS,
        data=filled_in(client),
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
        headers={"User-Agent": "canary-phone"},
    )
    (kept,) = reports()
    said = repr([getattr(kept, column.name) for column in NumberReport.__table__.columns])
    assert "203.0.113" not in said
    assert "canary-phone" not in said
    (counted,) = db.session.scalars(select(Attempt))
    assert len(counted.key_hash) == 64


def test_sent_twice_it_is_one_report(client: FlaskClient) -> None:
    form = filled_in(client)
    answers = [client.post(ADDRESS, data=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(reports()) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ""}, "Choose what is wrong."),
        ({"kind": "nonsense"}, "Please look at this again"),
        ({"kind": "other", "note": ""}, "Tell us in a few words what is wrong."),
        ({"note": "long " * 120}, "Please keep it under 500 letters."),
        ({"dial": "999"}, "Please look at this again"),
        ({"key": "short"}, "Please open the page again and report from there."),
    ],
)
def test_a_form_that_is_not_right_says_so_and_keeps_what_was_typed(
    client: FlaskClient, said: dict[str, str], sentence: str
) -> None:
    answer = client.post(ADDRESS, data=filled_in(client, **({"note": "dead line"} | said)))
    assert answer.status_code == 422
    assert sentence in answer.text
    if "note" not in said:
        assert "dead line" in answer.text
    assert reports() == []


def test_a_network_that_floods_us_is_asked_to_wait(client: FlaskClient) -> None:
    for _ in range(REPORTS_BY_NETWORK.tries):
        assert client.post(ADDRESS, data=filled_in(client, key=str(uuid4()))).status_code == 303
    refused = client.post(ADDRESS, data=filled_in(client, note="one too many"))
    assert refused.status_code == 429
    assert "Please try again in an hour." in refused.text
    assert "one too many" in refused.text
    assert len(reports()) == REPORTS_BY_NETWORK.tries
    elsewhere = {"REMOTE_ADDR": "198.51.100.9"}
    other = client.post(ADDRESS, data=filled_in(client), environ_base=elsewhere)
    assert other.status_code == 303


def test_looking_at_the_form_keeps_nothing(client: FlaskClient) -> None:
    page = client.get(ADDRESS).text
    assert reports() == []
    choices = re.findall(r'<input[^>]*name="dial"[^>]*value="([^"]*)"', page)
    assert choices == ["116 123", "jo@samaritans.org", ""]
    assert "116 123 · United Kingdom" in page
