"""Requests for care navigation: outside the seal stand times, states and whose turn it is.

Whatever a person or a navigator writes is sealed: see
docs/decisions/0760-what-only-the-care-team-reads.md.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model
from wellness.festivals.models import Festival
from wellness.staff.models import Account


class CareState(StrEnum):
    """Where a request stands, as the person sees it too."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    ANSWERED = "answered"
    CLOSED = "closed"


class CareEntryKind(StrEnum):
    """What was written about a request, and by whom."""

    REQUEST = "request"
    """What the person asked, all of it in one document."""
    REPLY = "reply"
    """What the person wrote later."""
    ANSWER = "answer"
    """What the team wrote to the person."""
    NOTE = "note"
    """What navigators wrote to each other; the person's code does not open it."""
    OUTSIDE = "outside"
    """Answered by mail or phone: what was said is written nowhere."""


class CareTeam(Model):
    """Who answers at one festival, within which time, and what the page says of it."""

    __tablename__ = "care_team"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), unique=True
    )
    name: Mapped[str] = mapped_column(String(80))
    is_open: Mapped[bool] = mapped_column(default=False)
    """Closed: the page says so and shows other ways."""
    answer_hours: Mapped[int] = mapped_column(default=48)
    """Within how many hours somebody answers: promised above the form."""
    hours_note: Mapped[str] = mapped_column(String(160), default="")
    """When the team works, in words."""
    text: Mapped[str] = mapped_column(String(1000), default="")
    """What else the page says of the team."""
    keep_days: Mapped[int] = mapped_column(default=90)
    """How many days after its closing a request is erased; never more than 90."""
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    festival: Mapped[Festival] = relationship()

    __table_args__ = (
        CheckConstraint("answer_hours > 0", name="answers_some_time"),
        CheckConstraint("keep_days BETWEEN 1 AND 90", name="forgets_in_time"),
    )


class CareRequest(Model):
    """One person's request. No pass, no address, no country: those are sealed, or not known."""

    __tablename__ = "care_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(8), unique=True)
    """What the team calls it; says nothing, opens nothing, and the person never sees it."""
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of half of what scrypt makes of the person's code."""
    key_for_person: Mapped[bytes] = mapped_column(LargeBinary)
    """The key of the answers, wrapped under the other half of it."""
    key_for_care: Mapped[bytes] = mapped_column(LargeBinary)
    """The same key, sealed to the care team."""
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the form it came with: sent twice, it is one request."""
    state: Mapped[CareState] = mapped_column(default=CareState.RECEIVED)
    received_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    """Until when the team owes an answer; None: nothing is owed."""
    assigned_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="SET NULL"), index=True
    )
    assigned_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(String(20), default="")
    """A word of care.rules.words.CloseReason."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised with everything that is written or decided: whoever answers has read it all."""
    assigned: Mapped[Account | None] = relationship()
    entries: Mapped[list["CareEntry"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="CareEntry.id"
    )

    __table_args__ = (Index("ix_care_request_festival_state", "festival_id", "state"),)


class CareEntry(Model):
    """One thing written about a request."""

    __tablename__ = "care_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("care_request.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[CareEntryKind]
    written_at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    written_by: Mapped[str] = mapped_column(String(80), default="")
    """Who of the team; empty for the person."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed for `care_entry|<kind>|<uid of the request>|<uid>`: answers under the request's own
    key, everything else to the care team's public key."""
    key_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class CareTemplate(Model):
    """Words that navigators begin an answer with."""

    __tablename__ = "care_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[str] = mapped_column(String(5), default="en")
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(String(4000))
    """With $name, $team, $festival and $hours, filled in when it is chosen."""
    revision: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
