"""Activities and categories: what people read waits for a release, discretion does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import a_category, a_festival, a_pass, a_session, an_activity
from tests.setup.filling import changed, form_of, opened, sent
from tests.staff import staff_of
from wellness.booking.actions import BookPlace, book_place
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.planner.models import Step
from wellness.programme.models import Activity, Category, Session
from wellness.staff.models import Role

pytestmark = pytest.mark.one_database


@pytest.fixture
def festival(client: FlaskClient) -> Festival:
    made = a_festival(slug="fest")
    staff_of(client, made, Role.ORGANIZER)
    return made


def the_activity() -> Activity:
    return db.session.scalars(select(Activity)).one()


class TestANewActivity:
    def test_of_support_gets_two_leaders_and_states_its_limits(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        support = a_category(festival, is_support=True)
        path = "/staff/fest/add/activity"
        asked = sent(client, path, title="Circle", category_id=str(support.id), leaders_needed="")
        assert asked.status_code == 422
        assert "Say what stays in the room" in asked.text
        typed = changed(form_of(asked.text, path), confidentiality="What is said stays.")
        assert client.post(path, data=typed).location == "/staff/fest/activities/circle"
        assert the_activity().leaders_needed == 2

    def test_of_another_kind_gets_one_leader(self, client: FlaskClient, festival: Festival) -> None:
        kind = a_category(festival)
        path = "/staff/fest/add/activity"
        sent(client, path, title="Yoga", category_id=str(kind.id), leaders_needed="")
        assert the_activity().leaders_needed == 1

    def test_cannot_take_another_festivals_category(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        a_category(festival)
        foreign = a_category(a_festival())
        path = "/staff/fest/add/activity"
        typed = changed(opened(client, path), title="Yoga", category_id=str(foreign.id))
        assert client.post(path, data=typed).status_code == 422
        assert db.session.scalars(select(Activity)).all() == []

    def test_says_both_readings_of_a_time_shown_twice(self, client: FlaskClient) -> None:
        clocks = a_festival(slug="clocks", zone="Europe/Berlin")
        staff_of(client, clocks, Role.PROGRAMME)
        kind = a_category(clocks)
        path = "/staff/clocks/add/activity"
        typed = {"title": "Yoga", "category_id": str(kind.id), "opens_at": "2026-10-25T02:30"}
        asked = sent(client, path, **typed)
        assert asked.status_code == 422
        assert "Sun 25, 02:30 (UTC+02:00) and Sun 25, 02:30 (UTC+01:00)" in asked.text
        second = "2026-10-25T02:30:00+01:00"
        assert f'name="opens_at-reading" value="{second}"' in asked.text
        again = changed(form_of(asked.text, path), **{"opens_at-reading": second})
        assert client.post(path, data=again).status_code == 303
        opens_at = the_activity().opens_at
        assert opens_at is not None
        assert opens_at.isoformat() == "2026-10-25T01:30:00+00:00"


class TestTheWordsOfAnActivity:
    def test_without_released_sessions_change_at_once(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        activity = an_activity(festival)
        sent(client, f"/staff/fest/activities/{activity.slug}", title="Evening yoga")
        now = the_activity()
        assert (now.title, now.drafted) == ("Evening yoga", None)

    def test_with_released_sessions_wait_for_the_next_release(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival, title="Morning yoga")
        path = f"/staff/fest/activities/{the_activity().slug}"
        answer = sent(client, path, title="Evening yoga", min_age="16", length_minutes="45")
        assert answer.status_code == 303
        now = the_activity()
        assert (now.title, now.min_age) == ("Morning yoga", None)
        assert now.drafted == {"title": "Evening yoga", "min_age": 16}
        assert now.length_minutes == 45
        assert "Evening yoga" not in client.get(f"/fest/sessions/{session.reference}").text
        page = client.get(path).text
        assert "Waiting for release" in page
        assert opened(client, path)["title"] == "Evening yoga"
        assert "waiting for release" in client.get("/staff/fest/activities").text
        assert [s.about for s in db.session.scalars(select(Step))] == ["Morning yoga"]

    def test_that_wait_can_be_dropped(self, client: FlaskClient, festival: Festival) -> None:
        a_session(festival, title="Morning yoga")
        path = f"/staff/fest/activities/{the_activity().slug}"
        sent(client, path, title="Evening yoga")
        assert sent(client, path, f"{path}/drop").status_code == 303
        assert the_activity().drafted is None
        assert opened(client, path)["title"] == "Morning yoga"

    def test_typed_back_to_what_is_released_wait_no_more(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        a_session(festival, title="Morning yoga")
        path = f"/staff/fest/activities/{the_activity().slug}"
        sent(client, path, title="Evening yoga")
        sent(client, path, title="Morning yoga")
        assert the_activity().drafted is None

    def test_of_two_editors_are_both_shown(self, client: FlaskClient, festival: Festival) -> None:
        a_session(festival, title="Morning yoga")
        path = f"/staff/fest/activities/{the_activity().slug}"
        mine = changed(opened(client, path), summary="Mine.")
        sent(client, path, title="Theirs")
        answer = client.post(path, data=mine)
        assert answer.status_code == 409
        both = changed(form_of(answer.text, path), **{"keep-title": "theirs"})
        assert client.post(path, data=both).status_code == 303
        assert the_activity().drafted == {"title": "Theirs", "summary": "Mine."}


def is_discreet(session: Session) -> bool:
    db.session.refresh(session)
    return session.is_support


class TestDiscretion:
    def test_turned_on_reaches_every_page_at_once(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival, title="Circle of grief")
        public = f"/fest/sessions/{session.reference}"
        assert "<title>Circle of grief" in client.get(public).text
        category = session.activity.category
        path = f"/staff/fest/categories/{category.slug}"
        assert sent(client, path, is_support="y").status_code == 303
        assert is_discreet(session)
        assert "<title>Circle of grief" not in client.get(public).text
        assert 'type="checkbox" name="consent"' in client.get(f"{public}/book").text.replace(
            'name="consent" type="checkbox"', 'type="checkbox" name="consent"'
        )

    def test_turned_off_stays_where_somebody_booked(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        kind = a_category(festival, is_support=True)
        activity = an_activity(festival, category=kind)
        booked, free = (
            a_session(festival, activity=activity),
            a_session(festival, activity=activity),
        )
        wish = BookPlace(
            bookable_id=booked.id, pass_id=a_pass().id, key=str(uuid4()), consent="2026-11"
        )
        in_transaction(lambda: book_place(wish, now=booked.starts_at - timedelta(hours=20)))
        sent(client, f"/staff/fest/categories/{kind.slug}", is_support=None)
        assert (is_discreet(booked), is_discreet(free)) == (True, False)

    def test_follows_an_activity_into_its_new_category(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        session = a_session(festival)
        support = a_category(festival, is_support=True)
        path = f"/staff/fest/activities/{session.activity.slug}"
        typed = {"category_id": str(support.id), "confidentiality": "It stays."}
        assert sent(client, path, **typed).status_code == 303
        assert is_discreet(session)

    def test_is_not_for_the_programme_role_to_decide(
        self, client: FlaskClient, festival: Festival
    ) -> None:
        category = a_category(festival)
        staff_of(client, festival, Role.PROGRAMME)
        assert client.get(f"/staff/fest/categories/{category.slug}").status_code == 404


class TestACategory:
    def test_has_a_sign_from_the_short_list(self, client: FlaskClient, festival: Festival) -> None:
        path = "/staff/fest/add/category"
        assert sent(client, path, name="Body", icon="leaf", colour="moss").status_code == 303
        made = db.session.scalars(select(Category)).one()
        assert (made.festival_id, made.icon, made.colour) == (festival.id, "leaf", "moss")
        assert sent(client, path, name="Body", icon="../../etc").status_code == 422

    def test_with_activities_stays(self, client: FlaskClient, festival: Festival) -> None:
        kind = an_activity(festival).category
        path = f"/staff/fest/categories/{kind.slug}"
        assert client.post(f"{path}/remove", data=opened(client, path)).status_code == 409
        empty = a_category(festival)
        path = f"/staff/fest/categories/{empty.slug}"
        assert sent(client, path, f"{path}/remove").status_code == 303
        assert db.session.scalars(select(Category.slug)).all() == [kind.slug]
