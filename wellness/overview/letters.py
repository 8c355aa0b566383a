"""A message of the team to people who booked: their words as typed, between lines of ours.

The subject never holds a title. A support session is not named in the text either, unless the
holder asked for titles. What was typed is text and nothing else: no sign in it is ever acted on.
"""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.booking.entries import place_of
from wellness.booking.letters import when_of
from wellness.booking.models import Bookable, Booking
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.queries import address_of
from wellness.web.formatting import day_name

KIND = "message"


@dataclass(frozen=True, slots=True)
class Message:
    """One letter as it will be read."""

    subject: str
    text: str


def composed(bookable: Bookable, typed: str, *, names_it: bool) -> Message:
    """The letter around the typed words, in the reader's language."""
    local = bookable.starts_at.astimezone(bookable.festival.zone)
    what = bookable.title if names_it else ""
    where = place_of(bookable) if names_it else bookable.festival.site
    about = "\n".join(line for line in (what, when_of(bookable), where) if line)
    news = gettext("News about your booking")
    from_whom = gettext("The team of %(festival)s writes:", festival=bookable.festival.name)
    plan = gettext("My plan: %(address)s", address=f"{outbox.office().base_url}/me")
    return Message(
        subject=f"{news}: {day_name(local.date())}, {local:%H:%M}",
        text=f"{about}\n\n{from_whom}\n\n{typed}\n\n{plan}",
    )


def write(booking: Booking, typed: str, *, now: datetime) -> bool:
    """Leave the message for one person in the outbox; False if no letter reaches them."""
    holder, office = booking.holder, outbox.office()
    if holder is None or not holder.wants_letters:
        return False
    address = address_of(holder, office.sealer)
    if address is None:
        return False
    names_it = not booking.bookable.is_support or holder.wants_full_titles
    with force_locale(holder.language):
        message = composed(booking.bookable, typed, names_it=names_it)
    outbox.post(
        Draft(
            kind=KIND,
            pass_id=holder.id,
            about=f"booking:{booking.id}",
            to=address,
            subject=message.subject,
            text=message.text,
        ),
        now=now,
    )
    return True
