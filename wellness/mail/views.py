"""The letters written so far, for whoever develops: readable without a mail server."""

from uuid import UUID

from flask import Blueprint, render_template

from wellness.mail import outbox, queries
from wellness.web.access import Who, open_to

blueprint = Blueprint("mail", __name__)


@blueprint.get("/letters")
@open_to(Who.DEVELOPER)
def letters() -> str:
    """Every letter, newest first."""
    return render_template("mail/letters.html", letters=queries.newest_letters())


@blueprint.get("/letters/<uuid:uid>")
@open_to(Who.DEVELOPER)
def letter(uid: UUID) -> str:
    """One letter as its reader gets it, with the calendar that goes along."""
    found = queries.get_letter(uid)
    return render_template(
        "mail/letter.html",
        letter=found,
        recipient=outbox.recipient_of(found),
        text=outbox.text_of(found),
        html=outbox.html_of(found),
        calendar=(outbox.calendar_of(found) or b"").decode(),
    )
