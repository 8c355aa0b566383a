"""What setting up a festival decides by, as plain facts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

Spans = tuple[tuple[datetime, datetime], ...]
"""From–until, each an aware instant, in order."""

ICONS = (
    *(
        "circle",
        "waves-horizontal",
        "lightbulb",
        "lamp",
        "flower-2",
        "leaf",
        "trees",
        "wind",
        "sun",
        "moon",
        "hand",
        "footprints",
    ),
    *("music", "mic-vocal", "headphones", "palette", "hammer", "presentation", "drama"),
    *("message-circle", "users", "heart-handshake", "life-buoy", "coffee", "utensils", "baby"),
    *("gamepad-2", "tent"),
)
"""Lucide icons a category may have."""
COLOURS = ("lake", "moss", "plum", "sky", "clay")
TEXTS = frozenset(
    {
        *("title", "summary", "description", "for_whom", "bring", "cost", "content_note"),
        *("confidentiality", "group_agreement", "consent", "welcome", "languages"),
        *("min_age", "age_note", "capacity_note"),
    }
)
"""Columns of an activity that people read: once released, they change with a release alone."""
LEADERS_OF_SUPPORT = 2
"""One can go out with a person while the other holds the group."""


def drafted_texts(released: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """Which of the wanted texts differ from the released ones; None if none does."""
    different = {name: wanted[name] for name in sorted(wanted) if wanted[name] != released[name]}
    return different or None


def leaders_preset(given: int | None, *, is_support: bool) -> int:
    """How many leaders a session needs: as given, else two for support and one otherwise."""
    if given is not None:
        return given
    return LEADERS_OF_SUPPORT if is_support else 1


def moved(ids: list[int], which: int, by: int) -> list[int]:
    """The ids in order, with `which` moved `by` places; at the ends it stays."""
    at = ids.index(which)
    to = min(max(at + by, 0), len(ids) - 1)
    left = [each for each in ids if each != which]
    return [*left[:to], which, *left[to:]]


COPIED_FACTS = (
    *("country", "dawn", "site", "contact", "welcome", "help_on_site", "exit_url"),
    *("quiet_from", "quiet_until", "places_per_day"),
)
"""What a copied festival takes over of the festival itself."""
