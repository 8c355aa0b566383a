from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, LargeBinary, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from wellness.database import Model


class Letter(Model):
    """One mail to one person, written in the transaction of its cause and sent later.

    Sent at least once: a crash between the server's yes and our note sends it again, under the
    same Message-ID, so that the person's mail program can tell.
    """

    __tablename__ = "letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    """Becomes the Message-ID, the same on every try."""
    kind: Mapped[str] = mapped_column(String(20))
    pass_id: Mapped[int | None] = mapped_column(index=True)
    """Whose letter it is, to be erased with the pass; no foreign key: letters outlive it."""
    about: Mapped[str | None] = mapped_column(String(80))
    """What it is about ("booking:17"), so that letters on one thing are sent in order."""
    to_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The address, encrypted with FIELD_KEYS and bound to this letter's uid."""
    subject: Mapped[str] = mapped_column(String(200))
    text_body: Mapped[str] = mapped_column(Text)
    """What it says, encrypted likewise: a pass's letter holds a link that opens the pass."""
    html_body: Mapped[str | None] = mapped_column(Text)
    calendar: Mapped[bytes | None] = mapped_column(LargeBinary)
    """An iTIP message (RFC 5546) to go along, encrypted likewise: it names the person."""
    calendar_method: Mapped[str | None] = mapped_column(String(10))
    due_at: Mapped[datetime]
    not_after: Mapped[datetime | None]
    """Past this instant it would only confuse: given up instead of sent late."""
    tries: Mapped[int] = mapped_column(default=0)
    leased_until: Mapped[datetime | None]
    """Nobody tries it before: somebody has it in hand, or the last try asked for a pause."""
    handovers: Mapped[int] = mapped_column(default=0)
    """How often a mail server had it in full and never answered; twice, and it isn't sent again."""
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_letter_due", "sent_at", "given_up_at", "due_at"),)
