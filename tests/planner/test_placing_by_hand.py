from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity, from_now
from tests.planner.drafts import a_draft, again, at
from tests.staff import an_account, hand_of
from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Missing, Refusal
from wellness.festivals.models import Festival
from wellness.planner.actions.placing_by_hand import Wish, place, set_fixed
from wellness.planner.errors import (
    ChangedSince,
    IsCancelled,
    IsReleased,
    OddLength,
    OddTime,
    TooFarOff,
)
from wellness.planner.models import DraftSession, Step
from wellness.planner.rules.steps import StepKind
from wellness.staff.rules import COMMAND_LINE, Hand

pytestmark = pytest.mark.usefixtures("app")
SUMMER = date(2027, 7, 1)


def summer() -> Festival:
    return a_festival(starts_on=SUMMER)


def placed(festival: Festival, *wishes: Wish, hand: Hand = COMMAND_LINE) -> list[DraftSession]:
    return in_transaction(lambda: place(festival, wishes, hand=hand, now=clock.now()))


def last_step() -> Step:
    return db.session.query(Step).order_by(Step.id.desc()).limit(1).one()


def test_a_session_from_the_tray_gets_its_time_and_space() -> None:
    festival = summer()
    tent = a_space(festival)
    draft = a_draft(festival, an_activity(festival, title="Sound bath"))
    version = festival.draft_version

    placed(festival, Wish(draft.id, draft.revision, tent.id, at(festival, 1, 10)))

    now = again(draft)
    assert (now.space_id, now.starts_at) == (tent.id, at(festival, 1, 10))
    assert (now.revision, now.changed_by) == (2, "command line")
    assert (last_step().kind, last_step().about) == (StepKind.PLACED, "Sound bath")
    assert db.session.get_one(Festival, festival.id).draft_version == version + 1


def test_moving_back_to_the_tray_and_moving_several_are_called_so() -> None:
    festival = summer()
    tent, yoga = a_space(festival), an_activity(festival)
    first = a_draft(festival, yoga, space=tent, starts_at=at(festival, 0, 10))
    second = a_draft(festival, yoga, space=tent, starts_at=at(festival, 0, 12))

    placed(festival, Wish(first.id, None, tent.id, at(festival, 0, 9)))
    assert last_step().kind == StepKind.MOVED
    placed(
        festival,
        Wish(first.id, None, tent.id, at(festival, 0, 8)),
        Wish(second.id, None, tent.id, at(festival, 0, 11), length_minutes=90),
    )
    assert (last_step().kind, last_step().about) == (StepKind.SHIFTED, "Morning yoga +1")
    assert again(second).length_minutes == 90
    placed(festival, Wish(first.id, None, None, None))
    assert last_step().kind == StepKind.UNPLACED
    assert again(first).starts_at is None


def test_nothing_different_is_no_step() -> None:
    festival = summer()
    tent = a_space(festival)
    draft = a_draft(festival, an_activity(festival), space=tent, starts_at=at(festival, 0, 10))

    placed(festival, Wish(draft.id, 1, tent.id, at(festival, 0, 10)))

    assert again(draft).revision == 1
    assert db.session.query(Step).count() == 0


def test_whoever_looked_at_an_older_state_is_told_who_changed_it() -> None:
    festival = summer()
    tent = a_space(festival)
    draft = a_draft(festival, an_activity(festival), space=tent, starts_at=at(festival, 0, 10))
    ana, ben = (hand_of(an_account(name=name)) for name in ("Ana", "Ben"))

    placed(festival, Wish(draft.id, 1, tent.id, at(festival, 0, 11)), hand=ana)
    with pytest.raises(ChangedSince, check=lambda no: no.facts["by"] == "Ana"):
        placed(festival, Wish(draft.id, 1, tent.id, at(festival, 0, 12)), hand=ben)

    assert again(draft).starts_at == at(festival, 0, 11)


