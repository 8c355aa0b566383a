"""Slots written into the draft, once, as one step that can be undone."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.phone import seen
from tests.factories import a_festival, a_session, an_activity
from tests.staff import an_account, hand_of, signed_in, staff_of, works_for
from tests.studios import a_shift, a_studio
from wellness import clock
from wellness.booking.models import Entry
from wellness.clock import dawn_of
from wellness.database import db, in_transaction, transaction
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.planner.actions.slots import make_slots, studio_activity
from wellness.planner.actions.undoing import undo_last
from wellness.planner.models import DraftSession, Step
from wellness.programme.models import Activity, Category
from wellness.staff.models import Role
from wellness.staff.rules import COMMAND_LINE
from wellness.studios.models import Studio

HOUR = timedelta(hours=1)


def opened(studio: Studio, *, days: int = 2) -> Space:
    """The studio's space, open from five to thirteen hours after dawn on its first days."""
    space = db.session.get_one(Space, studio.space_id)
    festival = db.session.get_one(Festival, studio.festival_id)
    first = dawn_of(festival.starts_on, festival.zone, festival.dawn)
    with transaction():
        space.changeover_minutes = 30
        space.hours = [
            SpaceHours(
                opens_at=first + timedelta(days=day) + 5 * HOUR,
                closes_at=first + timedelta(days=day) + 13 * HOUR,
            )
            for day in range(days)
        ]
    return space


def activity_of(festival: Festival, *, given: bool = False) -> Activity:
    return in_transaction(
        lambda: studio_activity(
            festival, "Half a day in Alder", given=given, hand=COMMAND_LINE, now=clock.now()
        )
    )


def made(festival: Festival, space: Space, activity: Activity) -> list[DraftSession]:
    space_id, activity_id = space.id, activity.id
    return in_transaction(
        lambda: make_slots(festival, space_id, activity_id, hand=COMMAND_LINE, now=clock.now())
    )


@pytest.mark.usefixtures("app")
def test_slots_are_drafted_with_their_engineer_once() -> None:
    festival = a_festival()
    studio = a_studio(festival)
    space = opened(studio)
    shift = a_shift(studio, space.hours[0].opens_at, 4)
    activity = activity_of(festival)
    slots = made(festival, space, activity)
    assert [each.length_minutes for each in slots] == [225] * 4
    assert [each.facilitator_ids for each in slots] == [[shift.facilitator_id], [], [], []]
    assert {(each.entry, each.capacity, each.party_limit) for each in slots} == {
        (Entry.BOOKED, 1, 1)
    }
    assert made(festival, space, activity) == []
    assert db.session.query(DraftSession).count() == 4
    assert db.session.query(Step).count() == 1


@pytest.mark.usefixtures("app")
def test_one_undo_takes_them_all_back() -> None:
    festival, account = a_festival(), an_account()
    space = opened(a_studio(festival))
    activity, hand = activity_of(festival), hand_of(account)
    activity_id, space_id = activity.id, space.id
    in_transaction(lambda: make_slots(festival, space_id, activity_id, hand=hand, now=clock.now()))
    in_transaction(lambda: undo_last(festival, hand=hand, now=clock.now()))
    assert db.session.query(DraftSession).count() == 0


@pytest.mark.usefixtures("app")
def test_the_activity_of_studio_time_and_its_category_are_made_once() -> None:
    festival = a_festival()
    booked, again, given = (
        activity_of(festival),
        activity_of(festival),
        activity_of(festival, given=True),
    )
    assert booked.id == again.id != given.id
    assert (booked.entry, given.entry) == (Entry.BOOKED, Entry.GIVEN)
    assert booked.is_studio_time
    assert booked.leaders_needed == 0
    assert booked.slug != given.slug
    names = db.session.scalars(select(Category.name).where(Category.festival_id == festival.id))
    assert names.all() == ["Studio time"]


@pytest.mark.usefixtures("app")
def test_only_studio_time_of_this_festival_is_cut_into_slots() -> None:
    festival, other = a_festival(), a_festival()
    space = opened(a_studio(festival))
    for activity in (an_activity(festival), activity_of(other)):
        with pytest.raises(Missing):
            made(festival, space, activity)
        db.session.rollback()


def test_the_page_shows_what_would_be_made_and_makes_what_is_ticked(client: FlaskClient) -> None:
    festival = a_festival()
    studio = a_studio(festival)
    space = opened(studio)
    a_shift(studio, space.hours[0].opens_at, 4)
    a_session(festival, space=space, title="Tuning", starts_at=space.hours[1].opens_at)
    staff = staff_of(client, festival, Role.PROGRAMME)
    path = f"/staff/{festival.slug}/setup/studios/{space.slug}/slots"
    page = seen(staff.get(path))
    assert "left out: “Tuning” is there" in page.html
    assert page.html.count("nobody at the desk") == 2
    assert db.session.query(DraftSession).count() == 1
    starts = re.findall(r'name="starts" value="([^"]+)" checked', page.html)
    assert len(starts) == 3

    told = {
        "csrf_token": page.hidden("csrf_token"),
        "activity": "new",
        "title": "A morning in Alder",
        "entry": "given",
        "capacity": "2",
        "party_limit": "1",
        "starts": starts[:2],
    }
    for _ in range(2):  # pressed twice
        answer = staff.post(path, data=told)
        assert answer.status_code == 303
    db.session.rollback()
    drafts = db.session.scalars(select(DraftSession).where(DraftSession.session_id.is_(None)))
    assert sorted((each.starts_at or clock.now()).isoformat() for each in drafts) == starts[:2]
    assert db.session.query(Activity).filter_by(title="A morning in Alder").count() == 1

    nothing = staff.post(path, data=told | {"starts": []})
    assert nothing.status_code == 422
    assert "Choose at least one slot." in nothing.text
    unnamed = staff.post(path, data=told | {"title": " ", "starts": starts[2:]})
    assert unnamed.status_code == 422
    assert "Say what the slots are called." in unnamed.text


def test_slots_stand_in_the_planner_as_slots(client: FlaskClient) -> None:
    festival = a_festival()
    account = an_account()
    works_for(account, festival, Role.PROGRAMME)
    studio = a_studio(festival)
    space = opened(studio)
    made(festival, space, activity_of(festival, given=True))
    staff = signed_in(client, account)
    day = festival.starts_on.isoformat()
    page = staff.get(f"/staff/{festival.slug}/planner?day={day}").text
    assert page.count("Half a day in Alder") >= 2
    assert "given slot 0/1" in page
    warnings = staff.get(f"/staff/{festival.slug}/planner/warnings").text
    assert "has no engineer of the house" in warnings
