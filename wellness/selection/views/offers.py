"""Saying yes or no: one tap, from a letter or from My plan."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wellness import clock
from wellness.calls.models import Application
from wellness.calls.queries import get_application
from wellness.database import in_transaction
from wellness.passes.access import the_pass
from wellness.selection import errors
from wellness.selection.actions import answering
from wellness.selection.letters import by_when
from wellness.selection.queries import offers
from wellness.selection.rules.offers import Answer, may_answer
from wellness.selection.views.ground import blueprint
from wellness.web.access import Who, open_to

CONFLICT = 409


@blueprint.get("/me/applications/<reference>/offer")
@open_to(Who.HOLDER)
def offer(reference: str) -> ResponseReturnValue:
    """What is offered, until when, and the two buttons."""
    return _page(get_application(the_pass().id, reference))


@blueprint.post("/me/applications/<reference>/offer")
@open_to(Who.HOLDER)
def decide(reference: str) -> ResponseReturnValue:
    """Yes or no, by the button that was pressed; the same on every repeat."""
    mine = the_pass().id
    get_application(mine, reference)
    wanted = request.form.get("answer")
    try:
        if wanted == "yes":
            residency = in_transaction(
                lambda: answering.accept(mine, reference, now=clock.now()).reference
            )
            flash(gettext("It is yours. We are glad that you come."), "done")
            return redirect(f"/me/residencies/{residency}", 303)
        if wanted == "no":
            in_transaction(lambda: answering.decline(mine, reference, now=clock.now()))
        return redirect(f"/me/applications/{reference}/offer", 303)
    except errors.OfferIsOver:
        return _page(get_application(mine, reference), CONFLICT)


@blueprint.post("/me/applications/<reference>/offer/undo")
@open_to(Who.HOLDER)
def undo(reference: str) -> ResponseReturnValue:
    """Take a no back, while nobody else was offered the place."""
    mine = the_pass().id
    get_application(mine, reference)
    try:
        in_transaction(lambda: answering.undo_decline(mine, reference, now=clock.now()))
    except errors.CannotBeUndone:
        return _page(get_application(mine, reference), CONFLICT)
    return redirect(f"/me/applications/{reference}/offer", 303)


@blueprint.get("/me/residencies/<residency>/give-up")
@open_to(Who.HOLDER)
def ask_to_give_up(residency: str) -> str:
    """What giving a residency up means, and the button."""
    found = offers.own_residency(the_pass().id, residency)
    return render_template(
        "selection/give_up.html", residency=found, call=found.call, festival=found.festival
    )


@blueprint.post("/me/residencies/<residency>/give-up")
@open_to(Who.HOLDER)
def give_up(residency: str) -> ResponseReturnValue:
    """Let it go. No reason asked."""
    mine = the_pass().id
    in_transaction(lambda: answering.give_up(mine, residency, now=clock.now()))
    flash(gettext("You let your residency go. Thank you for telling us."), "done")
    return redirect("/me", 303)


def _page(application: Application, status: int = 200) -> Response:
    now = clock.now()
    answer = may_answer(offers.facts_of(application), now=now)
    residency = offers.residency_of(application.id)
    page = render_template(
        "selection/offer.html",
        application=application,
        call=application.call,
        festival=application.call.festival,
        answer=answer,
        until=by_when(application) if application.offered_until else "",
        residency=residency if answer is Answer.ACCEPTED else None,
        came_too_late=status == CONFLICT,
    )
    return make_response(page, status)
