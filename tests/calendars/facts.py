"""Facts to make calendars of."""

from datetime import UTC, datetime, timedelta
from typing import Any

from wellness.calendars.events import EventFacts
from wellness.calendars.feed import FeedFacts

AN_HOUR = timedelta(hours=1)
CHANGED_AT = datetime(2026, 5, 1, 12, 30, 15, tzinfo=UTC)
CREATED_AT = datetime(2026, 4, 1, 8, tzinfo=UTC)


def an_event(starts_at: datetime | None = None, *, number: int = 1, **given: Any) -> EventFacts:
    """An hour of yoga in Berlin, unless `given` says otherwise."""
    starts_at = starts_at or datetime(2026, 6, 5, 8, tzinfo=UTC)
    facts: dict[str, Any] = {
        "uid": f"s-{number}@wellness.example",
        "starts_at": starts_at,
        "ends_at": starts_at + AN_HOUR,
        "zone_name": "Europe/Berlin",
        "summary": "Morning yoga",
        "created_at": CREATED_AT,
        "last_modified": CHANGED_AT,
    }
    return EventFacts(**{**facts, **given})


def a_header(**given: Any) -> FeedFacts:
    """A calendar of Stillwater's whole programme."""
    facts: dict[str, Any] = {
        "name": "Stillwater",
        "zone_name": "Europe/Berlin",
        "changed_at": CHANGED_AT,
    }
    return FeedFacts(**{**facts, **given})
