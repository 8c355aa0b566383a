"""What can be wrong with a draft, and how one thing that is wrong is written down."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date
from enum import StrEnum
from typing import Any

from wellness.planner.rules.spans import Span


class WarningKind(StrEnum):
    """Everything the planner warns of; the words for people are in planner.rules.sentences."""

    SPACE_OVERLAP = "space_overlap"
    CHANGEOVER = "changeover"
    SPACE_CLOSED = "space_closed"
    SPACE_HELD = "space_held"
    SPACE_RETIRED = "space_retired"
    TOO_SMALL = "too_small"
    LEADER_TWICE = "leader_twice"
    LEADER_AWAY = "leader_away"
    OVERLOADED = "overloaded"
    NO_REST = "no_rest"
    TOO_FEW_LEADERS = "too_few_leaders"
    NO_SECOND_LEADER = "no_second_leader"
    OUTSIDE_FESTIVAL = "outside_festival"
    NEVER_SCHEDULED = "never_scheduled"
    IN_TRAY = "in_tray"
    SIGN_UPS_LOST = "sign_ups_lost"
    NO_ENGINEER = "no_engineer"
    ENGINEER_OFF_SHIFT = "engineer_off_shift"
    EQUIPMENT_SHORT = "equipment_short"


HARD = frozenset(
    {
        WarningKind.SPACE_OVERLAP,
        WarningKind.SPACE_CLOSED,
        WarningKind.SPACE_HELD,
        WarningKind.SPACE_RETIRED,
        WarningKind.LEADER_TWICE,
        WarningKind.LEADER_AWAY,
        WarningKind.OUTSIDE_FESTIVAL,
        WarningKind.EQUIPMENT_SHORT,
    }
)
"""What cannot take place as it is planned; the others could, and should not."""


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """One thing that is wrong with the draft."""

    kind: WarningKind
    key: str
    """Names the kind and what it is about: another clash has another key. At most 200 letters."""
    drafts: tuple[int, ...]
    """The sessions concerned, the earlier one first."""
    span: Span | None = None
    """When it is wrong: of two sessions that overlap, the time they share."""
    space_id: int | None = None
    leader_id: int | None = None
    activity_id: int | None = None
    day: date | None = None
    facts: dict[str, Any] = field(default_factory=dict, compare=False, hash=False)
    """What its sentence needs beside: minutes, numbers, the reason of a hold."""

    @property
    def is_hard(self) -> bool:
        """Whether it cannot take place as planned."""
        return self.kind in HARD


def key_of(kind: WarningKind, *about: object) -> str:
    """A warning's key: its kind, then what it is about."""
    return ":".join([kind.value, *(_word(each) for each in about)])


def _word(about: object) -> str:
    if isinstance(about, Span):
        ends = (about.starts_at, about.ends_at)
        return "-".join(f"{moment.astimezone(UTC):%Y%m%dT%H%M}" for moment in ends)
    if isinstance(about, str) or not isinstance(about, Iterable):
        return str(about)
    return "+".join(str(each) for each in about)
