"""Answers polls of secret calendars that did not change, in front of Flask, by one indexed read.

Only what a process has made before, and only while its stamp holds: everything else (a first
fetch, a change, an address stopped or never made, the database away) goes on to the view, which
answers with the same headers. See docs/decisions/0204-polls-before-flask.md.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.http import http_date

from wellness import clock
from wellness.feeds.fetches import Tally
from wellness.feeds.remembered import Remembered, Tagged
from wellness.feeds.rules import LONGEST_TOKEN, app_of
from wellness.references import hash_of
from wellness.stamped.delivery import SUFFIXES, coding_for, encoded, is_unchanged
from wellness.stamped.stamps import Stamps

QUERY = (
    "SELECT f.id, f.fetched_on, f.version,"
    " (SELECT COALESCE(SUM(b.revision), 0) FROM booking b WHERE b.pass_id = f.pass_id),"
    " (SELECT COUNT(*) FROM booking b WHERE b.pass_id = f.pass_id),"
    " (SELECT COALESCE(SUM(v.version), 0) FROM festival v)"
    " FROM feed f WHERE f.token_hash = {0} AND f.revoked_at IS NULL AND f.pass_id IS NOT NULL"
)
"""A feed that still answers, the day of its last noted fetch, and the stamp of FeedState."""
PREFIX, SUFFIX = "/c/", ".ics"
_OF_ONE_ANSWER = {"content-length", "content-encoding", "etag", "last-modified", "date"}
_OF_A_BODY = {"content-type", "content-disposition"}
Headers = list[tuple[str, str]]


class SecretPolls:
    """WSGI in front of an application, for the addresses of secret calendars alone."""

    def __init__(
        self, inner: WSGIApplication, stamps: Stamps, shelf: Remembered[int], tally: Tally
    ) -> None:
        self._inner = inner
        self._stamps = stamps
        self._shelf = shelf
        self._tally = tally
        self._headers: Headers = []
        """Those that every whole answer of the view carries, learned from the first."""

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer what is known and unchanged; let the application answer the rest."""
        token = _token_of(environ)
        if token is None:
            return self._inner(environ, start)
        now = clock.now()
        row = self._stamps.of(hash_of(token)) if self._headers else None
        known = self._shelf.tagged(row[0], tuple(row[2:]), now) if row else None
        answer = self._answer(row[0], known, environ) if row and known else None
        if row is None or answer is None:
            return self._inner(environ, self._learning(start))
        self._note(row[0], str(row[1]), environ, now)
        status, headers, body = answer
        start(status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _answer(
        self, feed_id: int, known: Tagged, environ: WSGIEnvironment
    ) -> tuple[str, Headers, bytes] | None:
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""), known.size)
        changed = http_date(known.changed_at)
        own = [("ETag", f'"{known.tag}{SUFFIXES[coding]}"'), ("Last-Modified", changed)]
        asked = (environ.get("HTTP_IF_NONE_MATCH"), environ.get("HTTP_IF_MODIFIED_SINCE"))
        if is_unchanged(known.tag, changed, *asked):
            kept = [h for h in self._headers if h[0].lower() not in _OF_A_BODY]
            return "304 Not Modified", [*kept, *own], b""
        calendar = self._shelf.calendar(feed_id, known)
        if calendar is None:
            return None
        body = encoded(calendar.body, coding)
        if coding != "identity":
            own.append(("Content-Encoding", coding))
        return "200 OK", [*self._headers, *own, ("Content-Length", str(len(body)))], body

    def _note(self, feed_id: int, fetched_on: str, environ: WSGIEnvironment, now: datetime) -> None:
        today = now.date()
        if fetched_on != today.isoformat():
            self._tally.note(feed_id, today, app_of(environ.get("HTTP_USER_AGENT", "")))

    def _learning(self, start: StartResponse) -> StartResponse:
        def learn(status: str, headers: Headers, *error: Any) -> Callable[[bytes], object]:
            if status.startswith("200"):
                self._headers = [h for h in headers if h[0].lower() not in _OF_ONE_ANSWER]
            return start(status, headers, *error)

        return learn


def _token_of(environ: WSGIEnvironment) -> str | None:
    """The token that a GET or HEAD of a secret calendar asks with."""
    path: str = environ.get("PATH_INFO", "")
    if not path.startswith(PREFIX) or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    token = path.removeprefix(PREFIX).removesuffix(SUFFIX)
    plain = token.isascii() and len(token) <= LONGEST_TOKEN and path.endswith(SUFFIX)
    return token if plain else None
