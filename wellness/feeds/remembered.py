"""Calendars made by this process, under the stamp of all that they show."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Generic, TypeVar

from wellness.feeds.rules import Calendar

Stamp = tuple[int, ...]
MOST_CALENDARS = 1_000
MOST_TAGS = 50_000
Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a poll needs to be told "unchanged": a calendar without its octets."""

    stamp: Stamp
    tag: str
    size: int
    changed_at: datetime
    fresh_until: datetime


class Remembered(Generic[Key]):
    """The last calendars asked for, and, of many more, their tags.

    20,000 phones that poll are answered from the tags alone; their octets would be 100 MB.
    """

    def __init__(self) -> None:
        self._tags: OrderedDict[Key, Tagged] = OrderedDict()
        self._calendars: OrderedDict[Key, Calendar] = OrderedDict()
        self._lock = Lock()

    def tagged(self, key: Key, stamp: Stamp, now: datetime) -> Tagged | None:
        """What is known of the calendar as it is at `stamp` and `now`."""
        with self._lock:
            known = self._tags.get(key)
            if known is None or known.stamp != stamp or now >= known.fresh_until:
                return None
            self._tags.move_to_end(key)
            return known

    def calendar(self, key: Key, tagged: Tagged) -> Calendar | None:
        """The calendar that `tagged` tells of, if its octets are still here."""
        with self._lock:
            known = self._calendars.get(key)
            return known if known is not None and known.tag == tagged.tag else None

    def keep(self, key: Key, stamp: Stamp, calendar: Calendar) -> Tagged:
        """Remember a calendar that was just made, in place of an older one."""
        size = len(calendar.body)
        tagged = Tagged(stamp, calendar.tag, size, calendar.changed_at, calendar.fresh_until)
        with self._lock:
            _put(self._tags, key, tagged, MOST_TAGS)
            _put(self._calendars, key, calendar, MOST_CALENDARS)
        return tagged


def _put(shelf: OrderedDict[Key, Thing], key: Key, thing: Thing, most: int) -> None:
    shelf[key] = thing
    shelf.move_to_end(key)
    while len(shelf) > most:
        shelf.popitem(last=False)
