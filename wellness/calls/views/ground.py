from flask import Blueprint, Response, make_response, render_template

from wellness.calls.shown import said_moment
from wellness.staff.access import Section

blueprint = Blueprint("calls", __name__)
"""Every page of this room; each module of this package adds its own."""
INVALID = 422
blueprint.add_app_template_filter(said_moment)
SECTIONS: tuple[Section, ...] = ()


def page(name: str, status: int = 200, **facts: object) -> Response:
    """A page of this room."""
    return make_response(render_template(f"calls/{name}.html", **facts), status)
