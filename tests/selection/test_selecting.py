"""Organizers see who has read and how it stands, sort, offer, and give everybody an answer."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.test_letters import a_reader
from tests.calls import ANSWERS, a_call, an_application
from tests.pages import fields_of
from tests.selection import State, a_closed_call, a_line, a_member, scores, states_of
from tests.staff import an_account, hand_of, signed_in, works_for
from wellness import clock
from wellness.calls.models import Application, Call
from wellness.database import db, in_transaction, transaction
from wellness.mail.models import Letter
from wellness.mail.outbox import text_of
from wellness.selection.actions.reading import declare_conflict
from wellness.selection.models import Panelist, Reading
from wellness.staff.models import Account, Deed, Role

pytestmark = pytest.mark.one_database  # test_offers.py and test_at_once.py ask both


@pytest.fixture
def call(app: Flask) -> Call:
    app.config["WTF_CSRF_ENABLED"] = False  # pages are asked what they do, not how they are sent
    return a_closed_call(roles=(("Songwriter", 2), ("Producer", 1)))


@pytest.fixture
def ines(call: Call, client: FlaskClient) -> Account:
    account = an_account(name="Ines")
    works_for(account, call.festival, Role.ORGANIZER)
    signed_in(client, account)
    return account


def page_of(call: Call) -> str:
    return f"/staff/{call.festival.slug}/calls/{call.slug}/selection"


def seen(client: FlaskClient, call: Call) -> str:
    return client.get(page_of(call)).text


def sorts(client: FlaskClient, one: Application, step: str) -> int:
    return client.post(f"{page_of(one.call)}/{one.number}/{step}").status_code


def letters() -> list[tuple[str, str]]:
    return [(each.kind, text_of(each)) for each in db.session.scalars(select(Letter))]


def deeds() -> list[str]:
    kinds = {"application_decided", "panel_changed", "conflict_declared"}
    found = db.session.scalars(select(Deed).order_by(Deed.id))
    return [each.about for each in found if each.kind in kinds]


def test_a_panel_is_chosen_among_those_whose_role_reads(
    client: FlaskClient, call: Call, ines: Account
) -> None:
    amara, desk = an_account(name="Amara"), an_account(name="Dev")
    works_for(amara, call.festival, Role.PANEL)
    works_for(desk, call.festival, Role.DESK)
    path = f"/staff/{call.festival.slug}/calls/{call.slug}/panel"
    page = client.get(path).text
    assert "Amara" in page
    assert "Dev" not in page
    client.post(path, data={"members": [str(amara.id), str(ines.id)]})
    sits = set(db.session.scalars(select(Panelist.account_id)))
    assert sits == {amara.id, ines.id}
    assert client.post(path, data={"members": [str(desk.id)]}).status_code == 422
    client.post(path, data={"members": [str(amara.id)]})
    assert set(db.session.scalars(select(Panelist.account_id))) == {amara.id}
    assert deeds() == [call.title, call.title]


@pytest.mark.usefixtures("ines")
def test_the_page_says_who_has_read_what_and_how_it_stands(client: FlaskClient, call: Call) -> None:
    one, two, three = (an_application(call) for _ in range(3))
    amara, jo = a_member(call, name="Amara"), a_member(call, name="Jo")
    scores(amara, one, 5, 5)
    scores(jo, one, 3, 3)
    scores(amara, two, 4, 4)
    in_transaction(lambda: declare_conflict(two.id, hand=hand_of(jo), now=clock.now()))
    page = " ".join(seen(client, call).split())
    assert "1 left to read: 3" in page
    assert "readers differ" in page
    assert page.count("mean 4.00") == 2
    assert page.count('<abbr title="tied">=</abbr>') == 2
    assert "not read by Amara, Jo" in page
    assert "1 conflict" in page
    assert ANSWERS["plan"] not in page
    assert three.reference not in page


def test_sorting_moves_in_line_without_script_and_writes_to_nobody(
    client: FlaskClient, call: Call, ines: Account
) -> None:
    reader = a_reader(name="Wren")
    one, two = an_application(call, holder=reader), an_application(call)
    assert [sorts(client, one, "shortlist"), sorts(client, one, "line")] == [303, 303]
    sorts(client, two, "line")
    sorts(client, two, "up")
    states_of(one, two)
    positions = {each.number: each.line_position for each in (one, two)}
    assert positions == {1: 2, 2: 1}
    sorts(client, two, "not_chosen")
    assert states_of(one, two) == ["in_line", "not_chosen"]
    sorts(client, two, "back")
    assert states_of(two) == ["submitted"]
    assert sorts(client, two, "up") == 409
    assert letters() == []
    assert f"{call.title}, application 2: up" in deeds()
    assert ines.name not in " ".join(deeds())


@pytest.mark.usefixtures("ines")
def test_what_was_offered_is_left_in_peace(client: FlaskClient, call: Call) -> None:
    one, *_ = a_line(call, 1)
    assert "Offer the free places" in seen(client, call)
    client.post(f"{page_of(call)}/offer")
    assert states_of(one) == ["offered"]
    for step in ("line", "back", "not_chosen", "shortlist"):
        assert sorts(client, one, step) == 409
    assert states_of(one) == ["offered"]
    assert client.post(f"{page_of(call)}/offer").status_code == 409


@pytest.mark.usefixtures("ines")
def test_places_of_one_role_are_offered_by_themselves(client: FlaskClient, call: Call) -> None:
    writers, producers = a_line(call, 1), a_line(call, 1, role="Producer")
    role = next(each.id for each in call.roles if each.name == "Producer")
    client.post(f"{page_of(call)}/offer", data={"role": str(role)})
    assert states_of(*writers, *producers) == ["in_line", "offered"]


def test_one_application_opens_by_a_button_with_what_each_reader_made_of_it(
    client: FlaskClient, call: Call, ines: Account
) -> None:
    one = an_application(call)
    scores(a_member(call, name="Amara"), one, 5, 2, remark="<b>Warm</b>")
    jo = a_member(call, name="Jo")
    in_transaction(lambda: declare_conflict(one.id, hand=hand_of(jo), now=clock.now()))
    path = f"{page_of(call)}/{one.number}"
    assert ANSWERS["plan"] not in client.get(path).text
    client.post(path)
    client.post(path)
    page = client.get(path).text
    assert ANSWERS["plan"] in page
    assert ANSWERS["name"] not in page
    assert "&lt;b&gt;Warm&lt;/b&gt;" in page
    assert "Declared a conflict" in page
    log = select(Deed).where(Deed.kind == "applications_seen", Deed.account_id == ines.id)
    assert len(db.session.scalars(log).all()) == 1
    client.post(f"{path}/open-to/{jo.id}")
    reading = db.session.scalars(select(Reading).where(Reading.account_id == jo.id)).one()
    assert reading.has_conflict is False
    assert client.post(f"{path}/open-to/{ines.id}").status_code == 404


def test_an_organizer_with_a_conflict_does_not_look_from_behind(
    client: FlaskClient, call: Call, ines: Account
) -> None:
    one = an_application(call)
    with transaction():
        db.session.add(Panelist(call_id=call.id, account_id=ines.id, created_at=clock.now()))
    in_transaction(lambda: declare_conflict(one.id, hand=hand_of(ines), now=clock.now()))
    client.post(f"{page_of(call)}/{one.number}")
    told = client.get(f"{page_of(call)}/{one.number}")
    assert told.status_code == 409
    assert ANSWERS["plan"] not in told.text


@pytest.mark.usefixtures("ines")
def test_names_are_shown_only_on_purpose_and_for_good(client: FlaskClient, call: Call) -> None:
    one = an_application(call)
    client.post(f"{page_of(call)}/names")
    assert db.session.get_one(Call, call.id).names_shown_at is None
    client.post(f"{page_of(call)}/names", data={"sure": "yes"})
    shown_at = db.session.get_one(Call, call.id).names_shown_at
    assert shown_at
    client.post(f"{page_of(call)}/names", data={"sure": "yes"})
    assert db.session.get_one(Call, call.id).names_shown_at == shown_at
    assert deeds() == [f"{call.title}, names shown"]
    client.post(f"{page_of(call)}/{one.number}")
    assert ANSWERS["name"] in client.get(f"{page_of(call)}/{one.number}").text


@pytest.mark.usefixtures("ines")
def test_at_the_end_everybody_has_an_answer_and_kind_words(client: FlaskClient, call: Call) -> None:
    people = [a_reader(name=name) for name in ("Ada", "Bea", "Cid", "Dee")]
    states = (State.SUBMITTED, State.IN_LINE, State.NOT_CHOSEN, State.SHORTLISTED)
    found = [
        an_application(call, holder=person, state=state)
        for person, state in zip(people, states, strict=True)
    ]
    scores(a_member(call), found[0], 2, 2, remark="Quokkaremark")
    page = client.get(f"{page_of(call)}/end").text
    assert "3 people hear, kindly" in page
    client.post(f"{page_of(call)}/end")
    assert states_of(*found) == ["not_chosen", "in_line", "not_chosen", "not_chosen"]
    told = letters()
    assert sorted(kind for kind, _ in told) == ["in_line", "not_chosen", "not_chosen", "not_chosen"]
    assert not any(word in text for _, text in told for word in ("Quokkaremark", "score", "mean"))
    client.post(f"{page_of(call)}/end")
    assert len(letters()) == 4, "nobody hears it twice"
    assert "Everybody who applied has an answer" in seen(client, call)
    client.post(f"{page_of(call)}/end", data={"line": "1"})
    assert states_of(found[1]) == ["not_chosen"]
    assert len(letters()) == 5


@pytest.mark.usefixtures("ines")
def test_the_page_says_who_waits_when_the_promised_day_is_near(
    client: FlaskClient, call: Call
) -> None:
    an_application(call)
    with transaction():
        db.session.get_one(Call, call.id).answers_by = clock.now() + timedelta(days=5)
    assert "waits for an answer" not in seen(client, call)
    for day, words in ((2, "It is promised by"), (-1, "It was promised by")):
        with transaction():
            db.session.get_one(Call, call.id).answers_by = clock.now() + timedelta(days=day)
        page = seen(client, call)
        assert "1 person waits for an answer" in page
        assert words in page


def test_while_the_call_is_open_nothing_is_decided(client: FlaskClient, ines: Account) -> None:
    call = a_call()
    works_for(ines, call.festival, Role.OWNER)
    one = an_application(call)
    assert "Not closed yet" in seen(client, call)
    posts = (f"{one.number}/line", "offer", "end")
    assert [client.post(f"{page_of(call)}/{path}").status_code for path in posts] == [409] * 3
    assert client.get(f"{page_of(call)}/{one.number}").status_code == 409
    assert states_of(one) == ["submitted"]


@pytest.mark.usefixtures("ines")
def test_the_forms_carry_their_token(app: Flask, client: FlaskClient, call: Call) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    one = an_application(call)
    assert sorts(client, one, "line") == 403
    sent = fields_of(seen(client, call), f"/{one.number}/line")
    assert client.post(f"{page_of(call)}/{one.number}/line", data=sent).status_code == 303
    assert states_of(one) == ["in_line"]
