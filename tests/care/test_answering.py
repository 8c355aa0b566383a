"""Navigators read, take and answer requests; everybody else finds nothing there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.care import Desk, a_navigator, a_request, a_team, a_template, follows
from tests.factories import from_now
from tests.setup.filling import changed, form_of
from tests.staff import an_account, signed_in, works_for
from wellness import clock
from wellness.care.models import CareRequest, CareState, CareTeam
from wellness.care.queries import get_request
from wellness.care.rules.documents import Asked
from wellness.database import db, transaction
from wellness.hub.models import Service
from wellness.staff.models import Account, Deed, Role, StaffSession

WORDS = "Quokkawords about a long night."


@pytest.fixture
def team(app: Flask) -> CareTeam:
    assert app.testing
    return a_team()


@pytest.fixture
def joss(team: CareTeam) -> Account:
    return a_navigator(team.festival, name="Joss")


@pytest.fixture
def sent(team: CareTeam) -> tuple[CareRequest, str]:
    return a_request(
        team, Asked(text=WORDS, country="Norway", name="Wren", way="mail", mail="w@x.no")
    )


def deeds(kind: str) -> list[str]:
    query = select(Deed.about).where(Deed.kind == kind).order_by(Deed.id)
    return list(db.session.scalars(query))


def now_of(request: CareRequest) -> CareRequest:
    return get_request(request.festival_id, request.reference)


def test_the_list_says_nothing_of_what_was_asked_and_each_reading_is_recorded(
    client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    desk = Desk(client, joss, request)
    listed = client.get(desk.base.rsplit("/", 2)[0]).text
    closed = desk.looks().text
    assert request.reference in listed
    for page in (listed, closed):
        assert not any(value in page for value in (WORDS, "Norway", "Wren", "w@x.no"))
    assert deeds("care_seen") == []
    opened = desk.opens().text
    assert all(value in opened for value in (WORDS, "Norway", "Wren", "w@x.no"))
    assert deeds("care_seen") == [f"Request {request.reference}"]


def test_after_an_hour_it_is_sealed_again(
    client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    desk = Desk(client, joss, request)
    with transaction():
        db.session.add(
            Deed(
                festival_id=request.festival_id,
                account_id=joss.id,
                account_name="Joss",
                kind="care_seen",
                about=f"Request {request.reference}",
                done_at=from_now(minutes=-61),
            )
        )
    assert WORDS not in desk.looks().text
    assert client.post(f"{desk.base}/answer", data={"text": "x"}).status_code in {403, 409}
    assert WORDS in desk.opens().text


def test_a_colleague_must_open_it_themselves(
    client: FlaskClient, team: CareTeam, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    Desk(client, joss, request).opens()
    other = Desk(client, a_navigator(team.festival, name="Bo"), request)
    assert WORDS not in other.looks().text
    assert len(deeds("care_seen")) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.NAVIGATOR}))
@pytest.mark.one_database
def test_nobody_else_finds_it_not_even_owners(
    client: FlaskClient, team: CareTeam, sent: tuple[CareRequest, str], role: Role
) -> None:
    account = an_account()
    works_for(account, team.festival, role)
    desk = Desk(client, account, sent[0])
    assert desk.looks().status_code == 404
    assert client.get(f"/staff/{team.festival.slug}/care").status_code == 404


def test_navigators_of_another_festival_find_nothing(
    client: FlaskClient, team: CareTeam, sent: tuple[CareRequest, str]
) -> None:
    elsewhere = a_team()
    account = a_navigator(elsewhere.festival)
    desk = Desk(client, account, sent[0])
    assert desk.looks().status_code == 404
    own = desk.base.replace(team.festival.slug, elsewhere.festival.slug)
    assert client.get(own).status_code == 404
    assert client.post(f"{own}/open").status_code in {403, 404}


def test_an_answer_is_read_with_the_code(
    client: FlaskClient, app: Flask, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, code = sent
    with transaction():
        db.session.add(
            Service(
                slug="a-line",
                name="A line that listens",
                offer="crisis",
                url="https://line.example/",
                collected_on=clock.now().date(),
                updated_at=clock.now(),
            )
        )
    desk = Desk(client, joss, request)
    desk.opens()
    desk.presses("note", note="Quokkanote: ask for evenings.")
    answer = desk.presses("answer", text="Hello Wren,\nthis may fit.", link_1="a-line")
    assert answer.status_code == 303
    assert now_of(request).state is CareState.ANSWERED
    assert now_of(request).assigned_id == joss.id
    assert now_of(request).due_at is None
    phone = app.test_client()
    page = follows(phone, code).text
    assert "this may fit." in page
    assert "A line that listens" in page
    assert "Quokkanote" not in page
    assert WORDS not in page
    assert "Joss" not in page, "the team answers, not a person by name"
    assert "Quokkanote" in desk.looks().text


def test_pressing_send_twice_is_one_answer(
    client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    desk = Desk(client, joss, request)
    fields = changed(form_of(desk.opens().text, f"{desk.base}/answer"), text="Once.")
    for _ in range(2):
        assert client.post(f"{desk.base}/answer", data=fields).status_code == 303
    assert len(now_of(request).entries) == 2


def test_two_who_answer_at_once_are_told_of_each_other(
    app: Flask, team: CareTeam, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    first = Desk(app.test_client(), joss, request)
    second = Desk(app.test_client(), a_navigator(team.festival, name="Bo"), request)
    first.opens()
    late = changed(
        form_of(second.opens().text, f"{second.base}/answer"), text="Quokkalate, kept on the page."
    )
    first.presses("answer", text="I was first.")
    answer = second.client.post(f"{second.base}/answer", data=late)
    assert answer.status_code == 409
    assert "Joss has taken this request." in answer.text
    assert "Quokkalate, kept on the page." in answer.text
    assert len(now_of(request).entries) == 2


def test_whoever_answers_has_read_everything(
    app: Flask, client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, code = sent
    desk = Desk(client, joss, request)
    stale = changed(form_of(desk.opens().text, f"{desk.base}/answer"), text="About the first part.")
    phone, write = app.test_client(), "/help/navigation/follow/write"
    page = follows(phone, code).text
    phone.post(write, data=changed(form_of(page, write), text="Quokkasecond part."))
    answer = client.post(f"{desk.base}/answer", data=stale)
    assert answer.status_code == 409
    assert "Quokkasecond part." in answer.text
    again = changed(form_of(answer.text, f"{desk.base}/answer"), key="k" * 43)
    assert client.post(f"{desk.base}/answer", data=again).status_code == 303


def test_taking_handing_over_and_giving_back(
    client: FlaskClient, team: CareTeam, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    bo = a_navigator(team.festival, name="Bo")
    desk = Desk(client, joss, request)
    desk.presses("take")
    assert (now_of(request).assigned_id, now_of(request).state) == (joss.id, CareState.LOOKED_AT)
    desk.opens()
    desk.presses("hand-over", to=str(bo.id))
    assert now_of(request).assigned_id == bo.id
    refused = desk.client.post(
        f"{desk.base}/take", data=form_of(desk.looks().text, f"{desk.base}/note")
    )
    assert refused.status_code == 409
    stranger = an_account(name="Stranger")
    fields = changed(form_of(desk.looks().text, f"{desk.base}/hand-over"), to=str(stranger.id))
    assert client.post(f"{desk.base}/hand-over", data=fields).status_code == 409
    Desk(client, bo, request).presses("release")
    assert (now_of(request).assigned_id, now_of(request).state) == (None, CareState.RECEIVED)


def test_answered_by_mail_closed_for_a_reason_and_reopened(
    app: Flask, client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, code = sent
    desk = Desk(client, joss, request)
    desk.opens()
    desk.presses("answer", text="", outside="yes")
    assert "The team answered the way you chose." in follows(app.test_client(), code).text
    without = desk.presses("close")
    assert without.status_code == 422
    assert "Choose what fits best." in without.text
    desk.presses("close", reason="helped")
    assert now_of(request).state is CareState.CLOSED
    assert "Closed" in follows(app.test_client(), code).text
    desk.presses("reopen")
    assert now_of(request).state is CareState.LOOKED_AT
    desk.presses("close", reason="quiet")
    with transaction():
        now_of(request).closed_at = from_now(days=-8)
    page = desk.looks().text
    assert "Reopen it" not in page
    fields = form_of(page, f"{desk.base}/note")
    late = client.post(f"{desk.base}/reopen", data=fields)
    assert late.status_code == 409
    assert "more than a week ago" in late.text


def test_templates_fill_in_names_and_run_nothing(
    client: FlaskClient, team: CareTeam, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    request, _ = sent
    body = "Hello $name, {{ 7*7 }} ${team} {x.__class__} %(x)s, within $hours"
    template = a_template(team.festival, body=body)
    desk = Desk(client, joss, request)
    desk.opens()
    page = client.get(f"{desk.base}?template={template.id}").text
    filled = form_of(page, f"{desk.base}/answer")["text"]
    assert filled == "Hello Wren, {{ 7*7 }} The care team {x.__class__} %(x)s, within 48"


def test_a_template_with_a_name_we_do_not_know_is_not_saved(
    client: FlaskClient, team: CareTeam, joss: Account
) -> None:
    signed_in(client, joss)
    path = f"/staff/{team.festival.slug}/care/templates/new"
    fields = changed(
        form_of(client.get(path).text, path), title="Hello", body="Hello $first_name, 5 $ each"
    )
    answer = client.post(path, data=fields)
    assert answer.status_code == 422
    assert "We don’t know $first_name, $." in answer.text
    kept = changed(form_of(answer.text, path), body="Hello $name, 5 $$ each")
    assert client.post(path, data=kept).status_code == 303


def test_a_sign_in_left_alone_for_an_hour_is_asked_who_is_there(
    client: FlaskClient, joss: Account, sent: tuple[CareRequest, str]
) -> None:
    desk = Desk(client, joss, sent[0])
    assert desk.looks().status_code == 200
    with transaction():
        session = db.session.scalars(
            select(StaffSession).where(StaffSession.account_id == joss.id)
        ).one()
        session.proved_at = session.seen_at = from_now(minutes=-61)
    assert desk.looks().location == "/staff/again"
    assert client.post(f"{desk.base}/open").status_code in {303, 403}
    assert deeds("care_seen") == []


def test_organizers_say_who_answers_and_two_who_edit_are_told(
    client: FlaskClient, team: CareTeam
) -> None:
    account = an_account(name="Ines")
    works_for(account, team.festival, Role.ORGANIZER)
    signed_in(client, account)
    path = f"/staff/{team.festival.slug}/care/settings"
    first = changed(form_of(client.get(path).text, path), name="The quiet team", answer_hours="24")
    assert client.post(path, data=first).status_code == 303
    second = client.post(path, data=changed(first, name="The loud team"))
    assert second.status_code == 409
    assert "Somebody else saved this" in second.text
    assert "The loud team" in second.text
    wrong = changed(form_of(client.get(path).text, path), answer_hours="0", keep_days="91")
    refused = client.post(path, data=wrong)
    assert refused.status_code == 422
    assert "Give a number from 1 to 90." in refused.text
    kept = db.session.get_one(CareTeam, team.id)
    assert (kept.name, kept.answer_hours, kept.keep_days) == ("The quiet team", 24, 90)
