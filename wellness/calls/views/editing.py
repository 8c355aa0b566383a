"""Everything about a call but its questions, as one form."""

from typing import Any

from flask import Response, request

from wellness import clock
from wellness.calls.actions import calls as actions
from wellness.calls.errors import PromiseBroken, RoleInUse
from wellness.calls.forms.call import CallForm, data_of_call
from wellness.calls.models import Call
from wellness.calls.queries.calls import slots_of
from wellness.calls.views.ground import (
    INVALID,
    blueprint,
    changing,
    edited,
    page,
    the_call,
    to_call,
)
from wellness.database import db
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS
from wellness.studios.queries import studio_times_of
from wellness.web.fields import clock_of
from wellness.web.markdown import rendered


@blueprint.get("/staff/<slug>/calls/<call>/edit")
@open_to_staff(ORGANIZERS)
def edit(slug: str, call: str) -> Response:  # noqa: ARG001 - the door has read it
    """The form."""
    found = the_call(call)
    return _page(found, _saved(found))


@blueprint.post("/staff/<slug>/calls/<call>/edit")
@open_to_staff(ORGANIZERS)
def save(slug: str, call: str) -> Response:
    """Save it, or only look at the text as it will read."""
    found, form = the_call(call), _offered(CallForm(meta=clock_of(the_festival())))
    if request.form.get("look"):
        return _page(found, form, look=True)
    if not form.validate_on_submit():
        return _page(found, form, INVALID)
    hand = the_hand()

    def keep(values: dict[str, Any]) -> None:
        changing(
            call,
            lambda now_row: actions.edit_call(
                now_row, values, seen=form.seen, hand=hand, now=clock.now()
            ),
        )

    try:
        both = edited(
            form,
            theirs=lambda: _saved(the_call(call)),
            save=keep,
            back=f"/staff/{slug}/calls/{call}/edit",
        )
    except RoleInUse as refusal:
        form.roles.errors = [refusal.sentence]
    except PromiseBroken as refusal:
        form.closes_at.errors = [refusal.sentence]
    else:
        return both or to_call(call)
    db.session.rollback()
    return _page(the_call(call), form, INVALID)


def _saved(call: Call) -> CallForm:
    meta = clock_of(the_festival())
    return _offered(CallForm(formdata=None, data=data_of_call(call), meta=meta))


def _offered(form: CallForm) -> CallForm:
    form.offer(studio_times_of(the_festival().id))
    return form


def _page(call: Call, form: CallForm, status: int = 200, *, look: bool = False) -> Response:
    times = studio_times_of(the_festival().id)
    return page(
        "edit",
        status,
        festival=the_festival(),
        call=call,
        form=form,
        times=[(each, *slots_of(each.id)) for each in times],
        looked=rendered(form.description.data or "") if look else None,
    )
