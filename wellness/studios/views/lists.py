"""What is asked for, for the team: by slot, without a name."""

from itertools import groupby

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.staff.access import open_to_staff, the_festival
from wellness.staff.rules import PLANNERS
from wellness.studios import actions, queries
from wellness.studios.errors import NoneLeft
from wellness.studios.forms import AnswerForm
from wellness.studios.models import RequestState
from wellness.studios.rules import promised_at_once
from wellness.studios.views.ground import blueprint
from wellness.web.refusals import answer, wants_json

INVALID, REFUSED = 422, 409


@blueprint.get("/staff/<slug>/equipment")
@open_to_staff(PLANNERS)
def lent(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What is asked for in which slot, and where there is too little."""
    return _page()


@blueprint.post("/staff/<slug>/equipment/<int(max=2147483647):asked>/<any(grant, refuse):said>")
@open_to_staff(PLANNERS)
def settle(slug: str, asked: int, said: str) -> Response:  # noqa: ARG001
    """Grant it or refuse it, with a word to whoever asked."""
    form = AnswerForm()
    if not form.validate():
        return _page(INVALID, {asked: form})
    festival_id = the_festival().id
    word = " ".join((form.answer.data or "").split())

    def work() -> None:
        actions.answer_request(
            festival_id, asked, is_granted=said == "grant", answer=word, now=clock.now()
        )

    try:
        in_transaction(work)
    except NoneLeft as refusal:
        db.session.rollback()
        if wants_json():
            return answer(REFUSED, refusal.code, refusal.sentence)
        form.answer.errors = [refusal.sentence]
        return _page(REFUSED, {asked: form})
    flash(gettext("Granted.") if said == "grant" else gettext("Refused."), "done")
    return make_response(redirect(f"{request.path.rsplit('/', 2)[0]}#{asked}", 303))


def _page(status: int = 200, forms: dict[int, AnswerForm] | None = None) -> Response:
    festival, now = the_festival(), clock.now()
    requests = queries.requests_at(festival.id, now=now)
    uses = queries.uses_of({each.equipment_id for each in requests}, now=now, ungranted=True)
    short = {
        each.id: promised_at_once(
            uses[each.equipment_id], each.booking.bookable.starts_at, each.booking.bookable.ends_at
        )
        for each in requests
        if each.state is not RequestState.REFUSED
    }
    by_slot = groupby(requests, key=lambda each: each.booking.bookable)
    page = render_template(
        "studios/lent.html",
        festival=festival,
        slots=[(slot, list(them)) for slot, them in by_slot],
        at_once=short,
        forms=forms or {},
    )
    return make_response(page, status)
