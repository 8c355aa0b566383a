"""Whatever two people do to a draft, undoing it in reverse gives the first state back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func

from tests.factories import a_facilitator, a_festival, a_space, an_activity
from tests.planner.drafts import a_draft, at, recorded_state
from tests.staff import an_account, hand_of
from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Refusal
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.copying import copy_day
from wellness.planner.actions.drafting import recorded
from wellness.planner.actions.operations import (
    cancel,
    delay_day,
    end_hold,
    hold_space,
    restore,
    to_wet_place,
)
from wellness.planner.actions.placing_by_hand import Wish, drafts_of, place, set_fixed
from wellness.planner.actions.sessions import edit_sessions
from wellness.planner.actions.undoing import redo_last, undo_last
from wellness.planner.models import SpaceHold, Step
from wellness.planner.rules.patches import Plain, plain_of
from wellness.planner.rules.steps import StepKind
from wellness.staff.rules import Hand

pytestmark = pytest.mark.usefixtures("app")
ACTIONS = (
    "place",
    "unplace",
    "shift",
    "fix",
    "delay",
    "wet",
    "hold",
    "end hold",
    "cancel",
    "restore",
    "copy",
    "remove",
    "edit",
)
deeds = st.lists(
    st.tuples(st.sampled_from(ACTIONS), st.integers(0, 1), st.integers(0, 40)),
    min_size=1,
    max_size=12,
)


@dataclass
class Scene:
    """A small festival with two organizers."""

    festival: Festival
    hands: tuple[Hand, Hand]
    spaces: list[int]
    leaders: list[int]

    def does(self, what: str, who: int, number: int) -> bool:
        """One of ACTIONS, by one of the two; False if it was refused or changed nothing."""
        last = db.session.query(func.max(Step.id)).scalar()
        try:
            work = self._work(what, self.hands[who], number)
            in_transaction(work)
        except Refusal:
            return False
        return bool(db.session.query(func.max(Step.id)).scalar() != last)

    def _work(self, what: str, hand: Hand, number: int) -> Callable[[], object]:
        festival, now = self.festival, clock.now()
        sessions, holding = (sorted(rows) for rows in self.state())
        ids, holds = list(sessions), list(holding)
        space = self.spaces[number % 2]
        start = at(festival, number % 3, 9 + number % 7)
        if not ids or (what == "end hold" and not holds):
            return lambda: None
        draft = ids[number % len(ids)]
        day = festival.starts_on + timedelta(days=number % 3)

        def edit(*, remove: bool = False) -> None:
            row = drafts_of(festival.id, [draft])[draft]
            with recorded(festival.id, StepKind.EDITED, hand=hand, now=now) as step:
                step.change(row, note=f"{number}", facilitator_ids=self.leaders[: number % 3])
                if remove:
                    step.remove(row)

        by: dict[str, Any] = {"hand": hand, "now": now}
        return {
            "place": lambda: place(festival, [Wish(draft, None, space, start)], **by),
            "unplace": lambda: place(festival, [Wish(draft, None, None, None)], **by),
            "shift": lambda: edit_sessions(
                festival, dict.fromkeys(ids[number % 2 :]), {}, shift_minutes=number - 20, **by
            ),
            "fix": lambda: set_fixed(festival, ids, is_fixed=number % 2 == 0, **by),
            "delay": lambda: delay_day(festival, day, number - 20, **by),
            "wet": lambda: to_wet_place(festival, space, day, **by),
            "hold": lambda: hold_space(festival, space, start, start + timedelta(hours=1), **by),
            "end hold": lambda: end_hold(festival, holds[number % len(holds)], **by),
            "cancel": lambda: cancel(festival, draft, reason=f"{number}", **by),
            "restore": lambda: restore(festival, draft, **by),
            "copy": lambda: copy_day(festival, day, day + timedelta(days=1), **by),
            "remove": lambda: edit(remove=True),
            "edit": edit,
        }[what]

    def state(self) -> tuple[dict[int, Plain], dict[int, Plain]]:
        """Every recorded column of every session and hold."""
        sessions = recorded_state(self.festival)
        holds = db.session.query(SpaceHold).filter_by(festival_id=self.festival.id)
        return sessions, {hold.id: plain_of(hold) for hold in holds}

    def goes(self, back_or_forth: Callable[..., Step], who: int) -> None:
        """Undo or do again, as one of the two."""
        in_transaction(lambda: back_or_forth(self.festival, hand=self.hands[who], now=clock.now()))


def a_scene() -> Scene:
    """A festival of its own for every try."""
    festival = a_festival(starts_on=date(2027, 7, 1))
    tent, lawn = a_space(festival), a_space(festival)
    with_wet_place(lawn.id, tent.id)
    leaders = [a_facilitator(festival) for _ in range(2)]
    yoga = an_activity(festival)
    a_draft(festival, yoga, space=lawn, starts_at=at(festival, 0, 9))
    a_draft(festival, yoga, space=tent, starts_at=at(festival, 1, 11), leaders=(leaders[0],))
    a_draft(festival, yoga)
    hands = (hand_of(an_account(name="Ana")), hand_of(an_account(name="Ben")))
    return Scene(festival, hands, [tent.id, lawn.id], [each.id for each in leaders])


def with_wet_place(lawn: int, tent: int) -> None:
    def write() -> None:
        db.session.get_one(Space, lawn).wet_space_id = tent

    in_transaction(write)


@settings(max_examples=15)
@given(deeds)
def test_undone_in_reverse_the_draft_is_as_it_was(
    deeds: list[tuple[str, int, int]],
) -> None:
    scene = a_scene()
    seen = [scene.state()]
    who_did = []
    for what, who, number in deeds:
        if scene.does(what, who, number):
            seen.append(scene.state())
            who_did.append(who)

    for who, then in zip(reversed(who_did), reversed(seen[:-1]), strict=True):
        scene.goes(undo_last, who)
        assert scene.state() == then

    for who, then in zip(who_did, seen[1:], strict=True):
        scene.goes(redo_last, who)
        assert scene.state() == then

    for who, then in zip(reversed(who_did), reversed(seen[:-1]), strict=True):
        scene.goes(undo_last, who)
        assert scene.state() == then


@settings(max_examples=15)
@given(deeds, st.lists(st.tuples(st.integers(0, 1), st.booleans()), max_size=8))
def test_going_back_or_forth_happens_whole_or_not_at_all(
    deeds: list[tuple[str, int, int]], moves: list[tuple[int, bool]]
) -> None:
    scene = a_scene()
    for what, who, number in deeds:
        scene.does(what, who, number)

    for who, is_back in moves:
        there, back = (undo_last, redo_last) if is_back else (redo_last, undo_last)
        before = scene.state()
        try:
            scene.goes(there, who)
        except Refusal:
            assert scene.state() == before
            continue
        after = scene.state()
        scene.goes(back, who)
        assert scene.state() == before
        scene.goes(there, who)
        assert scene.state() == after
