"""Calls as organizers see them: the list, one call, and what its buttons do."""

from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.calls.actions import calls as actions
from wellness.calls.errors import PromiseBroken
from wellness.calls.forms.call import ExtendForm, TitleForm
from wellness.calls.models import Call
from wellness.calls.queries.calls import calls_of, counts_of, slots_of
from wellness.calls.rules.phase import phase_of
from wellness.calls.rules.questions import questions_of
from wellness.calls.views.ground import INVALID, blueprint, changing, page, the_call, to_call
from wellness.calls.views.public import call_page
from wellness.database import in_transaction
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS
from wellness.web.fields import clock_of

NOBODY = {"draft": 0, "handed_in": 0, "withdrawn": 0}


@blueprint.get("/staff/<slug>/calls")
@open_to_staff(ORGANIZERS)
def board(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Every call of the festival with its phase and its counts."""
    return _board(TitleForm())


@blueprint.post("/staff/<slug>/calls")
@open_to_staff(ORGANIZERS)
def add(slug: str) -> Response:  # noqa: ARG001
    """A new call, with the questions most calls ask."""
    form = TitleForm()
    if not form.validate_on_submit():
        return _board(form, INVALID)
    festival, hand, title = the_festival(), the_hand(), str(form.title.data)
    made = in_transaction(
        lambda: actions.add_call(festival, title, hand=hand, now=clock.now()).slug
    )
    return to_call(made, gettext("Nobody sees it before you publish it."), "/edit")


@blueprint.get("/staff/<slug>/calls/<call>")
@open_to_staff(ORGANIZERS)
def manage(slug: str, call: str) -> Response:  # noqa: ARG001
    """One call: where it stands, and what can be done."""
    return _manage(the_call(call), _extend_form())


@blueprint.get("/staff/<slug>/calls/<call>/preview")
@open_to_staff(ORGANIZERS)
def preview(slug: str, call: str) -> Response:  # noqa: ARG001
    """The call as everybody will see it."""
    return call_page(the_festival(), the_call(call), is_preview=True)


@blueprint.post("/staff/<slug>/calls/<call>/<any(publish, unpublish):what>")
@open_to_staff(ORGANIZERS)
def announce(slug: str, call: str, what: str) -> Response:  # noqa: ARG001
    """Let everybody know of it, or take that back while nobody has begun."""
    hand = the_hand()
    work = actions.publish if what == "publish" else actions.unpublish
    changing(call, lambda found: work(found, hand=hand, now=clock.now()))
    done = {
        "publish": gettext("The call is published."),
        "unpublish": gettext("The call is not public any more."),
    }
    return to_call(call, done[what])


@blueprint.post("/staff/<slug>/calls/<call>/extend")
@open_to_staff(ORGANIZERS)
def extend(slug: str, call: str) -> Response:  # noqa: ARG001
    """Close later."""
    form, hand = _extend_form(), the_hand()
    if not form.validate_on_submit():
        return _manage(the_call(call), form, INVALID)
    closes_at = form.closes_at.data or clock.now()
    try:
        changing(call, lambda found: actions.extend(found, closes_at, hand=hand, now=clock.now()))
    except PromiseBroken:
        form.closes_at.errors = [gettext("It can only close later than was said.")]
        return _manage(the_call(call), form, INVALID)
    return to_call(call, gettext("The closing is later now."))


def _extend_form() -> ExtendForm:
    return ExtendForm(meta=clock_of(the_festival()))


def _board(form: TitleForm, status: int = 200) -> Response:
    festival, now = the_festival(), clock.now()
    calls = [(call, phase_of(call, now=now)) for call in calls_of(festival)]
    counts = counts_of(festival.id)
    return page(
        "board", status, festival=festival, calls=calls, counts=counts, nobody=NOBODY, form=form
    )


def _manage(call: Call, form: ExtendForm, status: int = 200) -> Response:
    festival = the_festival()
    counts = counts_of(festival.id).get(call.id, NOBODY)
    return page(
        "manage",
        status,
        festival=festival,
        call=call,
        phase=phase_of(call, now=clock.now()),
        counts=counts,
        questions=questions_of(call),
        slots=slots_of(call.activity_id) if call.activity_id else None,
        places=sum(role.places for role in call.roles),
        has_begun=any(counts.values()),
        form=form,
    )
