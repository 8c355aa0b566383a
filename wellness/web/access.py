"""Who may enter: every view says it, or the application does not start."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue

from wellness.errors import Missing

View = TypeVar("View", bound=Callable[..., Any])
Guard = Callable[[], ResponseReturnValue | None]


class Who(StrEnum):
    """Kinds of visitors a view can be open to."""

    ANYONE = "anyone"
    HOLDER = "holder"
    """Whoever holds a pass on this phone."""
    TOKEN = "token"  # noqa: S105 - a word, not a secret
    """Whoever has the secret in the address; the view itself looks it up."""
    STAFF = "staff"
    """Whoever is signed in with an account; see staff.access for roles."""
    OPERATOR = "operator"
    """Scrapers and health checks: this machine, or a bearer token."""
    DEVELOPER = "developer"
    """Only where the application runs on a loopback address."""


def open_to(who: Who) -> Callable[[View], View]:
    """Declare who may call a view."""

    def declare(view: View) -> View:
        view.open_to = who  # type: ignore[attr-defined]
        return view

    return declare


def guard(app: Flask, who: Who, check: Guard) -> None:
    """Let `check` stand at the door for `who`: it returns an answer to turn someone away."""
    app.extensions.setdefault("guards", {})[who] = check


def entry_of(app: Flask, endpoint: str) -> Who:
    """Who the view behind `endpoint` is open to. Raises LookupError if it doesn't say."""
    who = getattr(app.view_functions[endpoint], "open_to", None)
    if who is None:
        raise LookupError(f"the view {endpoint!r} does not say who may enter: use @open_to(…)")
    return Who(who)


def check_every_route(app: Flask) -> None:
    """Refuse to start with a view that doesn't declare who may enter."""
    for rule in app.url_map.iter_rules():
        entry_of(app, rule.endpoint)


def _only_for_developers() -> ResponseReturnValue | None:
    if not current_app.extensions["settings"].on_loopback:
        raise Missing
    return None


def init_app(app: Flask) -> None:
    """Ask the right guard before every view."""
    guard(app, Who.DEVELOPER, _only_for_developers)

    @app.before_request
    def stand_at_the_door() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        check: Guard | None = app.extensions["guards"].get(entry_of(app, request.endpoint))
        return check() if check else None
