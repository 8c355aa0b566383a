"""What is done to many sessions in one action; each shows first what it touches."""

from collections.abc import Callable
from datetime import date
from functools import partial

from flask import Response
from flask_babel import gettext, ngettext

from wellness.database import in_transaction
from wellness.planner.actions.copying import copy_day
from wellness.planner.actions.operations import delay_day, delay_space, to_wet_place
from wellness.planner.forms.operations import CopyDayForm, DelayForm, WetPlaceForm
from wellness.planner.models import DraftSession, Release
from wellness.planner.views import at_once
from wellness.planner.views.asking import Asking, Operation, Touched, answered, touched_of
from wellness.planner.views.blueprint import blueprint
from wellness.staff.access import open_to_staff, the_hand
from wellness.staff.rules import PLANNERS


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
    since, hand, now = asking.starting_from(), the_hand(), asking.now

    def work() -> list[DraftSession]:
        more = partial(delay_day) if space_id is None else partial(delay_space, space_id=space_id)
        return more(
            asking.festival, day=day, by_minutes=minutes, starting_from=since, hand=hand, now=now
        )

    return _done(asking, work)


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
    return _done(
        asking,
        lambda: to_wet_place(
            asking.festival,
            space_id,
            asking.form.chosen_day,
            starting_from=since,
            hand=hand,
            now=now,
        ),
    )


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


def _done(asking: Asking, work: Callable[[], list[DraftSession]]) -> str:
    """Do it, and release it in the same transaction if that was asked for; says what became."""

    def change() -> tuple[int, Release | None]:
        earlier = at_once.done_before(asking.festival)
        if earlier is not None:
            return earlier.counts["moved"] + earlier.counts["room"], earlier
        moved = work()
        return len(moved), at_once.release_these(asking.festival, moved, now=asking.now)

    number, made = in_transaction(change)
    said = ngettext("%(num)s session was moved.", "%(num)s sessions were moved.", number)
    return f"{said} {at_once.said_of_release(made)}"
