"""What all pages about staff stand on."""

from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    session,
)

from config import Settings
from wellness.staff.access import WANTED

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
HOME = "/staff/"
ACCOUNT = "/staff/account"
SECRET_KEPT = "staff_totp"  # noqa: S105 - where it is kept, not what it is
"""A new code generator's secret waits in the session until its first code is right."""


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


def settings() -> Settings:
    """The settings of this application."""
    found: Settings = current_app.extensions["settings"]
    return found
