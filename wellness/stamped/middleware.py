"""The door in front of Flask: gives out what is ready, lets everything else through."""

from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask

from wellness import clock
from wellness.festivals.models import RESERVED_SLUGS
from wellness.stamped.answers import MARK, Answer, Ready, Shelf
from wellness.stamped.delivery import SUFFIXES, coding_for, encoded, is_unchanged, tag_of
from wellness.stamped.stamps import Stamps
from wellness.web.language import pick_appearance, pick_language

Key = tuple[str, ...]
_STRIPES = 64
_API = "/api/v1/festivals/"


class ReadyAnswers:
    """WSGI in front of an application; see wellness/stamped/answers.py."""

    def __init__(self, app: Flask, inner: WSGIApplication) -> None:
        settings = app.extensions["settings"]
        self._inner = inner
        self._stamps = Stamps(settings.database_url)
        self._shelf = Shelf()
        self._pass_cookies = ("__Host-pass=", "pass=")
        self._building = [Lock() for _ in range(_STRIPES)]

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer from the shelf, or from the application, keeping what may be kept."""
        slug = _slug_of(environ)
        stamp = self._stamps.of(slug) if slug else None
        if stamp is None:
            return self._inner(environ, start)
        key = _key_of(environ)
        answer = self._ready(key, stamp, environ)
        if answer is not None:
            return self._give(answer, key, environ, start)
        with self._building[hash(key) % _STRIPES]:
            answer = self._ready(key, stamp, environ)
            if answer is None:
                kept, passed_on = self._ask(key, stamp, environ, start)
                if kept is None:
                    return passed_on
                answer = kept
        return self._give(answer, key, environ, start)

    def _ready(self, key: Key, stamp: tuple[int, ...], environ: WSGIEnvironment) -> Answer | None:
        answer = self._shelf.take(key)
        if answer is None or answer.stamp != stamp or clock.now() >= answer.fresh_until:
            return None
        return answer if answer.for_holders or not self._holds_a_pass(environ) else None

    def _holds_a_pass(self, environ: WSGIEnvironment) -> bool:
        cookies = environ.get("HTTP_COOKIE", "")
        return any(part.strip().startswith(self._pass_cookies) for part in cookies.split(";"))

    def _ask(
        self, key: Key, stamp: tuple[int, ...], environ: WSGIEnvironment, start: StartResponse
    ) -> tuple[Answer | None, Iterable[bytes]]:
        """Let the application answer a plain GET; keep the answer if its view says so."""
        asked = dict(environ, REQUEST_METHOD="GET")
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING"):
            asked.pop(name, None)
        answered = _Answered(self._inner, asked)
        ready: Ready | None = asked.get(MARK)
        holder = self._holds_a_pass(environ)
        if ready is None or not answered.can_be_kept or (holder and not ready.for_holders):
            environ_as_asked = environ["REQUEST_METHOD"] == "HEAD"
            body = b"" if environ_as_asked else answered.body
            start(answered.status, answered.headers)
            return None, [body]
        answer = Answer(
            stamp=stamp,
            fresh_until=ready.fresh_until,
            for_holders=ready.for_holders,
            headers=tuple(_lasting(answered.headers)),
            bodies={"identity": answered.body},
            tag=tag_of(answered.body),
        )
        self._shelf.put(key, answer)
        return answer, ()

    def _give(
        self, answer: Answer, key: Key, environ: WSGIEnvironment, start: StartResponse
    ) -> Iterable[bytes]:
        identity = answer.bodies["identity"]
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""), len(identity))
        body = answer.bodies.get(coding)
        if body is None:
            body = encoded(identity, coding)
            answer.bodies[coding] = body
            self._shelf.put(key, answer)
        headers = [*answer.headers, ("ETag", f'"{answer.tag}{SUFFIXES[coding]}"')]
        known = is_unchanged(
            answer.tag,
            next((value for name, value in answer.headers if name == "Last-Modified"), None),
            environ.get("HTTP_IF_NONE_MATCH"),
            environ.get("HTTP_IF_MODIFIED_SINCE"),
        )
        if known:
            start("304 Not Modified", [h for h in headers if h[0] != "Content-Type"])
            return []
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        headers.append(("Content-Length", str(len(body))))
        start("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class _Answered:
    """An answer of the inner application, read to its end."""

    def __init__(self, inner: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: list[tuple[str, str]] = []
        chunks = inner(environ, self._start)
        try:
            self.body = b"".join(chunks)
        finally:
            close: Callable[[], None] | None = getattr(chunks, "close", None)
            if close is not None:
                close()

    def _start(self, status: str, headers: list[tuple[str, str]], _error: Any = None) -> Any:
        self.status, self.headers = status, headers
        return None

    @property
    def can_be_kept(self) -> bool:
        """A plain 200 that sets no cookie."""
        return self.status.startswith("200") and not any(
            name.lower() == "set-cookie" for name, _ in self.headers
        )


def _lasting(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The headers without those that depend on coding or client."""
    own = {"content-length", "etag", "content-encoding", "date"}
    lasting = [(name, value) for name, value in headers if name.lower() not in own]
    vary = next((value for name, value in lasting if name.lower() == "vary"), "")
    without = [(name, value) for name, value in lasting if name.lower() != "vary"]
    asked = [part.strip() for part in vary.split(",") if part.strip()]
    if "Accept-Encoding" not in asked:
        asked.append("Accept-Encoding")
    return [*without, ("Vary", ", ".join(asked))]


def _slug_of(environ: WSGIEnvironment) -> str | None:
    """The festival a GET is about, from its path; None for what is never kept."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    path: str = environ.get("PATH_INFO", "")
    first, slash, rest = path.removeprefix(_API if path.startswith(_API) else "/").partition("/")
    if not slash or first in RESERVED_SLUGS or rest.endswith("/book"):
        return None
    return first


def _key_of(environ: WSGIEnvironment) -> Key:
    try:
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
    except CookieError:
        cookies = SimpleCookie()
    language, appearance = cookies.get("language"), cookies.get("appearance")
    return (
        environ.get("PATH_INFO", ""),
        environ.get("QUERY_STRING", ""),
        pick_language(language.value if language else "", environ.get("HTTP_ACCEPT_LANGUAGE", "")),
        pick_appearance(appearance.value if appearance else ""),
    )
