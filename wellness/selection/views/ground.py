"""What the pages of selecting share."""

from typing import Any

from flask import Blueprint, Response, flash, make_response, redirect, render_template
from flask_babel import lazy_gettext

from wellness.calls.models import Call
from wellness.calls.queries import get_call
from wellness.staff.access import Section, the_festival
from wellness.staff.rules import PANELS

blueprint = Blueprint("selection", __name__)
SECTIONS = (
    Section(34, "selection.reading", lazy_gettext("Applications"), "book-open-check", PANELS),
)
INVALID = 422


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A page for staff about applications: kept nowhere on the way."""
    facts.setdefault("festival", the_festival())
    response = make_response(render_template(f"selection/{template}.html", **facts), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def to(path: str, said: str = "") -> Response:
    """On to another page of this festival, with a word of what was done."""
    if said:
        flash(said)
    return make_response(redirect(f"/staff/{the_festival().slug}/{path}", 303))


def the_call(slug: str) -> Call:
    """The festival's call of this slug. Raises Missing."""
    return get_call(the_festival(), slug)
