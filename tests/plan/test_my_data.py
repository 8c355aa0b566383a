"""What is kept about a person: seen, taken away, deleted, without an account."""

import json
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks, counts_of, status_of
from tests.factories import a_festival, a_pass, a_session
from tests.feeds.subscribers import a_feed
from tests.pages import fields_of
from tests.passes.phones import code_of, dumped, given, held_by, sent
from tests.plan.reading import CONSENT, Phone, a_phone, keeps
from tests.programme.reading import read
from wellness import clock
from wellness.booking.models import Booking
from wellness.database import db, in_transaction
from wellness.feeds.actions import record_fetches
from wellness.feeds.models import Feed
from wellness.mail.models import Letter
from wellness.passes.models import Pass, PassKey
from wellness.passes.queries import pass_of_secret

HOURS = timedelta(hours=1)
ADDRESS = "wren.canary@example.org"
DELETE = "/me/data/delete"


@pytest.fixture
def phone(client: FlaskClient) -> Phone:
    """A phone whose holder gave a name and an address."""
    return a_phone(client, name="Canary Wren", address=ADDRESS)


def test_the_page_tells_each_thing_that_is_kept(phone: Phone) -> None:
    festival = a_festival()
    keeps(phone.holder, a_session(festival, title="Yoga"))
    keeps(phone.holder, a_session(festival, title="Circle", is_support=True, starts_in=2 * HOURS))
    a_feed(phone.holder, label="Canary calendar")
    page = read(phone.client.get("/me/data").text)
    kept = {part.one("h2").text: part.text for part in page.all("section", class_="kept")}
    assert "Canary Wren" in kept["The name you chose"]
    assert "2 bookings" in kept["What you asked for"]
    assert "Yoga" in kept["What you asked for"]
    assert f"wording {CONSENT}" in kept["Your yes to support sessions"]
    assert "One: this one." in kept["Phones that open your plan"]
    assert phone.holder.selector in kept["Your code"]
    assert ADDRESS in kept["A mail address"]
    assert "2 letters" in kept["Letters to you"]
    assert "Canary calendar" in kept["Calendars you made"]
    gone = festival.ends_on + timedelta(days=15)
    assert f"On {gone:%A} {gone.day} {gone:%B} we forget it" in page.text
    assert code_of(phone.holder) not in page.text


def test_nothing_is_said_of_what_is_not_kept(client: FlaskClient) -> None:
    phone = a_phone(client, name="")
    page = read(phone.client.get("/me/data").text)
    kept = {part.one("h2").text: part.text for part in page.all("section", class_="kept")}
    assert set(kept) == {
        "The name you chose",
        "What you asked for",
        "Phones that open your plan",
        "Your code",
        "A mail address",
    }
    assert "None." in kept["A mail address"]


def test_the_file_holds_every_row_and_no_secret(phone: Phone, app: Flask) -> None:
    circle = a_session(title="Circle", is_support=True)
    booking = keeps(phone.holder, circle, seats=2)
    feed, path = a_feed(phone.holder, label="Phone calendar", alarm_minutes=15)
    today = clock.now().date()
    in_transaction(lambda: record_fetches({feed.id: (today, "Thunderbird")}))
    sent(app.test_client(), "/recover", code=code_of(phone.holder))
    answer = phone.client.get("/me/data.json")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    told = json.loads(answer.data)
    assert told["pass"] | {"made_at": ""} == {
        "chosen_name": "Canary Wren",
        "code_begins_with": phone.holder.selector,
        "language": "en",
        "mail_address": ADDRESS,
        "wants_letters": True,
        "wants_invitations": False,
        "wants_full_titles": False,
        "made_at": "",
    }
    assert len(told["phones"]) == 2
    (place,) = told["bookings"]
    assert (place["reference"], place["title"], place["seats"], place["status"]) == (
        booking.reference,
        "Circle",
        2,
        "confirmed",
    )
    assert place["starts_at"] == circle.starts_at.isoformat()
    assert place["consent"]["version"] == CONSENT
    (calendar,) = told["calendars"]
    assert (calendar["name"], calendar["rings_minutes_before"]) == ("Phone calendar", 15)
    assert (calendar["last_fetched_on"], calendar["last_fetched_by"]) == (
        today.isoformat(),
        "Thunderbird",
    )
    (letter,) = told["letters"]
    assert (letter["kind"], letter["sent_at"]) == ("place", None)
    assert letter["subject"].startswith("Your place is kept: ")
    hashes = [*db.session.scalars(select(PassKey.secret_hash)), feed.token_hash]
    secrets = [phone.secret, path[3:-4], code_of(phone.holder), *hashes]
    assert [secret for secret in secrets if secret in answer.text] == []


