"""Which pass this phone holds: a secret in a cookie, whose hash we know.

A phone that asks for its first place gets its secret with the form, in the signed session, before
there is a pass: pressed twice, in two tabs, or again after a lost answer, it is one pass.
"""

from flask import Flask, Response, current_app, g, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import TooManyRequests

from config import Settings
from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.passes import actions
from wellness.passes.actions import CodeOutcome
from wellness.passes.models import Pass
from wellness.passes.queries import key_of_secret, pass_of_secret
from wellness.passes.rules import WRONG_CODES_PER_CLIENT, read_code, speakable_code
from wellness.references import Keyring, new_secret
from wellness.sealing import Sealer
from wellness.web.access import Who, guard
from wellness.web.refusals import answer, wants_json
from wellness.web.security import client_network

KEPT_FOR_SECONDS = 60 * 24 * 3600
CANDIDATE = "phone"
CLEARED = '"cache", "cookies", "storage"'


def current_pass() -> Pass | None:
    """The pass this phone holds, looked up once per request."""
    if "holder" not in g:
        g.phone_secret, g.holder = _looked_up()
    found: Pass | None = g.holder
    return found


def the_pass() -> Pass:
    """The pass this phone holds, in a view open to holders. Raises Missing without one."""
    holder = current_pass()
    if holder is None:
        raise Missing
    return holder


def candidate_secret(selector: str | None = None) -> str:
    """The secret that becomes this phone's key when it opens a pass.

    Kept in the signed session, so that the form and every try to send it have the same one. With
    a `selector` it never is one that opens another pass already.
    """
    current_pass()
    known = pass_of_secret(session[CANDIDATE]) if selector and CANDIDATE in session else None
    if CANDIDATE not in session or (known is not None and known.selector != selector):
        session[CANDIDATE] = new_secret()
    return str(session[CANDIDATE])


def remember(response: Response, secret: str) -> Response:
    """Give the phone its key, for 60 days from now."""
    g.keep_phone = False
    response.set_cookie(
        _cookie_name(),
        secret,
        max_age=KEPT_FOR_SECONDS,
        secure=not _settings().on_loopback,
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: Response) -> Response:
    """Take everything off this phone: key, session, stored pages."""
    g.keep_phone = False
    session.clear()
    response.delete_cookie(
        _cookie_name(), secure=not _settings().on_loopback, httponly=True, samesite="Lax"
    )
    response.headers["Clear-Site-Data"] = CLEARED
    return response


def phone_secrets() -> set[str]:
    """Every secret this phone has with it, whatever it opens."""
    known = {request.cookies.get(_cookie_name()), session.get(CANDIDATE)}
    return {secret for secret in known if secret}


def pass_of_typed_code(text: str, *, client: str | None = None) -> Pass | None:
    """The pass of a typed code, None if it opens none; wrong ones are counted and slowed.

    In a transaction of its own. Raises TooManyRequests for a `client` (by default the network
    that asks) that was wrong too often.
    """
    typed = read_code(text)
    if typed is None:
        return None
    asker, now = client or client_network(), clock.now()
    trial = in_transaction(lambda: actions.try_code(typed, client=asker, keys=keyring(), now=now))
    if trial.outcome is CodeOutcome.TOO_MANY:
        raise TooManyRequests(retry_after=WRONG_CODES_PER_CLIENT.seconds_left(now))
    return trial.holder


def code_of(holder: Pass) -> str:
    """The speakable code of a pass as it is now."""
    return speakable_code(keyring(), holder.selector, holder.code_generation)


def keyring() -> Keyring:
    """The application's secret keys."""
    settings = _settings()
    return Keyring(settings.secret_key, settings.secret_key_fallbacks)


def sealer() -> Sealer:
    """What seals the fields of this application."""
    found: Sealer = current_app.extensions["passes.sealer"]
    return found


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _cookie_name() -> str:
    return "pass" if _settings().on_loopback else "__Host-pass"


def _looked_up() -> tuple[str | None, Pass | None]:
    held, candidate = request.cookies.get(_cookie_name()), session.get(CANDIDATE)
    for secret in (held, candidate):
        key = key_of_secret(secret) if secret else None
        if key is not None and key.revoked_at is None:
            if secret == held == candidate:
                session.pop(CANDIDATE)  # the key arrived; the next pass needs another one
            g.keep_phone = secret != held  # the answer that carried it was lost
            return secret, key.holder
        if key is not None and secret == candidate:
            session.pop(CANDIDATE)
    return None, None


def _ask_for_a_pass() -> ResponseReturnValue | None:
    if current_pass() is not None:
        g.keep_phone = True  # whoever looks at their plan is remembered 60 days more
        return None
    if wants_json():
        return answer(403, "no_pass", str(gettext("This phone holds no pass.")))
    return redirect("/recover", 303)


def _keep_phone(response: Response) -> Response:
    if g.get("keep_phone") and g.get("phone_secret"):
        remember(response, g.phone_secret)
    return response


def init_app(app: Flask) -> None:
    """Open the doors of holders' pages to holders."""
    settings: Settings = app.extensions["settings"]
    app.extensions["passes.sealer"] = Sealer(settings.field_keys)
    guard(app, Who.HOLDER, _ask_for_a_pass)
    app.after_request(_keep_phone)
