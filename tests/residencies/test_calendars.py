"""Given studio time in calendars and letters: the resident's, and those who are there."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.booking.test_letters import a_reader, kinds, written
from tests.calendars.readers import value
from tests.changing import calls_off, moves
from tests.factories import a_facilitator, a_pass
from tests.feeds.subscribers import a_feed, entries, told
from tests.feeds.test_staff_feeds import a_staff_feed
from tests.plan.reading import a_phone
from tests.residencies.people import (
    a_call,
    a_residency,
    a_slot,
    an_application,
    begins,
    held_slots,
    supported,
)
from tests.staff import an_account, works_for
from wellness import clock
from wellness.database import in_transaction, transaction
from wellness.feeds.models import FeedKind
from wellness.residencies.actions.support import retire_support
from wellness.residencies.models import Residency
from wellness.staff.models import Account, Role
from wellness.staff.rules import COMMAND_LINE

HOUR = timedelta(hours=1)


class TestTheResidentsOwn:
    def test_a_slot_leads_to_ones_own_booking_and_follows_every_move(
        self, client: FlaskClient
    ) -> None:
        residency = a_residency(holder=a_reader(name="Robin"))
        (slot,) = held_slots(residency)
        assert residency.holder is not None
        _, path = a_feed(residency.holder)
        (before,) = entries(client, path)
        assert f"/me/bookings/{slot.reference}" in told(before, "DESCRIPTION")[0]
        assert "/sessions/" not in told(before, "DESCRIPTION")[0]
        moves(slot.bookable, starts_at=slot.bookable.starts_at + HOUR)
        (after,) = entries(client, path)
        assert told(after, "UID")[0] == told(before, "UID")[0]
        assert int(value(after, "SEQUENCE")) > int(value(before, "SEQUENCE"))
        assert value(after, "DTSTART").dt == value(before, "DTSTART").dt + HOUR
        assert kinds()[1:] == ["release"]

    def test_a_cancelled_slot_is_written_about_and_says_so(self, client: FlaskClient) -> None:
        residency = a_residency(holder=a_reader(name="Robin"))
        (slot,) = held_slots(residency)
        assert residency.holder is not None
        _, path = a_feed(residency.holder)
        calls_off(slot.bookable, reason="The roof leaks.")
        (entry,) = entries(client, path)
        assert told(entry, "STATUS")[0] == "CANCELLED"
        assert "The roof leaks." in written()[-1][2]

    @pytest.mark.usefixtures("app")
    def test_whoever_wants_invitations_gets_one_for_each_slot(self) -> None:
        a_residency(holder=a_reader(name="Robin", invitations=True), slots=2)
        assert sorted(kinds()) == ["given", "given", "residency_confirmed"]

    def test_it_stands_in_my_plan_with_its_residency(self, client: FlaskClient) -> None:
        phone = a_phone(client)
        residency = a_residency(holder=phone.holder)
        plan = phone.plan()
        (card,) = plan.all("article", data_residency=residency.reference)
        assert card.all("a")[0].given["href"] == f"/me/residencies/{residency.reference}"
        assert len(phone.lines()) == 1


def looked_after(*roles: Role) -> tuple[Residency, Account]:
    """A residency, and the account of whoever looks after its holder."""
    residency = a_residency(holder=a_pass(name="Canaryrobin"))
    account = an_account(name="Jo")
    works_for(account, residency.festival, *roles)
    person = supported(residency, reach="Canaryreach")
    with transaction():
        person.account_id = account.id
    return residency, account


class TestThoseWhoAreThereForThem:
    @pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ORGANIZER])
    def test_the_support_person_sees_times_and_numbers_never_names(
        self, client: FlaskClient, role: Role
    ) -> None:
        residency, account = looked_after(role)
        (slot,) = held_slots(residency)
        a_residency()
        path = a_staff_feed(account, residency.festival, FeedKind.MINE)
        (entry,) = entries(client, path)
        assert value(entry, "DTSTART").dt == slot.bookable.starts_at
        assert "1 of 1 place" in told(entry, "DESCRIPTION")[0]
        assert "Canary" not in client.get(path).text

    def test_no_longer_theirs_no_longer_shown(self, client: FlaskClient) -> None:
        residency, account = looked_after(Role.FACILITATOR)
        path = a_staff_feed(account, residency.festival, FeedKind.MINE)
        assert len(entries(client, path)) == 1
        person = residency.support
        assert person is not None
        in_transaction(
            lambda: retire_support(person, is_retired=True, hand=COMMAND_LINE, now=clock.now())
        )
        assert entries(client, path) == []

    def test_without_a_role_that_has_calendars_there_is_none(self, client: FlaskClient) -> None:
        residency, account = looked_after(Role.DESK)
        path = a_staff_feed(account, residency.festival, FeedKind.MINE)
        assert client.get(path).status_code in {404, 410}

    def test_the_engineer_sees_the_slots_they_are_at(self, client: FlaskClient) -> None:
        call = a_call()
        engineer, account = a_facilitator(call.festival), an_account()
        works_for(account, call.festival, Role.FACILITATOR, facilitator=engineer)
        slot = a_slot(call, facilitators=(engineer,))
        begins(an_application(call, holder=a_pass(name="Canaryrobin")))
        path = a_staff_feed(account, call.festival, FeedKind.MINE)
        (entry,) = entries(client, path)
        assert told(entry, "SUMMARY") == [slot.title]
        assert "1 of 1 place" in told(entry, "DESCRIPTION")[0]
        assert "Canary" not in client.get(path).text
