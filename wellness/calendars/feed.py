"""A whole calendar: head, time zones, events, joined from octets that are ready."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from wellness.calendars.events import EventFacts, event_bytes, stamp_of
from wellness.calendars.texts import one_line, web_address
from wellness.calendars.zones import UNIVERSAL, UnknownZone, vtimezone

PRODUCT = "-//Wellness//Wellness 1//EN"
"""Stands in every ETag: a change of it makes every phone fetch everything again."""
NAME_LENGTH = 60
logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class FeedFacts:
    """What a calendar says of itself.

    `zone_name` is the zone readers should show it in. `url` (the page) and `source` (its own
    address) belong to public feeds only: files are passed on, and a secret would go with them.
    `changed_at` is the newest change of anything in it and never goes back.
    """

    name: str
    zone_name: str
    changed_at: datetime
    description: str = ""
    url: str = ""
    source: str = ""
    colour: str = ""
    apple_colour: str = ""
    """The same as #RRGGBB, for Apple."""
    refresh: timedelta = timedelta(hours=1)


def calendar_bytes(header: FeedFacts, events: Iterable[EventFacts]) -> bytes:
    """The calendar in the octets that are served, ordered by start; same facts, same octets.

    An event that cannot be told is left out and logged by its UID, so that one bad row never
    takes a calendar from anybody. Raises UnknownZone if the header's own zone is none.
    """
    years: dict[str, tuple[int, int]] = {}
    told: dict[str, bytes] = {}
    for facts in sorted(events, key=lambda facts: (facts.starts_at, facts.uid)):
        if facts.uid in told:
            logger.error("left out calendar event %s: a second one with this UID", facts.uid)
            continue
        try:
            told[facts.uid] = event_bytes(facts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are served
            why = type(error).__name__
            logger.error("left out calendar event %r: %s", facts.uid, why)  # noqa: TRY400 - a traceback could quote what it says
            continue
        first, last = years.get(facts.zone_name, (facts.starts_at.year, facts.ends_at.year))
        span = (min(first, facts.starts_at.year), max(last, facts.ends_at.year))
        years[facts.zone_name] = span
    years.setdefault(header.zone_name, (header.changed_at.year, header.changed_at.year))
    zones = [vtimezone(name, *years[name]) for name in sorted(years) if name not in UNIVERSAL]
    return b"".join((_head(header), *zones, *told.values(), b"END:VCALENDAR\r\n"))


@lru_cache(maxsize=512)
def _head(header: FeedFacts) -> bytes:
    """Everything before the first component, names first: Outlook wants them near the top."""
    from icalendar import Calendar, vText, vUri  # noqa: PLC0415 - see events.component_of

    name = vText(one_line(header.name, NAME_LENGTH))
    description = vText(one_line(header.description))
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", vText(PRODUCT))
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("name", name)
    if description:
        calendar.add("x-wr-caldesc", description)
        calendar.add("description", description)
    calendar.add("x-wr-timezone", vText(header.zone_name))
    calendar.add("refresh-interval", header.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText(_duration(header.refresh)))
    if header.colour:
        calendar.add("color", vText(header.colour))
    if header.apple_colour:
        calendar.add("x-apple-calendar-color", vText(header.apple_colour))
    if web_address(header.url):
        calendar.add("url", vUri(header.url))
    if web_address(header.source):
        calendar.add("source", vUri(header.source), parameters={"VALUE": "URI"})
    written: bytes = calendar.to_ical(sorted=False)
    changed = f"LAST-MODIFIED:{stamp_of(header.changed_at)}\r\n".encode()
    return written.removesuffix(b"END:VCALENDAR\r\n") + changed


def _duration(length: timedelta) -> str:
    """`length` in whole minutes as RFC 5545 section 3.3.6 writes it: PT1H, PT15M."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not hours else "")


__all__ = ["FeedFacts", "UnknownZone", "calendar_bytes"]
