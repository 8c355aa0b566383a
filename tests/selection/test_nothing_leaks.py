"""What is written in an application, and by its readers, stays in its circle while it is read."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.security.test_nothing_private_is_shown import public_starts
from tests.selection.canaries import PLAN, REMARK, WHO, an_application_with_canaries
from tests.staff import an_account, hand_of, signed_in, works_for
from tests.staff.addresses import World, a_world, address_of, filled, staff_rules
from wellness import clock
from wellness.calls.models import Application
from wellness.database import db, in_transaction, transaction
from wellness.selection.actions.reading import begin_sitting
from wellness.selection.models import Panelist, Reading
from wellness.staff.models import Account, Role

pytestmark = pytest.mark.one_database
LINK = re.compile(r'href="(/[^"#]*)')
MOST_PAGES = 1000


@pytest.fixture
def world(app: Flask) -> World:
    assert app.testing
    made = a_world("Hush")
    an_application_with_canaries(made.call, made.member)
    return made


def a_reader(world: World, role: Role) -> Account:
    """Somebody with this role on the panel, in the middle of reading."""
    account = an_account(name="Looker")
    works_for(account, world.festival, role, facilitator=world.facilitator)
    with transaction():
        db.session.add(
            Panelist(call_id=world.call.id, account_id=account.id, created_at=clock.now())
        )
    in_transaction(lambda: begin_sitting(world.call, hand=hand_of(account), now=clock.now()))
    return account


def walked(client: FlaskClient, starts: set[str]) -> dict[str, str]:
    """By address: what everything says that can be opened from there."""
    to_see, told = set(starts), dict[str, str]()
    while to_see and len(told) < MOST_PAGES:
        address = to_see.pop()
        answer = client.get(address)
        told[address] = str(answer.headers)
        if str(answer.mimetype).startswith(("text/", "application/json")):
            told[address] += answer.text
        if answer.mimetype == "text/html":
            links = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
            to_see |= {link for link in links if not link.startswith("/static")} - set(told)
    return told


@pytest.mark.parametrize("role", [Role.PANEL, Role.ORGANIZER, Role.DESK])
def test_a_reader_meets_what_they_read_and_nobody_meets_who_it_is(
    app: Flask, client: FlaskClient, world: World, role: Role, caplog: pytest.LogCaptureFixture
) -> None:
    signed_in(client, a_reader(world, role))
    base = f"/staff/{world.festival.slug}"
    selecting = f"{base}/calls/{world.call.slug}/selection"
    starts = {
        address_of(app, rule, filled(rule, world))
        for rule in staff_rules(app)
        if "GET" in (rule.methods or ())
    }
    starts |= public_starts(world) | {f"{base}/reading/{world.call.slug}/2", f"{selecting}/2"}
    told = walked(client, starts)
    assert starts <= set(told)

    def where(value: str) -> set[str]:
        return {address for address, text in told.items() if value in text}

    assert [where(value) for value in WHO] == [set(), set()]
    reading = {f"{base}/reading/{world.call.slug}/2"} if role is not Role.DESK else set()
    judging = {f"{selecting}/2"} if role is Role.ORGANIZER else set()
    assert where(PLAN) == reading | judging
    assert where(REMARK) == judging
    for value in (*WHO, PLAN, REMARK):
        assert value not in caplog.text


def test_the_database_holds_no_word_of_it_in_the_clear(world: World) -> None:
    readings = db.session.query(Reading).filter(Reading.remark_sealed.is_not(None)).all()
    rows = db.session.query(Application).filter_by(call_id=world.call.id).all()
    sealed = [each.remark_sealed for each in readings] + [each.answers_sealed for each in rows]
    assert len(readings) == 1
    for value in (*WHO, PLAN, REMARK):
        assert not any(value.encode() in (each or b"") for each in sealed)
