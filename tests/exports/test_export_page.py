"""The organizers' export page: who may take what, and what is remembered of it."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event, select, update
from werkzeug.test import TestResponse

from tests.exports.taking import a_weird_festival, exported
from tests.factories import a_festival, a_session, an_activity
from tests.pages import fields_of
from tests.staff import staff_of
from wellness import clock
from wellness.database import db, transaction
from wellness.exports.rules.kinds import Format, Scope
from wellness.staff.models import Deed, Role, StaffSession

pytestmark = pytest.mark.one_database


def asked(client: FlaskClient, slug: str, **fields: str) -> TestResponse:
    page = client.get(f"/staff/{slug}/export").get_data(as_text=True)
    return client.post(f"/staff/{slug}/export", data=fields_of(page, "export") | fields)


@pytest.mark.parametrize("format_", list(Format))
def test_an_organizer_takes_the_programme_away(client: FlaskClient, format_: Format) -> None:
    festival = a_weird_festival()
    staff_of(client, festival, Role.ORGANIZER)
    answer = asked(client, "stillwater", format=format_.value, scope="released")
    assert answer.status_code == 200
    assert answer.data == exported(festival, format_)
    assert answer.headers["Cache-Control"] == "no-store"
    name = answer.headers["Content-Disposition"].removeprefix("attachment; filename=").strip('"')
    assert name.startswith("stillwater-")
    assert name.isascii()
    deed = db.session.scalars(select(Deed)).one()
    assert (deed.kind, deed.about, deed.account_name) == ("exported", format_.value, "Ana")
    assert deed.facts["sessions"] >= 4


def test_the_file_says_in_its_name_what_it_is(client: FlaskClient) -> None:
    staff_of(client, a_weird_festival(), Role.OWNER)
    answer = asked(client, "stillwater", format="xml", scope="draft")
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="stillwater-schedule-draft-0-1.xml"'
    )


def test_a_form_that_asks_for_nothing_known_is_shown_again(client: FlaskClient) -> None:
    staff_of(client, a_weird_festival(), Role.OWNER)
    answer = asked(client, "stillwater", format="pdf")
    assert answer.status_code == 422
    assert "Please look at this again" in answer.get_data(as_text=True)
    assert db.session.scalars(select(Deed)).all() == []


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OWNER, Role.ORGANIZER}))
def test_nobody_but_organizers_finds_the_page(client: FlaskClient, role: Role) -> None:
    staff_of(client, a_weird_festival(), role)
    assert client.get("/staff/stillwater/export").status_code == 404
    assert client.post("/staff/stillwater/export", data={"format": "csv"}).status_code in {403, 404}


def test_an_organizer_of_another_festival_gets_no_byte(client: FlaskClient) -> None:
    a_weird_festival()
    own = a_festival(slug="own-one")
    staff_of(client, own, Role.OWNER)
    page = client.get("/staff/own-one/export").get_data(as_text=True)
    token = {"csrf_token": fields_of(page, "export")["csrf_token"], "format": "csv"}
    answer = client.post("/staff/stillwater/export", data=token | {"scope": "released"})
    assert answer.status_code == 404
    assert b"cmd()" not in answer.data
    assert b"cmd()" not in asked(client, "own-one", format="csv").data


def test_whoever_signed_in_long_ago_proves_who_they_are_first(client: FlaskClient) -> None:
    staff_of(client, a_weird_festival(), Role.OWNER)
    with transaction():
        db.session.execute(update(StaffSession).values(proved_at=clock.now() - timedelta(hours=1)))
    answer = client.get("/staff/stillwater/export")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/staff/again")


@contextmanager
def statements() -> Iterator[Counter[str]]:
    """Counts what is asked of the database."""
    told: Counter[str] = Counter()

    def count(*facts: object) -> None:
        told[str(facts[2])] += 1

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        yield told
    finally:
        event.remove(db.engine, "before_cursor_execute", count)


@pytest.mark.parametrize("scope", list(Scope))
@pytest.mark.parametrize("format_", list(Format))
def test_many_sessions_cost_no_more_questions(
    client: FlaskClient, format_: Format, scope: Scope
) -> None:
    del client
    festival = a_festival()
    activity = an_activity(festival)
    counts = []
    for more in (1, 5):
        for _ in range(more):
            a_session(festival, activity=activity)
        db.session.refresh(festival)
        with statements() as told:
            exported(festival, format_, scope)
        counts.append(told.total())
    assert counts[0] == counts[1] <= 14
