from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
    from_now,
)
from tests.planner.drafts import a_draft, again, at, recorded_state
from tests.staff import an_account, hand_of
from wellness import clock
from wellness.booking.models import BookableStatus, Entry
from wellness.database import db, in_transaction, transaction
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.accepting import accept_warning, take_back_acceptance
from wellness.planner.actions.copying import Copied, copy_day
from wellness.planner.actions.operations import (
    cancel,
    delay_day,
    delay_space,
    end_hold,
    hold_space,
    restore,
    to_wet_place,
)
from wellness.planner.actions.undoing import undo_last
from wellness.planner.errors import (
    ChangedSince,
    NeedsReason,
    NothingLeft,
    NoWetPlace,
    OddDay,
    OddDelay,
    OddHold,
)
from wellness.planner.models import DraftSession, SpaceHold, Step
from wellness.planner.queries.alternatives import alternatives_to
from wellness.planner.queries.board import board_of
from wellness.planner.queries.warnings import warnings_in
from wellness.planner.rules.steps import StepKind
from wellness.planner.rules.warnings import WarningKind
from wellness.staff.models import Deed
from wellness.staff.rules import COMMAND_LINE

pytestmark = pytest.mark.usefixtures("app")


def summer(**values: Any) -> Festival:
    return a_festival(starts_on=date(2027, 7, 1), **values)


def done(action: Callable[..., Any], *args: Any, **values: Any) -> Any:
    values = {"hand": COMMAND_LINE, "now": clock.now(), **values}
    return in_transaction(lambda: action(*args, **values))


def day(festival: Festival, number: int = 0) -> date:
    return festival.starts_on + timedelta(days=number)


def starts(*drafts: DraftSession) -> list[datetime | None]:
    return [again(draft).starts_at for draft in drafts]


def kinds() -> list[str]:
    return [step.kind for step in db.session.query(Step).order_by(Step.id)]


def test_a_space_is_delayed_from_an_hour_on() -> None:
    festival = summer()
    lawn, tent, yoga = a_space(festival), a_space(festival), an_activity(festival)
    early, late, off, elsewhere, next_day = (
        a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 9)),
        a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 14)),
        a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 15), is_cancelled=True),
        a_draft(festival, yoga, space=tent, starts_at=at(festival, 0, 14)),
        a_draft(festival, yoga, space=lawn, starts_at=at(festival, 1, 14)),
    )
    before = starts(early, off, elsewhere, next_day)

    moved = done(
        delay_space, festival, lawn.id, day(festival), 25, starting_from=at(festival, 0, 12)
    )

    assert [each.id for each in moved] == [late.id]
    assert starts(late) == [at(festival, 0, 14, 25)]
    assert starts(early, off, elsewhere, next_day) == before
    assert kinds() == [StepKind.DELAYED]


def test_a_delayed_day_is_one_step_and_one_undo() -> None:
    festival, ana = summer(), hand_of(an_account())
    yoga = an_activity(festival)
    for hour in (9, 12, 23):
        a_draft(festival, yoga, space=a_space(festival), starts_at=at(festival, 0, hour))
    a_draft(festival, yoga, space=a_space(festival), starts_at=at(festival, 1, 2))
    then = recorded_state(festival)

    moved = done(delay_day, festival, day(festival), 40, hand=ana)
    assert len(moved) == 4
    in_transaction(lambda: undo_last(festival, hand=ana, now=clock.now()))

    assert recorded_state(festival) == then


def test_what_is_over_is_not_delayed() -> None:
    festival = a_festival(days=3)
    over = a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 9))

    with pytest.raises(NothingLeft):
        done(delay_day, festival, day(festival), 10, now=at(festival, 0, 10))
    assert starts(over) == [at(festival, 0, 9)]
    done(delay_day, festival, day(festival), 10, now=at(festival, 0, 9, 59))
    assert starts(over) == [at(festival, 0, 9, 10)]


def test_a_delay_is_of_real_minutes_when_the_clocks_change() -> None:
    festival = a_festival(starts_on=date(2026, 10, 23))
    night = a_draft(festival, an_activity(festival), starts_at=at(festival, 2, 1, 30))

    done(delay_day, festival, day(festival, 1), 90, now=at(festival, 0, 9))

    assert starts(night) == [at(festival, 2, 1, 30) + timedelta(minutes=90)]


@pytest.mark.one_database
@pytest.mark.parametrize("minutes", [0, 24 * 60 + 1, -24 * 60 - 1])
def test_a_delay_that_cannot_be_meant_is_refused(minutes: int) -> None:
    festival = summer()
    a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 9))

    with pytest.raises(OddDelay):
        done(delay_day, festival, day(festival), minutes)


