"""What protects every answer: headers, cross-site checks, hosts and proxies."""

from collections.abc import Callable
from io import BytesIO
from ipaddress import IPv6Address, ip_address, ip_network
from typing import IO, Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import LOOPBACK_HOSTS, Settings

csrf = CSRFProtect()
View = TypeVar("View", bound=Callable[..., Any])
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
MAX_FORM_BYTES = 64 * 1024


CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'; object-src 'none'"
)
"""Our own files and nothing else. No nonce: no page holds a script or style of its own, and ready
answers must be the same bytes for everybody (docs/decisions/0004-no-inline-code.md)."""

FIXED_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
"""Sent with everything; answers made outside Flask add them too."""


class RequestInMemory(Request):
    """A request whose files never touch a disk: what may come in is small enough to be held."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - as Werkzeug calls it
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


def init_app(app: Flask, settings: Settings) -> None:
    """Protect every answer of `app`."""
    app.request_class = RequestInMemory
    secure = not settings.on_loopback
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.secret_key_fallbacks),
        SESSION_COOKIE_NAME="__Host-s" if secure else "s",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_PARTS=100,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        TRUSTED_HOSTS=[*LOOPBACK_HOSTS] if settings.on_loopback else [settings.base_host],
    )
    csrf.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    app.before_request(_refuse_other_sites)
    app.before_request(_refuse_what_cannot_be_stored)
    app.before_request(_refuse_json_for_a_form)

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
            response.headers.setdefault("X-Robots-Tag", "noindex")
        return response


def client_network() -> str:
    """The network that asks: /24, or /56 of IPv6. Only ever stored as a keyed hash."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    bits = 24 if address.version == 4 else 56  # noqa: PLR2004 - of IP
    return str(ip_network(f"{address}/{bits}", strict=False))


def takes_json(view: View) -> View:
    """Mark a view whose requests may hold JSON; others have forms, which JSON would only upset."""
    view.takes_json = True  # type: ignore[attr-defined]
    return view


def _refuse_json_for_a_form() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in UNSAFE and request.is_json and not getattr(view, "takes_json", False):
        abort(415)


def _refuse_other_sites() -> None:
    """Refuse a change asked for by another site's page, whatever its token says.

    Browsers send Sec-Fetch-Site; where it is absent, Origin must be ours if it is there.
    """
    if request.method not in UNSAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            abort(403)
        return
    origin = request.headers.get("Origin")
    if origin == "null" and not request.path.startswith("/k/"):
        return  # a phone too old to say more, under no-referrer: the form's token decides
    if origin and urlsplit(origin).netloc != request.host:
        abort(403)


def _refuse_what_cannot_be_stored() -> None:
    """No name, word or address of ours holds a NUL, which PostgreSQL cannot even be asked for."""
    if "\0" in request.path:
        abort(404)
    if any("\0" in value for _, value in request.values.items(multi=True)):
        abort(400)
