"""Places, the door and closing: what an organizer changes at once, for people and for the draft."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks, counts_of, status_of
from tests.factories import a_festival, a_pass, a_session
from tests.pages import fields_of
from tests.staff import an_account, hand_of, staff_of
from wellness import clock
from wellness.booking.errors import BelowTaken
from wellness.booking.models import Bookable
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.planner.actions.live import change_live
from wellness.planner.models import DraftSession
from wellness.planner.queries.review import review_of
from wellness.programme.models import Session
from wellness.staff.models import Deed, Role


def changed(session: Session, **wish: object) -> Bookable:
    hand = hand_of(an_account(name="Ines"))
    return in_transaction(
        lambda: change_live(session, hand=hand, now=clock.now(), **wish)  # type: ignore[arg-type]
    )


def draft_of(session: Session) -> DraftSession:
    db.session.expire_all()
    return db.session.scalars(
        select(DraftSession).where(DraftSession.session_id == session.id)
    ).one()


def deeds() -> list[tuple[str, dict[str, object]]]:
    return [(deed.kind, deed.facts) for deed in db.session.scalars(select(Deed).order_by(Deed.id))]


@pytest.mark.usefixtures("app")
def test_more_places_serve_the_line_at_once_and_the_draft_agrees() -> None:
    session = a_session(a_festival(), capacity=1)
    first, second = asks(a_pass(), session), asks(a_pass(), session)
    changed(session, capacity=2)
    assert status_of(first, second) == ["confirmed", "confirmed"]
    assert draft_of(session).capacity == 2
    festival = db.session.get_one(Festival, session.festival_id)
    assert review_of(festival).changes == (), "the next release undoes nothing"
    assert deeds() == [
        ("session_changed", {"before": {"capacity": 1}, "after": {"capacity": 2}}),
    ]


@pytest.mark.usefixtures("app")
def test_places_added_for_the_door_are_not_given_to_the_line() -> None:
    session = a_session(a_festival(), capacity=1)
    asks(a_pass(), session)
    waits = asks(a_pass(), session)
    changed(session, capacity=3, kept_for_door=2)
    assert status_of(waits) == ["waiting"]
    changed(session, kept_for_door=1)
    assert status_of(waits) == ["confirmed"], "one place less at the door is one for the line"
    assert (draft_of(session).capacity, draft_of(session).kept_for_door) == (3, 1)


@pytest.mark.usefixtures("app")
def test_fewer_places_than_are_held_need_a_clear_word_and_nobody_loses_theirs() -> None:
    session = a_session(a_festival(), capacity=3)
    held = [asks(a_pass(), session) for _ in range(3)]
    with pytest.raises(BelowTaken):
        changed(session, capacity=2)
    assert deeds() == []
    assert draft_of(session).capacity == 3
    closed = changed(session, capacity=2, close_and_keep=True)
    assert (closed.capacity, closed.is_closed, counts_of(session)) == (2, True, (3, 0))
    assert status_of(*held) == ["confirmed"] * 3
    with pytest.raises(BelowTaken):
        changed(session, is_closed=False)
    assert not changed(session, capacity=4, is_closed=False).is_closed


@pytest.mark.usefixtures("app")
def test_opening_again_serves_whoever_waited_meanwhile() -> None:
    session = a_session(a_festival(), capacity=1)
    asks(a_pass(), session)
    waits = asks(a_pass(), session)
    changed(session, is_closed=True)
    changed(session, capacity=2)
    assert status_of(waits) == ["waiting"], "a closed session takes nobody in"
    changed(session, is_closed=False)
    assert status_of(waits) == ["confirmed"]


@pytest.mark.usefixtures("app")
def test_what_is_so_already_is_not_told_again() -> None:
    session = a_session(a_festival(), capacity=5)
    before = draft_of(session).revision
    changed(session, capacity=5, kept_for_door=0, is_closed=False)
    assert deeds() == []
    assert draft_of(session).revision == before


@pytest.mark.one_database
def test_the_form_saves_places_and_keeps_what_was_typed_where_it_cannot(
    client: FlaskClient,
) -> None:
    session = a_session(a_festival(slug="lake"), capacity=2)
    for _ in range(2):
        asks(a_pass(), session)
    staff_of(client, session.festival, Role.PROGRAMME)
    page = f"/staff/lake/sessions/{session.reference}"
    form = fields_of(client.get(page).text, "/places")
    refused = client.post(f"{page}/places", data=form | {"capacity": "1"})
    assert refused.status_code == 409
    assert "2 places are taken" in refused.text
    again = fields_of(refused.text, "/places")
    assert again["capacity"] == "1"
    assert client.post(f"{page}/places", data=again | {"close_and_keep": "y"}).status_code == 303
    assert "Booking is closed" in client.get(page).text
    wrong = client.post(f"{page}/places", data=again | {"kept_for_door": "7"})
    assert wrong.status_code == 422
    assert "Keep fewer for the door" in wrong.text


@pytest.mark.one_database
def test_two_who_set_places_at_once_are_told_of_each_other(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="lake"), capacity=10)
    staff_of(client, session.festival, Role.ORGANIZER)
    page = f"/staff/lake/sessions/{session.reference}"
    form = fields_of(client.get(page).text, "/places")
    changed(session, capacity=20, kept_for_door=4)
    told = client.post(f"{page}/places", data=form | {"capacity": "12"})
    assert told.status_code == 409
    assert "it is 20 places now, 4 of them kept for the door" in told.text
    assert fields_of(told.text, "/places")["capacity"] == "12", "what was typed is kept"
    assert draft_of(session).capacity == 20
    client.post(f"{page}/places", data=fields_of(told.text, "/places"))
    assert draft_of(session).capacity == 12


@pytest.mark.one_database
def test_booking_is_closed_and_opened_with_one_button(client: FlaskClient) -> None:
    session = a_session(a_festival(slug="lake"))
    staff_of(client, session.festival, Role.ORGANIZER)
    page = f"/staff/lake/sessions/{session.reference}"
    form = fields_of(client.get(page).text, "/booking")
    assert form["closes"] == "1"
    client.post(f"{page}/booking", data=form)
    db.session.expire_all()
    assert db.session.get_one(Bookable, session.id).is_closed
    form = fields_of(client.get(page).text, "/booking")
    client.post(f"{page}/booking", data=form)
    db.session.expire_all()
    assert not db.session.get_one(Bookable, session.id).is_closed
    assert [facts["after"] for _, facts in deeds()] == [{"is_closed": True}, {"is_closed": False}]