def test_one_refused_wish_keeps_them_all_from_happening() -> None:
    festival = summer()
    tent, yoga = a_space(festival), an_activity(festival)
    free = a_draft(festival, yoga)
    gone = a_draft(festival, yoga, is_cancelled=True)

    with pytest.raises(IsCancelled):
        placed(
            festival,
            Wish(free.id, None, tent.id, at(festival, 0, 9)),
            Wish(gone.id, None, tent.id, at(festival, 0, 9)),
        )

    assert again(free).starts_at is None


REFUSED: dict[str, tuple[Callable[[Festival, DraftSession], Wish], type[Refusal]]] = {
    "two years on": (
        lambda festival, draft: Wish(draft.id, None, None, at(festival, 730, 9)),
        TooFarOff,
    ),
    "two years before": (
        lambda festival, draft: Wish(draft.id, None, None, at(festival, -730, 9)),
        TooFarOff,
    ),
    "between two minutes": (
        lambda festival, draft: Wish(
            draft.id, None, None, at(festival, 0, 9) + timedelta(seconds=7)
        ),
        OddTime,
    ),
    "no length": (
        lambda festival, draft: Wish(draft.id, None, None, at(festival, 0, 9), length_minutes=0),
        OddLength,
    ),
    "a week long": (
        lambda festival, draft: Wish(
            draft.id, None, None, at(festival, 0, 9), length_minutes=7 * 24 * 60
        ),
        OddLength,
    ),
}


@pytest.mark.one_database
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused(case: str) -> None:
    festival = summer()
    draft = a_draft(festival, an_activity(festival))
    wish_for, refusal = REFUSED[case]

    with pytest.raises(refusal):
        placed(festival, wish_for(festival, draft))

    assert again(draft).starts_at is None


@pytest.mark.one_database
def test_a_released_session_does_not_go_back_to_the_tray() -> None:
    session = a_session(starts_in=timedelta(days=1))
    draft = db.session.query(DraftSession).filter_by(session_id=session.id).one()

    with pytest.raises(IsReleased, check=lambda no: "Cancel it instead" in no.sentence):
        placed(session.festival, Wish(draft.id, None, None, None))

    assert again(draft).starts_at == session.starts_at


@pytest.mark.one_database
def test_sessions_spaces_and_facilitators_of_another_festival_are_not_there() -> None:
    festival, other = summer(), summer()
    mine = a_draft(festival, an_activity(festival))
    theirs = a_draft(other, an_activity(other))
    wishes = [
        Wish(theirs.id, None, None, at(festival, 0, 9)),
        Wish(mine.id, None, a_space(other).id, at(festival, 0, 9)),
        Wish(
            mine.id,
            None,
            None,
            at(festival, 0, 9),
            facilitator_ids=(a_facilitator(other).id,),
        ),
    ]

    for wish in wishes:
        with pytest.raises(Missing):
            placed(festival, wish)

    assert (again(mine).starts_at, again(theirs).starts_at) == (None, None)


@pytest.mark.one_database
def test_only_the_space_of_a_session_with_odd_seconds_may_change() -> None:
    start = from_now(days=1).replace(second=17)
    session = a_session(starts_at=start)
    draft = db.session.query(DraftSession).filter_by(session_id=session.id).one()
    lawn = a_space(session.festival)

    placed(session.festival, Wish(draft.id, None, lawn.id, start))

    assert (again(draft).space_id, again(draft).starts_at) == (lawn.id, start)


@pytest.mark.one_database
def test_a_session_is_fixed_and_set_free() -> None:
    festival = summer()
    draft = a_draft(festival, an_activity(festival))

    def fix(*, is_fixed: bool) -> None:
        set_fixed(festival, [draft.id], is_fixed=is_fixed, hand=COMMAND_LINE, now=clock.now())

    in_transaction(lambda: fix(is_fixed=True))
    assert again(draft).is_fixed
    in_transaction(lambda: fix(is_fixed=False))
    assert not again(draft).is_fixed
