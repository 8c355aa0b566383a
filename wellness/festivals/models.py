from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model

RESERVED_SLUGS = frozenset(
    {"help", "me", "k", "c", "t", "T", "staff", "api", "healthz", "readyz", "metrics", "static"}
    | {
        "letters",
        "robots.txt",
        "favicon.ico",
        "sw.js",
        "manifest.webmanifest",
        "settings",
        "recover",
    }
    | {"account", "again", "demo", "festivals", "join", "sign-in", "sign-out"}
)
"""First words of fixed addresses, and those that stand where a festival's does below /staff/."""


class SpaceKind(StrEnum):
    """What sort of place a space is."""

    TENT = "tent"
    ROOM = "room"
    LAWN = "lawn"
    STUDIO = "studio"


class AccessFact(StrEnum):
    """What is known about getting into a space and being there."""

    STEP_FREE = "step_free"
    QUIET_ENTRANCE = "quiet_entrance"
    CHAIRS = "chairs"
    MATS = "mats"
    SHADE = "shade"
    HEATED = "heated"
    LOW_LIGHT = "low_light"
    HEARING_LOOP = "hearing_loop"
    TOILET_NEAR = "toilet_near"
    ASSISTANCE_DOGS = "assistance_dogs"


class Festival(Model):
    """One festival: its zone, its days, and the stamp that moves with its programme."""

    __tablename__ = "festival"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    zone_name: Mapped[str] = mapped_column(String(60))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    dawn: Mapped[time] = mapped_column(default=time(5))
    """Wall time at which a festival day ends."""
    released_at: Mapped[datetime | None]
    site: Mapped[str] = mapped_column(String(200), default="")
    """The site and its town, in one line: calendars turn it into a map search."""
    country: Mapped[str] = mapped_column(String(2), default="")
    """ISO 3166-1 code in lower case; decides which crisis contacts come first."""
    welcome: Mapped[str] = mapped_column(String(2000), default="")
    contact: Mapped[str] = mapped_column(String(200), default="")
    help_on_site: Mapped[str] = mapped_column(String(500), default="")
    """Where to find a person now, on site: shown above every crisis line."""
    exit_url: Mapped[str] = mapped_column(String(200), default="https://www.bbc.com/weather")
    """The harmless page that "Leave this page" goes to."""
    quiet_from: Mapped[time] = mapped_column(default=time(23))
    quiet_until: Mapped[time] = mapped_column(default=time(8))
    """Between these wall times nobody is offered a place."""
    places_per_day: Mapped[int | None]
    """How many places one pass may hold per festival day; None for no limit."""
    version: Mapped[int] = mapped_column(default=1)
    """Moves with every change of the programme, in the same transaction; never with bookings."""
    changed_at: Mapped[datetime]
    release_number: Mapped[int] = mapped_column(default=0)
    """Counts the releases; prints carry it, so that an old one can be told."""
    draft_version: Mapped[int] = mapped_column(default=1)
    """Moves with every change of the draft, in the same transaction."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised when the festival's own facts are edited: two editors at once are told."""
    created_at: Mapped[datetime]
    spaces: Mapped[list["Space"]] = relationship(
        back_populates="festival", order_by="Space.position, Space.name"
    )

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="days_in_order"),
        CheckConstraint("places_per_day IS NULL OR places_per_day > 0", name="limit_positive"),
    )

    @property
    def zone(self) -> ZoneInfo:
        """The IANA zone whose wall clock the festival lives by."""
        return ZoneInfo(self.zone_name)


class Space(Model):
    """A tent, room, lawn or studio where sessions happen."""

    __tablename__ = "space"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[SpaceKind] = mapped_column(default=SpaceKind.TENT)
    capacity: Mapped[int | None]
    directions: Mapped[str] = mapped_column(String(300), default="")
    access: Mapped[list[str]] = mapped_column(JSON, default=list)
    """AccessFact words."""
    equipment: Mapped[str] = mapped_column(String(500), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    position: Mapped[int] = mapped_column(default=0)
    changeover_minutes: Mapped[int] = mapped_column(default=0)
    """Minutes the space needs between one session and the next."""
    wet_space_id: Mapped[int | None] = mapped_column(ForeignKey("space.id", ondelete="SET NULL"))
    """Where its sessions go when the weather turns."""
    is_retired: Mapped[bool] = mapped_column(default=False)
    """No longer offered to plan with; what happened there keeps its name."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    source_key: Mapped[str | None] = mapped_column(String(200))
    updated_at: Mapped[datetime]
    festival: Mapped[Festival] = relationship(back_populates="spaces")
    hours: Mapped[list["SpaceHours"]] = relationship(
        cascade="all, delete-orphan", order_by="SpaceHours.opens_at"
    )

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        UniqueConstraint("festival_id", "source_key"),
        CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
        CheckConstraint("changeover_minutes >= 0", name="changeover_not_negative"),
        Index("ix_space_festival_position", "festival_id", "position"),
    )


class SpaceHours(Model):
    """A span in which a space is open; a space without any is open all the time."""

    __tablename__ = "space_hours"

    id: Mapped[int] = mapped_column(primary_key=True)
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"), index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("closes_at > opens_at", name="closes_after_opening"),)
