"""A booking as an entry in its holder's own calendar: in the personal feed and in invitations."""

from dataclasses import dataclass

from flask_babel import gettext

from wellness.booking.models import Bookable, BookableStatus, Booking, BookingStatus, Entry
from wellness.calendars.events import EventFacts, Klass, State
from wellness.calendars.uids import booking_uid, waiting_uid

_UNSURE = (BookingStatus.WAITING, BookingStatus.OFFERED)
"""Whoever came, and whoever did not, had a place: it stays in their calendar as it was."""


@dataclass(frozen=True, slots=True)
class House:
    """Where we are reached: what ends UIDs, and what begins links."""

    domain: str
    base_url: str


def entry_of(
    booking: Booking, *, house: House, discreet: bool, alarm_minutes: int | None = None
) -> EventFacts:
    """The entry of a live booking with its bookable, space and festival loaded.

    `discreet` hides what a support session is: no title, space, category or link to it. The
    SEQUENCE counts the session's changes and the booking's own, so that it only grows.
    """
    bookable = booking.bookable
    hidden = discreet and bookable.is_support
    waiting = booking.status is BookingStatus.WAITING
    uid = waiting_uid if waiting else booking_uid
    return EventFacts(
        uid=uid(booking.uid, house.domain),
        starts_at=bookable.starts_at,
        ends_at=bookable.ends_at,
        zone_name=bookable.festival.zone_name,
        summary=_summary(booking, hidden=hidden),
        description="" if hidden else _description(booking, house),
        location=bookable.festival.site if hidden else place_of(bookable),
        geo=None if hidden else _geo(bookable),
        url=f"{house.base_url}/me",
        state=_state(booking),
        transparent=booking.status in _UNSURE,
        klass=Klass.PRIVATE if hidden else None,
        alarm_minutes=alarm_minutes if booking.status is BookingStatus.CONFIRMED else None,
        created_at=booking.created_at,
        last_modified=max(booking.updated_at, bookable.updated_at),
        sequence=bookable.sequence + booking.sequence,
    )


def place_of(bookable: Bookable) -> str:
    """ "Bell tent, Stillwater, Lakeside" in one line: calendars look it up on a map."""
    names = [bookable.space.name] if bookable.space is not None else []
    return ", ".join(name for name in (*names, bookable.festival.site) if name)


def _summary(booking: Booking, *, hidden: bool) -> str:
    title = gettext("Festival booking") if hidden else booking.bookable.title
    if booking.bookable.status is BookableStatus.CANCELLED:
        return str(gettext("CANCELLED: %(title)s", title=title))
    if booking.status is BookingStatus.WAITING:
        return str(gettext("Waiting list: %(title)s", title=title))
    if booking.status is BookingStatus.OFFERED:
        return str(gettext("Kept for you for now: %(title)s", title=title))
    return title


def _description(booking: Booking, house: House) -> str:
    bookable = booking.bookable
    page = f"{house.base_url}/{bookable.festival.slug}/sessions/{bookable.reference}"
    if bookable.entry is Entry.GIVEN:  # what is given has no page for everybody
        page = f"{house.base_url}/me/bookings/{booking.reference}"
    return f"{bookable.space.directions}\n{page}" if bookable.space else page


def _geo(bookable: Bookable) -> tuple[float, float] | None:
    space = bookable.space
    if space is None or space.latitude is None or space.longitude is None:
        return None
    return (space.latitude, space.longitude)


def _state(booking: Booking) -> State:
    if booking.bookable.status is BookableStatus.CANCELLED:
        return State.CANCELLED
    return State.TENTATIVE if booking.status in _UNSURE else State.CONFIRMED
