"""How calls say moments."""

from datetime import datetime
from zoneinfo import ZoneInfo

from wellness.web.formatting import begins, day_name


def said_moment(moment: datetime, zone: ZoneInfo) -> str:
    """ "Friday 5 June 2026, 18:00 (CEST)": a moment of the festival that can be no other."""
    local = moment.astimezone(zone)
    return f"{begins(day_name(local.date()))} {local.year}, {local:%H:%M} ({local:%Z})"
