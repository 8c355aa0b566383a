"""Residencies for those who look after them: the list, one of them, the sheet for today."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.booking.test_letters import a_reader, written
from tests.factories import a_pass, a_session, from_now
from tests.programme.reading import Element, read
from tests.residencies.people import (
    a_call,
    a_residency,
    a_slot,
    an_application,
    begins,
    held_slots,
    slots_in_a_row,
    supported,
    times_of,
    writes_a_rider,
)
from tests.staff import an_account, signed_in, staff_of, works_for
from wellness import clock
from wellness.calls.models import ApplicationState
from wellness.calls.rules.standing import Standing, standing_of
from wellness.clock import festival_day
from wellness.database import db, in_transaction
from wellness.residencies.actions import settling
from wellness.residencies.actions.support import tell_of_overdue
from wellness.residencies.models import Residency, ResidencyState, SupportPerson
from wellness.selection.queries.offers import free_in
from wellness.staff.models import Deed, Role
from wellness.staff.rules import DeedKind


@pytest.fixture(autouse=True)
def _no_tokens(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False


def base(residency: Residency) -> str:
    return f"/staff/{residency.festival.slug}/residencies"


def page(client: FlaskClient, path: str) -> Element:
    answer = client.get(path)
    assert answer.status_code == 200
    return read(answer.text)


def today_of(residency: Residency) -> str:
    festival = residency.festival
    (slot,) = held_slots(residency)
    return festival_day(slot.bookable.starts_at, festival.zone, festival.dawn).isoformat()


def starting_soon(name: str = "Robin") -> Residency:
    call = a_call()
    a_slot(call, starts_at=from_now(minutes=30), lasts=timedelta(hours=1))
    return begins(an_application(call, holder=a_pass(name=name)))


def deeds(kind: DeedKind) -> list[tuple[str, object]]:
    db.session.rollback()
    rows = db.session.scalars(select(Deed).where(Deed.kind == kind).order_by(Deed.id))
    return [(row.about, row.facts.get("part") or row.facts.get("what")) for row in rows]


class TestTheList:
    def test_it_says_how_well_prepared_everything_is(self, client: FlaskClient) -> None:
        residency = a_residency(holder=a_pass(name="Robin"))
        staff_of(client, residency.festival, Role.ORGANIZER)
        (line,) = page(client, base(residency)).all("li", data_residency=residency.reference)
        for words in (
            "Robin",
            "Songwriter",
            "Agreement: not yet",
            "Access rider: none",
            "Support: nobody yet",
        ):
            assert words in line.text
        in_transaction(lambda: settling.say_yes(residency, version=1, now=clock.now()))
        writes_a_rider(residency, helps="Breaks")
        supported(residency, reach="0151")
        (line,) = page(client, base(residency)).all("li", data_residency=residency.reference)
        for words in ("Agreement: yes", "Access rider: there", "Support: Jo Aalto"):
            assert words in line.text

    def test_nobody_without_studio_time_is_overlooked(self, client: FlaskClient) -> None:
        residency = begins(an_application(a_call()))
        staff_of(client, residency.festival, Role.ORGANIZER)
        assert "No studio time yet" in page(client, base(residency)).text
        assert "No studio time yet" in page(client, f"{base(residency)}/{residency.reference}").text

    def test_empty_it_says_so(self, client: FlaskClient) -> None:
        call = a_call()
        staff_of(client, call.festival, Role.ORGANIZER)
        told = page(client, f"/staff/{call.festival.slug}/residencies").text
        assert "Nobody has a residency yet" in told


class TestChangingSlots:
    def test_what_is_ticked_is_theirs_and_they_get_one_letter(self, client: FlaskClient) -> None:
        call = a_call()
        first, second, third = slots_in_a_row(call, 3)
        residency = begins(an_application(call, holder=a_reader(name="Robin")))
        staff_of(client, call.festival, Role.ORGANIZER)
        path = f"{base(residency)}/{residency.reference}/slots"
        wanted = {"slots": [second.reference, third.reference]}
        assert client.post(path, data=wanted).status_code == 303
        db.session.expire_all()
        assert times_of(residency) == [second.starts_at, third.starts_at]
        assert first.taken == 0
        assert [kind for kind, _, _ in written()] == ["residency_confirmed", "residency_changed"]
        assert client.post(path, data=wanted).status_code == 303
        assert len(written()) == 2
        assert deeds(DeedKind.RESIDENCY_CHANGED) == [
            (f"Night shift · {residency.reference}", "studio time")
        ]

    def test_a_slot_of_somebody_else_is_refused_and_nothing_changes(
        self, client: FlaskClient
    ) -> None:
        call = a_call()
        slots_in_a_row(call, 2)
        mine, other = begins(an_application(call)), begins(an_application(call))
        staff_of(client, call.festival, Role.ORGANIZER)
        before = times_of(mine)
        (theirs,) = held_slots(other)
        path = f"{base(mine)}/{mine.reference}/slots"
        answer = client.post(path, data={"slots": [theirs.bookable.reference]})
        assert answer.status_code == 409
        assert "can&#39;t be given any more" in answer.text
        db.session.expire_all()
        assert times_of(mine) == before

    def test_two_at_the_same_time_are_named(self, client: FlaskClient) -> None:
        call = a_call()
        one = a_slot(call)
        other = a_slot(call, starts_in=timedelta(days=1, hours=2))
        residency = begins(an_application(call))
        staff_of(client, call.festival, Role.ORGANIZER)
        answer = client.post(
            f"{base(residency)}/{residency.reference}/slots",
            data={"slots": [one.reference, other.reference]},
        )
        assert answer.status_code == 409
        assert one.space is not None
        assert one.space.name in answer.text
        assert "are at the same time" in answer.text

    def test_that_they_keep_something_else_is_said_and_not_what(self, client: FlaskClient) -> None:
        call = a_call()
        _, free = slots_in_a_row(call, 2)
        residency = begins(an_application(call, holder=a_pass(name="Robin")))
        circle = a_session(call.festival, title="Grief circle", starts_at=free.starts_at)
        assert residency.holder is not None
        asks(residency.holder, circle)
        staff_of(client, call.festival, Role.ORGANIZER)
        told = page(client, f"{base(residency)}/{residency.reference}").text
        assert "They keep something else at that time." in told
        assert "Grief circle" not in told


class TestWithdrawing:
    def test_the_time_is_free_and_they_get_a_letter_with_ones_words(
        self, client: FlaskClient
    ) -> None:
        residency = a_residency(holder=a_reader(name="Robin"))
        (slot,) = held_slots(residency)
        staff_of(client, residency.festival, Role.ORGANIZER)
        path = f"{base(residency)}/{residency.reference}/withdraw"
        assert client.post(path, data={"message": " "}).status_code == 422
        words = {"message": "The studio flooded. We would like to have you next year."}
        assert client.post(path, data=words).status_code == 303
        db.session.expire_all()
        assert residency.state is ResidencyState.WITHDRAWN
        assert slot.bookable.taken == 0
        kind, _, text = written()[-1]
        assert kind == "residency_withdrawn"
        assert "The studio flooded." in text
        assert "not because of anything you did" in text

    def test_its_application_takes_no_place_any_more_and_says_so_to_whoever_wrote_it(
        self, client: FlaskClient
    ) -> None:
        residency = a_residency(holder=a_reader(name="Robin"))
        application = residency.application
        assert application is not None
        staff_of(client, residency.festival, Role.ORGANIZER)
        path = f"{base(residency)}/{residency.reference}/withdraw"
        assert client.post(path, data={"message": "The studio flooded."}).status_code == 303
        db.session.expire_all()
        assert application.state is ApplicationState.CALLED_OFF
        assert standing_of(application, now=clock.now()) is Standing.CALLED_OFF
        assert free_in(application.call, application.role_id) == 2


class TestTheRider:
    def test_opening_it_is_written_down_and_shows_it_once(self, client: FlaskClient) -> None:
        residency = a_residency(holder=a_pass(name="Robin"))
        writes_a_rider(residency, helps="Zebrahelp", contact="Zebramo")
        staff_of(client, residency.festival, Role.ORGANIZER)
        path = f"{base(residency)}/{residency.reference}"
        assert "Zebra" not in client.get(path).text
        shown = client.post(f"{path}/rider")
        assert "Zebrahelp" in shown.text
        assert "Zebramo" in shown.text
        assert "Zebra" not in client.get(path).text
        about = f"Night shift · {residency.reference}"
        assert deeds(DeedKind.RIDER_SEEN) == [(about, "all")]
        assert "Robin" not in about

    def test_the_desk_sees_the_part_for_emergencies_on_the_day(self, client: FlaskClient) -> None:
        residency = starting_soon()
        writes_a_rider(residency, helps="Zebrahelp", contact="Zebramo", emergency="Zebraill")
        staff_of(client, residency.festival, Role.DESK)
        assert client.post(f"{base(residency)}/{residency.reference}/rider").status_code == 404
        shown = client.post(f"{base(residency)}/{residency.reference}/emergency")
        assert "Zebramo" in shown.text
        assert "Zebraill" in shown.text
        assert "Zebrahelp" not in shown.text
        assert [part for _, part in deeds(DeedKind.RIDER_SEEN)] == ["emergency"]

    def test_and_on_no_other_day(self, client: FlaskClient) -> None:
        residency = a_residency()
        writes_a_rider(residency, emergency="Zebraill")
        staff_of(client, residency.festival, Role.DESK)
        answer = client.post(f"{base(residency)}/{residency.reference}/emergency")
        assert answer.status_code == 404
        assert deeds(DeedKind.RIDER_SEEN) == []


class TestToday:
    def test_the_desk_notes_coming_and_going(self, client: FlaskClient) -> None:
        residency = starting_soon()
        staff_of(client, residency.festival, Role.DESK)
        sheet, at = f"{base(residency)}/today", f"{base(residency)}/{residency.reference}/days"
        went = []
        for what in ("come", "leave", "undo"):
            answer = client.post(f"{at}/{today_of(residency)}/{what}")
            assert answer.location == sheet
            (chip,) = [e for e in page(client, sheet).all("span") if "data-presence" in e.given]
            went.append(chip.given["data-presence"])
        assert went == ["here", "gone", "here"]

    def test_a_support_person_sees_their_own_residents_and_nobody_else(
        self, client: FlaskClient
    ) -> None:
        residency = starting_soon("Robin")
        call = residency.call
        a_slot(call, starts_at=from_now(minutes=40), lasts=timedelta(hours=1))
        begins(an_application(call, holder=a_pass(name="Wren")))
        person = supported(residency, reach="0151")
        account = an_account(name="Jo")
        works_for(account, residency.festival, Role.FACILITATOR)
        signed_in(client, account)
        assert "Nobody today" in page(client, f"{base(residency)}/today").text
        in_transaction(lambda: setattr(person, "account_id", account.id))
        told = page(client, f"{base(residency)}/today").text
        assert "Robin" in told
        assert "Wren" not in told

    @pytest.mark.usefixtures("app")
    def test_who_was_not_noted_to_leave_is_marked_and_looked_for_once(self) -> None:
        residency = starting_soon("Robin")
        person = supported(residency, reach="0151")
        account = an_account(name="Jo", address="jo@example.org")
        in_transaction(lambda: setattr(person, "account_id", account.id))
        day = festival_day(
            held_slots(residency)[0].bookable.starts_at,
            residency.festival.zone,
            residency.festival.dawn,
        )
        in_transaction(lambda: settling.come(residency, day, now=clock.now()))
        (slot,) = held_slots(residency)
        late = slot.bookable.ends_at + timedelta(hours=2)
        moments = (late - timedelta(minutes=1), late, late + timedelta(hours=1))
        assert [in_transaction(partial(tell_of_overdue, now=at)) for at in moments] == [0, 1, 0]
        [(kind, to, text)] = written()
        assert (kind, to) == ("residency_overdue", "jo@example.org")
        assert "Robin" not in text
        assert "Night shift" not in text


class TestSupportPeople:
    def form(self, **more: object) -> dict[str, object]:
        return {"name": "Jo Aalto", "reach": "Zebrareach 0151", "about": "Nights"} | more

    def test_added_edited_retired_and_how_to_reach_them_is_never_shown_to_staff(
        self, client: FlaskClient
    ) -> None:
        residency = a_residency()
        staff_of(client, residency.festival, Role.ORGANIZER)
        path = f"{base(residency)}/support"
        assert client.post(f"{path}/new", data=self.form(reach="")).status_code == 422
        assert client.post(f"{path}/new", data=self.form()).status_code == 303
        person = db.session.scalars(select(SupportPerson)).one()
        assert b"Zebrareach" not in person.reach_sealed
        one = f"{path}/{person.id}"
        sealed = person.reach_sealed
        for address in (path, one):
            assert "Zebrareach" not in client.get(address).text
        assert (
            client.post(one, data=self.form(name="Jo A.", reach="", revision=1)).status_code == 303
        )
        db.session.refresh(person)
        assert (person.name, person.reach_sealed, person.revision) == ("Jo A.", sealed, 2)
        assert client.post(f"{one}/retire").status_code == 303
        assert "Not shown" in client.get(path).text

    def test_two_who_edit_at_once_are_told(self, client: FlaskClient) -> None:
        residency = a_residency()
        person = supported(residency, reach="0151")
        staff_of(client, residency.festival, Role.ORGANIZER)
        one = f"{base(residency)}/support/{person.id}"
        assert client.post(one, data=self.form(about="Days", revision=1)).status_code == 303
        answer = client.post(one, data=self.form(about="Evenings", revision=1))
        assert answer.status_code == 409
        assert "Days" in answer.text
        assert "Evenings" in answer.text

    def test_one_is_assigned_and_stands_on_the_residents_page(self, client: FlaskClient) -> None:
        residency, other = a_residency(), a_residency()
        foreign = supported(other, reach="2")
        mine = supported(residency, reach="3", name="Ada")
        staff_of(client, residency.festival, Role.ORGANIZER)
        path = f"{base(residency)}/{residency.reference}/support"
        assert client.post(path, data={"support": ""}).status_code == 303
        db.session.refresh(residency)
        assert residency.support_id is None
        assert client.post(path, data={"support": mine.id}).status_code == 303
        db.session.refresh(residency)
        assert residency.support_id == mine.id
        assert client.post(path, data={"support": foreign.id}).status_code == 404
