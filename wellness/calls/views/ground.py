"""What the pages of calls share."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext, lazy_gettext

from wellness.calls.errors import EditedSince
from wellness.calls.forms.ground import RevisedForm
from wellness.calls.models import Call
from wellness.calls.queries import get_call, locked_call
from wellness.calls.shown import said_moment
from wellness.database import db, in_transaction
from wellness.staff.access import Section, the_festival
from wellness.staff.rules import ORGANIZERS
from wellness.web.versions import differences, settled, typed_again

blueprint = Blueprint("calls", __name__)
"""Every page of this room; each module of this package adds its own."""
INVALID = 422
SECTIONS = (Section(33, "calls.board", lazy_gettext("Residencies"), "mic-vocal", roles=ORGANIZERS),)
blueprint.add_app_template_filter(said_moment)


def page(name: str, status: int = 200, **facts: object) -> Response:
    """A page of this room."""
    return make_response(render_template(f"calls/{name}.html", **facts), status)


def the_call(slug: str) -> Call:
    """The call of this slug at the festival of the address. Raises Missing."""
    return get_call(the_festival(), slug)


def changing(slug: str, work: Callable[[Call], Any]) -> None:
    """Do something to the call of this slug, as it is now, in a transaction."""
    festival_id, call_id = the_festival().id, the_call(slug).id
    in_transaction(lambda: work(locked_call(festival_id, call_id)))


def to_call(slug: str, said: str = "", path: str = "") -> Response:
    """On to the organizers' page of a call, with a word of what was done."""
    if said:
        flash(said, "done")
    return make_response(redirect(f"/staff/{the_festival().slug}/calls/{slug}{path}", 303))


def edited(
    form: RevisedForm,
    *,
    theirs: Callable[[], RevisedForm],
    save: Callable[[dict[str, Any]], Any],
    back: str,
) -> Response | None:
    """Save what was typed into a valid form: None, or the page of both versions (409).

    `theirs` makes the form of what is saved now, `save` does it in a transaction of its own.
    """
    values = settled(form.values(), theirs().values(), request.form)
    try:
        save(values)
    except EditedSince as refusal:
        db.session.rollback()
        db.session.expire_all()
        now = theirs()
        return page(
            "conflict",
            409,
            festival=the_festival(),
            differences=differences(form, now),
            typed=typed_again(request.form),
            revision=now.revision.data,
            action=request.path,
            back=back,
            said=refusal.sentence,
        )
    flash(gettext("Saved."), "done")
    return None
