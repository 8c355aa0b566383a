from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model
from wellness.passes.models import Pass


class FeedKind(StrEnum):
    """What a secret calendar holds."""

    PLAN = "plan"
    """What a pass has."""
    MINE = "mine"
    """The sessions a facilitator leads."""
    DRAFT = "draft"
    """The whole draft of a festival."""


class Feed(Model):
    """A secret calendar address, made for one device of one person, that can be stopped."""

    __tablename__ = "feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int | None] = mapped_column(
        ForeignKey("pass.id", ondelete="SET NULL"), index=True
    )
    """None once the person was forgotten: the address then answers 410 for good. None for staff."""
    kind: Mapped[FeedKind] = mapped_column(default=FeedKind.PLAN)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    """Whose it is, for staff; their role is looked at whenever it is fetched."""
    festival_id: Mapped[int | None] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    """Of which festival, for staff."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(60), default="")
    is_discreet: Mapped[bool] = mapped_column(default=True)
    """Support sessions appear under a neutral title; False shows what they are."""
    alarm_minutes: Mapped[int | None]
    """A VALARM this many minutes before each start, only where asked for."""
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]
    """Never goes backwards: the Last-Modified of the feed is at least this."""
    fetched_on: Mapped[date | None]
    fetched_by: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    holder: Mapped[Pass | None] = relationship()

    __table_args__ = (Index("ix_feed_account_festival", "account_id", "festival_id"),)
