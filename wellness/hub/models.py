"""The hub's services and their contacts, every version of them, and what readers report.

The pages of help now never wait for these tables: see wellness.hub.crisis.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model


class ServiceState(StrEnum):
    """Whether a service can be had now."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class VersionState(StrEnum):
    """What became of a proposed change."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class ReportKind(StrEnum):
    """What a reader says is wrong."""

    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    WRONG_HOURS = "wrong_hours"
    NOT_FREE = "not_free"
    CLOSED = "closed"
    OTHER = "other"


class Service(Model):
    """One service somebody offers, as it stands published; countries live on its contacts."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """In addresses, for ever: the guide links to it."""
    name: Mapped[str] = mapped_column(String(160))
    former_names: Mapped[list[str]] = mapped_column(JSON, default=list)
    summary: Mapped[str] = mapped_column(String(300), default="")
    """What they do, in one plain sentence."""
    url: Mapped[str] = mapped_column(String(300), default="")
    offer: Mapped[str] = mapped_column(String(20))
    """A word of hub.contacts.Offer: what it is for."""
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    """ISO 3166-1 codes in lower case of the countries it serves; "*": anywhere."""
    region: Mapped[str] = mapped_column(String(80), default="")
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Words of hub.rules.needs.Need."""
    audiences: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Words of hub.contacts.AUDIENCES; empty: for anyone."""
    eligibility: Mapped[str] = mapped_column(String(300), default="")
    """Who may use it, as a plain sentence; never a gate."""
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    """ISO 639 codes."""
    has_interpreters: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[str] = mapped_column(String(20), default="unknown")
    """A word of hub.contacts.COSTS."""
    cost_note: Mapped[str] = mapped_column(String(200), default="")
    is_human: Mapped[bool] = mapped_column(default=True)
    is_on_demand: Mapped[bool] = mapped_column(default=False)
    """Somebody answers at once, without an appointment."""
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ServiceState] = mapped_column(default=ServiceState.ACTIVE)
    paused_until: Mapped[date | None]
    state_note: Mapped[str] = mapped_column(String(300), default="")
    replacement_id: Mapped[int | None] = mapped_column(
        ForeignKey("service.id", ondelete="SET NULL")
    )
    """Where to go instead."""
    source: Mapped[str] = mapped_column(String(400), default="")
    """Where all this was read."""
    notes: Mapped[str] = mapped_column(Text, default="")
    """For editors."""
    collected_on: Mapped[date]
    """The day it was first written down here."""
    checked_on: Mapped[date | None]
    """The day a person last found all of it right; None: nobody has checked it yet."""
    checked_by: Mapped[str] = mapped_column(String(80), default="")
    version: Mapped[int] = mapped_column(default=1)
    """The number of the version that is shown."""
    updated_at: Mapped[datetime]
    contacts: Mapped[list["ServiceContact"]] = relationship(
        cascade="all, delete-orphan", order_by="ServiceContact.position, ServiceContact.id"
    )
    replacement: Mapped["Service | None"] = relationship(remote_side="Service.id")


class ServiceContact(Model):
    """One way to reach a service, exactly as published."""

    __tablename__ = "service_contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    channel: Mapped[str] = mapped_column(String(20))
    """A word of hub.contacts.Channel."""
    dial: Mapped[str] = mapped_column(String(200))
    """As published: "116 123", "0508 MUSICHELP", an address."""
    e164: Mapped[str | None] = mapped_column(String(20))
    """+ and digits (ITU-T E.164), where it has such a form and can be dialled from abroad."""
    word: Mapped[str] = mapped_column(String(40), default="")
    """What to send to a number that expects a word."""
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Where this very number can be dialled; empty: wherever its service is."""
    language: Mapped[str] = mapped_column(String(8), default="")
    """ISO 639 code where this one answers in one language only."""
    opening: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Hours: {"always": true}, {"zone": IANA name, "week": {"mon": [["10:00", "24:00"]], …}},
    or {} where they are not known. See hub.rules.hours."""
    hours_note: Mapped[str] = mapped_column(String(160), default="")
    """The hours as published, where they cannot be reckoned with."""
    cost: Mapped[str] = mapped_column(String(20), default="")
    """Where it differs from the service's."""
    audience: Mapped[str] = mapped_column(String(40), default="")
    region: Mapped[str] = mapped_column(String(40), default="")
    read: Mapped[str] = mapped_column(String(10))
    """A word of hub.contacts.Read: where this very number was read."""
    verified_on: Mapped[date | None]
    """The day a person last dialled or wrote and found it right."""
    verified_by: Mapped[str] = mapped_column(String(80), default="")


class ServiceVersion(Model):
    """A service with its contacts as somebody proposed it: looked at by a second person first."""

    __tablename__ = "service_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int | None] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    """None: a new one, until it is approved."""
    number: Mapped[int]
    """Counts the versions of a service, from 1."""
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    """The whole of it: the columns of the service, and its contacts under "contacts"."""
    based_on: Mapped[int] = mapped_column(default=0)
    """The number of the version it was made from: another approved since is told."""
    note: Mapped[str] = mapped_column(String(300), default="")
    """What was changed, and how it is known."""
    state: Mapped[VersionState] = mapped_column(default=VersionState.PROPOSED)
    is_check: Mapped[bool] = mapped_column(Boolean, default=False)
    """Nothing was changed: somebody found all of it right."""
    made_by: Mapped[str] = mapped_column(String(80))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    reviewed_by: Mapped[str] = mapped_column(String(80), default="")
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    review_note: Mapped[str] = mapped_column(String(300), default="")
    reviewed_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_service_version_state", "state", "made_at"),
        Index(
            "uq_service_version_number",
            "service_id",
            "number",
            unique=True,
            sqlite_where=text("state = 'approved'"),
            postgresql_where=text("state = 'approved'"),
        ),
    )


class NumberReport(Model):
    """Somebody found something wrong; they have no account, and nothing is kept of them."""

    __tablename__ = "number_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True, default=uuid4)
    service_id: Mapped[int] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), index=True
    )
    dial: Mapped[str] = mapped_column(String(200), default="")
    """Which of its contacts; empty: the whole entry."""
    kind: Mapped[ReportKind]
    note_sealed: Mapped[bytes | None]
    """What they wrote, sealed for `number_report|note|<uid>`; erased once it is settled."""
    key_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(String(80), default="")
    outcome: Mapped[str] = mapped_column(String(200), default="")
    service: Mapped[Service] = relationship()


class HubStamp(Model):
    """One row whose number moves with every published change of the hub."""

    __tablename__ = "hub_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
