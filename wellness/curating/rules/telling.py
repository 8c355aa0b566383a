"""When an editor of the hub is written to: at once for a new report, else in the afternoon."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

TOLD_FROM = 17
"""The hour of the festival's clock from which old things are told of, once a day."""


@dataclass(frozen=True)
class Waiting:
    """What waits for an editor."""

    reports: int
    newest_report_at: datetime | None
    overdue_lines: int
    """Entries of the first panel that are due for a check."""


def is_told_today(last: datetime | None, *, zone: ZoneInfo, now: datetime) -> bool:
    """Whether somebody last written to at `last` was on this day of the festival's clock."""
    return last is not None and last.astimezone(zone).date() >= now.astimezone(zone).date()


def is_late(zone: ZoneInfo, now: datetime) -> bool:
    """Whether old things are told of at this hour."""
    return now.astimezone(zone).hour >= TOLD_FROM


def is_due(waiting: Waiting, *, last: datetime | None, zone: ZoneInfo, now: datetime) -> bool:
    """Whether an editor last written to at `last` is to be written to now.

    At most once on a day of the festival's clock. A report nobody was told of is told at once.
    """
    if not (waiting.reports or waiting.overdue_lines):
        return False
    if is_told_today(last, zone=zone, now=now):
        return False
    newest = waiting.newest_report_at
    is_news = newest is not None and (last is None or newest > last)
    return is_news or is_late(zone, now)
