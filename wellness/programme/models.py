from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.booking.models import Bookable, Entry
from wellness.database import Model


class Welcome(StrEnum):
    """What a person may do in a session; answers "do I dare go?"."""

    SILENT = "silent"
    LEAVE = "leave"
    LIE_DOWN = "lie_down"
    SIT_OUT = "sit_out"
    LATE = "late"
    CAMERA_FREE = "camera_free"
    NO_TOUCH = "no_touch"
    BEGINNERS = "beginners"
    CHILDREN = "children"


class Category(Model):
    """A kind of activity; a support category turns discretion on for all it holds."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(80))
    icon: Mapped[str] = mapped_column(String(40), default="circle")
    """Name of a Lucide icon."""
    colour: Mapped[str] = mapped_column(String(10), default="lake")
    """A colour token of the design: lake, moss, plum, sky, clay."""
    is_support: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    source_key: Mapped[str | None] = mapped_column(String(200))
    updated_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        UniqueConstraint("festival_id", "source_key"),
    )


class Facilitator(Model):
    """A person who leads sessions, under the name they are announced with."""

    __tablename__ = "facilitator"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    pronouns: Mapped[str] = mapped_column(String(40), default="")
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    sessions_per_day: Mapped[int | None]
    """Most sessions they lead on one festival day; None for no limit."""
    rest_minutes: Mapped[int] = mapped_column(default=30)
    """Minutes they are to have free after a heavy session."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    source_key: Mapped[str | None] = mapped_column(String(200))
    updated_at: Mapped[datetime]
    hours: Mapped[list["FacilitatorHours"]] = relationship(
        cascade="all, delete-orphan", order_by="FacilitatorHours.starts_at"
    )

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        UniqueConstraint("festival_id", "source_key"),
        CheckConstraint("sessions_per_day IS NULL OR sessions_per_day > 0", name="limit_positive"),
        CheckConstraint("rest_minutes >= 0", name="rest_not_negative"),
    )


class FacilitatorHours(Model):
    """A span in which a facilitator is there; one without any is there all the time."""

    __tablename__ = "facilitator_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    facilitator_id: Mapped[int] = mapped_column(
        ForeignKey("facilitator.id", ondelete="CASCADE"), index=True
    )
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_wish: Mapped[bool] = mapped_column(default=False)
    """Not when they are there, but when they would like best to lead."""

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)


class Activity(Model):
    """What is offered; each time it happens is a session of its own."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    for_whom: Mapped[str] = mapped_column(String(300), default="")
    bring: Mapped[str] = mapped_column(String(300), default="")
    cost: Mapped[str] = mapped_column(String(100), default="")
    """Empty: free."""
    content_note: Mapped[str] = mapped_column(String(300), default="")
    confidentiality: Mapped[str] = mapped_column(Text, default="")
    """What stays in the room and what cannot; asked for on support activities."""
    welcome: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Welcome words."""
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    """ISO 639-1 codes of the languages spoken."""
    min_age: Mapped[int | None]
    age_note: Mapped[str] = mapped_column(String(120), default="")
    capacity_note: Mapped[str] = mapped_column(String(160), default="")
    """What the source said of the group's size where it was no number."""
    source_url: Mapped[str] = mapped_column(String(400), default="")
    group_agreement: Mapped[str] = mapped_column(Text, default="")
    """How people are with each other in it; shown before booking."""
    length_minutes: Mapped[int] = mapped_column(default=60)
    """From here to `consent`: what a new session of it starts with."""
    entry: Mapped[Entry] = mapped_column(default=Entry.BOOKED)
    capacity: Mapped[int | None]
    party_limit: Mapped[int] = mapped_column(default=2)
    kept_for_door: Mapped[int] = mapped_column(default=0)
    opens_at: Mapped[datetime | None]
    """Booking opens then; None: as soon as the programme is released."""
    consent: Mapped[str] = mapped_column(String(300), default="")
    """A sentence people agree to before they book."""
    leaders_needed: Mapped[int] = mapped_column(default=1)
    """Facilitators a session of it needs; a support group needs two."""
    changeover_minutes: Mapped[int] = mapped_column(default=0)
    """Minutes it needs after itself to clear the space."""
    is_heavy: Mapped[bool] = mapped_column(default=False)
    """Whoever leads it needs a rest after."""
    is_studio_time: Mapped[bool] = mapped_column(default=False)
    """What is offered is the studio itself: its sessions are studio slots."""
    drafted: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """New words by column, waiting for the next release; None: nothing waits."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    source_key: Mapped[str | None] = mapped_column(String(200))
    updated_at: Mapped[datetime]
    category: Mapped[Category] = relationship()
    sessions: Mapped[list["Session"]] = relationship(
        back_populates="activity", order_by="Session.starts_at, Session.id"
    )

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        UniqueConstraint("festival_id", "source_key"),
        Index("ix_activity_category_id", "category_id"),
        CheckConstraint("length_minutes > 0", name="length_positive"),
        CheckConstraint("leaders_needed >= 0", name="leaders_not_negative"),
        CheckConstraint("changeover_minutes >= 0", name="changeover_not_negative"),
    )


session_facilitator = Table(
    "session_facilitator",
    Model.metadata,
    Column("session_id", ForeignKey("session.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "facilitator_id",
        ForeignKey("facilitator.id", ondelete="RESTRICT"),
        primary_key=True,
        index=True,
    ),
)


class Session(Bookable):
    """One occurrence of an activity, with a time, a space and a capacity."""

    __tablename__ = "session"

    id: Mapped[int] = mapped_column(ForeignKey("bookable.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="RESTRICT"), index=True
    )
    activity: Mapped[Activity] = relationship(back_populates="sessions")
    facilitators: Mapped[list[Facilitator]] = relationship(
        secondary=session_facilitator, order_by="Facilitator.name"
    )

    __mapper_args__ = {"polymorphic_identity": "session"}  # noqa: RUF012


class Change(Model):
    """One line of the public change log: what became different, said once."""

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    bookable_id: Mapped[int] = mapped_column(ForeignKey("bookable.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    """moved, room, cancelled, restored, new, text"""
    before: Mapped[str] = mapped_column(String(200), default="")
    """Time or space before, as the festival's wall clock said it; empty where there was none."""
    after: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime]
    release_number: Mapped[int | None]
    """The release that brought it."""
    bookable: Mapped[Bookable] = relationship()

    __table_args__ = (Index("ix_change_festival_made", "festival_id", "made_at"),)
