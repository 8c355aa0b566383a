from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
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
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]

    __table_args__ = (
        Index("uq_imported_row_key", "festival_id", "source", "source_key", unique=True),
    )
