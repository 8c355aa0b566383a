"""Studios: what stands in them, who is at the desk when, and how their time is cut into slots.

A studio slot is a session of an activity that is studio time (`Activity.is_studio_time`): it has
a time, a space, places and a waiting list as every session has, and is planned, released and put
into calendars as they are. See docs/decisions/0700-a-slot-is-a-session.md.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.booking.models import Booking
from wellness.database import Model
from wellness.festivals.models import Space
from wellness.programme.models import Facilitator


class SlotLength(StrEnum):
    """How a studio's opening hours are cut into slots."""

    HALF_DAY = "half_day"
    DAY = "day"
    HOURS = "hours"
    """Slots of `Studio.slot_hours`."""


class RequestState(StrEnum):
    """What became of a request for equipment."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Studio(Model):
    """What makes a space a studio: how its time is lent, and what people should know of it."""

    __tablename__ = "studio"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="RESTRICT"), index=True
    )
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    """For everybody: the room, what it is good for, the house's rules."""
    slot_length: Mapped[SlotLength] = mapped_column(default=SlotLength.HALF_DAY)
    slot_hours: Mapped[int | None]
    """Hours; for SlotLength.HOURS."""
    needs_engineer: Mapped[bool] = mapped_column(default=True)
    """A slot without the house's engineer is warned of."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    updated_at: Mapped[datetime]
    space: Mapped[Space] = relationship()

    __table_args__ = (
        CheckConstraint(
            "slot_length <> 'hours' OR (slot_hours IS NOT NULL AND slot_hours BETWEEN 1 AND 24)",
            name="hours_given",
        ),
    )


class Equipment(Model):
    """Something that can be used in a studio: in one for good, or lent from the store."""

    __tablename__ = "equipment"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="RESTRICT"), index=True
    )
    space_id: Mapped[int | None] = mapped_column(
        ForeignKey("space.id", ondelete="CASCADE"), index=True
    )
    """The studio it stands in; None: in the store, for whoever asks first."""
    kind: Mapped[str] = mapped_column(String(80))
    """What it is, as people ask for it: "Ribbon microphone"."""
    quantity: Mapped[int] = mapped_column(default=1)
    notes: Mapped[str] = mapped_column(String(300), default="")
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    space: Mapped[Space | None] = relationship()

    __table_args__ = (CheckConstraint("quantity > 0", name="quantity_positive"),)


class EngineerShift(Model):
    """A span in which an engineer of the house is at the desk of one studio."""

    __tablename__ = "engineer_shift"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="RESTRICT"), index=True
    )
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), index=True
    )
    """Engineers are among the facilitators: the slots they are at are theirs to see."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    facilitator: Mapped[Facilitator] = relationship()

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)


class EquipmentRequest(Model):
    """Something from the house that somebody would like to use in their studio time."""

    __tablename__ = "equipment_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("booking.id", ondelete="CASCADE"))
    equipment_id: Mapped[int] = mapped_column(
        ForeignKey("equipment.id", ondelete="CASCADE"), index=True
    )
    quantity: Mapped[int] = mapped_column(default=1)
    state: Mapped[RequestState] = mapped_column(default=RequestState.ASKED)
    answer: Mapped[str] = mapped_column(String(200), default="")
    """Why it is refused, or where to fetch it."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    booking: Mapped[Booking] = relationship()
    equipment: Mapped[Equipment] = relationship()

    __table_args__ = (
        UniqueConstraint("booking_id", "equipment_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )
