from dataclasses import dataclass
from enum import StrEnum

from wellness.planner.rules.wishes import Wish


class WayKind(StrEnum):
    """What a way out does, or the page it leads to."""

    NEXT_FREE = "next_free"
    OTHER_SPACE = "other_space"
    OTHER_DAY = "other_day"
    LENGTHEN_GAP = "lengthen_gap"
    SWAP_LEADER = "swap_leader"
    ADD_LEADER = "add_leader"
    TO_TRAY = "to_tray"
    ACCEPT = "accept"
    EDIT_SESSION = "edit_session"
    CANCEL = "cancel"
    RESTORE = "restore"
    EDIT_SPACE = "edit_space"
    EDIT_LEADER = "edit_leader"
    ADD_SESSION = "add_session"
    PLACE = "place"
    EDIT_SHIFTS = "edit_shifts"
    SEE_EQUIPMENT = "see_equipment"


@dataclass(frozen=True, slots=True)
class WayOut:
    """One thing to do about a warning."""

    kind: WayKind
    draft_id: int | None = None
    """The session that it changes, or whose page it leads to."""
    wishes: tuple[Wish, ...] = ()
    """What to ask of `placing_by_hand.place`; empty for the ways that lead to a page."""
    space_id: int | None = None
    leader_id: int | None = None
    """Who leads it then; whose page it leads to."""
    activity_id: int | None = None

    @property
    def is_done_at_once(self) -> bool:
        """Whether pressing it is all there is to do."""
        return bool(self.wishes)
