"""What is kept of residents, for whom, and until when: with the clock moved on."""

import json
import logging
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from tests.booking.test_letters import a_reader, written
from tests.factories import a_pass, from_now
from tests.feeds.subscribers import a_feed
from tests.passes.phones import dumped
from tests.plan.reading import a_phone
from tests.residencies.people import (
    a_call,
    a_residency,
    a_slot,
    an_application,
    begins,
    held_slots,
    supported,
    writes_a_rider,
)
from tests.staff import staff_of
from wellness import clock
from wellness.booking.models import Bookable, Booking
from wellness.clock import festival_day
from wellness.database import db, in_transaction, transaction
from wellness.mail import outbox
from wellness.operations.purge import purge
from wellness.plan.actions import forget_person
from wellness.residencies.actions import settling
from wellness.residencies.models import Residency, ResidencyState, StudioDay
from wellness.residencies.queries.riders import reach_of, rider_of
from wellness.residencies.upkeep import reseal_riders, reseal_support
from wellness.staff.models import Role

WEEK = timedelta(days=7)


def a_stay_with_everything() -> Residency:
    """Somebody who is in the studio now, with a rider and somebody to turn to."""
    call = a_call()
    a_slot(call, starts_at=from_now(minutes=30), lasts=timedelta(hours=1))
    residency = begins(an_application(call, holder=a_reader(name="Robin")))
    writes_a_rider(residency, helps="Quokkarider", contact="Quokkacontact")
    supported(residency, reach="Quokkareach")
    (slot,) = held_slots(residency)
    festival = residency.festival
    day = festival_day(slot.bookable.starts_at, festival.zone, festival.dawn)
    in_transaction(lambda: settling.come(residency, day, now=clock.now()))
    return residency


@pytest.mark.usefixtures("app")
class TestRetention:
    def test_rider_and_days_go_a_week_after_the_last_slot_and_not_sooner(self) -> None:
        residency = a_stay_with_everything()
        (slot,) = held_slots(residency)
        due = slot.bookable.ends_at + WEEK
        purge(now=due - timedelta(minutes=1))
        db.session.refresh(residency)
        assert rider_of(residency).helps == "Quokkarider"
        assert "1 access riders forgotten" in purge(now=due)
        db.session.refresh(residency)
        assert residency.rider_sealed is None
        assert list(db.session.scalars(select(StudioDay))) == []
        assert residency.state is ResidencyState.CONFIRMED

    def test_without_studio_time_it_goes_a_week_after_the_festival(self) -> None:
        residency = begins(an_application(a_call(), holder=a_pass()))
        writes_a_rider(residency, food="Nothing fried")
        last = residency.festival.ends_on
        purge(now=clock.dawn_of(last, residency.festival.zone, residency.festival.dawn))
        db.session.refresh(residency)
        assert residency.rider_sealed is not None
        later = clock.dawn_of(
            last + timedelta(days=8), residency.festival.zone, residency.festival.dawn
        )
        purge(now=later)
        db.session.refresh(residency)
        assert residency.rider_sealed is None

    def test_whoever_asks_is_forgotten_and_the_time_is_free(self) -> None:
        residency = a_residency(holder=a_pass(name="Robin"))
        writes_a_rider(residency, helps="Quokkarider")
        (slot,) = held_slots(residency)
        holder = residency.pass_id
        assert holder is not None
        in_transaction(lambda: forget_person(holder, now=clock.now()))
        db.session.expire_all()
        assert (residency.pass_id, residency.rider_sealed) == (None, None)
        assert residency.agreement_read_at is None
        assert residency.state is ResidencyState.GIVEN_UP
        assert slot.bookable.taken == 0

    def test_keys_are_rotated_with_what_is_sealed(self) -> None:
        residency = a_stay_with_everything()
        sealer = outbox.office().sealer
        before = residency.rider_sealed
        assert in_transaction(lambda: reseal_riders(after=0, limit=10, sealer=sealer))
        assert in_transaction(lambda: reseal_support(after=0, limit=10, sealer=sealer))
        db.session.expire_all()
        assert residency.rider_sealed != before
        assert rider_of(residency).helps == "Quokkarider"
        assert residency.support is not None
        assert reach_of(residency.support) == "Quokkareach"


class TestTheirOwnFile:
    def test_it_holds_the_residency_and_the_rider_in_the_clear(self, client: FlaskClient) -> None:
        phone = a_phone(client)
        residency = a_residency(holder=phone.holder)
        writes_a_rider(residency, helps="Quokkarider")
        told = json.loads(client.get("/me/data.json").data)
        (mine,) = told["residencies"]
        assert mine["reference"] == residency.reference
        assert mine["access_rider"]["what_helps"] == "Quokkarider"
        assert mine["agreement"] == {"version": None, "said_yes_at": None}
        page = client.get("/me/data")
        assert "with what you told us you need" in page.text


class TestCanaries:
    def test_rider_and_reach_are_nowhere_outside_their_circle(
        self, app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture
    ) -> None:
        app.config["WTF_CSRF_ENABLED"] = False
        with caplog.at_level(logging.DEBUG):
            residency = a_stay_with_everything()
            slug, holder = residency.festival.slug, residency.holder
            assert holder is not None
            _, feed = a_feed(holder)
            base = f"/staff/{slug}/residencies"
            seen = [client.get(path).text for path in (feed, f"/{slug}/", f"/{slug}/residencies/")]
            for role in Role:
                staff_of(client, residency.festival, role)
                one, support = f"/{residency.reference}", f"/support/{residency.support_id}"
                paths = ("", one, "/today", "/support", support)
                seen += [client.get(base + path).text for path in paths]
                seen.append(client.get(f"/staff/{slug}/log").text)
        told = "\n".join([*seen, dumped(), caplog.text, *(text for _, _, text in written())])
        private = ("Quokkarider", "Quokkacontact", "Quokkareach")
        assert [word for word in private if word in told] == []


class TestTheAudit:
    def test_it_finds_a_slot_that_is_no_longer_held(self, app: Flask) -> None:
        residency = a_residency()
        (slot,) = held_slots(residency)
        run = app.test_cli_runner()
        assert run.invoke(args=["audit"]).exit_code == 0
        with transaction():
            db.session.execute(update(Booking).values(status="cancelled", cancelled_by="expiry"))
            db.session.execute(update(Bookable).values(taken=0))
        found = run.invoke(args=["audit"])
        assert found.exit_code == 1
        assert (
            f"residency {residency.reference}: booking {slot.reference} is not live" in found.output
        )
