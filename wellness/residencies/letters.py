"""What we write to residents: the subject says nothing that a locked screen should not show.

Each function leaves a letter in the outbox, in the transaction of its cause, if the person gave
an address and wants letters; without one it does nothing. Written in the holder's language.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask_babel import force_locale, gettext

from wellness.booking.entries import place_of
from wellness.booking.letters import when_of
from wellness.booking.models import Booking
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.queries import address_of
from wellness.residencies.models import Residency
from wellness.staff.queries import address_of as address_of_account

Wording = Callable[[], tuple[str, str]]
"""The news, which is also the subject, and what follows from it; asked in the reader's language."""


def welcome(residency: Residency, slots: Sequence[Booking], *, now: datetime) -> None:
    """It is confirmed: when and where, and the page that holds everything else."""

    def wording() -> tuple[str, str]:
        news = gettext("Your residency is confirmed")
        return news, (_listed(slots) or _no_time_yet())

    _write(residency, "residency_confirmed", wording, now=now)


def rearranged(residency: Residency, slots: Sequence[Booking], *, now: datetime) -> None:
    """Its studio time was changed by hand: what it is now."""

    def wording() -> tuple[str, str]:
        news = gettext("Your studio time has changed")
        return news, (_listed(slots) or _no_time_yet())

    _write(residency, "residency_changed", wording, now=now)


def withdrawn(residency: Residency, *, message: str, now: datetime) -> None:
    """The festival has to take it back; `message` is what the organizers want to say to them."""

    def wording() -> tuple[str, str]:
        news = gettext("We are sorry: your residency can't take place")
        kindly = gettext(
            "This is not because of anything you did, and we know that you were counting on it. "
            "Write to us if you would like to talk: %(contact)s",
            contact=residency.festival.contact,
        )
        return news, "\n\n".join(part for part in (message.strip(), kindly) if part)

    _write(residency, "residency_withdrawn", wording, now=now)


def _no_time_yet() -> str:
    return str(
        gettext(
            "There is no studio time for it yet. The organizers know, and it will stand on the "
            "page of your residency as soon as it is set."
        )
    )


def _listed(slots: Sequence[Booking]) -> str:
    lines = (f"{when_of(slot.bookable)}: {place_of(slot.bookable)}" for slot in slots)
    return "\n".join(lines)


def _write(residency: Residency, kind: str, wording: Wording, *, now: datetime) -> None:
    holder, office = residency.holder, outbox.office()
    if holder is None or not holder.wants_letters:
        return
    address = address_of(holder, office.sealer)
    if address is None:
        return
    with force_locale(holder.language):
        news, more = wording()
        named = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
        page = f"{office.base_url}/me/residencies/{residency.reference}"
        link = gettext("Your residency: %(address)s", address=page)
    parts = (named, f"{news}.", f"{residency.call.title}, {residency.festival.name}", more, link)
    outbox.post(
        Draft(
            kind=kind,
            pass_id=holder.id,
            about=f"residency:{residency.id}",
            to=address,
            subject=news,
            text="\n\n".join(part for part in parts if part),
        ),
        now=now,
    )


def overdue(residency: Residency, *, now: datetime) -> int:
    """Ask the support person's own account to have a look; names nobody. Letters written: 0 or 1.

    It is of no use after that night, so it is not sent later than a day.
    """
    person, office = residency.support, outbox.office()
    account = person.account if person is not None and not person.is_retired else None
    if account is None or account.disabled_at is not None:
        return 0
    with force_locale(account.language):
        parts = (
            gettext("Hello %(name)s,", name=account.name),
            gettext(
                "Somebody you look after came in today and has not said that they left. Please "
                "see whether all is well. Most of the time they just forgot."
            ),
            gettext(
                "Today's sheet: %(address)s",
                address=f"{office.base_url}/staff/{residency.festival.slug}/residencies/today",
            ),
        )
        subject = gettext("Please have a look")
    outbox.post(
        Draft(
            kind="residency_overdue",
            pass_id=None,
            about=f"residency:{residency.id}",
            to=address_of_account(account, office.sealer),
            subject=subject,
            text="\n\n".join(parts),
            not_after=now + timedelta(days=1),
        ),
        now=now,
    )
    return 1
