"""What we write to people about their places: plain, short, and neutral for support sessions.

Each function leaves a letter in the outbox, in the transaction of its cause, if the person gave
an address and wants letters; without one it does nothing. Written in the holder's language.
"""

from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.booking.entries import House, entry_of, place_of
from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.calendars.invitations import Correspondent, Method, invitation
from wellness.festivals.models import Space
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.models import Pass
from wellness.passes.queries import address_of
from wellness.web.formatting import clock_time, day_name


def named(bookable: Bookable, holder: Pass | None) -> str:
    """Its title, or a neutral one for a support session unless the person asked for titles."""
    if bookable.is_support and not (holder is not None and holder.wants_full_titles):
        zone = bookable.festival.zone
        return str(gettext("your %(time)s", time=clock_time(bookable.starts_at, zone)))
    return bookable.title


def when_of(bookable: Bookable) -> str:
    """ "Friday 5 June, 10:30–11:30 (BST)" on the festival's clock, its zone named."""
    zone = bookable.festival.zone
    local = bookable.starts_at.astimezone(zone)
    ends = clock_time(bookable.ends_at, zone)
    return f"{day_name(local.date())}, {local:%H:%M}–{ends} ({local:%Z})"  # noqa: RUF001


def answer_to(booking: Booking, *, now: datetime) -> None:
    """Your place is kept, or you are in line."""
    waiting = booking.status is BookingStatus.WAITING
    with _language_of(booking):
        news = gettext("You are on the waiting list") if waiting else gettext("Your place is kept")
        more = (
            gettext("We write as soon as a place is yours. You can leave the line at any time.")
            if waiting
            else gettext("If you can't come, let your place go in My plan. No reason needed.")
        )
        kind = "waiting" if waiting else "place"
        _write(booking, kind, news, more, now=now, method=None if waiting else Method.REQUEST)


def moved_up(booking: Booking, *, now: datetime) -> None:
    """A place came free and it is yours."""
    with _language_of(booking):
        news = gettext("You have a place now")
        more = gettext("A place came free and it is yours. If it no longer suits you, let it go.")
        _write(booking, "moved_up", news, more, now=now, method=Method.REQUEST)


def offered(booking: Booking, *, now: datetime) -> None:
    """A place is kept for you for a while; say yes to take it."""
    if booking.offered_until is None:
        raise ValueError("an offer has an end")
    with _language_of(booking):
        until = clock_time(booking.offered_until, booking.bookable.festival.zone)
        news = gettext("A place is kept for you until %(until)s", until=until)
        more = gettext("Open My plan and say yes to take it. After that it goes to the next one.")
        _write(booking, "offered", news, more, now=now, not_after=booking.offered_until)


def offer_lapsed(booking: Booking, *, now: datetime) -> None:
    """The offer has gone on to the next person."""
    with _language_of(booking):
        news = gettext("The place has gone to the next person")
        more = gettext("You can ask again at any time, and drop-ins need no place at all.")
        _write(booking, "lapsed", news, more, now=now)


def withdrawn(booking: Booking, *, now: datetime) -> None:
    """The person let it go: takes the entry out of their calendar, if we put it there."""
    holder = booking.holder
    if holder is None or not holder.wants_invitations or booking.position is not None:
        return
    with _language_of(booking):
        news = gettext("You let your place go")
        more = gettext("Thank you for telling us. Somebody else can have it now.")
        _write(booking, "withdrawn", news, more, now=now, method=Method.CANCEL)


def moved(
    booking: Booking, *, was_starts_at: datetime, was_space: Space | None, now: datetime
) -> None:
    """It takes place at another time, or in another space; the place stays theirs."""
    bookable = booking.bookable
    with _language_of(booking):
        if was_starts_at == bookable.starts_at:
            was = was_space.name if was_space else ""
            news = gettext("The room changed")
            more = gettext("It was: %(was)s. The time stays as it is.", was=was)
        else:
            zone = bookable.festival.zone
            local = was_starts_at.astimezone(zone)
            news = gettext("The time changed")
            more = gettext("It was: %(was)s.", was=f"{day_name(local.date())}, {local:%H:%M}")
        kept = gettext("Your place is kept. If it no longer suits you, let it go in My plan.")
        method = Method.REQUEST if booking.status is BookingStatus.CONFIRMED else None
        _write(booking, "moved", news, f"{more} {kept}", now=now, method=method)


def cancelled(booking: Booking, *, now: datetime) -> None:
    """It does not take place."""
    bookable = booking.bookable
    with _language_of(booking):
        news = gettext("Cancelled")
        sorry = gettext("We are sorry: this won't take place.")
        hidden = bookable.is_support
        reason = "" if hidden or not bookable.cancel_reason else f" {bookable.cancel_reason}"
        more = sorry + reason + " " + gettext("You find what else there is in the programme.")
        method = Method.CANCEL if booking.status is BookingStatus.CONFIRMED else None
        _write(booking, "cancelled", news, more, now=now, method=method)


def reminder(booking: Booking, *, now: datetime) -> None:
    """It begins soon; never sent late."""
    with _language_of(booking):
        news = gettext("Soon")
        more = gettext("Still coming? If not, one tap in My plan gives your place to someone else.")
        starts = booking.bookable.starts_at
        _write(booking, "reminder", news, more, now=now, not_after=starts)


def _language_of(booking: Booking) -> force_locale:
    return force_locale(booking.holder.language if booking.holder else "en")


def _write(
    booking: Booking,
    kind: str,
    news: str,
    more: str,
    *,
    now: datetime,
    method: Method | None = None,
    not_after: datetime | None = None,
) -> None:
    """Post one letter. The subject never holds a title: mail shows on locked screens."""
    holder, bookable = booking.holder, booking.bookable
    office = outbox.office()
    address = address_of(holder, office.sealer) if holder and holder.wants_letters else None
    if holder is None or address is None:
        return
    local = bookable.starts_at.astimezone(bookable.festival.zone)
    greeting = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
    hidden = bookable.is_support and not holder.wants_full_titles
    what = [] if hidden else [bookable.title]
    where = bookable.festival.site if hidden else place_of(bookable)
    plan = gettext("My plan: %(address)s", address=f"{office.base_url}/me")
    about = "\n".join(line for line in (*what, when_of(bookable), where) if line)
    text = "\n\n".join(part for part in (greeting, f"{news}.", about, more, plan) if part)
    calendar = None
    if method is not None and holder.wants_invitations:
        calendar = invitation(
            entry_of(booking, house=House(office.domain, office.base_url), discreet=hidden),
            organizer=Correspondent(office.sender_address, bookable.festival.name),
            attendee=Correspondent(address, holder.chosen_name),
            method=method,
            stamped_at=now,
        )
    outbox.post(
        Draft(
            kind=kind,
            pass_id=holder.id,
            about=f"booking:{booking.id}",
            to=address,
            subject=f"{news}: {day_name(local.date())}, {local:%H:%M}",
            text=text,
            calendar=calendar,
            method=method if calendar else None,
            not_after=not_after,
        ),
        now=now,
    )
