"""What the pages of the hub's desk stand on."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template
from flask_babel import lazy_gettext

from wellness import clock
from wellness.curating.actions.publishing import Desk
from wellness.curating.forms import words
from wellness.curating.queries import things_waiting
from wellness.hub import contacts
from wellness.hub.rules.needs import NEEDS
from wellness.sealing import Sealer
from wellness.staff.access import Section, roles_here, the_festival, the_hand
from wellness.staff.rules import AUTHORS, HUB_EDITORS

blueprint = Blueprint("curating", __name__, url_prefix="/staff/<slug>/hub")
SECTIONS = (
    Section(60, "curating.overview", lazy_gettext("Hub"), "book-heart", AUTHORS, things_waiting),
)
INVALID = 422


def page(template: str, status: int = 200, **facts: Any) -> Response:
    """A page of the desk."""
    facts.setdefault("festival", the_festival())
    html = render_template(
        f"curating/{template}.html",
        may_edit=bool(roles_here() & HUB_EDITORS),
        base=f"/staff/{the_festival().slug}/hub",
        words=words,
        offers=contacts.OFFERS,
        needs=NEEDS,
        today=today(),
        **facts,
    )
    return make_response(html, status)


def to(path: str, said: str = "", kind: str = "done") -> Response:
    """On to another page of the desk, with a word of what was done."""
    if said:
        flash(said, kind)
    return make_response(redirect(f"/staff/{the_festival().slug}/hub{path}", 303))


def the_desk() -> Desk:
    """Whoever is signed in, at the festival of the address."""
    return Desk(the_hand(), the_festival().id)


def today() -> date:
    """Days of checks are days of UTC: the hub is of no place."""
    return clock.now().date()


def sealer() -> Sealer:
    """What opens readers' notes."""
    found: Sealer = current_app.extensions["staff.sealer"]
    return found
