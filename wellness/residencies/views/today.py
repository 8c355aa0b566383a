"""The sheet for today: who is expected where, who is here, who was not noted to leave."""

from collections.abc import Callable

from flask import Response, flash, make_response, redirect, render_template
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.residencies.actions import looking_after, settling
from wellness.residencies.queries.finding import residency_of_festival
from wellness.residencies.queries.lists import Line, expected_now
from wellness.residencies.rules.rider import Rider
from wellness.residencies.views.ground import blueprint, day_of
from wellness.staff.access import open_to_staff, roles_here, the_account, the_festival, the_hand
from wellness.staff.rules import DESKS, LEADERS

DAY_WORK = {"come": settling.come, "leave": settling.leave, "undo": settling.undo}


def _lines() -> list[Line]:
    """Everybody for the desk; for others, those they are the support person of."""
    mine = None if roles_here() & DESKS else the_account().id
    return expected_now(the_festival(), now=clock.now(), supported_by=mine)


def _line(reference: str) -> Line:
    """One of those on the sheet. Raises Missing, also for a resident of another day."""
    found = next((each for each in _lines() if each.residency.reference == reference.lower()), None)
    if found is None:
        raise Missing
    return found


@blueprint.get("/staff/<slug>/residencies/today")
@open_to_staff(DESKS | LEADERS)
def today(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Who is expected where."""
    return _page()


def _page(shown: tuple[str, Rider] | None = None) -> Response:
    page = render_template(
        "residencies/today.html",
        festival=the_festival(),
        lines=_lines(),
        at_desk=bool(roles_here() & DESKS),
        shown=shown,
        now=clock.now(),
    )
    return make_response(page)


@blueprint.post("/staff/<slug>/residencies/<reference>/emergency")
@open_to_staff(DESKS)
def emergency(slug: str, reference: str) -> Response:  # noqa: ARG001
    """The part of a rider for emergencies, on the days of the stay; the look is written down."""
    line, hand, now = _line(reference), the_hand(), clock.now()
    if line.today is None and line.overdue is None:
        raise Missing
    rider = in_transaction(
        lambda: looking_after.look_at_rider(line.residency, part="emergency", hand=hand, now=now)
    )
    return _page((line.residency.reference, rider))


@blueprint.post("/staff/<slug>/residencies/<reference>/days/<day>/<any(come, leave, undo):what>")
@open_to_staff(DESKS | LEADERS)
def note_for(slug: str, reference: str, day: str, what: str) -> Response:
    """Note for somebody that they are here, or left."""
    found = residency_of_festival(the_festival(), reference)
    line, on, hand, now = _line(reference), day_of(day), the_hand(), clock.now()
    done: Callable[..., None] = DAY_WORK[what]

    def work() -> None:
        done(line.residency, on, now=now)
        looking_after.note(found, what=what, hand=hand, now=now)

    in_transaction(work)
    flash(gettext("Noted."), "done")
    return make_response(redirect(f"/staff/{slug}/residencies/today", 303))
