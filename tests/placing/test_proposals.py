"""From the tray to a proposal to a step of the draft, through the pages and a process apart."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.factories import a_festival, a_pass, a_session, a_space, an_activity
from tests.pages import fields_of
from tests.staff import an_account, hand_of, staff_of
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.placing import actions
from wellness.placing.queries import booked_together
from wellness.planner.actions.undoing import undo_last
from wellness.planner.models import DraftSession, Proposal, Step
from wellness.programme.models import Activity, Session
from wellness.references import new_reference
from wellness.staff.models import Role

pytestmark = pytest.mark.usefixtures("app")


def in_the_tray(activity: Activity, *, capacity: int = 10) -> int:
    """The id of a new draft session without a place."""
    draft = DraftSession(
        festival_id=activity.festival_id,
        reference=new_reference(),
        activity_id=activity.id,
        length_minutes=60,
        capacity=capacity,
        changed_at=clock.now(),
    )
    with transaction():
        db.session.add(draft)
    return draft.id


def carried_out(festival: Festival, *drafts: int) -> Proposal:
    hand = hand_of(an_account())
    asked = in_transaction(
        lambda: actions.ask_for_placing(festival, drafts, hand=hand, now=clock.now())
    )
    return actions.carry_out(asked.id, clock=clock.now, seconds=1.5)


def book_both(first: Session, second: Session) -> None:
    """Somebody new takes a place in each."""
    person = a_pass()
    asks(person, first)
    asks(person, second)


def test_a_proposal_changes_nothing_until_it_is_taken_and_is_undone_in_one_step() -> None:
    festival = a_festival()
    a_space(festival, capacity=20)
    activity = an_activity(festival)
    drafts = [in_the_tray(activity), in_the_tray(activity), in_the_tray(activity, capacity=99)]
    proposal = carried_out(festival, *drafts)
    assert proposal.state == "done"
    assert [each["draft"] for each in proposal.placements] == drafts[:2]
    assert [
        (each["draft"], [obstacle["rule"] for obstacle in each["obstacles"]])
        for each in proposal.unplaced
    ] == [(drafts[2], ["too_small"])]
    assert all(each.starts_at is None for each in db.session.scalars(select(DraftSession)))

    hand = hand_of(an_account())
    count = in_transaction(
        lambda: actions.accept(festival, proposal, set(drafts), hand=hand, now=clock.now())
    )
    assert count == 2
    assert db.session.scalars(select(Step.kind)).all() == ["auto_placed"]
    in_transaction(lambda: undo_last(festival, hand=hand, now=clock.now()))
    db.session.expire_all()
    assert all(each.starts_at is None for each in db.session.scalars(select(DraftSession)))


def test_only_what_is_ticked_is_taken_and_what_was_fixed_since_is_left_alone() -> None:
    festival = a_festival()
    a_space(festival)
    activity = an_activity(festival)
    ticked, other, fixed = (in_the_tray(activity) for _ in range(3))
    proposal = carried_out(festival, ticked, other, fixed)
    with transaction():
        db.session.get_one(DraftSession, fixed).is_fixed = True
    hand = hand_of(an_account())
    in_transaction(
        lambda: actions.accept(festival, proposal, {ticked, fixed}, hand=hand, now=clock.now())
    )
    db.session.expire_all()
    placed = {
        each.id for each in db.session.scalars(select(DraftSession)) if each.starts_at is not None
    }
    assert placed == {ticked}


def test_a_run_that_is_asked_to_stop_keeps_what_it_has() -> None:
    festival = a_festival()
    a_space(festival)
    draft = in_the_tray(an_activity(festival))
    hand = hand_of(an_account())
    asked = in_transaction(
        lambda: actions.ask_for_placing(festival, [draft], hand=hand, now=clock.now())
    )
    in_transaction(lambda: actions.ask_to_stop(asked))
    stopped = actions.carry_out(asked.id, clock=clock.now, seconds=60)
    assert (stopped.state, len(stopped.placements)) == ("stopped", 1)


def test_pairs_that_few_people_book_are_not_counted() -> None:
    festival = a_festival()
    first = a_session(festival, title="Yoga", starts_in=timedelta(hours=30))
    second = a_session(festival, title="Sound bath", starts_in=timedelta(hours=40))
    for _ in range(4):
        book_both(first, second)
    assert booked_together(festival.id) == {}
    book_both(first, second)
    pair = tuple(sorted((first.activity_id, second.activity_id)))
    assert booked_together(festival.id) == {pair: 5}


def test_the_page_starts_a_run_apart_and_shows_what_it_proposes(client: FlaskClient) -> None:
    festival = a_festival()
    a_space(festival, name="Bell tent")
    draft = in_the_tray(an_activity(festival, title="Slow river walk"))
    staff_of(client, festival, Role.PROGRAMME)
    chooser = client.get(f"/staff/{festival.slug}/planner/automatic")
    assert "Slow river walk" in chooser.text
    started = client.post(
        f"/staff/{festival.slug}/planner/automatic",
        data=fields_of(chooser.text, "/automatic") | {"draft": [draft]},
    )
    assert started.status_code == 303
    number = int(started.location.rsplit("/", 1)[1])
    deadline = clock.now() + timedelta(seconds=60)
    while db.session.get_one(Proposal, number, populate_existing=True).finished_at is None:
        db.session.rollback()
        assert clock.now() < deadline
    page = client.get(started.location)
    assert 'data-outcome="done"' in page.text
    assert re.search(r"Bell tent.*Slow river walk", page.text, re.DOTALL)


def test_another_festivals_run_is_not_found(client: FlaskClient) -> None:
    theirs = a_festival()
    a_space(theirs)
    proposal = carried_out(theirs, in_the_tray(an_activity(theirs)))
    mine = a_festival()
    staff_of(client, mine, Role.OWNER)
    here = f"/staff/{mine.slug}/planner/automatic/{proposal.id}"
    assert client.get(here).status_code == 404
    in_the_tray(an_activity(mine))
    fields = fields_of(client.get(f"/staff/{mine.slug}/planner/automatic").text, "/automatic")
    for what in ("stop", "accept"):
        answer = client.post(f"{here}/{what}", data=fields)
        assert answer.status_code == 404
