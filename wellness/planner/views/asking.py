"""How an action on many sessions is asked for: a form, what it would touch, then the deed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Response, flash, make_response, redirect, render_template, request

from wellness import clock
from wellness.clock import AbsentWallTime, AmbiguousWallTime, dawn_of, instant_of
from wellness.festivals.models import Festival
from wellness.planner.forms.operations import OfTheDay
from wellness.planner.forms.wishes import said_of
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board, Placement
from wellness.planner.views import at_once
from wellness.planner.views.cards import Card, card_of
from wellness.planner.views.day import chosen_day, days_of
from wellness.staff.access import the_festival


@dataclass(frozen=True, slots=True)
class Touched:
    """What an action would touch."""

    cards: list[Card]
    booked: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the actions, as its page shows it."""

    name: str
    title: str
    lead: str
    button: str
    fields: tuple[str, ...]


@dataclass
class Asking:
    """One request for an operation: who asks, what for, on which board."""

    festival: Festival
    board: Board
    operation: Operation
    form: OfTheDay
    now: datetime

    def page(self, touched: Touched | None = None, status: int = 200) -> Response:
        """The form, and under it what it would touch, if that was asked."""
        shown = render_template(
            "planner/operation.html",
            festival=self.festival,
            operation=self.operation,
            form=self.form,
            touched=touched,
            **at_once.offer(),
        )
        return make_response(shown, status)

    def starting_from(self) -> datetime | None:
        """The instant of the time typed, if one was. Raises Ambiguous or AbsentWallTime."""
        typed = self.form["starting_from"].data
        return instant_of(self.form.wall(typed), self.board.zone) if typed else None

    def touched(self, space_id: int | None, starting_from: datetime | None) -> Touched:
        """What is still to take place on the day, there and from then on."""
        day = self.form.chosen_day
        dawn = dawn_of(day, self.board.zone, self.board.dawn)
        found = [
            each
            for each in self.board.on(day)
            if each.takes_place
            and space_id in {None, each.space_id}
            and each.starts_at is not None
            and each.starts_at >= (starting_from or dawn)
            and each.span is not None
            and each.span.ends_at > self.now
        ]
        return touched_of(self.board, found, day, self.festival.slug)

    def done(self, said: str) -> Response:
        """Back to the day in the grid."""
        flash(said)
        day = self.form.chosen_day.isoformat()
        return make_response(redirect(f"/staff/{self.festival.slug}/planner?day={day}", 303))


def touched_of(board: Board, placements: Sequence[Placement], day: date, slug: str) -> Touched:
    """These sessions, and how many people hold a place in them or wait for one."""
    released = [each.released for each in placements if each.released]
    return Touched(
        [card_of(board, each, day, slug) for each in placements],
        sum(each.taken for each in released),
        sum(each.waiting for each in released),
    )


def answered(
    operation: Operation,
    form: OfTheDay,
    preview: Callable[[Asking], Touched],
    work: Callable[[Asking], str],
) -> Response:
    """The page, the preview, or what was done; by what the form says."""
    festival, now = the_festival(), clock.now()
    board = board_of(festival)
    if request.method == "GET":
        form.day.data = chosen_day(board, now).isoformat()
    form.fill(board, days_of(board))
    asking = Asking(festival, board, operation, form, now)
    if request.method == "GET":
        return asking.page()
    if not form.validate():
        return asking.page(status=422)
    try:
        if not request.form.get("do"):
            return asking.page(preview(asking))
        return asking.done(work(asking))
    except (AmbiguousWallTime, AbsentWallTime) as odd:
        form["starting_from"].errors = [said_of(odd)]
        return asking.page(status=422)
