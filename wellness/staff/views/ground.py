"""What all pages about staff stand on."""

from flask import Blueprint, Response, make_response, redirect, render_template, session

from wellness.staff.access import WANTED

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
HOME = "/staff/"


def to(address: str) -> Response:
    """Go on there, with a GET."""
    return make_response(redirect(address, 303))


def onward() -> str:
    """The address somebody wanted before they were asked who they are; else where all begins.

    It was kept here when it was asked for: no address from outside ever gets in.
    """
    wanted = str(session.pop(WANTED, HOME))
    return wanted if wanted.startswith(HOME) else HOME


def page(name: str, status: int = 200, **facts: object) -> Response:
    """The page templates/staff/`name`.html."""
    return make_response(render_template(f"staff/{name}.html", **facts), status)
