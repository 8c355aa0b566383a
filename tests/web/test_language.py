"""Everybody reads the language they chose, else the one their phone asks for, else English."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import a_category, a_festival, a_session, an_activity, from_now
from tests.pages import fields_of
from tests.programme.reading import read, wall
from wellness.web.language import pick_language

pytestmark = pytest.mark.one_database


def next_june() -> date:
    """The fifth of June, next year."""
    return date(from_now().year + 1, 6, 5)


def choose(client: FlaskClient, language: str, back: str = "/") -> str:
    """Choose a language with the form in the page; gives where that leads to."""
    answer = client.post("/settings/language", data={"language": language, "back": back})
    assert answer.status_code == 303
    return answer.headers["Location"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("es", "es"),
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("de,es;q=0.5", "es"),
        ("de,fr;q=0.5", "en"),
        ("en-GB,en;q=0.9,es;q=0.8", "en"),
        ("*", "en"),
        ("no such header", "en"),
    ],
)
def test_without_a_choice_the_phone_is_asked(accepted: str, language: str) -> None:
    assert pick_language("", accepted) == language


def test_the_readers_choice_beats_what_the_phone_asks_for(client: FlaskClient) -> None:
    spanish_phone = {"Accept-Language": "es-ES,es;q=0.9"}
    assert '<html lang="es"' in client.get("/help", headers=spanish_phone).text
    choose(client, "en")
    page = client.get("/help", headers=spanish_phone).text
    assert '<html lang="en"' in page
    assert "If someone is in danger" in page
    choose(client, "es")
    page = client.get("/help", headers={"Accept-Language": "en"}).text
    assert '<html lang="es"' in page
    assert "Si alguien está en peligro" in page


def test_a_language_we_do_not_speak_changes_nothing(client: FlaskClient) -> None:
    choose(client, "es")
    choose(client, "xx")
    assert '<html lang="es"' in client.get("/help").text
    client.set_cookie("language", "../en")
    assert '<html lang="en"' in client.get("/help").text


def test_choosing_a_language_keeps_the_page_one_was_on(client: FlaskClient) -> None:
    a_festival(slug="stillwater")
    here = "/stillwater/?free=1&part=night"
    form = fields_of(client.get(here).text, "/settings/language")
    assert form == {"back": here}
    assert choose(client, "es", form["back"]) == here
    assert '<html lang="es"' in client.get(here).text


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "\\\\elsewhere.example",
        "elsewhere.example",
        "javascript:alert(1)",
        "/\r\nLocation: https://elsewhere.example/",
        "/\t/elsewhere.example",
        "",
    ],
)
def test_a_way_back_to_another_site_is_not_taken(client: FlaskClient, elsewhere: str) -> None:
    assert choose(client, "es", elsewhere) == "/"
    assert '<html lang="es"' in client.get("/help").text


def test_a_session_speaks_spanish_about_itself_and_keeps_its_own_words(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="stillwater")
    kind = a_category(festival, name="Rest and breathe")
    activity = an_activity(festival, category=kind, title="A proper nap")
    choose(client, "es")
    for capacity, words in ((1, "Queda 1 plaza"), (2, "Quedan 2 plazas")):
        session = a_session(festival, activity=activity, capacity=capacity)
        page = read(client.get(f"/stillwater/sessions/{session.reference}").text)
        assert page.one("h1").text == "A proper nap"
        assert page.one("div", data_step="book").all("p")[0].text == words
        assert page.one("div", data_step="book").one("a").text == "Reservar"
        assert "Puedes quedarte en silencio, irte cuando quieras" in page.text
        assert "Rest and breathe" in page.text


def test_what_is_kept_ready_in_one_language_is_not_served_in_the_other(
    client: FlaskClient,
) -> None:
    day = next_june()
    festival = a_festival(slug="stillwater", starts_on=day)
    a_session(festival, starts_at=wall(day, "09:30"), capacity=7)
    for language, words in (("en", "7 places left"), ("es", "Quedan 7 plazas")) * 2:
        choose(client, language)
        assert words in client.get(f"/stillwater/?day={day}").text


def test_days_are_named_as_each_language_writes_them(client: FlaskClient) -> None:
    day = next_june()
    a_festival(slug="stillwater", starts_on=day)
    english = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    spanish = ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"]
    for language, weekdays, rest in (("en", english, "5 June"), ("es", spanish, "5 de junio")):
        choose(client, language)
        heading = read(client.get(f"/stillwater/?day={day}").text).one("h1").text
        assert heading == f"{weekdays[day.weekday()]} {rest}"


def test_what_is_wrong_with_a_form_is_said_in_the_readers_language(client: FlaskClient) -> None:
    festival = a_festival(slug="stillwater")
    session = a_session(festival)
    choose(client, "es")
    address = f"/stillwater/sessions/{session.reference}/book"
    form = fields_of(client.get(address).text, "/book")
    answer = client.post(address, data={**form, "chosen_name": "x" * 61})
    assert answer.status_code == 422
    assert "Que no pase de 60 letras, por favor." in answer.text
