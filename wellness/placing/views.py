"""Automatic placing: what to place, how far it is, and what it proposes."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from config import Settings
from wellness import clock
from wellness.database import in_transaction
from wellness.placing import actions, queries, solver
from wellness.placing.running import start_apart
from wellness.placing.shown import choices, proposal_page
from wellness.planner.models import Proposal
from wellness.planner.queries.board import board_of
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS

blueprint = Blueprint("placing", __name__)


@blueprint.get("/staff/<slug>/planner/automatic")
@open_to_staff(PLANNERS)
def choose(slug: str) -> ResponseReturnValue:
    """What could be placed: the tray, or the sessions the address names."""
    festival, now = the_festival(), clock.now()
    latest = queries.latest_proposal(festival.id)
    running = latest if latest and not latest.finished_at else None
    return render_template(
        "placing/choose.html",
        festival=festival,
        slug=slug,
        choices=choices(board_of(festival), request.args.getlist("draft", type=int)),
        is_installed=solver.is_installed(),
        running=running if running and not queries.is_silent(running, now=now) else None,
        latest=latest if latest and latest.finished_at else None,
    )


@blueprint.post("/staff/<slug>/planner/automatic")
@open_to_staff(PLANNERS)
def start(slug: str) -> ResponseReturnValue:
    """Look for a plan, in a process of its own."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    wanted = request.form.getlist("draft", type=int)
    proposal = in_transaction(lambda: actions.ask_for_placing(festival, wanted, hand=hand, now=now))
    settings: Settings = current_app.extensions["settings"]
    start_apart(proposal.id, settings)
    return redirect(url_for("placing.proposal", slug=slug, number=proposal.id), 303)


@blueprint.get("/staff/<slug>/planner/automatic/<int:number>")
@open_to_staff(PLANNERS)
def proposal(slug: str, number: int) -> ResponseReturnValue:
    """How far a run is; once it is over, what it proposes and what stood in the way."""
    festival = the_festival()
    found = queries.get_proposal(festival.id, number)
    board = board_of(festival)
    return render_template(
        "placing/proposal.html",
        festival=festival,
        slug=slug,
        proposal=found,
        is_silent=queries.is_silent(found, now=clock.now()),
        page=proposal_page(found, board),
    )


@blueprint.post("/staff/<slug>/planner/automatic/<int:number>/stop")
@open_to_staff(PLANNERS)
def stop(slug: str, number: int) -> ResponseReturnValue:
    """End a run with the best plan it has."""
    festival = the_festival()
    in_transaction(lambda: actions.ask_to_stop(queries.get_proposal(festival.id, number)))
    return redirect(url_for("placing.proposal", slug=slug, number=number), 303)


@blueprint.post("/staff/<slug>/planner/automatic/<int:number>/accept")
@open_to_staff(PLANNERS)
def accept(slug: str, number: int) -> ResponseReturnValue:
    """Place what was chosen of a proposal, as one step that can be undone."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    wanted = frozenset(request.form.getlist("draft", type=int))

    def work() -> tuple[Proposal, int]:
        found = queries.get_proposal(festival.id, number)
        return found, actions.accept(festival, found, wanted, hand=hand, now=now)

    _, count = in_transaction(work)
    flash(
        ngettext(
            "%(num)s session is placed. You can undo it in one step.",
            "%(num)s sessions are placed. You can undo them in one step.",
            count,
        )
    )
    return redirect(url_for("planner.day", slug=slug), 303)
