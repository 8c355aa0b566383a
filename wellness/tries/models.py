from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from wellness.database import Model


class Attempt(Model):
    """How often a limited thing was tried in a window, by a keyed hash of who tried."""

    __tablename__ = "attempt"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
