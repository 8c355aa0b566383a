"""Reading studios, their slots, and what is lent in them."""

from wellness.studios.queries.asked import (
    asked_for_in,
    get_request,
    is_asked_for,
    most_promised,
    requests_at,
)
from wellness.studios.queries.lending import (
    Lent,
    counts,
    equipment_for,
    equipment_in,
    get_equipment,
    locked_equipment,
    requests_of,
    store_of,
    uses_of,
)
from wellness.studios.queries.rooms import (
    IS_STUDIO_TIME,
    get_studio,
    is_studio_time,
    open_slots_of,
    shifts_in,
    slots_in,
    studio_in,
    studio_times_of,
    studios_of,
)

__all__ = [
    "IS_STUDIO_TIME",
    "Lent",
    "asked_for_in",
    "counts",
    "equipment_for",
    "equipment_in",
    "get_equipment",
    "get_request",
    "get_studio",
    "is_asked_for",
    "is_studio_time",
    "locked_equipment",
    "most_promised",
    "open_slots_of",
    "requests_at",
    "requests_of",
    "shifts_in",
    "slots_in",
    "store_of",
    "studio_in",
    "studio_times_of",
    "studios_of",
    "uses_of",
]
