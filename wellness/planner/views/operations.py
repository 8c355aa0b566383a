"""What is done to many sessions in one action; each shows first what it touches."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext, ngettext

from wellness import clock
from wellness.clock import AbsentWallTime, AmbiguousWallTime, dawn_of, instant_of
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.planner.actions.copying import copy_day
from wellness.planner.actions.operations import (
    delay_day,
    delay_space,
    to_wet_place,
)
from wellness.planner.forms.operations import CopyDayForm, DelayForm, OfTheDay, WetPlaceForm
from wellness.planner.forms.wishes import said_of
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board, Placement
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.cards import Card, card_of
from wellness.planner.views.day import chosen_day, days_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS


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
    form.fill(board, days_of(board))
    asking = Asking(festival, board, operation, form, now)
    if request.method == "GET":
        form.day.data = chosen_day(board, now).isoformat()
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


@blueprint.route("/staff/<slug>/planner/delay", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def delay(slug: str) -> Response:
    """Start what is in a space, or on the whole day, later."""
    del slug
    operation = Operation(
        "delay",
        gettext("Delay a space or the day"),
        gettext("Everything that is not over starts later by the same minutes."),
        gettext("Delay them"),
        ("day", "space", "minutes", "starting_from"),
    )
    return answered(
        operation,
        DelayForm(),
        lambda asking: asking.touched(asking.form.number("space"), asking.starting_from()),
        _delay,
    )


def _delay(asking: Asking) -> str:
    space_id, day = asking.form.number("space"), asking.form.chosen_day
    minutes: int = asking.form["minutes"].data
    more = {"starting_from": asking.starting_from(), "hand": the_hand(), "now": asking.now}
    if space_id is None:
        moved = in_transaction(lambda: delay_day(asking.festival, day, minutes, **more))
    else:
        moved = in_transaction(
            lambda: delay_space(asking.festival, space_id, day, minutes, **more)
        )
    return _moved(len(moved))


@blueprint.route("/staff/<slug>/planner/wet-place", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def wet_place(slug: str) -> Response:
    """Move what is in a space to its wet-weather place."""
    del slug
    operation = Operation(
        "wet-place",
        gettext("Move to the wet-weather place"),
        gettext("The sessions of a space go to its wet-weather place; their times stay."),
        gettext("Move them"),
        ("day", "space", "starting_from"),
    )
    return answered(
        operation,
        WetPlaceForm(),
        lambda asking: asking.touched(asking.form.number("space"), asking.starting_from()),
        _to_wet_place,
    )


def _to_wet_place(asking: Asking) -> str:
    space_id = asking.form.number("space") or 0
    since, hand, now = asking.starting_from(), the_hand(), asking.now
    moved = in_transaction(
        lambda: to_wet_place(
            asking.festival,
            space_id,
            asking.form.chosen_day,
            starting_from=since,
            hand=hand,
            now=now,
        )
    )
    return _moved(len(moved))


@blueprint.route("/staff/<slug>/planner/copy-day", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def copy(slug: str) -> Response:
    """Plan a day's sessions on another day too."""
    del slug
    operation = Operation(
        "copy-day",
        gettext("Copy the day"),
        gettext("The sessions of one day are planned on another day too, at the same times."),
        gettext("Copy them"),
        ("day", "to_day", "with_facilitators"),
    )
    return answered(operation, CopyDayForm(), _would_copy, _copy)


def _would_copy(asking: Asking) -> Touched:
    day = asking.form.chosen_day
    found = [each for each in asking.board.on(day) if each.takes_place]
    # Nobody holds a place in what is made anew.
    return Touched(touched_of(asking.board, found, day, asking.festival.slug).cards, 0, 0)


def _copy(asking: Asking) -> str:
    form, hand = asking.form, the_hand()
    copied = in_transaction(
        lambda: copy_day(
            asking.festival,
            form.chosen_day,
            date.fromisoformat(form["to_day"].data),
            with_facilitators=bool(form["with_facilitators"].data),
            hand=hand,
            now=asking.now,
        )
    )
    form.day.data = form["to_day"].data
    said = ngettext(
        "%(num)s session was copied.", "%(num)s sessions were copied.", len(copied.made)
    )
    doubt = len(copied.in_doubt)
    if doubt:
        said += " " + ngettext(
            "%(num)s is in the tray: the clocks change at its time.",
            "%(num)s are in the tray: the clocks change at their time.",
            doubt,
        )
    return str(said)


def _moved(number: int) -> str:
    said = ngettext(
        "%(num)s session was moved in the draft.", "%(num)s sessions were moved in the draft.", number
    )
    return f"{said} {gettext('People are told when you release it.')}"
