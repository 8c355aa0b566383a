"""A real mail server on a loopback port that answers as it is told."""

import socket
from asyncio import Transport
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_UP = "hang up without an answer"


class At(StrEnum):
    """Where in the conversation an answer is given."""

    SENDER = "MAIL"
    RECIPIENT = "RCPT"
    LETTER = "DATA"


class Sink:
    """Keeps every letter it was given in full, whatever it answered then."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"smtp://127.0.0.1:{self.port}"
        self.taken: list[EmailMessage] = []
        self.recipients: list[str] = []
        self._answers: dict[At, deque[str]] = {place: deque() for place in At}
        self._controller: Controller | None = None

    def will_say(self, place: At, *answers: str) -> None:
        """Answer the next ones at `place` like this; everything after that with a yes."""
        self._answers[place].extend(answers)

    def open(self) -> "Sink":
        """Start listening."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def close(self) -> None:
        """Stop listening; connections are refused from now on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    @property
    def message_ids(self) -> list[str]:
        """The Message-ID of each letter taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]

    @property
    def subjects(self) -> list[str]:
        """The subject of each letter taken, in order."""
        return [str(message["Subject"]) for message in self.taken]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, sender: str, _options: Any
    ) -> str:
        envelope.mail_from = sender
        return self._next(At.SENDER)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, recipient: str, _options: Any
    ) -> str:
        answer = self._next(At.RECIPIENT)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(recipient)
        return answer

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        answer = self._next(At.LETTER)
        if answer == HANG_UP or answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.extend(envelope.rcpt_tos)
        if answer == HANG_UP:
            assert isinstance(server.transport, Transport)
            server.transport.abort()
        return answer

    def _next(self, place: At) -> str:
        answers = self._answers[place]
        return answers.popleft() if answers else "250 2.0.0 OK"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
