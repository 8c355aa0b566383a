"""A session as it is planned beside the same one as it is public, and what can differ; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from wellness.booking.models import Entry
from wellness.planner.rules.spans import Span


class What(StrEnum):
    """One thing that became different about a session."""

    NEW = "new"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    TIME = "time"
    ROOM = "room"
    CAPACITY = "capacity"
    ENTRY = "entry"
    DOOR = "door"
    PARTY = "party"
    OPENS = "opens"
    LEADERS = "leaders"
    WORDS = "words"
    """Title, age, consent or discretion, as its activity has them."""
    REASON = "reason"
    """Why it was cancelled, or where to go instead."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a session takes over from its activity."""

    title: str
    is_support: bool
    consent: str
    min_age: int | None


@dataclass(frozen=True, slots=True)
class Facts:
    """A session as people are told of it, planned or released."""

    span: Span
    space_id: int | None
    entry: Entry
    capacity: int | None
    kept_for_door: int
    party_limit: int
    opens_at: datetime | None
    leaders: tuple[int, ...]
    """Ascending."""
    is_cancelled: bool
    cancel_reason: str
    alternatives: tuple[str, ...]
    words: Words


@dataclass(frozen=True, slots=True)
class Twins:
    """A session of the draft beside the one that is public, if there is one."""

    draft_id: int
    session_id: int | None
    reference: str
    activity_id: int
    draft: Facts | None
    """None: it has no time yet."""
    released: Facts | None
    taken: int = 0
    """Places held."""
    waiting: int = 0


def differences(before: Facts, after: Facts) -> Iterable[What]:
    """What is different about a session that takes place."""
    pairs = (
        (What.TIME, before.span, after.span),
        (What.ROOM, before.space_id, after.space_id),
        (What.CAPACITY, before.capacity, after.capacity),
        (What.ENTRY, before.entry, after.entry),
        (What.DOOR, before.kept_for_door, after.kept_for_door),
        (What.PARTY, before.party_limit, after.party_limit),
        (What.OPENS, before.opens_at, after.opens_at),
        (What.LEADERS, before.leaders, after.leaders),
        (What.WORDS, before.words, after.words),
    )
    return (what for what, was, is_now in pairs if was != is_now)
