"""Who reads the applications for a call, and what each of them thinks."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.calls.models import Application, Call
from wellness.database import Model
from wellness.staff.models import Account


class Panelist(Model):
    """Somebody who sits on the panel of a call."""

    __tablename__ = "panelist"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    call: Mapped[Call] = relationship()
    account: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("call_id", "account_id"),)


class Reading(Model):
    """What one member of the panel made of one application."""

    __tablename__ = "reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    has_conflict: Mapped[bool] = mapped_column(default=False)
    """They know whoever applied, or think so: they are left out, and read no further."""
    scores: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """By the key of the criterion, 1 to 5; only once it has all of them does it count."""
    remark_sealed: Mapped[bytes | None]
    """Sealed for `reading|remark|<application uid>|<account id>`."""
    read_at: Mapped[datetime | None]
    """When all criteria were scored."""
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    application: Mapped[Application] = relationship()
    account: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("application_id", "account_id"),)