def test_a_lawn_moves_to_its_wet_weather_place() -> None:
    festival = summer()
    lawn, tent, yoga = a_space(festival, name="Lawn"), a_space(festival), an_activity(festival)
    first = a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 9))
    then = a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 14))

    with pytest.raises(NoWetPlace, check=lambda no: "Lawn has no wet-weather" in no.sentence):
        done(to_wet_place, festival, lawn.id, day(festival))
    with transaction():
        db.session.get_one(Space, lawn.id).wet_space_id = tent.id
    done(to_wet_place, festival, lawn.id, day(festival), starting_from=at(festival, 0, 10))

    assert (again(first).space_id, again(then).space_id) == (lawn.id, tent.id)
    assert starts(then) == [at(festival, 0, 14)]
    assert kinds() == [StepKind.TO_WET_PLACE]


def test_a_held_space_is_warned_of_until_the_hold_ends() -> None:
    festival = summer()
    tent = a_space(festival)
    a_draft(festival, an_activity(festival), space=tent, starts_at=at(festival, 0, 9))

    hold = done(
        hold_space, festival, tent.id, at(festival, 0, 8), at(festival, 0, 12), reason=" Storm "
    )
    assert open_kinds(festival) == {WarningKind.SPACE_HELD, WarningKind.TOO_FEW_LEADERS}
    assert hold.reason == "Storm"

    done(end_hold, festival, hold.id)
    assert db.session.query(SpaceHold).count() == 0
    assert open_kinds(festival) == {WarningKind.TOO_FEW_LEADERS}
    in_transaction(lambda: undo_last(festival, hand=COMMAND_LINE, now=clock.now()))
    assert db.session.query(SpaceHold).one().id == hold.id
    assert kinds() == [StepKind.HELD, StepKind.RELEASED_HOLD]


def open_kinds(festival: Festival) -> set[WarningKind]:
    db.session.expire_all()
    return {each.kind for each in warnings_in(board_of(festival)).open}


@pytest.mark.one_database
def test_a_hold_that_ends_before_it_starts_is_refused() -> None:
    festival = summer()
    tent = a_space(festival)

    for end in (at(festival, 0, 9), at(festival, 0, 8), at(festival, 60, 9)):
        with pytest.raises(OddHold):
            done(hold_space, festival, tent.id, at(festival, 0, 9), end)


def test_a_session_is_cancelled_with_alternatives_and_restored() -> None:
    festival = summer()
    yoga = an_activity(festival)
    draft = a_draft(festival, yoga, starts_at=at(festival, 0, 9))
    other = a_draft(festival, yoga, starts_at=at(festival, 0, 12))

    done(cancel, festival, draft.id, reason="Storm", alternatives=[other.reference], seen=1)
    now = again(draft)
    assert (now.is_cancelled, now.cancel_reason, now.alternatives) == (
        True,
        "Storm",
        [other.reference],
    )
    with pytest.raises(ChangedSince):
        done(restore, festival, draft.id, seen=1)
    done(restore, festival, draft.id, seen=2)
    now = again(draft)
    assert (now.is_cancelled, now.cancel_reason, now.alternatives) == (False, "", [])
    assert kinds() == [StepKind.CANCELLED, StepKind.RESTORED]


@pytest.mark.one_database
def test_sessions_and_spaces_of_another_festival_are_not_there() -> None:
    festival, other = summer(), summer()
    mine, theirs = (
        a_draft(each, an_activity(each), starts_at=at(each, 0, 9)) for each in (festival, other)
    )
    tent = a_space(other)
    hold = done(hold_space, other, tent.id, at(other, 0, 8), at(other, 0, 9))

    for action, args, values in (
        (cancel, (theirs.id,), {"reason": ""}),
        (cancel, (mine.id,), {"reason": "", "alternatives": [theirs.reference]}),
        (cancel, (mine.id,), {"reason": "", "alternatives": [mine.reference]}),
        (restore, (theirs.id,), {}),
        (delay_space, (tent.id, day(festival), 5), {}),
        (to_wet_place, (tent.id, day(festival)), {}),
        (hold_space, (tent.id, at(other, 0, 8), at(other, 0, 9)), {}),
        (end_hold, (hold.id,), {}),
    ):
        with pytest.raises(Missing):
            done(action, festival, *args, **values)


