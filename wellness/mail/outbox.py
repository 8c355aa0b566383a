"""Where letters are left, in the transaction of their cause: undone with it, sent after it.

    post(Draft("place", pass_id=…, about="booking:17", to=…, subject=…, text=…), now=now)

Sending is the postman's work, later, in a process of its own.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from unicodedata import category
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary

from flask import Flask
from sqlalchemy import Engine

from config import Settings
from wellness.database import db
from wellness.mail.errors import NotAnAddress, UnsafeHeader
from wellness.mail.models import Letter
from wellness.sealing import Sealer

LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254
"""RFC 5321 section 4.5.3.1.3, less the angle brackets."""
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*")
"""Local part and domain as RFC 5321 section 4.1.2 spells them, quoted local parts left out."""


@dataclass(frozen=True)
class Draft:
    """A letter as its author writes it.

    `about` names what it is about ("booking:17"): letters about one thing leave in order.
    `calendar` is an iTIP message whose METHOD is `method`. It is sent from `due_at` on (at once
    if None), and never after `not_after`.
    """

    kind: str
    pass_id: int | None
    about: str | None
    to: str
    subject: str
    text: str
    html: str | None = None
    calendar: bytes | None = None
    method: str | None = None
    due_at: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True)
class Office:
    """What every letter of one application has in common."""

    sealer: Sealer
    sender: str
    """The From header, such as "Wellness <wellness@example.org>"."""
    domain: str
    """What Message-IDs and calendar UIDs end in."""
    base_url: str
    """What links in letters begin with; without a slash at the end."""

    @property
    def sender_address(self) -> str:
        """The bare address that letters come from."""
        return parseaddr(self.sender)[1]


_offices: WeakKeyDictionary[Engine, Office] = WeakKeyDictionary()


def init_app(app: Flask) -> None:
    """Open the office that seals and signs the letters in this application's database."""
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        _offices[db.engine] = Office(
            sealer=Sealer(settings.field_keys),
            sender=settings.mail_from,
            domain=settings.uid_domain,
            base_url=settings.base_url,
        )


def office() -> Office:
    """The office of the database at hand."""
    return _offices[db.engine]


def post(draft: Draft, *, now: datetime) -> Letter:
    """Leave a letter to be sent, in the caller's transaction.

    Raises UnsafeHeader or NotAnAddress, and has then changed nothing; ValueError for a calendar
    that contradicts its method, which is a mistake of ours.
    """
    if not (_is_one_line(draft.subject) and _is_one_line(draft.to)):
        raise UnsafeHeader
    _check_calendar(draft.calendar, draft.method)
    uid = uuid4()
    letter = Letter(
        uid=uid,
        kind=draft.kind,
        pass_id=draft.pass_id,
        about=draft.about,
        to_sealed=office().sealer.seal(place_of(uid), _address_of(draft.to)),
        subject=_shortened(draft.subject.strip()),
        text_body=_sealed(uid, _without_controls(draft.text)).decode(),
        html_body=_sealed(uid, _without_controls(draft.html)).decode() if draft.html else None,
        calendar=_sealed(uid, draft.calendar.decode()) if draft.calendar else None,
        calendar_method=draft.method,
        due_at=draft.due_at or now,
        not_after=draft.not_after,
        created_at=now,
    )
    db.session.add(letter)
    return letter


def place_of(uid: UUID) -> str:
    """The place that a letter's address is sealed for."""
    return f"letter|to|{uid}"


def recipient_of(letter: Letter) -> str:
    """The address a letter goes to. Raises Unsealable if none of our keys opens it."""
    return office().sealer.unseal(place_of(letter.uid), letter.to_sealed)


def text_of(letter: Letter) -> str:
    """What a letter says. Raises Unsealable if none of our keys opens it."""
    return _unsealed(letter.uid, letter.text_body.encode())


def html_of(letter: Letter) -> str | None:
    """What it says as HTML, if it does. Raises Unsealable if none of our keys opens it."""
    return _unsealed(letter.uid, letter.html_body.encode()) if letter.html_body else None


def calendar_of(letter: Letter) -> bytes | None:
    """The calendar that goes along, if one does. Raises Unsealable if no key opens it."""
    return _unsealed(letter.uid, letter.calendar).encode() if letter.calendar else None


def _sealed(uid: UUID, content: str) -> bytes:
    return office().sealer.seal(f"letter|content|{uid}", content)


def _unsealed(uid: UUID, sealed: bytes) -> str:
    return office().sealer.unseal(f"letter|content|{uid}", sealed)


def _is_one_line(text: str) -> bool:
    return not any(category(character) in {"Cc", "Zl", "Zp"} for character in text)


def _address_of(typed: str) -> str:
    """The address in ASCII, its domain by IDNA; raises NotAnAddress unless it is exactly one."""
    local, at, domain = typed.strip().rpartition("@")
    try:
        address = f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:
        raise NotAnAddress from None
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise NotAnAddress
    return address


def _check_calendar(calendar: bytes | None, method: str | None) -> None:
    """Outlook refuses a mail whose header and calendar name different methods."""
    if (calendar is None) != (method is None):
        raise ValueError("a calendar needs its method, a method its calendar")
    if calendar is not None and f"METHOD:{method}".encode() not in calendar.splitlines():
        raise ValueError(f"the calendar does not say METHOD:{method}")


def _shortened(subject: str) -> str:
    return subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"


def _without_controls(text: str) -> str:
    lines = "\n".join(text.splitlines())
    return "".join(c for c in lines if c in "\n\t" or category(c) != "Cc")
