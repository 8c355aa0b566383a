"""What a festival may be called in addresses, and which days it may have."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from wellness.clock import festival_day
from wellness.festivals.models import RESERVED_SLUGS, Festival

LONGEST_SLUG = 60
LONGEST_FESTIVAL_DAYS = 60
"""A slip of the pen in a year would make thousands of day tabs."""
LISTED_AFTER = timedelta(days=60)
"""So long after its last day a festival stands on the front page."""
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class SlugFault(StrEnum):
    """Why a word cannot stand in a festival's addresses."""

    SPELLING = "spelling"
    LENGTH = "length"
    RESERVED = "reserved"


def fault_of_slug(slug: str) -> SlugFault | None:
    """What is wrong with `slug` as the first word of every address; None if nothing is."""
    if slug in RESERVED_SLUGS:
        return SlugFault.RESERVED
    if len(slug) > LONGEST_SLUG:
        return SlugFault.LENGTH
    return None if _SLUG.fullmatch(slug) else SlugFault.SPELLING


def are_festival_days(starts_on: date, ends_on: date) -> bool:
    """Whether these are the first and the last day of something people could attend."""
    return 0 <= (ends_on - starts_on).days < LONGEST_FESTIVAL_DAYS


def is_over(festival: Festival, *, now: datetime) -> bool:
    """Whether the last festival day has ended, at its dawn."""
    return festival_day(now, festival.zone, festival.dawn) > festival.ends_on


def listed(festivals: Sequence[Festival], *, today: date) -> list[Festival]:
    """Those that people look for: what ended long ago is listed only where nothing else is."""
    found = [one for one in festivals if today - one.ends_on <= LISTED_AFTER]
    return found or list(festivals)
