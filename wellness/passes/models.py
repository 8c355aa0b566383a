from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model


class Pass(Model):
    """What an attendee holds instead of an account: a chosen name and their bookings.

    No secret is kept here: phones hold keys of which we store hashes, and the speakable code is
    derived from the application's key (see passes/rules.py).
    """

    __tablename__ = "pass"

    id: Mapped[int] = mapped_column(primary_key=True)
    chosen_name: Mapped[str] = mapped_column(String(60), default="")
    selector: Mapped[str] = mapped_column(String(4), unique=True)
    """The public first part of the speakable code, four letters; not a secret."""
    code_generation: Mapped[int] = mapped_column(default=0)
    """Raised to make the present speakable code worthless."""
    language: Mapped[str] = mapped_column(String(5), default="en")
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The address, encrypted with FIELD_KEYS and bound to this row."""
    email_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    """HMAC of the folded address, for "mail me my pass"."""
    wants_letters: Mapped[bool] = mapped_column(default=True)
    wants_invitations: Mapped[bool] = mapped_column(default=False)
    wants_full_titles: Mapped[bool] = mapped_column(default=False)
    """False: support sessions are called "Festival booking" in letters and calendars."""
    revision: Mapped[int] = mapped_column(default=0)
    """Raised by the write that locks this pass."""
    wrong_codes: Mapped[int] = mapped_column(default=0)
    """Wrong speakable codes since `locked_until` last passed or the code was right."""
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    keys: Mapped[list["PassKey"]] = relationship(
        back_populates="holder", cascade="all, delete-orphan"
    )


class PassKey(Model):
    """One phone's key to a pass; the phone holds the secret, we hold its SHA-256."""

    __tablename__ = "pass_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("pass.id", ondelete="CASCADE"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    holder: Mapped[Pass] = relationship(back_populates="keys")


class OpeningLink(Model):
    """A one-time link that opens a pass on another phone (`/k/<token>`)."""

    __tablename__ = "opening_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("pass.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    spent_at: Mapped[datetime | None]
