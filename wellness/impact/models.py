"""Impact reports as they were published: frozen, so that two looks at one tell no more than one."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wellness.database import Model


class ImpactReport(Model):
    """One published report of a festival."""

    __tablename__ = "impact_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    number: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What is shown and nothing else: numbers that were hidden are not in it."""
    made_by: Mapped[str] = mapped_column(String(80))
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("festival_id", "number"),)
