"""The ground that all other tests stand on: databases, application, client, factories."""

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.factories import a_pass, a_session
from tests.pages import fields_of
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.programme.models import Session


def number_of_rows() -> int:
    return db.session.scalars(select(func.count(Festival.id))).one()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("_time", [1, 2])
def test_every_test_finds_an_empty_database_with_counters_at_one(_time: int) -> None:
    assert number_of_rows() == 0
    assert a_session(capacity=3).id == 1
    assert number_of_rows() == 1


@pytest.mark.usefixtures("app")
def test_factories_write_rows_that_hold_together() -> None:
    session = a_session(is_support=True, title="Circle")
    db.session.expire_all()
    found = db.session.get_one(Session, session.id)
    assert (found.title, found.is_support, found.activity.category.is_support) == (
        "Circle",
        True,
        True,
    )
    assert found.festival == found.space.festival if found.space else None


def test_a_request_stands_apart_from_the_test_that_sends_it(
    app: Flask, client: FlaskClient
) -> None:
    mine = a_pass(name="Wren")
    g.mark = "the test's"

    @app.before_request
    def rename() -> None:
        assert "mark" not in g
        with transaction():
            db.session.get_one(Pass, mine.id).chosen_name = "Robin"

    assert client.get("/healthz").data == b"ok\n"
    assert mine.chosen_name == "Robin"


def test_fields_are_read_as_a_browser_would_send_them() -> None:
    page = """
      <form action="/search"><input name="q" value="yoga"></form>
      <form action="/book"><input type="hidden" name="key" value="1&amp;2">
        <input type="checkbox" name="quiet" value="y">
        <input type="checkbox" name="agree" value="y" checked>
        <select name="seats"><option value="1">one<option value="2" selected>two</select>
        <input type="submit" name="go" value="Go"></form>
    """
    assert fields_of(page, "/book") == {"key": "1&2", "agree": "y", "seats": "2"}
    with pytest.raises(LookupError, match="/gone"):
        fields_of(page, "/gone")
