"""A festival is made in three steps, edited, moved to another zone, copied."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import (
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    an_activity,
)
from tests.setup.filling import Fields, changed, form_of, opened, sent
from tests.staff import an_account, signed_in, staff_of
from wellness.booking.actions import BookPlace, book_place
from wellness.booking.models import Booking
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.planner.models import DraftSession
from wellness.programme.models import Activity, Facilitator, FacilitatorHours, Session
from wellness.staff.models import Deed, Membership, Role

pytestmark = pytest.mark.one_database
NEW = "/staff/festivals/new"


def founder(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(may_found=True))


def pressed(client: FlaskClient, fields: Fields, go: str = "next", **typed: str) -> Fields:
    """The next page's form, after a step that went well."""
    answer = client.post(NEW, data=changed(fields, go=go, **typed))
    assert answer.status_code == 200, answer.text
    return form_of(answer.text, NEW)


class TestMakingAFestival:
    def test_takes_three_steps_and_keeps_what_was_typed(self, client: FlaskClient) -> None:
        founder(client)
        days = pressed(client, opened(client, NEW), name="Lóng <Lake>", country="gb")
        assert days["slug"] == "long-lake"
        assert days["zone_name"] == "Europe/London"
        facts = pressed(client, days, starts_on="2026-06-05", ends_on="2026-06-07", dawn="04:30")
        back = pressed(client, facts, go="back", site="A lake")
        assert (back["starts_on"], back["dawn"], back["site"]) == ("2026-06-05", "04:30", "A lake")
        first = pressed(client, back, go="back")
        assert (first["name"], first["site"]) == ("Lóng <Lake>", "A lake")
        again = pressed(client, pressed(client, first))
        assert db.session.scalars(select(Festival)).all() == []
        answer = client.post(NEW, data=changed(again, go="next", places_per_day="3"))
        assert answer.location == "/staff/long-lake/setup"
        made = db.session.scalars(select(Festival)).one()
        assert (made.name, made.country, made.zone_name) == ("Lóng <Lake>", "gb", "Europe/London")
        assert (made.starts_on, made.ends_on) == (date(2026, 6, 5), date(2026, 6, 7))
        assert (made.site, made.places_per_day, made.released_at) == ("A lake", 3, None)
        assert [m.role for m in db.session.scalars(select(Membership))] == [Role.OWNER]
        assert db.session.scalars(select(Deed.kind)).all() == ["festival_made"]
        assert "Add the first" in client.get(answer.location).text

    @pytest.mark.parametrize(
        ("slug", "error"),
        [
            ("Lake!", "lower-case letters"),
            ("staff", "taken by the site itself"),
            ("taken", "Another festival has the address taken."),
            ("sign-in", "taken by the site itself"),
        ],
    )
    def test_checks_the_address_at_once(self, client: FlaskClient, slug: str, error: str) -> None:
        a_festival(slug="taken")
        founder(client)
        typed = changed(opened(client, NEW), name="Lake", slug=slug, go="next")
        answer = client.post(NEW, data=typed)
        assert answer.status_code == 422
        assert error in answer.text
        assert "Give the first day" not in answer.text

    def test_suggests_a_free_address(self, client: FlaskClient) -> None:
        a_festival(slug="lake")
        founder(client)
        assert pressed(client, opened(client, NEW), name="Lake")["slug"] == "lake-2"

    def test_says_what_is_wrong_with_days_and_zone(self, client: FlaskClient) -> None:
        founder(client)
        days = pressed(client, opened(client, NEW), name="Lake")
        typed = {"starts_on": "2026-06-05", "ends_on": "2026-06-04", "zone_name": "Mars/Base"}
        answer = client.post(NEW, data=changed(days, go="next", **typed))
        assert answer.status_code == 422
        assert "The last day is the first or one after it" in answer.text
        assert "We don&#39;t know that zone." in answer.text
        assert 'value="Mars/Base"' in answer.text

    def test_takes_no_address_that_runs(self, client: FlaskClient) -> None:
        founder(client)
        days = pressed(client, opened(client, NEW), name="Lake", country="de")
        facts = pressed(client, days, starts_on="2026-06-05", ends_on="2026-06-05")
        wrong = changed(facts, go="next", exit_url="javascript:alert(1)")
        assert client.post(NEW, data=wrong).status_code == 422
        assert db.session.scalars(select(Festival)).all() == []

    def test_is_for_owners_and_founders(self, client: FlaskClient) -> None:
        festival = a_festival()
        staff_of(client, festival, Role.ORGANIZER)
        assert client.get(NEW).status_code == 404
        staff_of(client, festival, Role.OWNER)
        assert client.get(NEW).status_code == 200


