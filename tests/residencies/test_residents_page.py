"""The resident's own pages, as a phone without script sees them."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.factories import a_facilitator, a_festival, a_session, a_space, from_now
from tests.passes.phones import dumped
from tests.plan.reading import Phone, a_phone, keeps
from tests.programme.reading import Element, read
from tests.residencies.people import (
    a_call,
    a_residency,
    a_slot,
    an_application,
    begins,
    held_slots,
    supported,
)
from wellness.booking.models import Entry
from wellness.clock import festival_day
from wellness.database import db, transaction
from wellness.residencies.models import Residency, StudioDay


@pytest.fixture
def phone(client: FlaskClient) -> Phone:
    return a_phone(client, name="Robin")


def path_of(residency: Residency, more: str = "") -> str:
    return f"/me/residencies/{residency.reference}{more}"


def page_of(phone: Phone, residency: Residency, more: str = "") -> Element:
    answer = phone.client.get(path_of(residency, more))
    assert answer.status_code == 200
    return read(answer.text)


def sends(phone: Phone, residency: Residency, more: str, **fields: object) -> int:
    return told(phone, residency, more, **fields).status_code


def told(phone: Phone, residency: Residency, more: str, **fields: object) -> TestResponse:
    """Send a form of these pages, with the token that each of them carries."""
    token = phone.client.get("/me/name").text.split('name="csrf_token" value="')[1].split('"')[0]
    return phone.client.post(path_of(residency, more), data={"csrf_token": token, **fields})


def is_here_today(phone: Phone) -> Residency:
    """A residency whose first slot began ten minutes ago (so the day is open)."""
    call = a_call()
    a_slot(call, starts_at=from_now(minutes=30), lasts=timedelta(hours=1))
    return begins(an_application(call, holder=phone.holder))


class TestThePage:
    def test_it_says_when_where_and_who_is_at_the_desk(self, phone: Phone) -> None:
        call = a_call()
        engineer = a_facilitator(call.festival, name="Odd Berg")
        room = a_space(call.festival, name="Boathouse studio")
        a_slot(call, space=room, facilitators=(engineer,))
        residency = begins(an_application(call, holder=phone.holder))
        (slot,) = held_slots(residency)
        (card,) = page_of(phone, residency).all("article", data_booking=slot.reference)
        assert "Boathouse studio" in card.text
        assert "At the desk: Odd Berg" in card.text
        assert (
            card.all("time")[0]
            .given["datetime"]
            .startswith(slot.bookable.starts_at.astimezone(call.festival.zone).isoformat()[:16])
        )

    def test_it_says_what_is_next(self, phone: Phone) -> None:
        page = page_of(phone, a_residency(holder=phone.holder))
        steps = [
            (line.given["data-step"], line.given["data-done"])
            for line in page.all("li")
            if "data-step" in line.given
        ]
        assert steps == [("agreement", "no"), ("rider", "no"), ("equipment", "no")]

    def test_without_studio_time_it_says_so_and_stays_confirmed(self, phone: Phone) -> None:
        page = page_of(phone, begins(an_application(a_call(), holder=phone.holder)))
        assert "No studio time yet" in page.text
        assert page.one("main").given["data-state"] == "confirmed"

    def test_somebody_elses_is_not_there(self, phone: Phone) -> None:
        other = a_residency()
        for more in ("", "/agreement", "/needs"):
            assert phone.client.get(path_of(other, more)).status_code == 404
        assert sends(phone, other, "/agreement", version=1) == 404

    def test_the_support_person_is_shown_here(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        person = supported(residency, reach="0151 9876, day and night")
        page = page_of(phone, residency)
        assert "Somebody for you" in page.text
        assert "Jo Aalto" in page.text
        assert "0151 9876, day and night" in page.text
        with transaction():
            person.is_retired = True
        assert "0151 9876" not in page_of(phone, residency).text

    def test_breaks_stand_beside_the_day(self, phone: Phone) -> None:
        festival = a_festival(days=6)
        call = a_call(festival)
        slot = a_slot(call, lasts=timedelta(hours=2))
        after = slot.ends_at + timedelta(minutes=30)
        a_session(festival, title="Lakeside rest", starts_at=after)
        full = a_session(
            festival, title="Full house", starts_at=after + timedelta(hours=1), capacity=0
        )
        assert full.capacity == 0
        a_session(
            festival,
            title="Quiet tent",
            entry=Entry.DROP_IN,
            starts_at=slot.starts_at,
            lasts=timedelta(hours=6),
        )
        mine = a_session(festival, title="Mine already", starts_at=after + timedelta(hours=2))
        keeps(phone.holder, mine)
        residency = begins(an_application(call, holder=phone.holder))
        (around,) = [
            part for part in page_of(phone, residency).all("div") if "data-breaks" in part.given
        ]
        assert [link.text for link in around.all("a")] == ["Quiet tent", "Lakeside rest"]


class TestTheAgreement:
    def test_yes_is_kept_as_a_version_and_a_time(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        assert "We share what we write" in page_of(phone, residency, "/agreement").text
        assert sends(phone, residency, "/agreement", version=1) == 303
        db.session.refresh(residency)
        assert residency.agreement_version == 1
        first = residency.agreement_read_at
        assert first is not None
        assert sends(phone, residency, "/agreement", version=1) == 303
        db.session.refresh(residency)
        assert residency.agreement_read_at == first

    def test_a_new_version_asks_anew(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        sends(phone, residency, "/agreement", version=1)
        with transaction():
            residency.call.agreement_version = 2
        assert "read it again" in page_of(phone, residency).text
        assert sends(phone, residency, "/agreement", version=1) == 409
        db.session.refresh(residency)
        assert residency.agreement_version == 1
        assert sends(phone, residency, "/agreement", version=2) == 303


class TestWhatTheyNeed:
    def test_it_is_kept_sealed_shown_again_and_erased(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        wishes = {"needs": ["quiet", "seat"], "helps": "Zebracanary breaks", "contact": "Mo 0123"}
        assert sends(phone, residency, "/needs", **wishes) == 303
        page = page_of(phone, residency, "/needs")
        ticked = {box.given["value"] for box in page.all("input") if "checked" in box.given}
        assert ticked == {"quiet", "seat"}
        assert "Zebracanary breaks" in page.text
        assert "Zebracanary" not in dumped()
        assert sends(phone, residency, "/needs/erase") == 303
        db.session.refresh(residency)
        assert (residency.rider_sealed, residency.rider_updated_at) == (None, None)

    def test_too_long_is_said_and_nothing_is_lost(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        answer = told(phone, residency, "/needs", food="x" * 301)
        assert answer.status_code == 422
        assert "x" * 301 in answer.text
        assert "under 300 letters" in answer.text

    def test_a_need_that_is_none_is_refused(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        assert sends(phone, residency, "/needs", needs=["a pony"]) == 422


class TestComingAndGoing:
    def where(self, phone: Phone, residency: Residency) -> str:
        (part,) = [
            each
            for each in page_of(phone, residency).all("section")
            if "data-presence" in each.given
        ]
        return part.given["data-presence"]

    def test_one_tap_each_and_back_again(self, phone: Phone) -> None:
        residency = is_here_today(phone)
        (slot,) = held_slots(residency)
        zone, dawn = residency.festival.zone, residency.festival.dawn
        day = festival_day(slot.bookable.starts_at, zone, dawn)
        went = []
        for what in ("come", "come", "leave", "undo", "undo"):
            assert sends(phone, residency, f"/days/{day}/{what}") == 303
            went.append(self.where(phone, residency))
        assert went == ["here", "here", "gone", "here", "expected"]

    def test_not_on_another_day(self, phone: Phone) -> None:
        residency = a_residency(holder=phone.holder)
        (slot,) = held_slots(residency)
        day = slot.bookable.starts_at.date()
        for wrong in (day, day + timedelta(days=9)):
            assert sends(phone, residency, f"/days/{wrong}/come") == 409
        assert sends(phone, residency, "/days/someday/come") == 404
        assert db.session.query(StudioDay).count() == 0
