from collections.abc import Callable

from babel.dates import format_interval
from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wellness import clock
from wellness.festivals.models import Festival
from wellness.festivals.queries import released_festivals
from wellness.festivals.rules import is_over, listed
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language

blueprint = Blueprint("festivals", __name__)


@blueprint.get("/")
@open_to(Who.ANYONE)
def festivals() -> ResponseReturnValue:
    """Which festivals there are; straight on to the only one."""
    released = listed(released_festivals(), today=clock.now().date())
    if len(released) == 1:
        return redirect(f"/{released[0].slug}/", 302)
    past = [one for one in released if is_over(one, now=clock.now())]
    coming = [one for one in reversed(released) if one not in past]
    days = {one.id: _days(one) for one in released}
    return render_template("festivals/festivals.html", coming=coming, past=past, days=days)


def _days(festival: Festival) -> str:
    """ "3–6 Dec 2026" in the reader's language."""
    locale = chosen_language().replace("en", "en_GB")
    return str(format_interval(festival.starts_on, festival.ends_on, "yMMMd", locale=locale))


@blueprint.app_context_processor
def _way_home() -> dict[str, Callable[[], Festival | None]]:
    """Where pages about one's own things lead back to; asked for only by those that use it."""
    return {"home_festival": lambda: next(iter(released_festivals()), None)}
