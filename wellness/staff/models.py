from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wellness.database import Model
from wellness.festivals.models import Festival


class Role(StrEnum):
    """What somebody does for a festival; a person may have several."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    PROGRAMME = "programme"
    FACILITATOR = "facilitator"
    """Sees their own sessions and nothing else."""
    DESK = "desk"
    PANEL = "panel"
    NAVIGATOR = "navigator"
    HUB_EDITOR = "hub_editor"


class Account(Model):
    """Somebody who works for a festival and signs in. Attendees hold passes, never accounts."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The address, encrypted with FIELD_KEYS and bound to this row."""
    email_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """HMAC of the folded address, to find the account by."""
    password_hash: Mapped[str | None] = mapped_column(String(200))
    """argon2id; None for somebody who signs in by passkey alone."""
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """The secret of the code generator (RFC 6238), encrypted and bound to this row."""
    totp_step: Mapped[int | None]
    """The time step of the last code taken: no code is taken twice."""
    may_found: Mapped[bool] = mapped_column(default=False)
    """May make festivals."""
    language: Mapped[str] = mapped_column(String(5), default="en")
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    memberships: Mapped[list["Membership"]] = relationship(back_populates="account")
    passkeys: Mapped[list["Passkey"]] = relationship(order_by="Passkey.id")


class Passkey(Model):
    """A key on somebody's device that signs them in (W3C Web Authentication)."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """One of ten codes on paper, each good for one sign-in in place of the code generator."""

    __tablename__ = "recovery_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(String(200))
    used_at: Mapped[datetime | None]


class StaffSession(Model):
    """One sign-in on one device, known here, so that it can be listed and ended."""

    __tablename__ = "staff_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    """ "Firefox on Linux": enough to tell one's own devices apart."""
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """To the quarter of an hour."""
    proved_at: Mapped[datetime]
    """When the person last proved who they are: doors to roles, exports and keys ask for that."""
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class Invitation(Model):
    """A link that is good once: it makes somebody a member of the team, or lets them start anew."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    festival_id: Mapped[int | None] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    """None: for a founder, who makes their own festival."""
    role: Mapped[Role | None]
    facilitator_id: Mapped[int | None] = mapped_column(
        ForeignKey("facilitator.id", ondelete="SET NULL")
    )
    account_id: Mapped[int | None] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    """Whose ways to sign in are made anew by it; None for an invitation to the team."""
    name: Mapped[str] = mapped_column(String(80), default="")
    """What whoever invites calls the person."""
    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The address, encrypted with FIELD_KEYS and bound to this row."""
    email_hash: Mapped[str] = mapped_column(String(64))
    invited_by: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime]
    usable_from: Mapped[datetime]
    """Later than made only for starting anew: the person has a day to say that they did not ask."""
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]


class Membership(Model):
    """What one account does for one festival."""

    __tablename__ = "membership"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    festival_id: Mapped[int] = mapped_column(
        ForeignKey("festival.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role]
    facilitator_id: Mapped[int | None] = mapped_column(
        ForeignKey("facilitator.id", ondelete="SET NULL")
    )
    """Whose sessions are theirs, for the role facilitator."""
    created_at: Mapped[datetime]
    account: Mapped[Account] = relationship(back_populates="memberships")
    festival: Mapped[Festival] = relationship()

    __table_args__ = (UniqueConstraint("account_id", "festival_id", "role"),)


class Deed(Model):
    """One line of the audit log: who did what. Written once, never changed."""

    __tablename__ = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    festival_id: Mapped[int | None] = mapped_column(ForeignKey("festival.id", ondelete="SET NULL"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    account_name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    """A word of staff.rules.DeedKind."""
    about: Mapped[str] = mapped_column(String(200), default="")
    """What was done it to, as it was called then; never an attendee."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    done_at: Mapped[datetime]

    __table_args__ = (Index("ix_deed_festival_done", "festival_id", "done_at"),)
