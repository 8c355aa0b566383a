"""Help now, as a phone gets it: without a database, without a script, for one's own country."""

import gzip
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from tests.factories import a_festival
from tests.provision import application, sqlite
from wellness import clock
from wellness.database import transaction
from wellness.hub import crisis
from wellness.web import refusals

LIMIT = 14 * 1024
COUNTRIES = sorted(crisis.countries())


def said(page: str) -> str:
    """The words of a page, in order."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.partition("<body")[2])).split())


@pytest.fixture(params=["a folder in its place", "a file that is none", "no tables in it"])
def stranded(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser before an application whose database cannot be read."""
    file = tmp_path / "wellness.sqlite"
    if request.param == "a folder in its place":
        file.mkdir()
    if request.param == "a file that is none":
        file.write_bytes(b"not a database, " * 512)
    with application.running(application.settings_for(sqlite.url_of(file), tmp_path)) as app:
        yield app.test_client()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser before an application that has no need of its database."""
    folder = tmp_path_factory.mktemp("help")
    nothing = sqlite.url_of(folder / "none.sqlite")
    with application.running(application.settings_for(nothing, folder)) as app:
        yield app.test_client()


def test_help_is_there_when_the_database_is_not(stranded: FlaskClient) -> None:
    answer = stranded.get("/help")
    assert answer.status_code == 200
    assert 'href="https://findahelpline.com/"' in answer.text
    answer = stranded.get("/help/gb")
    assert answer.status_code == 200
    assert 'href="tel:999"' in answer.text
    assert 'href="tel:116123"' in answer.text


def test_a_festivals_help_page_still_helps_when_the_database_is_not_there(
    stranded: FlaskClient,
) -> None:
    answer = stranded.get("/stillwater/help")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "3")
    assert "We can’t show this festival’s own page just now." in said(answer.text)
    assert 'href="tel:112"' in answer.text
    assert 'href="https://findahelpline.com/"' in answer.text


def test_a_festival_shows_help_on_site_first_then_its_countrys(client: FlaskClient) -> None:
    festival = a_festival(country="gb")
    words = said(client.get(f"/{festival.slug}/help").text)
    order = ["The care tent beside the main gate", "999", "116 123", "Music Minds Matter"]
    places = [words.index(one) for one in order]
    assert places == sorted(places)


@pytest.mark.one_database
def test_a_festival_in_no_country_of_ours_shows_what_helps_anywhere(client: FlaskClient) -> None:
    festival = a_festival(country="")
    with transaction():
        festival.help_on_site = ""
    words = said(client.get(f"/{festival.slug}/help").text)
    assert "Here on site" not in words
    assert "We have no numbers for this country yet." in words
    assert "findahelpline.com" in words


@pytest.mark.one_database
def test_the_help_of_an_unreleased_festival_is_not_found(client: FlaskClient) -> None:
    festival = a_festival(is_released=False)
    assert client.get(f"/{festival.slug}/help").status_code == 404
    assert client.get("/nowhere/help").status_code == 404


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_is_told_what_is_known_and_how_surely(
    browser: FlaskClient, country: str
) -> None:
    answer = browser.get(f"/help/{country}")
    here = crisis.crisis_contacts(country, today=clock.now().date())
    services = (*here.lines, *here.others, *here.anywhere)
    words = said(answer.text)
    assert answer.status_code == 200
    for service in services:
        assert service.name in words
        assert words.count(service.contacts[0].dial) > 0
    assert words.count("Not yet verified by a person") == len(services) + 1
    assert len(gzip.compress(answer.data, 6)) <= LIMIT


def test_a_number_known_from_a_list_alone_is_shown_without_a_button(browser: FlaskClient) -> None:
    page = browser.get("/help/au").text
    assert "13 11 14" in said(page)
    assert re.findall(r'href="(tel:[^"]+)"', page) == ["tel:000", "tel:1800959500"]


def test_no_number_stands_without_its_country(browser: FlaskClient) -> None:
    page = browser.get("/help/us").text
    for link in re.findall(r'<a [^>]*href="(?:tel|sms):.*?</a>', page, re.DOTALL):
        assert "United States" in link


def test_a_country_without_numbers_gets_what_helps_anywhere(browser: FlaskClient) -> None:
    answer = browser.get("/help/pe")
    words = said(answer.text)
    assert answer.status_code == 200
    assert "Help now · Peru" in words
    assert "We have no numbers for this country yet." in words
    assert "On most mobile networks 112 connects you" in words
    assert "findahelpline.com" in words


def test_a_country_that_is_none_is_said_to_be_unknown_and_helped_all_the_same(
    browser: FlaskClient,
) -> None:
    answer = browser.get("/help/atlantis")
    words = said(answer.text)
    assert answer.status_code == 404
    assert "We don’t know that country." in words
    assert "On most mobile networks 112 connects you" in words
    assert "findahelpline.com" in words


@pytest.mark.parametrize("asked", ["//evil.example", "atlantis", "%0d%0aX: y", "<b>"])
def test_the_form_leads_to_countries_alone(browser: FlaskClient, asked: str) -> None:
    answer = browser.get("/help", query_string={"country": asked})
    assert (answer.status_code, answer.headers.get("Location")) == (404, None)
    assert "We don’t know that country." in said(answer.text)


@pytest.mark.parametrize(
    ("asked", "status", "leads_to"),
    [
        ("/help?country=gb", 302, "/help/gb"),
        ("/help?country=GB", 302, "/help/gb"),
        ("/help/UK", 301, "/help/gb"),
        ("/help/DE", 301, "/help/de"),
        ("/help/el", 301, "/help/gr"),
    ],
)
def test_a_country_is_found_under_one_address(
    browser: FlaskClient, asked: str, status: int, leads_to: str
) -> None:
    answer = browser.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (status, leads_to)


def test_the_country_is_switched_by_a_plain_form_in_the_readers_language(
    browser: FlaskClient,
) -> None:
    page = browser.get("/help/de", headers={"Accept-Language": "es"}).text
    names = dict(re.findall(r'<option value="(\w\w)"[^>]*>([^<]+)<', page))
    assert set(names) == set(COUNTRIES)
    assert (names["gb"], names["de"], names["at"]) == ("Reino Unido", "Alemania", "Austria")
    assert '<option value="de" selected>' in page
    assert re.search(r'<form class="country" method="get" action="/help">', page)
    order = list(names.values())
    assert order.index("Alemania") < order.index("Estados Unidos") < order.index("Ucrania")


def test_the_phones_languages_offer_a_country_and_decide_nothing(browser: FlaskClient) -> None:
    page = browser.get("/help", headers={"Accept-Language": "de-AT,de;q=0.9,en-GB;q=0.5"}).text
    offered = re.findall(r'<a class="button" href="/help/(\w\w)">([^<]+)</a>', page)
    assert offered == [("at", "Austria"), ("gb", "United Kingdom")]
    assert "142" not in said(page)


@pytest.mark.parametrize("path", ["/help", "/help/gb", "/help/pe", "/help/atlantis"])
def test_a_help_page_is_neutral_in_tabs_and_quick_to_leave(browser: FlaskClient, path: str) -> None:
    page = browser.get(path).text
    assert re.search(r"<title>([^<]*)</title>", page)[1] == "Information"  # type: ignore[index]
    assert len(re.findall(r'<a [^>]*rel="nofollow noreferrer" data-leave', page)) == 2


def test_a_help_page_needs_no_script_and_opens_nothing_elsewhere_by_itself(
    browser: FlaskClient,
) -> None:
    page = browser.get("/help/us").text
    main = page[page.index("<main") : page.index("</main>")]
    assert re.findall(r"<script|\s(?:hidden|style)[=\s>]|\son\w+=", main) == []
    for link in re.findall(r'<a [^>]*href="https?:[^>]*>', main):
        assert 'rel="noreferrer"' in link


def test_the_page_that_says_busy_shows_who_helps_meanwhile(browser: FlaskClient) -> None:
    with browser.application.test_request_context():
        page = refusals.busy(None).get_data(as_text=True)
    assert "your place is not lost" in said(page)
    assert 'href="tel:112"' in page
    assert 'href="https://findahelpline.com/"' in page


@pytest.mark.one_database
def test_other_pages_show_help_in_two_lines(app: Flask) -> None:
    template = '{% from "macros/crisis.html" import short_help %}{{ short_help(country) }}'
    with app.test_request_context():
        there = render_template_string(template, country="gb")
        nowhere = render_template_string(template, country="")
    assert re.findall(r'href="([^"]+)"', there) == ["tel:999", "tel:116123", "/help/gb"]
    assert "United Kingdom" in there
    assert re.findall(r'href="([^"]+)"', nowhere) == [
        "tel:112",
        "https://findahelpline.com/",
        "/help",
    ]
