"""Coming in and going out."""

from flask import Response

from wellness.staff.views.ground import blueprint, page
from wellness.web.access import Who, open_to


@blueprint.get("/sign-in")
@open_to(Who.ANYONE)
def sign_in() -> Response:
    """Where somebody says who they are."""
    return page("sign_in")
