"""What we write to people who applied: kind, short, no scores, nothing on a locked screen.

Each function leaves a letter in the outbox, in the transaction of its cause, if the person gave
an address and wants letters; without one it does nothing: My plan says it all. Written in the
holder's language. That a residency is confirmed is written by residencies.letters.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.calls.models import Application
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.queries import address_of
from wellness.web.formatting import begins, clock_time, day_name


@dataclass(frozen=True, slots=True)
class Wording:
    """What a letter says."""

    subject: str
    news: str
    more: str


def by_when(application: Application) -> str:
    """ "Friday 5 June, 09:00 (BST)": when its offer ends, on the festival's clock."""
    if application.offered_until is None:
        raise ValueError("an offer has an end")
    zone = application.call.festival.zone
    local = application.offered_until.astimezone(zone)
    day = begins(day_name(local.date()))
    return f"{day}, {clock_time(application.offered_until, zone)} ({local:%Z})"


def offered(application: Application, *, late: bool, now: datetime) -> None:
    """A place is theirs if they say yes in time; `late`: it has come free after all."""

    def wording() -> Wording:
        until = by_when(application)
        news = (
            gettext("A place has come free after all, and you are next")
            if late
            else gettext("We would love to have you: a place is kept for you")
        )
        return Wording(
            gettext("A place is kept for you until %(until)s", until=until),
            news,
            gettext(
                "Please say yes or no by %(until)s. One tap on this page is enough. After that it "
                "goes to the next person, and you need not give a reason for anything.",
                until=until,
            ),
        )

    _write(application, "offer", wording, now=now, not_after=application.offered_until)


def reminder(application: Application, *, now: datetime) -> None:
    """Their answer is still missing; never sent late."""

    def wording() -> Wording:
        until = by_when(application)
        return Wording(
            gettext("Your answer is needed by %(until)s", until=until),
            gettext("A place is still kept for you"),
            gettext(
                "It is yours until %(until)s. If it does not suit you, say no with one tap: then "
                "somebody else can be glad of it.",
                until=until,
            ),
        )

    until = application.offered_until
    _write(application, "offer_reminder", wording, now=now, not_after=until)


def lapsed(application: Application, *, now: datetime) -> None:
    """The offer has gone on."""

    def wording() -> Wording:
        return Wording(
            gettext("The time to answer is over"),
            gettext("We heard nothing from you, so the place has gone on to somebody else"),
            gettext(
                "No harm done. If it was a mistake, write to %(contact)s and we will see what is "
                "still possible.",
                contact=application.call.festival.contact,
            ),
        )

    _write(application, "offer_lapsed", wording, now=now)


def in_line(application: Application, *, now: datetime) -> None:
    """All places are offered; they are next should one come free."""

    def wording() -> Wording:
        return Wording(
            gettext("An answer for you"),
            gettext("All places are taken for now, and you are in line for one"),
            gettext(
                "If somebody says no, we ask whoever is next, in order and at once. You need not "
                "do anything, and you can step back at any time on this page."
            ),
        )

    _write(application, "in_line", wording, now=now)


def not_chosen(application: Application, *, now: datetime) -> None:
    """There is no place for them this time."""

    def wording() -> Wording:
        return Wording(
            gettext("An answer for you"),
            gettext("We can't offer you a place this time"),
            gettext(
                "There were more applications than places, and choosing was hard. It says nothing "
                "about what your work is worth. Thank you for letting us read it: we would be "
                "glad to hear from you again."
            ),
        )

    _write(application, "not_chosen", wording, now=now)


def _write(
    application: Application,
    kind: str,
    wording: Callable[[], Wording],
    *,
    now: datetime,
    not_after: datetime | None = None,
) -> None:
    holder, office = application.holder, outbox.office()
    if holder is None or not holder.wants_letters:
        return
    address = address_of(holder, office.sealer)
    if address is None:
        return
    with force_locale(holder.language):
        says = wording()
        named = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
        page = f"{office.base_url}/me/applications/{application.reference}/offer"
        link = gettext("Your page: %(address)s", address=page)
    about = f"{application.call.title}, {application.call.festival.name}"
    outbox.post(
        Draft(
            kind=kind,
            pass_id=holder.id,
            about=f"application:{application.id}",
            to=address,
            subject=says.subject,
            text="\n\n".join(
                part for part in (named, f"{says.news}.", about, says.more, link) if part
            ),
            not_after=not_after,
        ),
        now=now,
    )
