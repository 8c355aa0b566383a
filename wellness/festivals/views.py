from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.festivals.queries import released_festivals
from wellness.festivals.rules import is_over
from wellness.web.access import Who, open_to

blueprint = Blueprint("festivals", __name__)


@blueprint.get("/")
@open_to(Who.ANYONE)
def festivals() -> ResponseReturnValue:
    """Which festivals there are; straight on to the only one."""
    released = released_festivals()
    if len(released) == 1:
        return redirect(f"/{released[0].slug}/", 302)
    past = [one for one in released if is_over(one, now=clock.now())]
    coming = [one for one in reversed(released) if one not in past]
    return render_template("festivals/festivals.html", coming=coming, past=past)
