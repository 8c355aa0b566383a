"""A residency: the studio time somebody was given, and all that makes them at home in it."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.booking.models import Booking
from wellness.calls.models import Application, Call
from wellness.database import Model
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.staff.models import Account


class ResidencyState(StrEnum):
    """Where a residency stands."""

    CONFIRMED = "confirmed"
    GIVEN_UP = "given_up"
    """The resident let it go; the next in line was offered the place."""
    WITHDRAWN = "withdrawn"
    """The festival had to take it back."""


class SupportPerson(Model):
    """Somebody residents can turn to; shown to the residents they look after and nobody else."""

    __tablename__ = "support_person"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="RESTRICT"), index=True
    )
    name: Mapped[str] = mapped_column(String(80))
    reach_sealed: Mapped[bytes]
    """How to reach them, sealed for `support_person|reach|<uid>`."""
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    about: Mapped[str] = mapped_column(String(300), default="")
    """When and where they are there, what they are good at."""
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    """Their own sign-in, if they have one: then their residents' times are in their calendar."""
    is_retired: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    account: Mapped[Account | None] = relationship()


class Residency(Model):
    """What an accepted offer became."""

    __tablename__ = "residency"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="RESTRICT"), index=True
    )
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="RESTRICT"), index=True)
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("application.id", ondelete="SET NULL"), unique=True
    )
    pass_id: Mapped[int | None] = mapped_column(ForeignKey("pass.id", ondelete="SET NULL"))
    """None once the person asked to be forgotten: the residency was held, nobody is named."""
    role_name: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[ResidencyState] = mapped_column(default=ResidencyState.CONFIRMED)
    agreement_version: Mapped[int | None]
    """The version of the call's agreement they read and said yes to, and nothing more."""
    agreement_read_at: Mapped[datetime | None]
    rider_sealed: Mapped[bytes | None]
    """JSON of the access rider, sealed for `residency|rider|<uid>`; erased after the festival."""
    rider_updated_at: Mapped[datetime | None]
    support_id: Mapped[int | None] = mapped_column(
        ForeignKey("support_person.id", ondelete="SET NULL"), index=True
    )
    ended_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    festival: Mapped[Festival] = relationship()
    call: Mapped[Call] = relationship()
    application: Mapped[Application | None] = relationship()
    holder: Mapped[Pass | None] = relationship()
    support: Mapped[SupportPerson | None] = relationship()

    __table_args__ = (Index("ix_residency_pass", "pass_id"),)


class ResidencySlot(Model):
    """One studio slot a residency holds: the booking that keeps its place."""

    __tablename__ = "residency_slot"

    residency_id: Mapped[int] = mapped_column(
        ForeignKey("residency.id", ondelete="CASCADE"), primary_key=True
    )
    booking_id: Mapped[int] = mapped_column(
        ForeignKey("booking.id", ondelete="CASCADE"), primary_key=True, unique=True
    )
    residency: Mapped[Residency] = relationship()
    booking: Mapped[Booking] = relationship()


class StudioDay(Model):
    """A resident's coming and going on one festival day."""

    __tablename__ = "studio_day"

    id: Mapped[int] = mapped_column(primary_key=True)
    residency_id: Mapped[int] = mapped_column(ForeignKey("residency.id", ondelete="CASCADE"))
    day: Mapped[date]
    """The festival day, dawn to dawn."""
    came_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    """When the support person was told that nobody noted them leaving; once is enough."""
    residency: Mapped[Residency] = relationship()

    __table_args__ = (UniqueConstraint("residency_id", "day"),)
