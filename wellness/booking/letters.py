"""What we write to people about their places: plain, short, and neutral for support sessions.

Each function leaves a letter in the outbox, in the transaction of its cause, if the person gave
an address and wants letters; without one it does nothing. Written in the holder's language.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask_babel import force_locale, gettext

from wellness.booking.entries import House, entry_of, place_of
from wellness.booking.models import Bookable, Booking, BookingStatus
from wellness.calendars.invitations import Correspondent, Method, invitation
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.models import Pass
from wellness.passes.queries import address_of
from wellness.web.formatting import begins, clock_time, day_name

Facts = ParamSpec("Facts")


def _a_letter(compose: Callable[Facts, None]) -> Callable[Facts, None]:
    """Compose only for a person who gave an address and wants letters, in their language."""

    @wraps(compose)
    def write(*args: Facts.args, **facts: Facts.kwargs) -> None:
        booking = args[0]
        holder = booking.holder if isinstance(booking, Booking) else None
        if holder is not None and holder.email_sealed is not None and holder.wants_letters:
            with force_locale(holder.language):
                compose(*args, **facts)

    return write


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
    return f"{begins(day_name(local.date()))}, {local:%H:%M}–{ends} ({local:%Z})"


@_a_letter
def answer_to(booking: Booking, *, now: datetime) -> None:
    """Your place is kept, or you are in line."""
    waiting = booking.status is BookingStatus.WAITING
    news = gettext("You are on the waiting list") if waiting else gettext("Your place is kept")
    more = (
        gettext("We’ll write as soon as a place is yours. You can leave the line at any time.")
        if waiting
        else gettext("If you can't come, let your place go in My plan. No reason needed.")
    )
    kind = "waiting" if waiting else "place"
    _write(booking, kind, news, more, now=now, method=None if waiting else Method.REQUEST)


@_a_letter
def moved_up(booking: Booking, *, now: datetime) -> None:
    """A place came free and it is yours."""
    news = gettext("You have a place now")
    more = gettext("A place came free and it is yours. If it no longer suits you, let it go.")
    _write(booking, "moved_up", news, more, now=now, method=Method.REQUEST)


@_a_letter
def offered(booking: Booking, *, now: datetime) -> None:
    """A place is kept for you for a while; say yes to take it."""
    if booking.offered_until is None:
        raise ValueError("an offer has an end")
    until = clock_time(booking.offered_until, booking.bookable.festival.zone)
    news = gettext("A place is kept for you until %(until)s", until=until)
    more = gettext("Open My plan and say yes to take it. After that it goes to the next person.")
    _write(booking, "offered", news, more, now=now, not_after=booking.offered_until)


@_a_letter
def offer_lapsed(booking: Booking, *, now: datetime) -> None:
    """The offer has gone on to the next person."""
    news = gettext("The place has gone to the next person")
    more = gettext("You can ask again at any time, and drop-ins need no place at all.")
    _write(booking, "lapsed", news, more, now=now)


@_a_letter
def withdrawn(booking: Booking, *, now: datetime) -> None:
    """The person let it go: takes the entry out of their calendar, if we put it there."""
    invited = booking.holder is not None and booking.holder.wants_invitations
    if not invited or booking.position is not None:
        return
    news = gettext("You let your place go")
    more = gettext("Thank you for telling us. Somebody else can have it now.")
    _write(booking, "withdrawn", news, more, now=now, method=Method.CANCEL)


@_a_letter
def given(booking: Booking, *, now: datetime) -> None:
    """Studio time was given to them: puts it into their calendar, if they want that of us."""
    if booking.holder is None or not booking.holder.wants_invitations:
        return
    news = gettext("Your studio time is set")
    more = gettext("All there is to know about your residency stands in My plan.")
    _write(booking, "given", news, more, now=now, method=Method.REQUEST)


@_a_letter
def taken_back(booking: Booking, *, now: datetime) -> None:
    """Studio time is no longer theirs: takes it out of their calendar, if we put it there."""
    if booking.holder is None or not booking.holder.wants_invitations:
        return
    news = gettext("Your studio time has changed")
    more = gettext("This time is no longer yours. What is yours stands in My plan.")
    _write(booking, "taken_back", news, more, now=now, method=Method.CANCEL)


@_a_letter
def reminder(booking: Booking, *, now: datetime) -> None:
    """It begins soon; never sent late."""
    news = gettext("Soon")
    more = gettext("Still coming? If not, one tap in My plan gives your place to someone else.")
    starts = booking.bookable.starts_at
    _write(booking, "reminder", news, more, now=now, not_after=starts)


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
    holder, office = booking.holder, outbox.office()
    address = address_of(holder, office.sealer) if holder else None
    if holder is None or address is None:
        return
    local = booking.bookable.starts_at.astimezone(booking.bookable.festival.zone)
    invited = method is not None and holder.wants_invitations
    outbox.post(
        Draft(
            kind=kind,
            pass_id=holder.id,
            about=f"booking:{booking.id}",
            to=address,
            subject=f"{news}: {day_name(local.date())}, {local:%H:%M}",
            text=_text(booking, holder, news, more),
            calendar=calendar_for(booking, holder, address, method, now) if invited else None,
            method=method if invited else None,
            not_after=not_after,
        ),
        now=now,
    )


def is_hidden(bookable: Bookable, holder: Pass) -> bool:
    """Whether a letter to this person says nothing of what it is."""
    return bookable.is_support and not holder.wants_full_titles


def _text(booking: Booking, holder: Pass, news: str, more: str) -> str:
    bookable = booking.bookable
    hidden = is_hidden(bookable, holder)
    greeting = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
    what = "" if hidden else bookable.title
    where = bookable.festival.site if hidden else place_of(bookable)
    about = "\n".join(line for line in (what, when_of(bookable), where) if line)
    plan = gettext("My plan: %(address)s", address=f"{outbox.office().base_url}/me")
    return "\n\n".join(part for part in (greeting, f"{news}.", about, more, plan) if part)


def calendar_for(
    booking: Booking, holder: Pass, address: str, method: Method | None, now: datetime
) -> bytes:
    """The iTIP message that brings the person's calendar in step with this booking."""
    office = outbox.office()
    hidden = is_hidden(booking.bookable, holder)
    return invitation(
        entry_of(booking, house=House(office.domain, office.base_url), discreet=hidden),
        organizer=Correspondent(office.sender_address, booking.bookable.festival.name),
        attendee=Correspondent(address, holder.chosen_name),
        method=method or Method.REQUEST,
        stamped_at=now,
    )
