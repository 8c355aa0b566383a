"""Is this process alive? (Whether it can do its work is asked of the room operations.)"""

from flask import Blueprint, Response

from wellness.web.access import Who, open_to

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
@open_to(Who.ANYONE)
def healthz() -> Response:
    """200 as long as the process answers; says nothing else."""
    return Response("ok\n", mimetype="text/plain")
