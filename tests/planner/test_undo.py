from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity
from tests.planner.drafts import a_draft, again, at, recorded_state
from tests.staff import an_account, hand_of
from wellness import clock
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.drafting import Recorder, recorded
from wellness.planner.actions.placing_by_hand import Wish, place
from wellness.planner.actions.twins import draft_released
from wellness.planner.actions.undoing import redo_last, undo_last
from wellness.planner.errors import NothingToUndo, ReleasedSince, UndoneOtherwise
from wellness.planner.models import DraftSession, Step
from wellness.planner.queries.steps import undoable_of
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Facilitator
from wellness.references import new_reference
from wellness.staff.rules import Hand

pytestmark = pytest.mark.usefixtures("app")


def summer() -> Festival:
    return a_festival(starts_on=date(2027, 7, 1))


def somebody(name: str = "Ana") -> Hand:
    return hand_of(an_account(name=name))


def does(festival: Festival, hand: Hand, work: Callable[[Recorder], object]) -> None:
    def step() -> None:
        with recorded(festival.id, StepKind.EDITED, hand=hand, now=clock.now()) as recorder:
            work(recorder)

    in_transaction(step)


def undoes(festival: Festival, hand: Hand) -> None:
    in_transaction(lambda: undo_last(festival, hand=hand, now=clock.now()))


def redoes(festival: Festival, hand: Hand) -> None:
    in_transaction(lambda: redo_last(festival, hand=hand, now=clock.now()))


def moves(festival: Festival, hand: Hand, draft: DraftSession, hour: int) -> None:
    wish = Wish(draft.id, None, draft.space_id, at(festival, 0, hour))
    in_transaction(lambda: place(festival, [wish], hand=hand, now=clock.now()))


def a_new_one(festival: Festival, activity: Activity, **values: Any) -> DraftSession:
    return DraftSession(
        festival_id=festival.id,
        reference=new_reference(),
        activity_id=activity.id,
        length_minutes=45,
        capacity=8,
        **values,
    )


def test_a_move_is_undone_and_done_again() -> None:
    festival, ana = summer(), somebody()
    draft = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10))
    moves(festival, ana, draft, 14)
    version = db.session.get_one(Festival, festival.id).draft_version

    undoes(festival, ana)
    assert again(draft).starts_at == at(festival, 0, 10)
    assert again(draft).revision == 3
    assert db.session.get_one(Festival, festival.id).draft_version == version + 1

    redoes(festival, ana)
    assert again(draft).starts_at == at(festival, 0, 14)
    assert again(draft).revision == 4


def test_steps_are_undone_last_first_and_done_again_first_first() -> None:
    festival, ana = summer(), somebody()
    draft = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10))
    moves(festival, ana, draft, 11)
    moves(festival, ana, draft, 12)

    hours = []
    for go in (undoes, undoes, redoes, redoes):
        go(festival, ana)
        hours.append(again(draft).starts_at)

    assert hours == [at(festival, 0, hour) for hour in (11, 10, 11, 12)]
    with pytest.raises(NothingToUndo):
        redoes(festival, ana)


def test_something_new_ends_what_could_be_done_again() -> None:
    festival, ana = summer(), somebody()
    draft = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10))
    moves(festival, ana, draft, 11)
    undoes(festival, ana)
    moves(festival, ana, draft, 12)

    assert undoable_of(festival.id, ana.account_id)[1] is None
    undoes(festival, ana)
    redoes(festival, ana)
    assert again(draft).starts_at == at(festival, 0, 12)
    steps = db.session.query(Step).filter_by(festival_id=festival.id)
    assert [step.undone_at for step in steps] == [None]


def test_only_ones_own_steps_are_undone() -> None:
    festival, ana, ben = summer(), somebody("Ana"), somebody("Ben")
    yoga, bath = (
        a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10)) for _ in range(2)
    )
    moves(festival, ana, yoga, 11)
    moves(festival, ben, bath, 12)

    undoes(festival, ana)

    assert again(yoga).starts_at == at(festival, 0, 10)
    assert again(bath).starts_at == at(festival, 0, 12)
    with pytest.raises(NothingToUndo):
        undoes(festival, ana)


def test_undoing_what_somebody_changed_since_is_refused_and_names_them() -> None:
    festival, ana, ben = summer(), somebody("Ana"), somebody("Ben")
    draft = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10))
    moves(festival, ana, draft, 11)
    moves(festival, ben, draft, 12)

    with pytest.raises(UndoneOtherwise, check=lambda no: no.facts["by"] == "Ben"):
        undoes(festival, ana)
    assert again(draft).starts_at == at(festival, 0, 12)

    undoes(festival, ben)
    undoes(festival, ana)
    assert again(draft).starts_at == at(festival, 0, 10)


def test_another_column_of_the_same_row_stays_as_somebody_set_it() -> None:
    festival, ana, ben = summer(), somebody("Ana"), somebody("Ben")
    draft = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 10))
    moves(festival, ana, draft, 11)
    does(festival, ben, lambda step: step.change(again_in(draft), note="Bring the gong"))

    undoes(festival, ana)

    assert (again(draft).starts_at, again(draft).note) == (at(festival, 0, 10), "Bring the gong")


def again_in(draft: DraftSession) -> DraftSession:
    return db.session.get_one(DraftSession, draft.id, populate_existing=True)


