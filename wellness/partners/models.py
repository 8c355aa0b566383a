"""Who helps to carry the work, and what was given for what, each with where it was read."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model


class Partner(Model):
    """One organization that takes part; shown once it is published."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    does: Mapped[str] = mapped_column(String(400), default="")
    """What they do, in a sentence or two."""
    url: Mapped[str] = mapped_column(String(300), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    """ISO 3166-1 code in lower case; empty: not said."""
    service_slug: Mapped[str] = mapped_column(String(80), default="")
    """Its entry in the hub, which may be gone; empty: it has none."""
    source: Mapped[str] = mapped_column(String(400))
    """Where all this was read."""
    position: Mapped[int] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    grants: Mapped[list["Grant"]] = relationship(
        back_populates="partner",
        cascade="all, delete-orphan",
        order_by="Grant.position, Grant.id",
    )


class Grant(Model):
    """What was given to, or through, a partner, and for what."""

    __tablename__ = "partner_grant"

    id: Mapped[int] = mapped_column(primary_key=True)
    partner_id: Mapped[int] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    given: Mapped[str] = mapped_column(String(300))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    amount: Mapped[str] = mapped_column(String(120), default="")
    """As the source puts it; empty: not published."""
    year: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(400))
    """Where this was read; nothing is shown without."""
    source_url: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    is_published: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    partner: Mapped[Partner] = relationship(back_populates="grants")

    __table_args__ = (CheckConstraint("source <> ''", name="has_a_source"),)
