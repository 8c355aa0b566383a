from flask import Response

from wellness.setup import queries
from wellness.setup.views.ground import blueprint, page
from wellness.staff.access import open_to_staff, the_festival
from wellness.staff.rules import PLANNERS


@blueprint.get("/<slug>/setup")
@open_to_staff(PLANNERS)
def home(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """What the festival consists of, and what to do next."""
    return page("home", counts=queries.counts_of(the_festival().id))
