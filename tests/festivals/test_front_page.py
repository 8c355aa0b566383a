"""The first page: which festivals there are, and straight on where there is only one."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories import a_festival, from_now
from tests.programme.reading import read
from wellness.festivals.rules import is_over


def listed(client: FlaskClient) -> list[tuple[str, str]]:
    page = read(client.get("/").text)
    return [(card.one("a").text, card.one("a").given["href"]) for card in page.all("article")]


def test_a_festival_says_its_days_in_the_readers_language(client: FlaskClient) -> None:
    a_festival(slug="one", starts_on=date(2027, 6, 4), days=4)
    a_festival(slug="two", starts_on=date(2027, 6, 4), days=4)
    assert "4–7 Jun 2027" in client.get("/").text
    spanish = client.get("/", headers={"Accept-Language": "es"}).text
    assert "4–7 jun 2027" in spanish


def test_the_only_festival_is_opened_at_once(client: FlaskClient) -> None:
    a_festival(slug="stillwater")
    a_festival(slug="secret", is_released=False)
    answer = client.get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/stillwater/")


def test_several_festivals_are_listed_soonest_first_and_what_is_over_last(
    client: FlaskClient,
) -> None:
    today = from_now().date()
    a_festival(slug="later", name="Later", starts_on=today + timedelta(days=60))
    a_festival(slug="over", name="Over", starts_on=today - timedelta(days=60), days=2)
    a_festival(slug="soon", name="Soon", starts_on=today + timedelta(days=6))
    a_festival(slug="secret", is_released=False)
    assert listed(client) == [("Soon", "/soon/"), ("Later", "/later/"), ("Over", "/over/")]


@pytest.mark.usefixtures("app")
def test_the_last_night_is_not_over_before_dawn() -> None:
    festival = a_festival(zone="Europe/Berlin", starts_on=date(2027, 6, 4), days=2)
    zone = festival.zone
    last_night = from_now().replace(2027, 6, 6, 4, 59, 0, tzinfo=zone)
    assert not is_over(festival, now=last_night)
    assert is_over(festival, now=last_night + timedelta(minutes=1))


def test_without_any_festival_there_is_still_help(client: FlaskClient) -> None:
    page = read(client.get("/").text)
    assert "No festival has published its programme yet" in page.text
    assert "/help" in [link.given["href"] for link in page.one("main").all("a")]
