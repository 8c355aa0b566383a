"""Somebody asks for help finding care, without an account and without a script."""

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from config import Settings
from tests.care import (
    FOLLOW,
    FORM,
    a_navigator,
    a_request,
    a_team,
    code_on,
    follows,
    sends,
)
from tests.factories import a_festival
from tests.provision import application
from tests.setup.filling import changed, form_of
from wellness.care.models import CareRequest, CareTeam
from wellness.database import db, transaction


@pytest.fixture
def team(app: Flask) -> CareTeam:
    assert app.testing
    made = a_team()
    a_navigator(made.festival)
    return made


def requests() -> int:
    return db.session.scalar(select(func.count()).select_from(CareRequest)) or 0


def test_lines_to_call_stand_above_the_form_and_the_answer_time_is_said(
    client: FlaskClient, team: CareTeam
) -> None:
    page = client.get(f"{FORM}?festival={team.festival.slug}").text
    assert page.index("tel:") < page.index('action="/help/navigation"')
    assert "not for emergencies" in page
    assert "within 2 days" in page
    assert "The care team" in page
    assert "data-leave" in page


def test_a_request_needs_nothing_but_gives_a_code_that_opens_it(
    client: FlaskClient, team: CareTeam
) -> None:
    answer = sends(client)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    shown = follows(client, code_on(answer).lower().replace("-", " "))
    assert shown.status_code == 200
    assert "Received" in shown.text
    assert "You wrote to the team." in shown.text
    assert requests() == 1
    assert team.name in shown.text or "with the team" in shown.text


def test_pressing_twice_is_one_request_with_one_code(client: FlaskClient, team: CareTeam) -> None:
    fields = changed(form_of(client.get(FORM).text, FORM), text="Once is enough.")
    first, second = client.post(FORM, data=fields), client.post(FORM, data=fields)
    assert code_on(first) == code_on(second)
    assert "It was sent before" not in first.text
    assert "It was sent before" in second.text
    assert requests() == 1
    assert team.festival_id


def test_an_answer_by_mail_needs_an_address_and_keeps_what_was_typed(
    client: FlaskClient, team: CareTeam
) -> None:
    answer = sends(client, way="mail", text="A long story.", country="Norway", wishes=["sleep"])
    assert answer.status_code == 422
    assert "Give the address we may write to." in answer.text
    kept = form_of(answer.text, FORM)
    assert (kept["text"], kept["country"], kept["way"]) == ("A long story.", "Norway", "mail")
    assert kept.getlist("wishes") == ["sleep"]
    assert requests() == 0
    wrong = sends(client, way="mail", mail="wren at example")
    assert "look like wren@example.org" in wrong.text
    assert sends(client, way="phone").status_code == 422
    assert sends(client, way="phone", phone="+47 123").status_code == 200
    assert team.id


def test_it_goes_to_the_named_festival_or_else_to_the_newest_that_answers(
    client: FlaskClient, team: CareTeam
) -> None:
    other = a_team(a_festival(name="Elsewhere"))
    a_navigator(other.festival)
    sends(client, festival=other.festival.slug, text="x")
    asked = db.session.scalars(select(CareRequest)).one()
    assert asked.festival_id == other.festival_id
    a_team(a_festival(name="Nobody there"))
    unreleased = a_team(a_festival(is_released=False))
    a_navigator(unreleased.festival)
    assert "is not open" not in client.get(FORM).text
    assert "is not open" in client.get(f"{FORM}?festival={unreleased.festival.slug}").text
    assert "is not open" in client.get(f"{FORM}?festival=no-such-place").text
    assert team.id


def test_where_nobody_answers_the_page_says_so_and_shows_other_ways(client: FlaskClient) -> None:
    team = a_team(is_open=False)
    a_navigator(team.festival)
    page = client.get(f"{FORM}?festival={team.festival.slug}")
    assert page.status_code == 200
    assert "Care navigation is not open right now." in page.text
    assert "mailto:global@backline.care" in page.text
    assert "tel:" in page.text
    assert 'action="/help/navigation"' not in page.text
    assert client.post(FORM, data={"festival": team.festival.slug, "text": "x"}).status_code in {
        403,
        409,
    }
    assert requests() == 0


@pytest.mark.one_database
def test_without_any_key_the_form_is_not_open(settings: Settings) -> None:
    with application.running(replace(settings, care_keys=("off",))) as app:
        team = a_team()
        a_navigator(team.festival)
        page = app.test_client().get(FORM).text
    assert "is not open" in page
    assert "global@backline.care" in page


def test_a_wrong_code_an_erased_one_and_too_many_are_told_nothing(
    client: FlaskClient, team: CareTeam
) -> None:
    request, code = a_request(team)
    assert follows(client, "ABC").status_code == 422
    wrong = follows(client, "7KQ4-M2XD-7KQ4-M2XD-7KQ4")
    with transaction():
        db.session.delete(db.session.get_one(CareRequest, request.id))
    erased = follows(client, code)
    assert (wrong.status_code, erased.status_code) == (422, 422)
    strip = [each.text.replace(code, "") for each in (wrong, erased)]
    assert strip[0].replace("7KQ4-M2XD-7KQ4-M2XD-7KQ4", "")[:400] == strip[1][:400]
    for _ in range(9):
        last = follows(client, "7KQ4-M2XD-7KQ4-M2XD-7KQ4")
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) > 0


def test_right_codes_do_not_count(client: FlaskClient, team: CareTeam) -> None:
    _, code = a_request(team)
    assert {follows(client, code).status_code for _ in range(15)} == {200}


def test_writing_back_and_erasing(client: FlaskClient, team: CareTeam) -> None:
    _, code = a_request(team)
    write = f"{FOLLOW}/write"
    page = follows(client, code).text
    empty = client.post(write, data=form_of(page, write))
    assert "Write something first." in empty.text
    fields = changed(form_of(page, write), text="One more thing.")
    for _ in range(2):
        said = client.post(write, data=fields).text
        assert "We have it." in said
        assert said.count("You wrote back.") == 1
    request = db.session.scalars(select(CareRequest)).one()
    assert len(request.entries) == 2
    assert "One more thing." not in follows(client, code).text, "own words are not shown again"

    erase = f"{FOLLOW}/erase"
    sure = client.post(erase, data=form_of(follows(client, code).text, erase))
    assert "Erase it now?" in sure.text
    assert requests() == 1
    gone = client.post(erase, data=form_of(sure.text, erase))
    assert 'data-outcome="erased"' in gone.text
    assert requests() == 0
    assert follows(client, code).status_code == 422


def test_no_code_and_no_word_stands_in_an_address_or_a_cookie(
    client: FlaskClient, team: CareTeam
) -> None:
    answer = sends(client, text="Quokkaword", name="Quokkaname")
    code = code_on(answer)
    told = str(answer.headers) + str(client._cookies)
    for value in ("Quokkaword", "Quokkaname", code, code.replace("-", "")):
        assert value not in told
    assert "Quokka" not in answer.text
    assert team.id
