"""The conversation with a mail server (RFC 5321). Nothing else in the application speaks SMTP.

Step by step instead of by `sendmail`, because it matters where it broke off: before the final
dot nothing was taken; after it, without an answer, nobody knows.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from wellness.mail.message import Parcel
from wellness.mail.transports import RefusedForGood, RefusedForNow, Unanswered, Unreachable

PATIENCE_SECONDS = 20
_OK = range(200, 300)
_START_MAIL_INPUT = 354
_SHUTTING_DOWN = 421
_PERMANENT = range(500, 600)
_ENHANCED = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


class Encryption(StrEnum):
    """When the conversation turns secret."""

    AT_ONCE = "at once"
    STARTTLS = "starttls"
    """After the greeting; a server that doesn't offer it gets nothing from us."""
    NONE = "none"


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in."""

    host: str
    port: int
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)


class Smtp:
    """Sends through one mail server, over one connection for as long as it lasts."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self._client: smtplib.SMTP | None = None

    def send(self, parcel: Parcel, *, hand_over: Callable[[], None]) -> None:
        """Send `parcel`, as Transport promises."""
        client = self._ready()
        try:
            self._offer(client, parcel)
            hand_over()
            client.send(_dotted(parcel.content))
        except (RefusedForNow, RefusedForGood):
            raise
        except OSError as error:  # every exception of smtplib is one
            self._hang_up()
            raise Unreachable(_said(error)) from None
        except BaseException:
            self._hang_up()  # without the final dot nothing was taken
            raise
        try:
            code, reply = client.getreply()
        except OSError as error:
            self._hang_up()
            raise Unanswered(_said(error)) from None
        if code < _OK.start:
            self._hang_up()
            raise Unanswered("no proper answer")
        self._judge("letter", code, reply)

    def close(self) -> None:
        """Say goodbye, if we were talking."""
        if self._client is not None:
            with suppress(OSError):
                self._client.quit()
        self._hang_up()

    def _offer(self, client: smtplib.SMTP, parcel: Parcel) -> None:
        # A refused sender is our own setting gone wrong: no letter is given up for that.
        self._judge("sender", *client.mail(parcel.sender), is_ours=True)
        self._judge("recipient", *client.rcpt(parcel.recipient))
        code, reply = client.docmd("DATA")
        if code != _START_MAIL_INPUT:
            self._judge("letter", code, reply)
            raise RefusedForNow(f"letter: {code}")

    def _judge(self, stage: str, code: int, reply: bytes, *, is_ours: bool = False) -> None:
        """Raise what a reply other than yes means.

        Only codes are kept of it: the text of a reply often repeats the address.
        """
        if code in _OK:
            return
        enhanced = _ENHANCED.search(reply)
        said = f"{stage}: {code}{f' {enhanced[0].decode()}' if enhanced else ''}"
        if code == _SHUTTING_DOWN:
            self._hang_up()
            raise Unreachable(said)
        if code in _PERMANENT and not is_ours:
            raise RefusedForGood(said)
        raise RefusedForNow(said)

    def _ready(self) -> smtplib.SMTP:
        """A connection with nothing in hand; raises Unreachable."""
        if self._client is not None:
            with suppress(OSError):
                if self._client.rset()[0] in _OK:
                    return self._client
            self._hang_up()
        try:
            self._client = self._greeted()
        except OSError as error:
            raise Unreachable(_said(error)) from None
        return self._client

    def _greeted(self) -> smtplib.SMTP:
        server, secret = self.server, ssl.create_default_context()
        client: smtplib.SMTP
        if server.encryption is Encryption.AT_ONCE:
            client = smtplib.SMTP_SSL(
                server.host, server.port, timeout=PATIENCE_SECONDS, context=secret
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_SECONDS)
        try:
            if server.encryption is Encryption.STARTTLS:
                client.starttls(context=secret)
            client.ehlo_or_helo_if_needed()
            if server.user:
                client.login(server.user, server.password)
        except BaseException:
            client.close()
            raise
        return client

    def _hang_up(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None


def _dotted(content: bytes) -> bytes:
    """The content as DATA wants it (RFC 5321 section 4.5.2), with the final dot."""
    return re.sub(rb"(?m)^\.", b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n"


def _said(error: OSError) -> str:
    """What went wrong, without any text that might name somebody."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__}{f' {code}' if code else ''}"
