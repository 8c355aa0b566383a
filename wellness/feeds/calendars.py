"""Whole calendars as octets, from what was fetched: no HTTP, no clock, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.booking.entries import House, entry_of
from wellness.booking.models import Booking, BookingStatus
from wellness.calendars.events import EventFacts, State
from wellness.calendars.feed import FeedFacts, calendar_bytes
from wellness.feeds.queries import FeedState
from wellness.feeds.rules import (
    APPLE_COLOUR,
    CSS_COLOURS,
    PUBLIC_LANGUAGE,
    Calendar,
    FestivalFacts,
    PublicSession,
    leaves_at,
    newest,
    public_entry,
    right_until,
)


def public_calendar(
    festival: FestivalFacts,
    sessions: Iterable[PublicSession],
    *,
    name: str,
    source: str,
    house: House,
    now: datetime,
) -> Calendar:
    """The released sessions of a festival, or some of them, the same for everybody.

    `name` is that of the part shown, empty for the whole programme; `source` the calendar's own
    address. Cancelled sessions stay for 30 days after their end.
    """
    entries = [public_entry(session, festival, house) for session in sessions]
    with force_locale(PUBLIC_LANGUAGE):
        description = gettext("The wellness programme of %(festival)s.", festival=festival.name)
    leavings = [leaves_at(e.ends_at) for e in entries if e.state is State.CANCELLED]
    changed_at = newest([festival.changed_at], leavings, now)
    page = f"{house.base_url}/{festival.slug}/"
    header = FeedFacts(
        name=f"{festival.name}: {name}" if name else festival.name,
        zone_name=festival.zone_name,
        changed_at=changed_at,
        description=f"{description} {page}",
        url=page,
        source=source,
        colour=CSS_COLOURS["lake"],
        apple_colour=APPLE_COLOUR,
    )
    kept = (e for e in entries if e.state is not State.CANCELLED or leaves_at(e.ends_at) > now)
    return Calendar(calendar_bytes(header, kept), changed_at, right_until(leavings, now))


def personal_calendar(
    feed: FeedState, bookings: Sequence[Booking], *, house: House, zone_name: str, now: datetime
) -> Calendar:
    """Everything a pass asked for and still has, in its holder's language.

    `bookings` are all of the pass, with bookable, space and festival loaded: also one that was
    let go says when the calendar last changed. `zone_name` is for a calendar without any.
    """
    held = [booking for booking in bookings if is_shown(booking)]
    with force_locale(feed.language or PUBLIC_LANGUAGE):
        entries = [_own_entry(booking, feed, house) for booking in held]
        name = gettext("My plan")
    leavings = [leaves_at(entry.ends_at) for entry in entries]
    moments = [booking.updated_at for booking in bookings]
    moments += [entry.last_modified for entry in entries]
    changed_at = newest([feed.changed_at, *moments], leavings, now)
    header = FeedFacts(
        name=name,
        zone_name=held[-1].bookable.festival.zone_name if held else zone_name,
        changed_at=changed_at,
    )
    kept = (entry for entry in entries if leaves_at(entry.ends_at) > now)
    return Calendar(calendar_bytes(header, kept), changed_at, right_until(leavings, now))


def is_shown(booking: Booking) -> bool:
    """Whether a booking stands in its holder's calendar: what they let go themself does not."""
    return booking.status is not BookingStatus.CANCELLED


def _own_entry(booking: Booking, feed: FeedState, house: House) -> EventFacts:
    """The same entry as in an invitation, with what only this feed knows."""
    facts = entry_of(
        booking, house=house, discreet=feed.is_discreet, alarm_minutes=feed.alarm_minutes
    )
    shown = [facts.last_modified, feed.changed_at]
    if booking.bookable.space and not (feed.is_discreet and booking.bookable.is_support):
        shown.append(booking.bookable.space.updated_at)
    return replace(facts, last_modified=max(shown))
