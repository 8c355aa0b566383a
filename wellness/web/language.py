"""The reader's language and appearance: chosen by them, kept in two plain cookies."""

from functools import lru_cache

from flask import Blueprint, Flask, Response, g, has_request_context, redirect, request
from flask_babel import Babel, get_locale
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from wellness.web.access import Who, open_to
from wellness.web.security import csrf

LANGUAGES = {"en": "English", "es": "Español"}
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
APPEARANCES = ("auto", "light", "dark", "sun")
YEAR_SECONDS = 365 * 24 * 3600
blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@lru_cache(maxsize=2048)
def pick_language(chosen: str, accept_language: str) -> str:
    """A language of ours: the one chosen, else what Accept-Language likes best, else English."""
    if chosen in LANGUAGES:
        return chosen
    accepted = parse_accept_header(accept_language, LanguageAccept)
    return accepted.best_match(list(LANGUAGES)) or "en"


def pick_appearance(chosen: str) -> str:
    """Auto (the phone decides), light, dark, or sun for reading in bright light."""
    return chosen if chosen in APPEARANCES else "auto"


def chosen_language() -> str:
    """The reader's language; English where nobody reads along, as in a command."""
    if not has_request_context():
        return "en"
    if "language" not in g:
        g.language = pick_language(
            request.cookies.get("language", ""), request.headers.get("Accept-Language", "")
        )
    return str(g.language)


def chosen_appearance() -> str:
    """The reader's appearance."""
    return pick_appearance(request.cookies.get("appearance", ""))


def _back() -> Response:
    """Back to the page the form was on: a path of ours, never an address from outside."""
    path = request.form.get("back", "/")
    ours = path.startswith("/") and not path.startswith("//") and "\\" not in path
    return redirect(path if ours and path.isprintable() else "/", 303)  # type: ignore[return-value]


def _keep(response: Response, name: str, value: str) -> Response:
    response.set_cookie(
        name, value, max_age=YEAR_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure
    )
    return response


def keep_language(response: Response, language: str) -> Response:
    """Speak this language to the reader from now on."""
    return _keep(response, "language", language)


@blueprint.post("/language")
@open_to(Who.ANYONE)
def choose_language() -> Response:
    """Keep the language the reader picked."""
    language = request.form.get("language", "")
    response = _back()
    return _keep(response, "language", language) if language in LANGUAGES else response


@blueprint.post("/appearance")
@open_to(Who.ANYONE)
def choose_appearance() -> Response:
    """Keep the appearance the reader picked."""
    appearance = request.form.get("appearance", "")
    response = _back()
    return _keep(response, "appearance", appearance) if appearance in APPEARANCES else response


def init_app(app: Flask) -> None:
    """Speak the reader's language on every page."""
    Babel(
        app,
        default_translation_directories=str(app.extensions["translations"]),
        locale_selector=chosen_language,
    )
    # Ready-made pages hold no token; these only set a harmless cookie, and other sites are
    # refused by Sec-Fetch-Site and Origin all the same.
    csrf.exempt(blueprint)
    app.register_blueprint(blueprint)

    @app.context_processor
    def language_facts() -> dict[str, object]:
        language = chosen_language()
        return {
            "language": language,
            "languages": LANGUAGES,
            "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
            "theme": chosen_appearance(),
            "appearances": APPEARANCES,
        }


__all__ = ["LANGUAGES", "chosen_appearance", "chosen_language", "get_locale", "init_app"]
