"""What can be done to the draft in one step, and what it is called."""

from enum import StrEnum


class StepKind(StrEnum):
    """What a step did; the words for people are in planner.rules.sentences."""

    PLACED = "placed"
    MOVED = "moved"
    UNPLACED = "unplaced"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"
    REPEATED = "repeated"
    SHIFTED = "shifted"
    DELAYED = "delayed"
    TO_WET_PLACE = "to_wet_place"
    HELD = "held"
    RELEASED_HOLD = "released_hold"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    DAY_COPIED = "day_copied"
    IMPORTED = "imported"
    AUTO_PLACED = "auto_placed"
    SLOTS_MADE = "slots_made"
