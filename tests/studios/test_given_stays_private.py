"""A given slot is its holder's and the team's: nothing that is public says a word of it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.booking.phone import books, seen
from tests.factories import a_facilitator, a_festival, a_session, a_space
from tests.staff import staff_of
from tests.studios import a_slot, a_studio
from wellness import clock
from wellness.booking.giving import give_place
from wellness.booking.models import Booking
from wellness.database import db, in_transaction, transaction
from wellness.exports.formats.facts import Programme
from wellness.exports.queries.programme import released_programme
from wellness.festivals.models import Space
from wellness.passes.models import Pass
from wellness.planner.actions.releasing import release_some
from wellness.planner.models import DraftSession
from wellness.planner.queries.alternatives import alternatives_to, known_references
from wellness.programme.models import Session
from wellness.staff.models import Role
from wellness.staff.rules import COMMAND_LINE
from wellness.web.access import Who, entry_of

TITLE = "Quokkanight residency"
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
MOST_PAGES = 300


class Place:
    """A festival with a given slot that was moved, and sessions around it that anybody may see."""

    def __init__(self) -> None:
        self.festival = a_festival()
        self.studio = a_studio(self.festival)
        self.space = db.session.get_one(Space, self.studio.space_id)
        self.engineer = a_facilitator(self.festival, name="Owen")
        self.slot = a_slot(self.studio, given=True, title=TITLE, starts_in=timedelta(hours=2))
        category = self.slot.activity.category
        with transaction():
            self.slot.activity.slug = "quokkanight"
            self.slot.facilitators = [self.engineer]
        self.shown = a_session(
            self.festival,
            space=self.space,
            facilitators=(self.engineer,),
            starts_in=timedelta(hours=9),
        )
        with transaction():
            self.shown.activity.category_id = category.id
        self._moved()

    def _moved(self) -> None:
        away = a_space(self.festival).id
        with transaction():
            draft = self.draft
            draft.starts_at = self.slot.starts_at + timedelta(hours=1)
            draft.space_id = away
            id_ = draft.id
        in_transaction(
            lambda: release_some(self.festival, {id_}, hand=COMMAND_LINE, now=clock.now())
        )
        with transaction():
            self.draft.space_id = self.space.id
        in_transaction(
            lambda: release_some(self.festival, {id_}, hand=COMMAND_LINE, now=clock.now())
        )
        db.session.refresh(self.slot)

    @property
    def draft(self) -> DraftSession:
        return db.session.query(DraftSession).filter_by(session_id=self.slot.id).one()

    @property
    def words(self) -> set[str]:
        return {TITLE, self.slot.reference, str(self.slot.uid), "quokkanight"}


def addresses(app: Flask, place: Place) -> set[str]:
    """Every page there is for anybody, about this festival and all that is in it."""
    festival, slot = place.festival.slug, place.slot
    things = {
        "space": {place.space.slug},
        "facilitator": {place.engineer.slug},
        "reference": {slot.reference, place.shown.reference},
        "studio": {place.space.slug},
        "kind": {"space", "category", "facilitator"},
        "country": {"de"},
    }
    found = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or entry_of(app, rule.endpoint) is not Who.ANYONE:
            continue
        if rule.endpoint in {"assets.serve", "api.nothing"} or rule.rule.startswith("/staff"):
            continue
        found |= _filled(app, rule, festival, things)
    parts = {
        "space": place.space.slug,
        "category": slot.activity.category.slug,
        "facilitator": place.engineer.slug,
        "activity": slot.activity.slug,
    }
    found |= {f"/{festival}/calendar/{kind}/{slug}.ics" for kind, slug in parts.items()}
    api = f"/api/v1/festivals/{festival}"
    days = {slot.starts_at.astimezone(place.festival.zone).date().isoformat()}
    found |= {f"/{festival}/?day={day}" for day in days} | {f"/{festival}/?free=1"}
    found |= {f"/{festival}/?{kind}={slug}" for kind, slug in parts.items() if kind != "activity"}
    return found | {f"{api}/sessions?{kind}={slug}" for kind, slug in parts.items()}


def _filled(app: Flask, rule: Rule, festival: str, things: dict[str, set[str]]) -> set[str]:
    values = [{}] if not rule.arguments else [dict[str, str]()]
    for name in rule.arguments:
        festival_here = name == "festival" or (name == "slug" and "festival" not in rule.arguments)
        options = {festival} if festival_here else things.get(name, {"none"})
        values = [held | {name: one} for held in values for one in options]
    urls = app.url_map.bind("localhost")
    return {urls.build(rule.endpoint, each) for each in values if _builds(rule, each)}


def _builds(rule: Rule, values: dict[str, str]) -> bool:
    return rule.suitable_for(values) and not any(
        type(rule._converters[name]).__name__ == "IntegerConverter" for name in values
    )


def walked(client: FlaskClient, place: Place, starts: set[str]) -> dict[str, set[str]]:
    """The words of the slot that were met, by address; their own address may be repeated."""
    to_see, done, met = set(starts), set[str](), dict[str, set[str]]()
    while to_see and len(done) < MOST_PAGES:
        address = to_see.pop()
        done.add(address)
        answer = client.get(address)
        assert answer.status_code < 500, address
        told = answer.text if answer.mimetype != "image/png" else ""
        told = told.replace(address, "")
        if words := {word for word in place.words if word in told}:
            met[address] = words
        links = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
        here = f"/{place.festival.slug}/"
        to_see |= {link for link in links if link.startswith((here, "/api/"))} - done
    assert len(done) > 25
    return met


def test_nothing_public_says_a_word_of_it(app: Flask) -> None:
    place = Place()
    client = app.test_client()
    for _ in range(2):  # the second time from what is kept ready
        assert walked(client, place, addresses(app, place)) == {}
    books(client, place.shown)
    assert walked(client, place, addresses(app, place) | {"/me", "/me/data.json"}) == {}


def test_its_pages_feeds_and_answers_are_not_there(client: FlaskClient) -> None:
    place = Place()
    at, api = f"/{place.festival.slug}", f"/api/v1/festivals/{place.festival.slug}"
    reference = place.slot.reference
    for address in (
        f"{at}/sessions/{reference}",
        f"{at}/sessions/{reference}/book",
        f"{at}/sessions/{reference}.ics",
        f"{at}/calendar/activity/quokkanight.ics",
        f"{api}/sessions/{reference}",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.usefixtures("app")
def test_released_files_and_ways_on_leave_it_out() -> None:
    place = Place()
    told: Programme = released_programme(place.festival)
    assert [each.reference for each in told.sessions] == [place.shown.reference]
    beside = db.session.query(DraftSession).filter_by(session_id=place.shown.id).one()
    assert alternatives_to(beside, now=clock.now()) == []
    both = {place.shown.reference, place.slot.reference}
    assert known_references(place.festival.id, both) == {place.shown.reference}


def test_what_is_printed_leaves_it_out(app: Flask) -> None:
    place = Place()
    staff = staff_of(app.test_client(), place.festival, Role.ORGANIZER)
    day = place.slot.starts_at.astimezone(place.festival.zone).date().isoformat()
    base = f"/staff/{place.festival.slug}"
    index = seen(staff.get(f"{base}/print"))
    sheets = {link for link in LINK.findall(index.html) if f"{base}/print/" in link}
    sheets |= {f"{base}/print/poster?day={day}", f"{base}/print/pocket"}
    papers = {link: staff.get(link) for link in sheets}
    assert any(answer.status_code == 200 for answer in papers.values())
    for link, answer in papers.items():
        if "door" not in link:
            assert not {word for word in place.words if word in answer.text}, link


def given_to(holder: Pass, slot: Session) -> Booking:
    slot_id, pass_id = slot.id, holder.id
    return in_transaction(lambda: give_place(slot_id, pass_id, now=clock.now()))


def test_its_holder_has_it_in_the_plan_and_in_the_calendar(app: Flask) -> None:
    place = Place()
    client = app.test_client()
    books(client, place.shown)
    holder = db.session.query(Pass).one()
    booking = given_to(holder, place.slot)
    plan = seen(client.get("/me"))
    assert TITLE in plan.html
    page = seen(client.get(f"/me/bookings/{booking.reference}"))
    assert page.status == 200
    assert TITLE in page.html
    assert f"/sessions/{place.slot.reference}" not in page.html + plan.html
    assert client.get(f"/me/bookings/{booking.reference}/equipment").status_code == 200

    feeds = seen(client.get("/me/feeds"))
    made = client.post(
        "/me/feeds",
        data={"csrf_token": feeds.hidden("csrf_token"), "name": "Mine"},
        follow_redirects=True,
    )
    token = re.search(r"/c/([A-Za-z0-9_-]+)\.ics", made.text)
    assert token
    feed = client.get(f"/c/{token[1]}.ics")
    assert feed.status_code == 200
    assert str(place.slot.uid) in feed.text or str(booking.uid) in feed.text
    assert f"/sessions/{place.slot.reference}" not in feed.text.replace("\r\n ", "")

    with transaction():
        draft = place.draft
        draft.is_cancelled, draft.cancel_reason = True, "The roof leaks."
        id_ = draft.id
    in_transaction(lambda: release_some(place.festival, {id_}, hand=COMMAND_LINE, now=clock.now()))
    assert "The roof leaks." in client.get("/me").text