def test_the_file_holds_nothing_of_anybody_else(phone: Phone) -> None:
    yoga = a_session()
    stranger = a_pass(name="Somebody Else")
    other = asks(stranger, yoga)
    a_feed(stranger, label="Their calendar")
    keeps(phone.holder, yoga)
    text = phone.client.get("/me/data.json").text
    assert [w for w in ("Somebody", "Their", other.reference, stranger.selector) if w in text] == []


def test_deleting_leaves_a_counted_place_and_no_person(phone: Phone) -> None:
    over = a_session(starts_in=-5 * HOURS)
    past = keeps(phone.holder, over, ago=9 * HOURS)
    keeps(phone.holder, a_session(is_support=True, title="Circle"))
    _, path = a_feed(phone.holder, label="Canary calendar")
    secret, selector, code = phone.secret, phone.holder.selector, code_of(phone.holder)
    answer = sent(phone.client, DELETE)
    assert (answer.status_code, answer.location) == (303, "/me/data/deleted")
    assert answer.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert held_by(phone.client) is None
    kind = phone.client.get("/me/data/deleted")
    assert kind.status_code == 200
    assert "We know nothing about you any more" in kind.text
    rows = dumped()
    for canary in ("anary", ADDRESS, selector, secret):
        assert canary not in rows
    assert db.session.scalars(select(Pass)).all() == []
    assert db.session.scalars(select(Letter)).all() == []
    db.session.refresh(past)
    assert (past.pass_id, past.key_hash, past.status) == (None, None, "confirmed")
    assert counts_of(over) == (1, 0)
    assert phone.client.get(path).status_code == 410
    assert phone.client.get(f"/t/{code}").status_code == 404
    given(phone.client, secret)
    assert phone.client.get("/me").location == "/recover"


def test_a_deleted_persons_places_go_to_whoever_waited_longest(phone: Phone) -> None:
    yoga = a_session(capacity=1)
    mine = keeps(phone.holder, yoga)
    second = asks(a_pass(), yoga)
    sent(phone.client, DELETE)
    assert status_of(mine, second) == ["cancelled", "confirmed"]
    assert counts_of(yoga) == (1, 0)


def test_deleting_touches_nobody_else(phone: Phone) -> None:
    stranger = a_pass(name="Somebody Else")
    theirs = asks(stranger, a_session())
    _, path = a_feed(stranger)
    sent(phone.client, DELETE)
    assert status_of(theirs) == ["confirmed"]
    assert theirs.pass_id == stranger.id
    assert phone.client.get(path).status_code == 200


def test_other_phones_of_a_deleted_person_open_nothing_any_more(phone: Phone, app: Flask) -> None:
    other = app.test_client()
    sent(other, "/recover", code=code_of(phone.holder))
    key = held_by(other) or ""
    assert pass_of_secret(key) is not None
    sent(phone.client, DELETE)
    assert other.get("/me").location == "/recover"


def test_asking_twice_to_be_deleted_is_harmless(phone: Phone) -> None:
    secret = phone.secret
    fields = fields_of(phone.client.get(DELETE).text, DELETE)
    session = phone.client.get_cookie("s")
    assert session is not None
    phone.client.post(DELETE, data=fields)
    given(phone.client, secret)  # the answer was lost on the way
    phone.client.set_cookie("s", session.value)
    again = phone.client.post(DELETE, data=fields)
    assert (again.status_code, again.location) == (303, "/me/data/deleted")


def test_nothing_is_deleted_without_the_page_that_asks(phone: Phone) -> None:
    keeps(phone.holder, a_session())
    before = dumped()
    assert phone.client.get(DELETE).status_code == 200
    assert phone.client.post(DELETE).status_code == 403
    fields = fields_of(phone.client.get(DELETE).text, DELETE)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert phone.client.post(DELETE, data=fields, headers=elsewhere).status_code == 403
    assert dumped() == before


def test_the_page_that_asks_counts_what_would_be_given_up(phone: Phone) -> None:
    keeps(phone.holder, a_session())
    keeps(phone.holder, a_session(starts_in=3 * HOURS))
    keeps(phone.holder, a_session(starts_in=-5 * HOURS), ago=9 * HOURS)
    assert "The 2 places you keep or wait for" in phone.client.get(DELETE).text


@pytest.mark.parametrize("path", ["/me/data", "/me/data.json", DELETE])
def test_without_a_pass_there_is_nothing_to_see(client: FlaskClient, path: str) -> None:
    assert client.get(path).location == "/recover"


def test_of_a_deleted_persons_calendar_only_the_address_is_left(phone: Phone) -> None:
    feed, _ = a_feed(phone.holder, label="Canary calendar", alarm_minutes=15)
    in_transaction(lambda: record_fetches({feed.id: (clock.now().date(), "Thunderbird")}))
    sent(phone.client, DELETE)
    left = db.session.scalars(select(Feed)).one()
    assert (left.pass_id, left.label, left.fetched_on, left.fetched_by) == (None, "", None, "")
    assert left.revoked_at is not None
    assert db.session.scalars(select(Booking)).all() == []