def test_a_day_is_copied_at_the_same_wall_time() -> None:
    festival = a_festival(starts_on=date(2026, 10, 23))  # clocks go back in the night to Sunday
    tent, ana = a_space(festival), a_facilitator(festival)
    yoga = an_activity(festival)
    a_draft(
        festival,
        yoga,
        space=tent,
        starts_at=at(festival, 0, 9),
        length_minutes=75,
        leaders=(ana,),
        is_fixed=True,
    )
    a_draft(festival, yoga, space=tent, starts_at=at(festival, 0, 11), is_cancelled=True)
    a_draft(festival, yoga, space=a_space(festival), starts_at=at(festival, 0, 13))

    copied: Copied = done(copy_day, festival, day(festival), day(festival, 2), space_ids=[tent.id])

    (made,) = copied.made
    assert made.starts_at == at(festival, 2, 9) == at(festival, 0, 9) + timedelta(hours=49)
    assert (made.space_id, made.length_minutes, made.facilitator_ids) == (tent.id, 75, [ana.id])
    assert (made.is_fixed, made.session_id, copied.in_doubt) == (False, None, [])
    assert kinds() == [StepKind.DAY_COPIED]


def test_a_copy_at_a_time_that_clocks_show_twice_waits_in_the_tray() -> None:
    festival = a_festival(starts_on=date(2026, 10, 23))
    yoga, ana = an_activity(festival), a_facilitator(festival)
    a_draft(festival, yoga, starts_at=at(festival, 1, 2, 30), leaders=(ana,))

    copied: Copied = done(
        copy_day, festival, day(festival), day(festival, 1), with_facilitators=False
    )

    assert [each.starts_at for each in copied.made] == [None]
    assert copied.in_doubt == copied.made
    assert copied.made[0].facilitator_ids == []


@pytest.mark.one_database
def test_a_day_is_not_copied_onto_itself_or_outside_the_festival_or_from_nothing() -> None:
    festival = summer()
    a_draft(festival, an_activity(festival), starts_at=at(festival, 0, 9))

    for to_day in (0, 4, -1):
        with pytest.raises(OddDay):
            done(copy_day, festival, day(festival), day(festival, to_day))
    with pytest.raises(NothingLeft):
        done(copy_day, festival, day(festival, 1), day(festival, 2))


def test_a_warning_is_accepted_with_a_reason_and_taken_back() -> None:
    festival, ana = summer(), hand_of(an_account(name="Ana"))
    tent, yoga = a_space(festival), an_activity(festival)
    leader = a_facilitator(festival)
    for minute in (0, 30):
        start = at(festival, 0, 9, minute)
        leaders = (leader,) if not minute else (a_facilitator(festival),)
        a_draft(festival, yoga, space=tent, starts_at=start, leaders=leaders)
    (clash,) = warnings_in(board_of(festival)).open

    with pytest.raises(NeedsReason):
        done(accept_warning, festival, clash.key, "  ", hand=ana)
    with pytest.raises(Missing):
        done(accept_warning, festival, "space_overlap:X+Y", "Fine", hand=ana)
    done(accept_warning, festival, clash.key, "One tent, two corners", hand=ana)

    now = warnings_in(board_of(festival))
    assert (now.open, now.hard) == ([], 0)
    assert [(each.key, why.reason, why.accepted_by) for each, why in now.accepted] == [
        (clash.key, "One tent, two corners", "Ana")
    ]
    assert db.session.query(Deed).one().kind == "warning_accepted"

    in_transaction(lambda: take_back_acceptance(festival, clash.key))
    assert [each.key for each in warnings_in(board_of(festival)).open] == [clash.key]
    with pytest.raises(Missing):
        in_transaction(lambda: take_back_acceptance(festival, clash.key))


@pytest.mark.one_database
def test_alternatives_are_of_the_same_kind_near_in_time_and_have_room() -> None:
    festival = a_festival()
    kind = a_category(festival)
    yoga, other = (an_activity(festival, category=kind) for _ in range(2))
    start = from_now(hours=30)

    def session(hours: float, **values: Any) -> str:
        values = {"activity": yoga, "starts_at": start + timedelta(hours=hours), **values}
        return a_session(festival, **values).reference

    gone = session(0)
    same_later = session(5)
    same_sooner = session(-2)
    like_it = session(1, activity=other)
    walk_in = session(2, activity=other, entry=Entry.DROP_IN)
    session(1, activity=an_activity(festival))
    session(1, capacity=0)
    session(1, capacity=2, kept_for_door=2)
    session(1, is_closed=True)
    session(1, status=BookableStatus.CANCELLED)
    session(40)
    session(-29.5 - 1)
    draft = db.session.query(DraftSession).filter_by(reference=gone).one()

    found = alternatives_to(draft, now=clock.now())

    assert [each.reference for each in found] == [same_sooner, same_later, like_it, walk_in]
    assert [each.places_left for each in found] == [10, 10, 10, None]
