"""The access rider: what somebody needs to be well in the studio, in their own words."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

KEPT_AFTER = timedelta(days=7)
"""A rider is erased this long after the last slot."""


class AccessNeed(StrEnum):
    """What people often need of a place; ticked, never asked about."""

    STEP_FREE = "step_free"
    SEAT = "seat"
    REST = "rest"
    QUIET = "quiet"
    SOFT_LIGHT = "soft_light"
    HEARING = "hearing"
    LARGE_PRINT = "large_print"
    COMPANION = "companion"
    ANIMAL = "animal"
    SCENT_FREE = "scent_free"


@dataclass(frozen=True, slots=True)
class Rider:
    """What a resident wants us to know; any part of it may be empty."""

    needs: tuple[AccessNeed, ...] = ()
    helps: str = ""
    """What makes it a good day, and what does not."""
    emergency: str = ""
    """What to do if they are suddenly unwell."""
    contact: str = ""
    """Whom to call then, and how."""
    food: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.needs or self.helps or self.emergency or self.contact or self.food)


def written(rider: Rider) -> str:
    """The rider as the text that is sealed."""
    return json.dumps(asdict(rider), ensure_ascii=False)


def read(text: str) -> Rider:
    """The rider that `written` made this text of; needs that are no longer known are left out."""
    told = json.loads(text)
    known = {need.value for need in AccessNeed}
    needs = tuple(AccessNeed(need) for need in told.pop("needs", ()) if need in known)
    return Rider(needs=needs, **told)


def erased_from(last_ends_at: datetime) -> datetime:
    """When a rider is erased whose resident's last slot ends at `last_ends_at`."""
    return last_ends_at + KEPT_AFTER
