"""What the pages of care navigation share."""

from http import HTTPStatus

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template
from flask import url_for as address_of
from flask_babel import lazy_gettext

from wellness import clock
from wellness.care.access import care_keys
from wellness.care.actions.answering import Navigator
from wellness.hub.models import Service
from wellness.staff.access import Section, the_festival, the_hand
from wellness.staff.rules import NAVIGATORS, ORGANIZERS

blueprint = Blueprint("care", __name__)
SECTIONS = (
    Section(56, "care.inbox", lazy_gettext("Care"), "hand-heart", roles=NAVIGATORS),
    Section(57, "care.team", lazy_gettext("Care team"), "hand-heart", roles=ORGANIZERS),
)
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY
_HUB_ENTRY = "hub.service"


def page(name: str, /, status: int = HTTPStatus.OK, **facts: object) -> Response:
    """A page that nothing keeps: not the phone, not a proxy."""
    response = make_response(render_template(f"care/{name}.html", **facts), status)
    response.headers["Cache-Control"] = "no-store"
    return response


def to(path: str, said: str = "") -> Response:
    """On to another page of this festival's care, with a word of what was done."""
    if said:
        flash(said, "done")
    return make_response(redirect(f"/staff/{the_festival().slug}/care{path}", 303))


def navigator() -> Navigator:
    """Whoever is signed in, as they act on requests now."""
    return Navigator(the_hand(), care_keys(), clock.now())


def address_of_service(service: Service) -> str:
    """Where an entry of the hub is read; its own site where the hub has no page of it."""
    if _HUB_ENTRY in current_app.view_functions:
        return address_of(_HUB_ENTRY, entry=service.slug)
    return service.url or "/help"
