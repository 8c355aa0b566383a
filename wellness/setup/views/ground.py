"""What the pages of setting up share: the blueprint, and how an edit is answered."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext, lazy_gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.planner.errors import ChangedSince
from wellness.setup.errors import EditedSince
from wellness.setup.forms.ground import RevisedForm
from wellness.staff.access import Section, the_festival
from wellness.web.fields import clock_of
from wellness.web.refusals import answer, wants_json
from wellness.web.versions import differences, settled, typed_again

blueprint = Blueprint("setup", __name__, url_prefix="/staff")
SECTIONS = (Section(40, "setup.home", lazy_gettext("Set up"), "settings-2"),)
INVALID = 422


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A page of the festival of the address."""
    facts.setdefault("festival", the_festival())
    return make_response(render_template(f"setup/{template}.html", **facts), status)


def meta() -> dict[str, Any]:
    """What forms with times need to know of the festival of the address."""
    return clock_of(the_festival())


def to(path: str, said: str = "") -> Response:
    """On to another page of this festival, with a word of what was done."""
    if said:
        flash(said)
    return make_response(redirect(f"/staff/{the_festival().slug}/{path}", 303))


def done(work: Callable[[], Any], path: str, said: str) -> Response:
    """Do something that is only a button, then go on."""
    in_transaction(work)
    return to(path, said)


def edited(
    form: RevisedForm,
    *,
    theirs: Callable[[], RevisedForm],
    save: Callable[[dict[str, Any]], Any],
    again: Callable[[int], Response],
    path: str,
) -> Response:
    """Save what was typed: the page after it, the filled form, or both versions (409).

    `theirs` makes the form of what is saved now, `save` takes columns, in a transaction; `path`
    is the page of the thing, below the festival.
    """
    if not form.validate():
        return invalid(form) if wants_json() else again(INVALID)
    values = settled(form.values(), theirs().values(), request.form)
    try:
        in_transaction(lambda: save(values))
    except (EditedSince, ChangedSince) as refusal:
        return conflicted(form, theirs, path, refusal.sentence)
    return to(path, gettext("Saved."))


def invalid(form: RevisedForm) -> Response:
    """What is wrong, by field, for programs."""
    return make_response({"error": "invalid", "fields": form.errors}, INVALID)


def conflicted(
    mine: RevisedForm, theirs: Callable[[], RevisedForm], path: str, said: str
) -> Response:
    """Both versions side by side; nothing of either is lost."""
    if wants_json():
        return answer(409, EditedSince.code, said)
    db.session.rollback()
    db.session.expire_all()
    now = theirs()
    return page(
        "conflict",
        409,
        differences=differences(mine, now),
        typed=typed_again(request.form),
        revision=now.revision.data,
        action=request.path,
        back=f"/staff/{the_festival().slug}/{path}",
        said=said,
        at=clock.now(),
    )
