"""Remembering which calendar was fetched when, without a write in the way of the fetch.

Notes are gathered in memory and written a minute later, in one transaction for all of them: see
docs/decisions/0203-noting-fetches.md.
"""

from collections.abc import Callable, Mapping
from datetime import date
from threading import Lock, Timer

Fetches = Mapping[int, tuple[date, str]]
GATHERED_SECONDS = 60.0
MOST_NOTES = 50_000


class Tally:
    """The fetches noted in one process since they were last written.

    `write` gets the day and the app's name by the feed's id, a minute after the first note while
    `is_timed()`, else when `flush` is called. What cannot be written is dropped: the next poll of
    the day notes it again.
    """

    def __init__(self, write: Callable[[Fetches], None], is_timed: Callable[[], bool]) -> None:
        self._write = write
        self._is_timed = is_timed
        self._notes: dict[int, tuple[date, str]] = {}
        self._timer: Timer | None = None
        self._lock = Lock()

    def note(self, feed_id: int, day: date, app: str) -> None:
        """Remember that the feed was fetched on `day` by `app`."""
        with self._lock:
            if feed_id in self._notes or len(self._notes) >= MOST_NOTES:
                return
            self._notes[feed_id] = (day, app)
            if self._timer is None and self._is_timed():
                self._timer = Timer(GATHERED_SECONDS, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Write what was noted."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            notes, self._notes, self._timer = self._notes, {}, None
        if notes:
            self._write(notes)
