"""Studios, shifts and what was asked for, as the planner reads them: few queries, never more."""

from datetime import timedelta

import pytest

from tests.booking.people import asks, lets_go
from tests.factories import a_festival, a_pass
from tests.programme.test_weight_and_safety import counted_queries
from tests.studios import a_shift, a_slot, a_studio, some_equipment
from wellness import clock
from wellness.booking.models import Booking
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.planner.models import DraftSession
from wellness.planner.queries.board import board_of
from wellness.planner.rules.warnings import WarningKind, warnings_of
from wellness.programme.models import Session
from wellness.studios import actions
from wellness.studios.models import Equipment

pytestmark = [pytest.mark.usefixtures("app"), pytest.mark.one_database]


def with_a_microphone(mic: Equipment, slot: Session) -> tuple[Pass, Booking]:
    person = a_pass()
    booking = asks(person, slot)
    reference, number = booking.reference, mic.id
    in_transaction(
        lambda: actions.ask_for_equipment(person.id, reference, {number: 1}, now=clock.now())
    )
    return person, booking


def a_lent_slot(festival: Festival, mic: Equipment, *, starts_in: timedelta) -> Session:
    studio = a_studio(festival)
    slot = a_slot(studio, starts_in=starts_in)
    a_shift(studio, slot.starts_at, 4)
    with_a_microphone(mic, slot)
    return slot


def test_a_board_costs_the_same_queries_for_one_studio_as_for_three() -> None:
    festival = a_festival()
    mic = some_equipment(festival, quantity=3)
    a_lent_slot(festival, mic, starts_in=timedelta(days=1))
    with counted_queries() as for_one:
        board_of(festival)
    for day in (2, 2):
        a_lent_slot(festival, mic, starts_in=timedelta(days=day))
    with counted_queries() as for_three:
        board = board_of(festival)
    assert len(for_one) == len(for_three)
    assert sum(space.studio is not None for space in board.spaces.values()) == 3
    assert [len(thing.wanted) for thing in board.lent.values()] == [3]


def test_moving_a_slot_onto_another_warns_of_the_last_microphone() -> None:
    festival = a_festival()
    mic = some_equipment(festival)
    first = a_lent_slot(festival, mic, starts_in=timedelta(days=1))
    second = a_lent_slot(festival, mic, starts_in=timedelta(days=2))
    kind = WarningKind.EQUIPMENT_SHORT
    assert kind not in {each.kind for each in warnings_of(board_of(festival))}
    with transaction():
        draft = db.session.query(DraftSession).filter_by(session_id=second.id).one()
        draft.starts_at = first.starts_at
    [short] = [each for each in warnings_of(board_of(festival)) if each.kind is kind]
    assert (short.is_hard, short.facts["number"], short.facts["there"]) == (True, 2, 1)


def test_who_lets_a_place_go_wants_nothing_any_more() -> None:
    festival = a_festival()
    mic = some_equipment(festival)
    studio = a_studio(festival)
    person, booking = with_a_microphone(mic, a_slot(studio))
    assert len(board_of(festival).lent) == 1
    lets_go(person, booking, now=clock.now())
    assert board_of(festival).lent == {}