@pytest.fixture
def berlin(client: FlaskClient) -> Festival:
    festival = a_festival(slug="fest", zone="Europe/Berlin", starts_on=date(2026, 10, 23), days=4)
    staff_of(client, festival, Role.OWNER)
    return festival


def draft_times() -> list[str]:
    query = select(DraftSession).order_by(DraftSession.starts_at, DraftSession.id)
    return [f"{d.starts_at:%m-%d %H:%M}" for d in db.session.scalars(query) if d.starts_at]


class TestTheFestivalsFacts:
    def test_are_edited(self, client: FlaskClient, berlin: Festival) -> None:
        answer = sent(client, "/staff/fest/festival", name="New name", quiet_from="22:30")
        assert answer.status_code == 303
        db.session.refresh(berlin)
        assert (berlin.name, f"{berlin.quiet_from:%H:%M}") == ("New name", "22:30")
        assert db.session.scalars(select(Deed.kind)).all() == ["festival_edited"]

    def test_of_two_editors_lose_nothing(self, client: FlaskClient, berlin: Festival) -> None:
        path = "/staff/fest/festival"
        mine = changed(opened(client, path), site="My site")
        sent(client, path, contact="theirs@fest.example")
        answer = client.post(path, data=mine)
        assert answer.status_code == 409
        kept = changed(form_of(answer.text, path), **{"keep-contact": "theirs"})
        assert client.post(path, data=kept).status_code == 303
        db.session.refresh(berlin)
        assert (berlin.site, berlin.contact) == ("My site", "theirs@fest.example")

    @pytest.mark.parametrize(("times", "hour"), [("wall", "13:00"), ("instant", "07:00")])
    def test_another_zone_is_asked_about_first(
        self, client: FlaskClient, berlin: Festival, times: str, hour: str
    ) -> None:
        space = a_space(berlin)
        a_session(berlin, space=space, starts_at=datetime(2026, 10, 24, 7, tzinfo=UTC))
        with transaction():
            opens = datetime(2026, 10, 24, 6, tzinfo=UTC)
            hours = SpaceHours(space_id=space.id, opens_at=opens, closes_at=opens.replace(hour=20))
            db.session.add(hours)
        path = "/staff/fest/festival"
        asked = sent(client, path, zone_name="America/New_York")
        assert asked.status_code == 200
        assert "Sat 24 09:00" in asked.text
        assert "Sat 24 03:00" in asked.text
        assert berlin.zone_name == "Europe/Berlin"
        assert draft_times() == ["10-24 07:00"]
        answer = client.post(path, data=changed(form_of(asked.text, path), times=times))
        assert answer.status_code == 303
        db.session.refresh(berlin)
        assert berlin.zone_name == "America/New_York"
        assert draft_times() == [f"10-24 {hour}"]
        opened_at = db.session.scalars(select(SpaceHours.opens_at)).one()
        assert opened_at.hour == (12 if times == "wall" else 6)
        assert db.session.scalars(select(Session.starts_at)).one().hour == 7


