"""The draft: the programme as it is worked on, beside the programme as it is released.

Public pages and feeds read the released sessions alone; nothing here reaches them before
`planner.actions.releasing` carries it over. See docs/decisions/0400-draft-beside-released.md.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.booking.models import Entry
from wellness.database import Model
from wellness.programme.models import Activity, Session


class DraftSession(Model):
    """A session as it is planned; released or not, placed or still in the tray."""

    __tablename__ = "draft_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("session.id", ondelete="CASCADE"), unique=True
    )
    """The released session it became; None: nobody outside knows of it yet."""
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    """The public reference it has, or will have."""
    activity_id: Mapped[int] = mapped_column(
        ForeignKey("activity.id", ondelete="RESTRICT"), index=True
    )
    space_id: Mapped[int | None] = mapped_column(
        ForeignKey("space.id", ondelete="RESTRICT"), index=True
    )
    starts_at: Mapped[datetime | None]
    """None: it waits in the tray."""
    length_minutes: Mapped[int]
    entry: Mapped[Entry] = mapped_column(default=Entry.BOOKED)
    capacity: Mapped[int | None]
    kept_for_door: Mapped[int] = mapped_column(default=0)
    party_limit: Mapped[int] = mapped_column(default=2)
    opens_at: Mapped[datetime | None]
    facilitator_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Ascending, each once. A list in the row, so that a change and its inverse are one row."""
    is_fixed: Mapped[bool] = mapped_column(default=False)
    """Automatic placing leaves it where it is."""
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    alternatives: Mapped[list[str]] = mapped_column(JSON, default=list)
    """References of sessions to go to instead, when this one is cancelled."""
    note: Mapped[str] = mapped_column(String(300), default="")
    """For the team alone."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every change: a change made to what somebody else changed since is refused."""
    changed_by: Mapped[str] = mapped_column(String(80), default="")
    changed_at: Mapped[datetime]
    activity: Mapped[Activity] = relationship()
    session: Mapped[Session | None] = relationship()

    __table_args__ = (
        CheckConstraint("length_minutes > 0", name="length_positive"),
        CheckConstraint("capacity IS NOT NULL OR entry = 'drop_in'", name="booked_has_capacity"),
        Index("ix_draft_session_festival_starts", "festival_id", "starts_at"),
        {"sqlite_autoincrement": True},  # an undone removal needs its id back
    )

    @property
    def ends_at(self) -> datetime | None:
        """When it ends; None in the tray."""
        if self.starts_at is None:
            return None
        return self.starts_at + timedelta(minutes=self.length_minutes)


class SpaceHold(Model):
    """A span in which a space is kept empty: weather, repairs, a sound check."""

    __tablename__ = "space_hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    space_id: Mapped[int] = mapped_column(ForeignKey("space.id", ondelete="CASCADE"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        {"sqlite_autoincrement": True},
    )


class Step(Model):
    """One change of the draft with its inverse, so that it can be undone after a reload too."""

    __tablename__ = "draft_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    made_by: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    """A word of planner.rules.steps.StepKind: says in the reader's language what it was."""
    about: Mapped[str] = mapped_column(String(200), default="")
    patches: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """In order: {"table", "id", "before", "after"}; before None: made, after None: removed."""
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_draft_step_festival_account", "festival_id", "account_id", "id"),)


class AcceptedWarning(Model):
    """A warning somebody decided to live with, and why."""

    __tablename__ = "accepted_warning"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200))
    """Names the warning and what it is about: another clash is another warning."""
    reason: Mapped[str] = mapped_column(String(300))
    accepted_by: Mapped[str] = mapped_column(String(80))
    accepted_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("festival_id", "key"),)


class Release(Model):
    """One carrying over of the draft to the public programme."""

    __tablename__ = "programme_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    number: Mapped[int]
    made_by: Mapped[str] = mapped_column(String(80))
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    """How many sessions were new, moved, room, cancelled, restored, details; texts; letters."""
    key_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """SHA-256 of the key of the form it came from: pressing twice releases once."""
    note: Mapped[str] = mapped_column(String(300), default="")
    """For the team: why it was released."""
    made_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("festival_id", "number"),)


class Proposal(Model):
    """One run of automatic placing: what it works on, how far it is, what it proposes."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    made_by: Mapped[str] = mapped_column(String(80))
    state: Mapped[str] = mapped_column(String(20))
    """waiting, running, done, stopped, failed"""
    draft_ids: Mapped[list[int]] = mapped_column(JSON)
    """What is to be placed."""
    draft_version: Mapped[int]
    """Festival.draft_version it was computed on."""
    progress: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    placements: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """{"draft", "space", "starts_at"} each."""
    unplaced: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """{"draft", "reasons": [rule words]} each."""
    is_stop_asked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    """When it last said that it is alive."""
    finished_at: Mapped[datetime | None]
