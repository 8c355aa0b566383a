"""Any order of booking, leaving, resizing and waiting, against a model that fits on a page."""

import os
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.changing import ANA, moves
from tests.factories import a_festival, a_pass, a_session
from wellness.booking import actions, queries, waiting_list
from wellness.booking.actions import BookPlace
from wellness.booking.audit import broken_promises
from wellness.booking.errors import BookingRefusal
from wellness.database import db, in_transaction
from wellness.planner.actions.live import change_live
from wellness.programme.models import Session

PEOPLE = 6
LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
RUNS, STEPS = (200, 50) if LONG else (20, 30)


@dataclass
class Model:
    """What should be true of one session, said as simply as can be."""

    capacity: int
    starts_at: datetime
    kept: dict[int, int] = field(default_factory=dict)
    offered: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    line: list[tuple[int, int]] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return sum(self.kept.values()) + sum(seats for seats, _ in self.offered.values())

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.taken)

    def ahead(self, now: datetime) -> timedelta:
        return self.starts_at - now

    def serve(self, now: datetime) -> None:
        while self.line and self.line[0][1] <= self.free:
            if self.ahead(now) <= timedelta(minutes=45):
                return
            person, seats = self.line.pop(0)
            if self.ahead(now) > timedelta(hours=6):
                self.kept[person] = seats
            else:
                until = min(now + timedelta(minutes=20), self.starts_at)
                self.offered[person] = (seats, until)

    def lapse(self, now: datetime) -> None:
        self.offered = {p: (s, until) for p, (s, until) in self.offered.items() if until > now}
        self.serve(now)

    def has(self, person: int) -> bool:
        return person in self.kept or person in self.offered or person in dict(self.line)

    def book(self, person: int, seats: int, now: datetime) -> bool:
        if self.has(person):
            return True
        self.lapse(now)
        soon = self.ahead(now) <= timedelta(minutes=45)
        if self.ahead(now) <= timedelta(0):
            return False
        if self.free and (soon or not self.line):
            fits = seats <= self.free
            self.kept[person] = seats
            return fits
        if soon:
            return False
        self.line.append((person, seats))
        return True

    def leave(self, person: int, now: datetime) -> None:
        if self.has(person):
            self.kept.pop(person, None)
            self.offered.pop(person, None)
            self.line = [entry for entry in self.line if entry[0] != person]
            self.serve(now)

    def take(self, person: int, now: datetime) -> bool:
        if person in self.kept:
            return True
        self.lapse(now)
        if person in self.offered:
            self.kept[person] = self.offered.pop(person)[0]
            return True
        seats = dict(self.line).get(person)
        near = timedelta(0) < self.ahead(now) <= timedelta(minutes=45)
        if seats is None or not near or seats > self.free:
            return False
        self.line.remove((person, seats))
        self.kept[person] = seats
        return True

    def resize(self, capacity: int, now: datetime) -> bool:
        self.lapse(now)
        if capacity < self.taken:
            return False
        self.capacity = capacity
        self.serve(now)
        return True


class Booking(RuleBasedStateMachine):
    """People, one session, and time that passes."""

    @initialize(capacity=st.integers(1, 4))
    def open_booking(self, capacity: int) -> None:
        festival = a_festival(quiet=(time(3), time(3)))
        session = a_session(festival, capacity=capacity, starts_in=timedelta(days=2))
        self.session_id = session.id
        self.people = [a_pass().id for _ in range(PEOPLE)]
        self.now = session.starts_at - timedelta(hours=12)
        self.model = Model(capacity, session.starts_at)

    def _both(self, work: Callable[[], object], promise: Callable[[], bool]) -> None:
        """Do it for real and in the model: both say yes, or both say no and nothing changes."""
        before = deepcopy(self.model)
        expected = promise()
        if not expected:
            self.model = before
        try:
            in_transaction(work)
        except BookingRefusal:
            db.session.rollback()
            assert not expected
        else:
            assert expected

    def _reference(self, person: int) -> str | None:
        booking = queries.live_booking(self.people[person], self.session_id)
        db.session.rollback()
        return booking.reference if booking else None

    @rule(person=st.integers(0, PEOPLE - 1), seats=st.integers(1, 2))
    def book(self, person: int, seats: int) -> None:
        wish = BookPlace(bookable_id=self.session_id, pass_id=self.people[person], seats=seats)
        self._both(
            lambda: actions.book_place(wish, now=self.now),
            lambda: self.model.book(person, seats, self.now),
        )

    @rule(person=st.integers(0, PEOPLE - 1))
    def leave(self, person: int) -> None:
        reference = self._reference(person)
        if reference is not None:
            mine = self.people[person]
            in_transaction(lambda: actions.cancel_booking(mine, reference, now=self.now))
        self.model.leave(person, self.now)

    @rule(person=st.integers(0, PEOPLE - 1))
    def take(self, person: int) -> None:
        reference = self._reference(person)
        if reference is not None:
            mine = self.people[person]
            self._both(
                lambda: actions.take_place(mine, reference, now=self.now),
                lambda: self.model.take(person, self.now),
            )

    @rule(capacity=st.integers(1, 5))
    def resize(self, capacity: int) -> None:
        session = db.session.get_one(Session, self.session_id)
        self._both(
            lambda: change_live(session, capacity=capacity, hand=ANA, now=self.now),
            lambda: self.model.resize(capacity, self.now),
        )

    @rule(later=st.sampled_from([-120, 30, 240]))
    def move(self, later: int) -> None:
        starts_at = self.model.starts_at + timedelta(minutes=later)
        if starts_at <= self.now:
            return
        moves(db.session.get_one(Session, self.session_id), starts_at=starts_at, now=self.now)
        self.model.starts_at = starts_at
        self.model.serve(self.now)

    @rule(minutes=st.sampled_from([1, 15, 21, 90, 300]))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule()
    def due_work_is_done(self) -> None:
        in_transaction(lambda: waiting_list.settle(self.session_id, now=self.now))
        self.model.lapse(self.now)

    @invariant()
    def database_and_model_agree(self) -> None:
        db.session.rollback()
        db.session.expire_all()
        rows = queries.live_bookings_at(self.session_id)
        person_of = {pass_id: person for person, pass_id in enumerate(self.people)}
        told: dict[str, dict[int, int]] = {"confirmed": {}, "offered": {}}
        line = []
        for row in rows:
            person = person_of[row.pass_id or 0]
            if row.status == "waiting":
                line.append((person, row.seats))
            else:
                told[row.status.value][person] = row.seats
        assert told["confirmed"] == self.model.kept
        assert told["offered"] == {p: seats for p, (seats, _) in self.model.offered.items()}
        assert line == self.model.line
        assert broken_promises(now=self.now) == []


def test_any_order_of_wishes_ends_as_the_model_says(app: Flask) -> None:
    assert app is not None
    run_state_machine_as_test(
        Booking, settings=settings(max_examples=RUNS, stateful_step_count=STEPS, deadline=None)
    )
