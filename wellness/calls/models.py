"""Calls for residencies, and what people hand in for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model
from wellness.festivals.models import Festival
from wellness.passes.models import Pass
from wellness.programme.models import Activity


class QuestionKind(StrEnum):
    """What a question of a call is answered with."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    LINK = "link"
    ROLE = "role"
    """Which of the call's roles they apply for; every call with roles asks it once."""
    AGREEMENT = "agreement"
    """A sentence to say yes to."""


class ApplicationState(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    SHORTLISTED = "shortlisted"
    IN_LINE = "in_line"
    """Next in its role's line, should somebody say no."""
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    """The offer's deadline went by."""
    NOT_CHOSEN = "not_chosen"
    CALLED_OFF = "called_off"
    """Accepted, and the festival had to take the residency back."""


HANDED_IN = (
    ApplicationState.SUBMITTED,
    ApplicationState.SHORTLISTED,
    ApplicationState.IN_LINE,
    ApplicationState.OFFERED,
    ApplicationState.ACCEPTED,
    ApplicationState.DECLINED,
    ApplicationState.LAPSED,
    ApplicationState.NOT_CHOSEN,
    ApplicationState.CALLED_OFF,
)
"""What the panel and the organizers count."""
_ONE_EACH = text("state <> 'withdrawn'")


class Call(Model):
    """A call for applications for a residency."""

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int] = mapped_column(ForeignKey("festival.id", ondelete="RESTRICT"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(300), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    """Markdown, as every text of ours that may have headings."""
    who_may_apply: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """In order: {"key", "kind", "label", "hint", "is_required", "is_identifying", "options"}.

    `is_identifying` hides the answer from a blind panel. See calls.rules.questions."""
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What the panel scores, in order: {"key", "label", "hint"}; each from 1 to 5."""
    is_blind: Mapped[bool] = mapped_column(default=True)
    """Names, links and pronouns stay hidden from the panel until it is decided."""
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id", ondelete="RESTRICT"))
    """The studio time that belongs to it; its sessions are given, never booked."""
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    answers_by: Mapped[datetime | None]
    """By when everybody has an answer, as it is promised to them."""
    offer_hours: Mapped[int] = mapped_column(default=72)
    """Hours somebody has to say yes or no to an offer."""
    slots_each: Mapped[int] = mapped_column(default=1)
    """Slots in a row that make one residency."""
    agreement: Mapped[str] = mapped_column(Text, default="")
    """What residents read and agree to: rights, shares, the house's rules."""
    agreement_version: Mapped[int] = mapped_column(default=1)
    """Raised whenever the agreement's words change."""
    published_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    """When the organizers ended the selection: names are shown from then on."""
    names_shown_at: Mapped[datetime | None]
    """When an organizer ended the blind reading before that; it is never taken back."""
    application_number: Mapped[int] = mapped_column(default=0)
    """Given to the last application handed in: "Application 12" for a blind panel."""
    revision: Mapped[int] = mapped_column(default=1)
    """Raised by every edit: two editors at once are told."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    festival: Mapped[Festival] = relationship()
    activity: Mapped[Activity | None] = relationship()
    roles: Mapped[list["CallRole"]] = relationship(
        cascade="all, delete-orphan", order_by="CallRole.position, CallRole.id"
    )

    __table_args__ = (
        UniqueConstraint("festival_id", "slug"),
        CheckConstraint("offer_hours BETWEEN 1 AND 720", name="offer_hours_in_range"),
        CheckConstraint("slots_each BETWEEN 1 AND 40", name="slots_each_in_range"),
        CheckConstraint(
            "opens_at IS NULL OR closes_at IS NULL OR closes_at > opens_at",
            name="closes_after_opening",
        ),
    )


class CallRole(Model):
    """A role a call looks for, and how many of them."""

    __tablename__ = "call_role"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    places: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(default=0)

    __table_args__ = (CheckConstraint("places > 0", name="places_positive"),)


class Application(Model):
    """What one pass hands in for one call, from the first saved step to the answer."""

    __tablename__ = "application"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="RESTRICT"))
    pass_id: Mapped[int | None] = mapped_column(ForeignKey("pass.id", ondelete="SET NULL"))
    """None once the person asked to be forgotten."""
    role_id: Mapped[int | None] = mapped_column(ForeignKey("call_role.id", ondelete="RESTRICT"))
    number: Mapped[int | None]
    """Given when it is handed in: its name for a blind panel."""
    state: Mapped[ApplicationState] = mapped_column(default=ApplicationState.DRAFT)
    answers_sealed: Mapped[bytes | None]
    """JSON by question key, sealed for `application|answers|<uid>`; None once it is forgotten."""
    line_position: Mapped[int | None]
    """Its place in its role's line, 1 for whoever is offered the next place."""
    offered_until: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    key_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 of the key of the form that began it: pressing twice begins one."""
    saved_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    """When its last answer was given, by us or by them."""
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    call: Mapped[Call] = relationship()
    role: Mapped[CallRole | None] = relationship()
    holder: Mapped[Pass | None] = relationship()

    __table_args__ = (
        Index(
            "uq_application_live_per_pass",
            "call_id",
            "pass_id",
            unique=True,
            sqlite_where=_ONE_EACH,
            postgresql_where=_ONE_EACH,
        ),
        UniqueConstraint("call_id", "number"),
        CheckConstraint("state <> 'offered' OR offered_until IS NOT NULL", name="offer_has_an_end"),
        Index("ix_application_offers", "state", "offered_until"),
        Index("ix_application_pass", "pass_id"),
    )
