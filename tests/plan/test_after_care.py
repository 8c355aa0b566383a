"""One letter to whoever was there, the day after, which says nothing of what they were at."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from tests.booking.people import asks, lets_go
from tests.booking.test_letters import a_reader, written
from tests.factories import a_festival, a_pass, a_session
from wellness import clock
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.plan import after_care

BERLIN = ZoneInfo("Europe/Berlin")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def morning_after(festival: Festival) -> datetime:
    """Eleven o'clock there, on the day after the last one."""
    return datetime.combine(festival.ends_on + DAY, time(11), BERLIN)


def write(now: datetime) -> int:
    """What the worker does at `now`."""
    return in_transaction(lambda: after_care.write_due(now=now))


@pytest.fixture
def festival() -> Festival:
    """Four days, with somebody who has a place in a circle."""
    return a_festival(name="Stillwater")


@pytest.mark.usefixtures("app")
def test_it_comes_once_on_the_morning_after(festival: Festival) -> None:
    asks(a_reader(), a_session(festival, title="Circle for the burnt out"), consent="1")
    at = morning_after(festival)
    assert write(at - MINUTE) == 0
    assert write(at) == 1
    assert write(at + MINUTE) == 0
    kind, recipient, text = written()[-1]
    assert (kind, recipient) == ("after_care", "heron@example.org")
    assert f"/{festival.slug}/after" in text
    assert "Circle" not in text
    assert "burnt" not in text


@pytest.mark.usefixtures("app")
def test_nobody_gets_it_who_gave_no_address_or_let_the_place_go(festival: Festival) -> None:
    asks(a_pass(), a_session(festival))
    holder = a_reader()
    lets_go(holder, asks(holder, a_session(festival)), now=clock.now())
    asks(a_reader(name="Wren"), a_session(a_festival(days=30)))
    assert write(morning_after(festival)) == 0


@pytest.mark.usefixtures("app")
def test_it_is_not_written_late(festival: Festival) -> None:
    asks(a_reader(), a_session(festival))
    assert write(morning_after(festival) + 2 * DAY) == 0


def test_the_page_leads_on_without_saying_what_anybody_was_at(
    client: FlaskClient, festival: Festival
) -> None:
    slug, country = festival.slug, festival.country
    db.session.rollback()
    page = client.get(f"/{slug}/after").text
    assert f"/help/find?need=sleep&amp;country={country}" in page
    assert f"/help/navigation?festival={slug}" in page
    assert 'href="tel:112"' in page
