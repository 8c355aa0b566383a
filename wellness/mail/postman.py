"""Carries letters from the outbox to the mail server, safe to run several times at once.

Sent at least once. A server that takes a letter and hangs up before saying so leaves us not
knowing, and so does a killed process: the letter goes out once more under the same Message-ID,
and never a third time (docs/decisions/0121-letters-twice-at-most.md).
"""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from config import LOOPBACK_HOSTS, BadConfiguration
from wellness.database import db, in_transaction
from wellness.errors import Busy
from wellness.mail import actions, outbox, queries
from wellness.mail.message import parcel_of
from wellness.mail.models import Letter
from wellness.mail.rules import MOST_HANDOVERS, is_hopeless, pause_after
from wellness.mail.smtp import Encryption, MailServer, Smtp
from wellness.mail.transports import (
    Folder,
    RefusedForGood,
    RefusedForNow,
    Transport,
    Unanswered,
    Unreachable,
)
from wellness.sealing import Unsealable

MOST_PER_ROUND = 200
MARKING_TRIES = 5
MAY_HAVE_ARRIVED = "taken twice without an answer: it may have arrived"


class Outcome(StrEnum):
    """What became of one letter in one round."""

    SENT = "sent"
    PUT_OFF = "put off"
    GIVEN_UP = "given up"


@dataclass(frozen=True)
class Delivery:
    """How one round went, in letters."""

    sent: int = 0
    put_off: int = 0
    """To be tried again later."""
    given_up: int = 0
    dropped: int = 0
    """Too late to be of use; never sent."""
    is_reachable: bool = True
    """False if the mail server could not be reached, which ended the round."""

    def __bool__(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.sent or self.put_off or self.given_up or self.dropped)

    def __str__(self) -> str:
        counts = f"letters: {self.sent} sent, {self.put_off} put off, {self.given_up} given up"
        return f"{counts}, {self.dropped} dropped as too late"


def deliver_due(*, now: datetime, transport: Transport, at_most: int = MOST_PER_ROUND) -> Delivery:
    """Send what is due, each letter in transactions of its own; closes `transport` at the end.

    No transaction is open while the mail server is spoken to. Raises Busy if the database is;
    nothing is lost then, and what was sent is noted as sent.
    """
    began = time.monotonic()
    counts: Counter[Outcome] = Counter()
    is_reachable = True
    dropped = in_transaction(lambda: actions.drop_stale(now=now)) if queries.has_stale(now) else 0
    with closing(transport):
        while counts.total() < at_most and is_reachable:
            moment = now + timedelta(seconds=time.monotonic() - began)
            letter = _next_letter(moment)
            if letter is None:
                break
            try:
                outcome = _carry(letter, transport, now=moment)
            except Unreachable as why:
                outcome = _put_off(letter, str(why), now=moment, handovers=letter.handovers)
                is_reachable = False
            counts[outcome] += 1
    return Delivery(
        sent=counts[Outcome.SENT],
        put_off=counts[Outcome.PUT_OFF],
        given_up=counts[Outcome.GIVEN_UP],
        dropped=dropped,
        is_reachable=is_reachable,
    )


def _next_letter(now: datetime) -> Letter | None:
    """The next letter, in our hands; no transaction is left open."""
    while (letter_id := queries.next_due(now)) is not None:
        letter = in_transaction(partial(actions.lease, letter_id, now=now))
        if letter is not None:
            return letter
    db.session.rollback()
    return None


def _carry(letter: Letter, transport: Transport, *, now: datetime) -> Outcome:
    """Send one letter and note what came of it; raises Unreachable."""
    if letter.handovers >= MOST_HANDOVERS:
        return _give_up(letter, MAY_HAVE_ARRIVED, now=now)
    before, after = letter.handovers, letter.handovers + 1
    try:
        parcel = parcel_of(letter, outbox.recipient_of(letter), outbox.office())
        transport.send(
            parcel,
            hand_over=lambda: in_transaction(
                partial(actions.hand_over, letter.id, handovers=after)
            ),
        )
    except (RefusedForNow, Unsealable) as why:
        return _put_off(letter, str(why), now=now, handovers=before)
    except RefusedForGood as why:
        return _give_up(letter, str(why), now=now)
    except Unanswered as why:
        if after >= MOST_HANDOVERS:
            return _give_up(letter, MAY_HAVE_ARRIVED, now=now)
        return _put_off(letter, f"unanswered: {why}", now=now, handovers=after)
    _patiently(partial(actions.mark_sent, letter.id, now=now))
    return Outcome.SENT


def _put_off(letter: Letter, error: str, *, now: datetime, handovers: int) -> Outcome:
    if is_hopeless(letter.due_at, now):
        return _give_up(letter, error, now=now)
    until = now + pause_after(letter.tries)
    note = partial(actions.put_off, letter.id, until=until, handovers=handovers, error=error)
    _patiently(note)
    return Outcome.PUT_OFF


def _give_up(letter: Letter, error: str, *, now: datetime) -> Outcome:
    _patiently(partial(actions.give_up, letter.id, now=now, error=error))
    return Outcome.GIVEN_UP


def _patiently(note: Callable[[], None]) -> None:
    """Write down what happened outside: trying again beats a letter sent twice."""
    for _ in range(MARKING_TRIES - 1):
        with suppress(Busy):
            return in_transaction(note)
    return in_transaction(note)


def transport_from(mail_url: str) -> Transport:
    """The transport that MAIL_URL names.

    `file:///folder` writes .eml files; `smtp://user:password@host:port` turns to TLS by STARTTLS
    (except on a loopback address, or where `?tls=off` says so and there is no password);
    `smtps://` is TLS from the first byte. Raises config.BadConfiguration for anything else.
    """
    url = urlsplit(mail_url)
    if url.scheme == "file" and url.path and not url.netloc:
        return Folder(Path(unquote(url.path)))
    if url.scheme in {"smtp", "smtps"} and url.hostname:
        return Smtp(_server_of(url, url.hostname))
    raise BadConfiguration(
        "MAIL_URL must look like file:///folder, smtp://user:password@host:587 or smtps://host."
    )


def _server_of(url: SplitResult, host: str) -> MailServer:
    user, password = unquote(url.username or ""), unquote(url.password or "")
    if url.scheme == "smtps":
        return MailServer(host, url.port or 465, Encryption.AT_ONCE, user, password)
    port = url.port or (587 if user else 25)
    if host in LOOPBACK_HOSTS:
        return MailServer(host, port, Encryption.NONE, user, password)
    if parse_qs(url.query).get("tls") != ["off"]:
        return MailServer(host, port, Encryption.STARTTLS, user, password)
    if user:
        raise BadConfiguration("MAIL_URL: a password is never sent without TLS; drop ?tls=off.")
    return MailServer(host, port, Encryption.NONE)
