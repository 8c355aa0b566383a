"""A letter as bytes for the mail server: MIME as Gmail, Outlook and Apple Mail want it."""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from wellness.mail.models import Letter
from wellness.mail.outbox import Office, calendar_of, html_of, text_of

CALENDAR_FILE = "invite.ics"
REMINDER = "reminder"
"""The kind of letter nobody asked for at that moment: it says where to have no more of them."""


@dataclass(frozen=True)
class Parcel:
    """A letter in its envelope, as a transport takes it."""

    name: str
    """The letter's uid: the same on every try."""
    sender: str
    recipient: str
    content: bytes
    """RFC 5322, lines ending in CRLF, 7-bit throughout."""


def parcel_of(letter: Letter, recipient: str, office: Office) -> Parcel:
    """`letter`, addressed to `recipient`. Every try gives the same Message-ID and Date."""
    message = EmailMessage(policy=SMTP)
    message["From"] = office.sender
    message["To"] = recipient
    message["Subject"] = letter.subject
    message["Date"] = max(letter.created_at, letter.due_at)
    message["Message-ID"] = f"<{letter.uid}@{office.domain}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office replies, please
    if letter.kind == REMINDER:
        message["List-Unsubscribe"] = f"<{office.base_url}/me/letters>"  # RFC 2369 section 3.2
    message.set_content(text_of(letter), cte="quoted-printable")
    html = html_of(letter)
    if html is not None:
        message.add_alternative(html, subtype="html", cte="quoted-printable")
    calendar = calendar_of(letter)
    if calendar is not None:
        _add_calendar(message, calendar, letter.calendar_method or "")
    return Parcel(
        name=str(letter.uid),
        sender=office.sender_address,
        recipient=recipient,
        content=message.as_bytes(),
    )


def _add_calendar(message: EmailMessage, calendar: bytes, method: str) -> None:
    """The invitation twice, byte for byte: as last alternative, and as a file for the others.

    RFC 6047 section 2.4: `method` in the header equals METHOD in the body.
    """
    parameters = {"method": method, "charset": "utf-8"}
    message.add_alternative(calendar, maintype="text", subtype="calendar", params=parameters)
    message.add_attachment(
        calendar,
        maintype="application",
        subtype="ics",
        filename=CALENDAR_FILE,
        params={"name": CALENDAR_FILE},
    )
