"""Ready answers: pages and feeds kept as bytes until the stamp of what they show moves.

A view that says `keep_ready(…)` is asked once per worker for each stamp; after that its answer
is given out without entering Flask. The stamp is read before the view runs and again at every
request, so an acknowledged change is seen by the very next reader.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import Flask, Response, request

from wellness.stamped.delivery import coding_for, encoded

OK = 200
MARK = "wellness.ready"
MOST_ANSWERS = 2_000
MOST_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Ready:
    """A view's word that its answer may be kept."""

    fresh_until: datetime
    """Time alone makes it wrong from then on."""
    for_holders: bool
    """Whether people with a pass see the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A kept answer: what it was stamped with, and its bytes in each encoding asked for."""

    stamp: tuple[int, ...]
    fresh_until: datetime
    for_holders: bool
    headers: tuple[tuple[str, str], ...]
    bodies: dict[str, bytes]
    """By content coding: "identity" always, "gzip" and "br" where they were asked for."""
    tag: str
    """The entity tag without quotes and without the coding's suffix."""

    @property
    def size(self) -> int:
        """Bytes held by the bodies."""
        return sum(map(len, self.bodies.values()))


class Shelf:
    """The answers of one process, the longest unused given up first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[tuple[str, ...], Answer] = OrderedDict()
        self._lock = Lock()
        self._bytes = 0

    def take(self, key: tuple[str, ...]) -> Answer | None:
        """The answer kept under `key`, whatever its stamp."""
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: tuple[str, ...], answer: Answer) -> None:
        """Keep `answer`, in place of an older one."""
        with self._lock:
            older = self._answers.pop(key, None)
            self._bytes += answer.size - (older.size if older else 0)
            self._answers[key] = answer
            while len(self._answers) > MOST_ANSWERS or self._bytes > MOST_BYTES:
                _, given_up = self._answers.popitem(last=False)
                self._bytes -= given_up.size


def keep_ready(response: Response, *, fresh_until: datetime, for_holders: bool = True) -> Response:
    """Let `response` be given to everybody who asks the same, while its festival's stamp holds.

    It must show nothing but the released programme and its places, in the reader's language and
    appearance: no name, no form token. `for_holders` False: only to people without a pass.
    """
    request.environ[MARK] = Ready(fresh_until, for_holders)
    response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.update(("Cookie", "Accept-Language"))
    return response


def _packed(response: Response) -> Response:
    """Compress what is made for one person too; what is kept ready is packed at the door."""
    text = response.mimetype in {"text/html", "application/json"}
    if not text or response.status_code != OK or MARK in request.environ:
        return response
    if response.is_streamed or {"Content-Encoding", "ETag"} & {*response.headers.keys()}:
        return response
    body = response.get_data()
    coding = coding_for(request.headers.get("Accept-Encoding", ""), len(body))
    response.vary.add("Accept-Encoding")
    if coding != "identity":
        response.set_data(encoded(body, coding))
        response.headers["Content-Encoding"] = coding
    return response


def init_app(app: Flask) -> None:
    """Stand in front of `app` and answer what is ready."""
    from wellness.stamped.middleware import ReadyAnswers  # noqa: PLC0415 - it needs Answer

    app.after_request(_packed)
    app.wsgi_app = ReadyAnswers(app, app.wsgi_app)  # type: ignore[method-assign,assignment]
