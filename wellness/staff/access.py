"""The door of the staff's pages: who is signed in, and what they do at which festival.

    @blueprint.get("/staff/<slug>/planner")
    @open_to_staff(PLANNERS)
    def planner(slug: str) -> ResponseReturnValue: ...

A view with `<slug>` in its address is open to whoever has one of its roles there; for anybody
else it does not exist (404). A view without it is open to everybody who is signed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import (
    Flask,
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
)
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext

from config import Settings
from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.references import Keyring
from wellness.sealing import Sealer
from wellness.staff.actions.signing_in import note_seen
from wellness.staff.models import Account, Membership, Role, StaffSession
from wellness.staff.queries import find_session, memberships_at
from wellness.staff.rules import LEFT_ALONE_FOR, PROVED_FOR, SIGNED_IN_FOR, Hand, quarter_of
from wellness.web.access import Who, guard
from wellness.web.refusals import answer, wants_json

View = TypeVar("View", bound=Callable[..., Any])
WANTED = "staff_wanted"
"""Where in the signed session the address is kept that somebody wanted before signing in."""


def open_to_staff(
    roles: frozenset[Role] = frozenset(), *, proved: bool = False, watched: bool = False
) -> Callable[[View], View]:
    """Declare that a view is for staff with one of these roles; none: for all who are signed in.

    With `proved`, they must have proved who they are within the last ten minutes. With `watched`,
    a sign-in that has done nothing for an hour must be proved again.
    """

    def declare(view: View) -> View:
        view.open_to = Who.STAFF  # type: ignore[attr-defined]
        view.roles = roles  # type: ignore[attr-defined]
        view.proved = proved  # type: ignore[attr-defined]
        view.watched = watched  # type: ignore[attr-defined]
        return view

    return declare


def current_session() -> StaffSession | None:
    """The sign-in this request came with, looked up once."""
    if "staff_session" not in g:
        token = request.cookies.get(cookie_name())
        g.staff_session = find_session(token, now=clock.now()) if token else None
    found: StaffSession | None = g.staff_session
    return found


def current_account() -> Account | None:
    """Whoever is signed in."""
    found = current_session()
    return found.account if found else None


def the_account() -> Account:
    """Whoever is signed in, in a view open to staff. Raises Missing where nobody is."""
    account = current_account()
    if account is None:
        raise Missing
    return account


def the_hand() -> Hand:
    """Whoever is signed in, as written beside what they do."""
    account = the_account()
    return Hand(account.id, account.name)


def the_festival() -> Festival:
    """The festival of the address, of which the person is staff. Raises Missing."""
    if not memberships():
        raise Missing
    return memberships()[0].festival


def memberships() -> list[Membership]:
    """What the person does at the festival of the address; empty for strangers."""
    if "memberships" not in g:
        slug = (request.view_args or {}).get("slug")
        account = current_account()
        g.memberships = memberships_at(account.id, slug) if account and slug else []
    found: list[Membership] = g.memberships
    return found


def roles_here() -> frozenset[Role]:
    """The person's roles at the festival of the address."""
    return frozenset(each.role for each in memberships())


def remember(response: Response, token: str) -> Response:
    """Give the browser the token of its sign-in."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(SIGNED_IN_FOR.total_seconds()),
        secure=not _settings().on_loopback,
        httponly=True,
        samesite="Strict",
    )
    return response


def forget(response: Response) -> Response:
    """Take the sign-in off this browser, and what it kept of our pages."""
    for key in [key for key in session if key.startswith("staff_") or key == "csrf_token"]:
        session.pop(key)
    response.delete_cookie(
        cookie_name(), secure=not _settings().on_loopback, httponly=True, samesite="Strict"
    )
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def cookie_name() -> str:
    """The cookie a sign-in lives in."""
    return "staff" if _settings().on_loopback else "__Host-staff"


def keyring() -> Keyring:
    """The application's secret keys."""
    settings = _settings()
    return Keyring(settings.secret_key, settings.secret_key_fallbacks)


def sealer() -> Sealer:
    """What seals the fields of this application."""
    found: Sealer = current_app.extensions["staff.sealer"]
    return found


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _ask_to_sign_in() -> ResponseReturnValue | None:
    found = current_session()
    if found is None:
        if wants_json():
            return answer(401, "signed_out", str(gettext("You are signed out. Sign in again.")))
        if _comes_from_elsewhere():
            return render_template("staff/onward.html", address=request.full_path.rstrip("?"))
        if request.method == "GET":
            session[WANTED] = request.full_path.rstrip("?")
        return redirect("/staff/sign-in", 303)
    view: Any = current_app.view_functions[request.endpoint or ""]
    if "slug" in (request.view_args or {}) and not (view.roles & roles_here()):
        raise Missing
    if _must_prove(view, found):
        if request.method == "GET":
            session[WANTED] = request.full_path.rstrip("?")
        else:
            session[WANTED] = _page_of_this_form()
        return redirect("/staff/again", 303)
    _note_that_something_is_done(found)
    return None


def _must_prove(view: Any, found: StaffSession) -> bool:
    now = clock.now()
    if view.proved and now - found.proved_at > PROVED_FOR:
        return True
    return bool(view.watched) and now - max(found.proved_at, found.seen_at) > LEFT_ALONE_FOR


def _comes_from_elsewhere() -> bool:
    """Whether a link on another site led here: then browsers keep the sign-in's cookie back."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Site") == "cross-site"


def _page_of_this_form() -> str:
    """The page whose form was sent too late: its own address if that can be looked at."""
    spoken = current_app.url_map.bind("localhost").allowed_methods(request.path)
    slug = (request.view_args or {}).get("slug")
    home = f"/staff/{slug}/" if slug else "/staff/"
    return request.path if "GET" in spoken else home


def _note_that_something_is_done(found: StaffSession) -> None:
    """Keep when a device was last used, at most once a quarter; looking changes no row."""
    now = clock.now()
    if request.method == "POST" and found.seen_at < quarter_of(now):
        number = found.id
        in_transaction(lambda: note_seen(number, now=now))


@dataclass(frozen=True, order=True)
class Section:
    """One entry of the staff's navigation at a festival; rooms list theirs as SECTIONS."""

    position: int
    endpoint: str
    label: LazyString = field(compare=False)
    icon: str = field(compare=False)
    roles: frozenset[Role] = field(default=frozenset(), compare=False)
    """Shown to these roles alone; none: to all that its page is open to."""
    waiting: Callable[[], int] | None = field(default=None, compare=False)
    """How many things wait there for somebody; shown beside its name."""


def sections_here() -> list[Section]:
    """The parts of the staff's pages that the person's roles open, in order."""
    roles = roles_here()
    views: dict[str, Any] = current_app.view_functions
    sections: list[Section] = current_app.extensions["staff.sections"]
    return [each for each in sections if (each.roles or views[each.endpoint].roles) & roles]


def init_app(app: Flask) -> None:
    """Open the doors of the staff's pages to staff."""
    settings: Settings = app.extensions["settings"]
    app.extensions["staff.sealer"] = Sealer(settings.field_keys)
    guard(app, Who.STAFF, _ask_to_sign_in)
    app.jinja_env.globals.update(
        current_account=current_account, roles_here=roles_here, sections_here=sections_here
    )