def test_what_was_made_disappears_and_comes_back_with_its_id() -> None:
    festival, ana = summer(), somebody()
    yoga = an_activity(festival)
    made = [a_new_one(festival, yoga), a_new_one(festival, yoga, note="late")]
    does(festival, ana, lambda step: step.add_all(list(made)))
    then = recorded_state(festival)

    undoes(festival, ana)
    assert recorded_state(festival) == {}
    redoes(festival, ana)
    assert recorded_state(festival) == then
    assert len(then) == 2


def test_what_was_removed_comes_back_with_its_id() -> None:
    festival, ana = summer(), somebody()
    draft = a_draft(
        festival, an_activity(festival), leaders=(a_facilitator(festival),), is_fixed=True
    )
    then = recorded_state(festival)
    does(festival, ana, lambda step: step.remove(again_in(draft)))
    assert recorded_state(festival) == {}

    undoes(festival, ana)

    assert recorded_state(festival) == then


def test_what_is_released_by_now_cannot_be_unmade() -> None:
    festival, ana = summer(), somebody()
    yoga = an_activity(festival, title="Night yoga")
    made = a_new_one(festival, yoga)
    does(festival, ana, lambda step: step.add(made))
    session = a_session(festival, activity=yoga)
    with transaction():
        db.session.query(DraftSession).filter_by(session_id=session.id).delete()
        db.session.query(DraftSession).filter_by(id=made.id).update({"session_id": session.id})

    with pytest.raises(ReleasedSince, check=lambda no: no.facts["title"] == "Night yoga"):
        undoes(festival, ana)

    assert again(made).session_id == session.id
    assert in_transaction(lambda: draft_released(festival.id, now=clock.now())) == 0


def test_a_space_that_others_plan_with_by_now_is_kept() -> None:
    festival, ana, ben = summer(), somebody("Ana"), somebody("Ben")
    yoga = an_activity(festival)
    tent = Space(festival_id=festival.id, slug="new-tent", name="New tent", access=[])
    made = a_new_one(festival, yoga)

    def imports(step: Recorder) -> None:
        step.add(tent)
        step.add(made)

    does(festival, ana, imports)
    other = a_draft(festival, yoga)
    wish = Wish(other.id, None, tent.id, at(festival, 0, 9))
    in_transaction(lambda: place(festival, [wish], hand=ben, now=clock.now()))

    undoes(festival, ana)
    assert db.session.get(Space, tent.id) is not None
    assert set(recorded_state(festival)) == {other.id}

    redoes(festival, ana)
    assert set(recorded_state(festival)) == {other.id, made.id}


def test_spaces_activities_and_facilitators_nobody_needs_disappear_again() -> None:
    festival, ana = summer(), somebody()
    now = clock.now()
    kind = an_activity(festival).category_id
    rows: list[Any] = [
        Space(festival_id=festival.id, slug="s", name="S", access=[], updated_at=now),
        Activity(festival_id=festival.id, category_id=kind, slug="a", title="A", updated_at=now),
        Facilitator(festival_id=festival.id, slug="f", name="F", updated_at=now),
    ]

    def sets_up(step: Recorder) -> None:
        for row in rows:
            step.add(row)

    does(festival, ana, sets_up)
    undoes(festival, ana)
    assert [db.session.get(type(row), row.id) for row in rows] == [None, None, None]

    redoes(festival, ana)
    back = [db.session.get_one(type(row), row.id) for row in rows]
    assert [row.slug for row in back] == ["s", "a", "f"]


def test_a_facilitator_who_leads_something_by_now_is_kept() -> None:
    festival, ana = summer(), somebody()
    leader = Facilitator(festival_id=festival.id, slug="f", name="F", updated_at=clock.now())
    does(festival, ana, lambda step: step.add(leader))
    a_draft(festival, an_activity(festival), leaders=(leader,))

    undoes(festival, ana)

    assert db.session.get(Facilitator, leader.id) is not None


def test_nobody_who_is_gone_is_made_to_lead_again() -> None:
    festival, ana, ben = summer(), somebody("Ana"), somebody("Ben")
    leader = a_facilitator(festival)
    draft = a_draft(festival, an_activity(festival), leaders=(leader,))
    does(festival, ana, lambda step: step.change(again_in(draft), facilitator_ids=[]))
    does(festival, ben, lambda step: step.remove(db.session.get_one(Facilitator, leader.id)))

    with pytest.raises(UndoneOtherwise):
        undoes(festival, ana)

    assert again(draft).facilitator_ids == []


def test_a_name_taken_by_somebody_else_since_keeps_a_row_from_coming_back() -> None:
    festival, ana = summer(), somebody()
    tent = a_space(festival)
    slug = tent.slug
    does(festival, ana, lambda step: step.remove(db.session.get_one(Space, tent.id)))
    with transaction():
        db.session.add(
            Space(
                id=tent.id + 1,
                festival_id=festival.id,
                slug=slug,
                name="Other",
                access=[],
                updated_at=clock.now(),
            )
        )

    with pytest.raises(UndoneOtherwise):
        undoes(festival, ana)
    assert db.session.query(Space).filter_by(slug=slug).one().name == "Other"


def test_a_step_that_touched_a_row_twice_is_undone_whole() -> None:
    festival, ana = summer(), somebody()
    draft = a_draft(festival, an_activity(festival), note="first")

    def twice(step: Recorder) -> None:
        row = again_in(draft)
        step.change(row, note="second", capacity=3)
        step.change(row, note="third")

    does(festival, ana, twice)
    undoes(festival, ana)
    assert (again(draft).note, again(draft).capacity) == ("first", 10)
    redoes(festival, ana)
    assert (again(draft).note, again(draft).capacity) == ("third", 3)
