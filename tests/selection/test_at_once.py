"""Yes, no, lapsing, giving up and an organizer's click at the same instant: never one too many."""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.planner.test_together import at_once
from tests.selection import State, a_closed_call, a_line, offered, states_of
from wellness import clock
from wellness.calls.models import Application
from wellness.calls.queries import locked_application
from wellness.database import db, in_transaction, transaction
from wellness.passes.queries import locked_pass
from wellness.residencies.models import Residency
from wellness.selection.actions import answering, offering
from wellness.selection.actions.offering import offer_places
from wellness.selection.audit import broken_promises
from wellness.staff.rules import COMMAND_LINE

PLACES = 3
CROWD = 10
Work = Callable[[], object]


def yes(one: Application) -> Work:
    mine, reference = one.pass_id or 0, one.reference
    return lambda: answering.accept(mine, reference, now=clock.now())


def no(one: Application) -> Work:
    mine, reference = one.pass_id or 0, one.reference
    return lambda: answering.decline(mine, reference, now=clock.now())


def leaves(one: Application) -> Work:
    number, mine = one.id, one.pass_id or 0

    def withdraw() -> None:
        locked_pass(mine)
        found = locked_application(number)
        if found.state is State.IN_LINE:
            found.state, found.decided_at = State.WITHDRAWN, clock.now()

    return withdraw


def clicks(call_id: int) -> Work:
    return lambda: offer_places(call_id, None, hand=COMMAND_LINE, now=clock.now())


def worker(call_id: int) -> Work:
    return lambda: offering.settle(call_id, now=clock.now())


def held(call_id: int) -> int:
    states = [State.OFFERED, State.ACCEPTED]
    query = select(func.count(Application.id)).where(
        Application.call_id == call_id, Application.state.in_(states)
    )
    return db.session.scalars(query).one()


@pytest.mark.parametrize("seed", range(3))
def test_never_more_than_there_are_places_and_nobody_is_passed_over(app: Flask, seed: int) -> None:
    call = a_closed_call(roles=(("Songwriter", PLACES),))
    line = a_line(call, CROWD)
    offered(call)
    with transaction():
        db.session.get_one(Application, line[1].id).offered_until = clock.now() - timedelta(hours=1)
    works = [
        *(yes(line[0]), yes(line[0]), no(line[1]), no(line[2]), no(line[2]), leaves(line[4])),
        *(clicks(call.id), clicks(call.id), worker(call.id), worker(call.id)),
    ]
    random.Random(seed).shuffle(works)
    at_once(app, works)
    db.session.rollback()
    in_transaction(worker(call.id))

    assert held(call.id) == PLACES
    states = states_of(*line)
    assert states[:3] == ["accepted", "lapsed", "declined"]
    still = [n for n, state in enumerate(states) if state == "in_line"]
    asked = [n for n, state in enumerate(states) if state in {"offered", "withdrawn"}]
    assert max(n for n in asked if states[n] == "offered") < min(still), states
    assert states[4] in {"withdrawn", "offered"}
    assert db.session.scalars(select(func.count(Residency.id))).one() == 1
    assert broken_promises(now=clock.now()) == []


def test_of_many_yeses_to_one_offer_there_is_one_residency(app: Flask) -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, *_ = a_line(call, 1)
    offered(call)
    assert at_once(app, [yes(first)] * 6) == ["done"] * 6
    db.session.rollback()
    assert db.session.scalars(select(func.count(Residency.id))).one() == 1


def test_of_a_yes_and_a_no_one_counts(app: Flask) -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    offered(call)
    said = at_once(app, [yes(first), no(first)])
    db.session.rollback()
    assert sorted(said) == ["done", "offer_is_over"]
    expected = ["accepted", "in_line"] if said[0] == "done" else ["declined", "offered"]
    assert states_of(first, second) == expected
