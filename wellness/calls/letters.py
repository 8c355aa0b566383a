"""What we write to those who apply: short, with a subject that says nothing of what it is.

Each leaves a letter in the outbox, in the transaction of its cause, for somebody who gave an
address and wants letters, in their language; without one it does nothing.
"""

from datetime import datetime

from flask_babel import force_locale, gettext

from wellness.calls.models import Application
from wellness.calls.shown import said_moment
from wellness.mail import outbox
from wellness.mail.outbox import Draft
from wellness.passes.models import Pass
from wellness.passes.queries import address_of


def write_to_applicant(
    application: Application,
    kind: str,
    *,
    subject: str,
    lines: tuple[str, ...],
    now: datetime,
    not_after: datetime | None = None,
) -> None:
    """Post one letter about an application, if its holder wants letters; words as given.

    Compose within `in_language_of(holder)`. The subject must not say what they applied for.
    """
    holder, office = application.holder, outbox.office()
    if holder is None or not wants_letters(holder):
        return
    address = address_of(holder, office.sealer)
    if address is None:
        return
    hello = gettext("Hello %(name)s,", name=holder.chosen_name) if holder.chosen_name else ""
    page = f"{office.base_url}/me/applications/{application.reference}"
    more = gettext("Everything about it is here: %(address)s", address=page)
    outbox.post(
        Draft(
            kind=kind,
            pass_id=holder.id,
            about=f"application:{application.id}",
            to=address,
            subject=subject,
            text="\n\n".join(part for part in (hello, *lines, more) if part),
            not_after=not_after,
        ),
        now=now,
    )


def wants_letters(holder: Pass | None) -> bool:
    """Whether this person gave an address and wants to be written to."""
    return holder is not None and holder.email_sealed is not None and holder.wants_letters


def handed_in(application: Application, *, now: datetime) -> None:
    """It is in; until when it can be changed, and by when the answer comes."""
    if application.holder is None:
        return
    with force_locale(application.holder.language):
        call, zone = application.call, application.call.festival.zone
        lines = [gettext("Thank you. “%(title)s” has what you handed in.", title=call.title)]
        if call.closes_at is not None:
            until = said_moment(call.closes_at, zone)
            lines.append(gettext("You can change it until %(until)s.", until=until))
        if call.answers_by is not None:
            by = said_moment(call.answers_by, zone)
            lines.append(gettext("Everybody has an answer by %(by)s.", by=by))
        subject = str(gettext("We have what you handed in"))
        write_to_applicant(application, "applied", subject=subject, lines=tuple(lines), now=now)


def withdrawn(application: Application, *, now: datetime) -> None:
    """It is taken back, and nobody reads it any more."""
    if application.holder is None:
        return
    with force_locale(application.holder.language):
        title = application.call.title
        lines = (
            gettext("You took back what you handed in for “%(title)s”.", title=title),
            gettext("Nobody reads it any more. For half an hour you can undo this."),
        )
        subject = str(gettext("You took something back"))
        write_to_applicant(application, "took_back", subject=subject, lines=lines, now=now)


def closing_soon(application: Application, *, now: datetime) -> None:
    """A draft waits and the call closes; never sent after it has."""
    call = application.call
    if application.holder is None or call.closes_at is None:
        return
    with force_locale(application.holder.language):
        until = said_moment(call.closes_at, call.festival.zone)
        lines = (
            gettext("Your draft for “%(title)s” is not handed in yet.", title=call.title),
            gettext(
                "That is possible until %(until)s. If you changed your mind, do nothing.",
                until=until,
            ),
        )
        subject = str(gettext("Your draft waits"))
        write_to_applicant(
            application,
            "draft_waits",
            subject=subject,
            lines=lines,
            now=now,
            not_after=call.closes_at,
        )
