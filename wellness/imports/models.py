from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wellness.database import Model


class ImportedRow(Model):
    """What an import last wrote for one row of a source, so that it is never doubled.

    The fingerprint tells an unchanged row from a changed one without touching what an organizer
    edited since.
    """

    __tablename__ = "imported_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(40))
    """The family of file: burning-man, emf, c3voc…; EMF's two formats share one."""
    source_key: Mapped[str] = mapped_column(String(200))
    draft_id: Mapped[int] = mapped_column(
        ForeignKey("draft_session.id", ondelete="CASCADE"), index=True
    )
    fingerprint: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_imported_row_key", "festival_id", "source", "source_key", unique=True),
    )


class PendingImport(Model):
    """A file that somebody sent and has not decided about yet; theirs alone, and not for long."""

    __tablename__ = "pending_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(43), unique=True)
    """In its address: random, and worth nothing to anybody but its owner."""
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    file_name: Mapped[str] = mapped_column(String(120))
    """As the browser called it: shown, never opened."""
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    """The file, zlib; emptied when it was taken in."""
    told: Mapped[bytes] = mapped_column(LargeBinary)
    """What the reader made of it with these settings, zlib; empty: to be read."""
    settings: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What was asked: rules.asking.Settings as JSON."""
    choices: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Rows not to be taken, and what becomes of sessions that are gone from the file."""
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What was written, once it was; None: still to be decided."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class RememberedImport(Model):
    """What was answered the last time a file of this source came, to be offered again."""

    __tablename__ = "remembered_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    source: Mapped[str] = mapped_column(String(40))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Zone, first day, length; columns by heading; categories and places by their name there."""
    updated_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("festival_id", "source"),)
