"""Importing in the browser: looked at, chosen row by row, written once, undone."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_festival
from tests.imports.browsing import Browsing
from tests.imports.commanding import drafts, sessions
from tests.imports.programme_files import emf_session
from tests.staff import staff_of
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.staff.models import Deed, Role


@pytest.fixture
def festival(app: Flask) -> Festival:  # noqa: ARG001 - it has to be there first
    return a_festival(
        slug="hush", name="Hush", zone="Europe/London", starts_on=date(2022, 6, 2), days=4
    )


@pytest.fixture
def browsing(client: FlaskClient, festival: Festival) -> Browsing:
    return Browsing(staff_of(client, festival, Role.PROGRAMME), festival)


def later(hour: int, **more: Any) -> dict[str, Any]:
    return {
        "start_date": f"2022-06-03 {hour}:20:00",
        "end_date": f"2022-06-03 {hour + 1}:20:00",
    } | more


def test_a_file_is_looked_at_before_anything_is_written(browsing: Browsing) -> None:
    address = browsing.sent([emf_session(), emf_session(6, "Other", **later(15))])
    page = browsing.look(address)
    assert "New 2" in page
    assert "Rope circle Workshop Fri 3, 12:20–13:20 Workshop 2" in page
    assert "2 new and 0 changed" in page
    assert drafts() == []


def test_what_is_confirmed_is_in_the_draft_and_nowhere_else(browsing: Browsing) -> None:
    address = browsing.sent([emf_session()])
    page = browsing.confirm(address)
    assert "It is in the draft" in page
    (draft,) = drafts()
    assert (draft.activity.title, draft.capacity, draft.session_id) == ("Rope circle", 20, None)
    assert draft.starts_at == datetime(2022, 6, 3, 11, 20, tzinfo=UTC)
    assert sessions() == []
    (deed,) = db.session.scalars(select(Deed).where(Deed.kind == "imported"))
    assert (deed.about, deed.facts["new"], deed.account_name) == ("programme.json", 1, "Ana")