class TestACopy:
    def test_keeps_the_wall_time_over_a_change_of_the_clocks(
        self, client: FlaskClient, berlin: Festival
    ) -> None:
        """From October, where clocks go back on the 25th, to March, where they go forward."""
        space, leader = a_space(berlin, name="Tent"), a_facilitator(berlin, name="Grace")
        activity = an_activity(berlin, title="Yoga")
        with transaction():
            activity.drafted = {"title": "Slow yoga"}
            activity.opens_at = datetime(2026, 10, 1, 10, tzinfo=UTC)
            at = datetime(2026, 10, 24, 6, tzinfo=UTC)
            db.session.add(
                FacilitatorHours(facilitator_id=leader.id, starts_at=at, ends_at=at.replace(hour=9))
            )
        moments = [
            datetime(2026, 10, 24, 7, tzinfo=UTC),  # Saturday, 09:00 in Berlin
            datetime(2026, 10, 25, 8, tzinfo=UTC),  # Sunday after the change, 09:00 too
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # 02:30, which jumps away in March
        ]
        for moment in moments:
            a_session(
                berlin, activity=activity, space=space, facilitators=(leader,), starts_at=moment
            )
        path = "/staff/fest/copy"
        answer = sent(client, path, name="Spring", slug="", starts_on="2027-03-26")
        assert answer.location == "/staff/spring/setup"
        spring = db.session.scalars(select(Festival).where(Festival.slug == "spring")).one()
        assert (spring.ends_on, spring.released_at) == (date(2027, 3, 29), None)
        query = select(DraftSession).where(DraftSession.festival_id == spring.id)
        drafts = db.session.scalars(query.order_by(DraftSession.starts_at)).all()
        zone = spring.zone
        walls = [f"{d.starts_at.astimezone(zone):%d %H:%M}" for d in drafts if d.starts_at]
        assert walls == ["27 09:00", "28 03:30", "28 09:00"]
        assert "Look at the time of: Slow yoga." in client.get(answer.location).text
        assert {d.session_id for d in drafts} == {None}
        names = select(Activity.title, Activity.drafted).where(Activity.festival_id == spring.id)
        assert db.session.execute(names).all() == [("Slow yoga", None)]
        there = db.session.scalars(
            select(FacilitatorHours).join(Facilitator).where(Facilitator.festival_id == spring.id)
        ).one()
        assert f"{there.starts_at.astimezone(zone):%m-%d %H:%M}" == "03-27 08:00"
        grace = db.session.scalars(
            select(Facilitator.id).where(Facilitator.festival_id == spring.id)
        ).one()
        assert drafts[0].facilitator_ids == [grace]
        assert drafts[0].space_id != space.id

    def test_takes_no_bookings_and_no_team_along(
        self, client: FlaskClient, berlin: Festival
    ) -> None:
        session = a_session(berlin)
        wish = BookPlace(bookable_id=session.id, pass_id=a_pass().id)
        in_transaction(lambda: book_place(wish, now=session.created_at))
        sent(client, "/staff/fest/copy", name="Next", starts_on="2027-10-22")
        made = db.session.scalars(select(Festival).where(Festival.slug == "next")).one()
        assert db.session.query(Booking).count() == 1
        assert db.session.query(Session).count() == 1
        roles = select(Membership.role).where(Membership.festival_id == made.id)
        assert db.session.scalars(roles).all() == [Role.OWNER]

    def test_takes_only_what_was_chosen(self, client: FlaskClient, berlin: Festival) -> None:
        a_session(berlin, facilitators=(a_facilitator(berlin),))
        path = "/staff/fest/copy"
        typed = changed(opened(client, path), name="Next", starts_on="2027-10-22")
        for name in ("facilitators", "activities", "sessions", "categories"):
            typed.poplist(name)
        client.post(path, data=typed)
        made = db.session.scalars(select(Festival).where(Festival.slug == "next")).one()
        counted = {
            model: db.session.query(model).filter_by(festival_id=made.id).count()
            for model in (Space, Facilitator, Activity, DraftSession)
        }
        assert counted == {Space: 1, Facilitator: 0, Activity: 0, DraftSession: 0}
