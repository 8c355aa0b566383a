"""Finding help by what one needs, as a phone gets it: plain links and forms, no script."""

import gzip
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tests.hub.test_help_pages import LIMIT, said
from tests.provision import application, sqlite
from wellness.hub.book import packaged_book
from wellness.hub.queries import find_service, missing_slugs, services_for
from wellness.hub.rules.needs import Need

ENTRIES = packaged_book().services


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser before an application without a database: none is needed to find help."""
    folder = tmp_path_factory.mktemp("finding")
    nothing = sqlite.url_of(folder / "none.sqlite")
    with application.running(application.settings_for(nothing, folder)) as app:
        yield app.test_client()


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def found(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/help/services/([\w-]+)">', main_of(page))


@pytest.mark.parametrize("need", Need)
def test_every_need_leads_to_somebody_wherever_one_is(browser: FlaskClient, need: Need) -> None:
    for country in ("gb", "pe", ""):
        answer = browser.get("/help/find", query_string={"need": need, "country": country})
        assert answer.status_code == 200
        assert "find-a-helpline" in found(answer.text)
        assert "backline-concierge" in found(answer.text)
        assert len(gzip.compress(answer.data, 6)) <= LIMIT


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"need": "sleep", "country": "gb"}, "music-minds-matter"),
        ({"need": "talk_now", "country": "gb"}, "samaritans"),
        ({"need": "talk_now", "country": "us"}, "988-lifeline"),
        ({"need": "money", "country": "us"}, "music-health-alliance"),
        ({"need": "talk_now", "country": "us", "audience": "young"}, "988-lifeline"),
        ({"need": "therapist", "country": "fr", "language": "fr"}, "cura"),
        (
            {"need": "talk_now", "country": "be", "language": "fr"},
            "centre-de-prevention-du-suicide",
        ),
        ({"need": "talk_now", "country": "fi", "language": "uk"}, "mieli"),
        ({"q": "actors fund"}, "entertainment-community-fund"),
        ({"q": "116 123", "country": "no"}, "mental-helse-hjelpetelefonen"),
    ],
)
def test_what_fits_best_stands_first(
    browser: FlaskClient, asked: dict[str, str], first: str
) -> None:
    assert found(browser.get("/help/find", query_string=asked).text)[0] == first


def test_help_now_asks_what_one_needs_and_links_to_the_answers(browser: FlaskClient) -> None:
    page = browser.get("/help/gb").text
    links = re.findall(r'href="/help/find\?need=(\w+)&amp;country=gb"', page)
    assert links == [str(need) for need in Need]
    words = said(page)
    assert words.index("116 123") < words.index("What do you need?")
    assert 'href="/help/navigation"' in page
    assert 'href="/help/partners"' in page


@pytest.mark.parametrize(
    "address",
    ["/help/find", "/help/find?need=money&country=us", "/help/find?q=zz", "/help/services/mieli"],
)
def test_every_page_of_the_hub_offers_a_person_and_a_way_out(
    browser: FlaskClient, address: str
) -> None:
    page = browser.get(address).text
    assert 'href="/help/navigation"' in page
    assert len(re.findall(r'<a [^>]*rel="nofollow noreferrer" data-leave', page)) == 2
    assert re.search(r"<title>Information</title>", page)
    assert re.findall(r"<script|\s(?:hidden|style)[=\s>]|\son\w+=", main_of(page)) == []
    assert 'href="tel:' in main_of(page)


def test_a_guess_is_called_one(browser: FlaskClient) -> None:
    page = browser.get("/help/find?q=nucis+spce").text
    assert "Nothing here is called “nucis spce” This looks most like it." in said(page)
    assert found(page)[0] == "nucis-space"


def test_nothing_found_is_said_and_still_helps(browser: FlaskClient) -> None:
    page = browser.get("/help/find?q=zzzz").text
    assert "Nothing found for that" in said(page)
    assert found(page) == ["find-a-helpline", "backline-concierge"]
    page = browser.get("/help/find?need=money&country=pe").text
    assert "Nothing for this in Peru yet" in said(page)


def test_a_country_that_is_none_is_said_to_be_unknown(browser: FlaskClient) -> None:
    page = browser.get("/help/find?need=money&country=atlantis").text
    assert "We don’t know that country." in said(page)
    assert "find-a-helpline" in found(page)


@pytest.mark.parametrize("q", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_was_typed_is_kept_and_harmless(browser: FlaskClient, q: str) -> None:
    page = browser.get("/help/find", query_string={"q": q}).text
    assert q not in page
    assert "&lt;" in page


def test_one_number_in_five_countries_is_never_shown_without_its_country(
    browser: FlaskClient,
) -> None:
    main = main_of(browser.get("/help/find?q=116+123").text)
    ways = re.findall(r"<b>116 123</b><small>([^<]*)</small>", main)
    places = {re.sub(r"\s+", " ", way).strip().rpartition(" · ")[2] for way in ways}
    assert places == {"United Kingdom", "Ireland", "Norway", "Poland", "Hungary"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_every_entry_says_how_to_reach_it_and_how_sure_we_are(
    browser: FlaskClient, entry: object
) -> None:
    slug = entry.slug  # type: ignore[attr-defined]
    answer = browser.get(f"/help/services/{slug}")
    service = packaged_book().find(slug)
    words = said(answer.text)
    assert answer.status_code == 200
    assert service is not None
    assert "Nobody has checked it yet. We read about it on November 22, 2026." in words
    if service.source:
        assert service.source in words
    for contact in service.contacts if service.is_active else ():
        assert contact.dial in words
        assert (f'href="{contact.link}"' in answer.text) is (contact.link is not None)
    assert f'href="/help/services/{slug}/report"' in answer.text
    assert len(gzip.compress(answer.data, 6)) <= LIMIT


def test_old_numbers_are_named_as_such_and_never_linked(browser: FlaskClient) -> None:
    page = browser.get("/help/services/988-canada").text
    assert "Old numbers, no longer theirs 1-833-456-4566" in said(page)
    assert "Also called Talk Suicide Canada" in said(page)
    assert "tel:18334564566" not in page
    assert "tel:1-833" not in page


def test_hours_stand_in_words_on_a_clock_that_is_named(browser: FlaskClient) -> None:
    page = browser.get("/help/services/telefono-amico-italia").text
    assert "Every day: 10:00–24:00 (Italy Time)" in said(page)
    at = r'(until|at) <time datetime="[^"]+[+-]\d\d:\d\d">\d\d:\d\d</time>'
    assert re.search(rf"{at} \(Italy Time\)", page)
    assert "From abroad: +390223272327" in said(page)


def test_an_entry_there_is_not_is_not_found(browser: FlaskClient) -> None:
    for address in ("/help/services/nobody", "/help/services/nobody/report"):
        assert browser.get(address).status_code == 404


def test_other_rooms_find_services_by_slug_and_by_need(browser: FlaskClient) -> None:
    from wellness.hub.crisis import FILE  # noqa: PLC0415 - only to have a day

    assert FILE.exists()
    with browser.application.app_context():
        service = find_service("musicares")
        assert service is not None
        assert service.name == "MusiCares"
        assert missing_slugs(["musicares", "nobody", "samaritans", "nobody"]) == ["nobody"]
        choice = services_for(Need.SLEEP, "gb", today=service.collected_on)
        assert "music-minds-matter" in {each.slug for each in choice.here}
