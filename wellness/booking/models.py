"""What has a capacity, and who holds a place in it.

`taken` and `waiting` live on the bookable's own row, which every change locks by writing to it:
the decision needs no count, and constraints stand behind it. `wellness audit` recounts.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass


class Entry(StrEnum):
    """How people get in."""

    BOOKED = "booked"
    DROP_IN = "drop_in"
    GIVEN = "given"
    """Nobody books it: places are given, as studio time is to those a call has chosen."""


class BookableStatus(StrEnum):
    """Whether it takes place."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


class BookingStatus(StrEnum):
    """Where a booking stands."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    OFFERED = "offered"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    MISSED = "missed"


class CancelledBy(StrEnum):
    """Why a booking ended."""

    PERSON = "person"
    FESTIVAL = "festival"
    EXPIRY = "expiry"
    SWAP = "swap"


LIVE = (BookingStatus.CONFIRMED, BookingStatus.WAITING, BookingStatus.OFFERED)
HOLDING = (BookingStatus.CONFIRMED, BookingStatus.OFFERED)


class Bookable(Model):
    """Whatever has a capacity: a session or a studio slot."""

    __tablename__ = "bookable"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    """Ends up in calendar UIDs; never changes, never reused."""
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    """Short, public, for ever: /<festival>/sessions/<reference>."""
    kind: Mapped[str] = mapped_column(String(20))
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    space_id: Mapped[int | None] = mapped_column(
        ForeignKey("space.id", ondelete="RESTRICT"), index=True
    )
    title: Mapped[str] = mapped_column(String(200))
    is_support: Mapped[bool] = mapped_column(default=False)
    """Support sessions get neutral titles, a consent sentence and stricter windows."""
    status: Mapped[BookableStatus] = mapped_column(default=BookableStatus.SCHEDULED)
    entry: Mapped[Entry] = mapped_column(default=Entry.BOOKED)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opens_at: Mapped[datetime | None]
    """Booking opens then; None: as soon as the programme is released."""
    is_closed: Mapped[bool] = mapped_column(default=False)
    """Booking was closed by hand; those who hold a place keep it."""
    capacity: Mapped[int | None]
    """Places in all; None only for drop-ins without a limit."""
    kept_for_door: Mapped[int] = mapped_column(default=0)
    party_limit: Mapped[int] = mapped_column(default=2)
    """Most places one booking may hold: 2 lets a person bring someone, 1 does not."""
    consent: Mapped[str] = mapped_column(String(300), default="")
    """A sentence people agree to before they book, beside that of support sessions."""
    min_age: Mapped[int | None]
    """Years; whoever books says that they are as old as that."""
    taken: Mapped[int] = mapped_column(default=0)
    """Places held by confirmed and offered bookings."""
    waiting: Mapped[int] = mapped_column(default=0)
    """Bookings in the waiting list."""
    last_position: Mapped[int] = mapped_column(default=0)
    """The position given to whoever joined the waiting list last; only ever grows."""
    booking_revision: Mapped[int] = mapped_column(default=0)
    """Raised by every change of a booking; the write that locks this row."""
    sequence: Mapped[int] = mapped_column(default=0)
    """iCalendar SEQUENCE (RFC 5545 3.8.7.4): raised when start, end, space or status change."""
    was_starts_at: Mapped[datetime | None]
    """The start before the last move; None if it never moved."""
    was_space_name: Mapped[str | None] = mapped_column(String(120))
    moved_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    alternatives: Mapped[list[str]] = mapped_column(JSON, default=list)
    """References of what to go to instead, once it is cancelled."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    festival: Mapped[Festival] = relationship()
    space: Mapped[Space | None] = relationship()

    __mapper_args__ = {"polymorphic_on": "kind", "polymorphic_identity": "bookable"}  # noqa: RUF012
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("taken >= 0 AND waiting >= 0", name="counts_not_negative"),
        CheckConstraint("kept_for_door >= 0", name="door_not_negative"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("capacity IS NOT NULL OR entry = 'drop_in'", name="booked_has_capacity"),
        CheckConstraint(
            "capacity IS NULL OR is_closed OR taken <= capacity", name="never_oversold"
        ),
        Index("ix_bookable_festival_starts", "festival_id", "starts_at"),
        Index("ix_bookable_festival_revision", "festival_id", "booking_revision"),
    )


class Booking(Model):
    """One pass's wish for places in one bookable, and what became of it."""

    __tablename__ = "booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    bookable_id: Mapped[int] = mapped_column(ForeignKey("bookable.id", ondelete="RESTRICT"))
    pass_id: Mapped[int | None] = mapped_column(ForeignKey("pass.id", ondelete="SET NULL"))
    """None once the person asked to be forgotten: the place was counted, nobody is named."""
    seats: Mapped[int] = mapped_column(default=1)
    status: Mapped[BookingStatus]
    position: Mapped[int | None]
    """Order of asking, given when the waiting list was joined."""
    offered_until: Mapped[datetime | None]
    key_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the form's idempotency key."""
    consent_version: Mapped[str | None] = mapped_column(String(20))
    consented_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every change: the sum over a pass stamps its personal feed."""
    sequence: Mapped[int] = mapped_column(default=0)
    """Added to the bookable's SEQUENCE in personal calendars, raised when the status changes."""
    cancelled_by: Mapped[CancelledBy | None]
    cancelled_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    bookable: Mapped[Bookable] = relationship()
    holder: Mapped[Pass | None] = relationship()

    __table_args__ = (
        Index(
            "uq_booking_live_per_pass",
            "bookable_id",
            "pass_id",
            unique=True,
            sqlite_where=text("status IN ('confirmed', 'waiting', 'offered')"),
            postgresql_where=text("status IN ('confirmed', 'waiting', 'offered')"),
        ),
        UniqueConstraint("pass_id", "key_hash"),
        CheckConstraint("seats BETWEEN 1 AND 10", name="seats_in_range"),
        CheckConstraint("status <> 'waiting' OR position IS NOT NULL", name="waiting_has_position"),
        CheckConstraint(
            "status <> 'offered' OR offered_until IS NOT NULL", name="offer_has_an_end"
        ),
        Index("ix_booking_bookable_queue", "bookable_id", "status", "position"),
        Index("ix_booking_pass_revision", "pass_id", "revision"),
        Index("ix_booking_offers", "status", "offered_until"),
    )
