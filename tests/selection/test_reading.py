"""Members of the panel read blind, score, stand back, and see nothing else."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.calls import ANSWERS, a_call, an_application
from tests.factories import a_pass
from tests.pages import fields_of
from tests.selection import State, a_closed_call, a_member, scores, states_of
from tests.staff import an_account, signed_in, works_for
from wellness import clock
from wellness.calls.models import Application, Call
from wellness.database import db, transaction
from wellness.selection.models import Reading
from wellness.selection.queries.readings import criteria_of, remark_of, votes_of
from wellness.staff.access import sealer
from wellness.staff.models import Account, Deed, Role

pytestmark = pytest.mark.one_database  # test_offers.py and test_at_once.py ask both
BAD = 422


@pytest.fixture
def call(app: Flask) -> Call:
    assert app.testing
    return a_closed_call()


@pytest.fixture
def amara(call: Call) -> Account:
    return a_member(call)


def list_of(call: Call) -> str:
    return f"/staff/{call.festival.slug}/reading/{call.slug}"


def page_of(application: Application) -> str:
    return f"{list_of(application.call)}/{application.number}"


def begins(client: FlaskClient, call: Call, **fields: object) -> TestResponse:
    sent = fields_of(client.get(list_of(call)).text, list_of(call))
    return client.post(list_of(call), data={**sent, **fields})


def saves(
    client: FlaskClient, application: Application, *, opened: str = "", **fields: object
) -> TestResponse:
    page = opened or client.get(page_of(application)).text
    given = {name.replace("_", "-"): value for name, value in fields.items() if name != "remark"}
    typed = {"remark": fields["remark"]} if "remark" in fields else {}
    sent = fields_of(page, page_of(application))
    return client.post(page_of(application), data={**sent, **given, **typed})


def deeds(kind: str) -> list[Deed]:
    return list(db.session.scalars(select(Deed).where(Deed.kind == kind).order_by(Deed.id)))


def test_only_calls_whose_panel_one_sits_on_are_there(
    app: Flask, client: FlaskClient, call: Call, amara: Account
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False  # what lies behind the token is asked here
    other = a_closed_call(call.festival, title="Other nights")
    an_application(other)
    signed_in(client, amara)
    home = client.get(f"/staff/{call.festival.slug}/reading").text
    assert call.title in home
    assert "Other nights" not in home
    assert client.get(list_of(other)).status_code == 404
    assert client.get(f"{list_of(other)}/1").status_code == 404
    assert client.post(f"{list_of(other)}/1").status_code == 404
    owner = an_account(name="Ruth")
    works_for(owner, call.festival, Role.OWNER)
    signed_in(client, owner)
    assert client.get(list_of(call)).status_code == 404


def test_while_the_call_is_open_nothing_can_be_read(client: FlaskClient) -> None:
    call = a_call()
    one = an_application(call)
    signed_in(client, a_member(call))
    told = client.get(list_of(call)).text
    assert "still open" in told
    assert "Application 1" not in told
    assert client.get(page_of(one)).status_code == 409
    assert ANSWERS["plan"] not in client.get(page_of(one)).text


def test_what_people_wrote_opens_by_a_button_and_a_sitting_is_recorded_once(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one, two = an_application(call), an_application(call)
    signed_in(client, amara)
    closed = client.get(page_of(one)).text
    assert ANSWERS["plan"] not in closed
    assert deeds("applications_seen") == []
    assert begins(client, call).location == page_of(one)
    begins(client, call, application="2")
    assert ANSWERS["plan"] in client.get(page_of(two)).text
    [seen] = deeds("applications_seen")
    assert (seen.account_id, seen.about) == (amara.id, call.title)


def test_a_blind_page_holds_nothing_that_tells_who_it_is(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    plan = "Songs like those at https://juno-vale.example/songs, write to juno@vale.example"
    one = an_application(
        call,
        holder=a_pass(name="Junoholder"),
        answers=ANSWERS | {"plan": f"{plan} or @junovale. Harmonium."},
    )
    signed_in(client, amara)
    begins(client, call)
    pages = [client.get(page_of(one)).text, client.get(list_of(call)).text]
    assert "Harmonium" in pages[0]
    assert "2 answers are hidden" in pages[0]
    for page in pages:
        for told in ("Juno Vale", "Junoholder", "juno-vale", "vale.example", "junovale"):
            assert told not in page, told
        assert one.reference not in page
        assert str(one.uid) not in page
    with transaction():
        db.session.get_one(Call, call.id).names_shown_at = clock.now()
    shown = client.get(page_of(one)).text
    assert "Juno Vale" in shown
    assert "Junoholder" in shown
    assert 'href="https://juno-vale.example/songs"' in shown


def test_scores_are_kept_and_lead_on_to_the_next_unread(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one, two = an_application(call), an_application(call)
    signed_in(client, amara)
    begins(client, call)
    answer = saves(client, one, score_idea="5", score_fit="4", remark="Warm.")
    assert answer.location == page_of(two)
    [kept] = db.session.scalars(select(Reading))
    assert kept.scores == {"idea": 5, "fit": 4}
    assert kept.read_at is not None
    assert remark_of(kept, sealer()) == "Warm."
    assert b"Warm" not in (kept.remark_sealed or b"")
    half = saves(client, two, score_idea="2")
    assert half.location == page_of(two)
    assert "counts once every question" in client.get(page_of(two)).text
    listed = client.get(list_of(call)).text
    assert "scored" in listed
    assert "begun" in listed
    assert saves(client, two, score_fit="3").location == list_of(call)


def test_scores_off_the_scale_are_not_kept(client: FlaskClient, call: Call, amara: Account) -> None:
    one = an_application(call)
    signed_in(client, amara)
    begins(client, call)
    saves(client, one, score_idea="6", score_fit="x", score_other="3")
    [kept] = db.session.scalars(select(Reading))
    assert kept.scores == {}
    assert saves(client, one, remark="x" * 2001).status_code == BAD


def test_saved_from_two_tabs_shows_both_and_loses_nothing(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one = an_application(call)
    signed_in(client, amara)
    begins(client, call)
    opened = client.get(page_of(one)).text
    saves(client, one, opened=opened, score_idea="5", score_fit="5", remark="First tab")
    second = saves(client, one, opened=opened, score_idea="1", score_fit="1", remark="Second tab")
    assert second.status_code == 409
    assert "First tab" in second.text
    assert "Second tab" in second.text
    again = fields_of(second.text, page_of(one)) | {
        "keep-remark": "theirs",
        "keep-score-idea": "mine",
        "keep-score-fit": "mine",
    }
    client.post(page_of(one), data=again)
    [kept] = db.session.scalars(select(Reading))
    assert (kept.scores, remark_of(kept, sealer())) == ({"idea": 1, "fit": 1}, "First tab")


def test_standing_back_deletes_scores_and_closes_the_application(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one = an_application(call)
    signed_in(client, amara)
    begins(client, call)
    scores(amara, one, 5, 5, remark="I know them")
    sent = fields_of(client.get(page_of(one)).text, "/conflict")
    client.post(f"{page_of(one)}/conflict", data=sent)
    [kept] = db.session.scalars(select(Reading))
    assert (kept.has_conflict, kept.scores, kept.remark_sealed) == (True, {}, None)
    closed = client.get(page_of(one)).text
    assert ANSWERS["plan"] not in closed
    assert "closed to you" in closed
    refused = client.post(page_of(one), data={**sent, "score-idea": "5", "score-fit": "5"})
    assert refused.status_code == 409
    [deed] = deeds("conflict_declared")
    assert deed.about == f"{call.title}, application 1"


def test_after_the_end_scores_are_read_and_no_more_changed(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one = an_application(call)
    scores(amara, one, 3, 4)
    signed_in(client, amara)
    begins(client, call)
    opened = client.get(page_of(one)).text
    with transaction():
        db.session.get_one(Call, call.id).decided_at = clock.now()
    assert "Save and read on" not in client.get(page_of(one)).text
    assert saves(client, one, opened=opened, score_idea="1").status_code == 409
    db.session.rollback()
    assert [vote.scores for vote in votes_of(call.id)] == [{"idea": 3, "fit": 4}]
    assert criteria_of(call) == ["idea", "fit"]


def test_drafts_and_withdrawn_ones_are_not_there(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    draft, gone = an_application(call, state=State.DRAFT), an_application(call)
    with transaction():
        db.session.get_one(Application, gone.id).state = State.WITHDRAWN
    signed_in(client, amara)
    assert "Nobody has applied" in client.get(list_of(call)).text
    assert client.get(page_of(gone)).status_code == 404
    assert states_of(draft, gone) == ["draft", "withdrawn"]


def test_hostile_words_are_only_words(client: FlaskClient, amara: Account, call: Call) -> None:
    evil = "<script>alert(1)</script>"
    answers = ANSWERS | {"plan": evil, "work": "javascript:alert(1)"}
    one = an_application(call, answers=answers, holder=a_pass(name=evil))
    with transaction():
        db.session.get_one(Call, call.id).names_shown_at = clock.now()
    signed_in(client, amara)
    begins(client, call)
    scores(amara, one, 1, 1, remark=evil)
    page = client.get(page_of(one)).text
    assert evil not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'href="javascript:', page)


def test_a_page_of_applications_is_kept_nowhere(
    client: FlaskClient, call: Call, amara: Account
) -> None:
    one = an_application(call)
    signed_in(client, amara)
    begins(client, call)
    assert client.get(page_of(one)).headers["Cache-Control"] == "no-store"
    assert db.session.scalars(select(func.count(Reading.id))).one() == 0
