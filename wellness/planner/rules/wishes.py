from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Where and when a session of the draft is to be."""

    draft_id: int
    seen: int | None
    """The revision that was looked at; None: as it is, whatever it is."""
    space_id: int | None
    starts_at: datetime | None
    """None: back to the tray."""
    length_minutes: int | None = None
    """None: as long as it is."""
    facilitator_ids: tuple[int, ...] | None = None
    """None: whoever leads it."""
