"""Repeating events: RRULE, RDATE and EXDATE (RFC 5545 section 3.8.5), within a festival's days."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr  # type: ignore[import-untyped]  # it ships no types

from wellness.imports.formats.rows import MOST_REPEATS, Wish

RHYTHMS = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
"""What a session may repeat by: every second until the end of time is no programme."""
_MARGIN = timedelta(days=2)
_LONGEST_RULE = 300


class BadRule(ValueError):
    """The rule can't be followed; `reason` is the word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def occurrences(rule: str, first: datetime, wish: Wish) -> tuple[list[datetime], bool]:
    """The starts that `rule` gives from `first` on, and whether some were left out.

    Wall times give wall times: nine o'clock stays nine o'clock. At most 500, and only within the
    festival's days; where these are not known, the rule must end by itself. Raises BadRule.
    """
    parts = _parts(rule)
    ends_by_itself = "UNTIL" in parts or "COUNT" in parts
    if wish.last_day is None and not ends_by_itself:
        raise BadRule("endless")
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], first, wish.zone)
    written = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        moments = rrulestr(written, dtstart=first)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadRule("unreadable") from None
    return _within(moments, first, wish)


def _within(
    moments: Iterator[datetime], first: datetime, wish: Wish
) -> tuple[list[datetime], bool]:
    opens = _edge(wish.first_day, first, -_MARGIN) if wish.first_day else None
    closes = _edge(wish.last_day, first, _MARGIN) if wish.last_day else None
    found: list[datetime] = []
    left_out = False
    for moment in moments:
        if closes and moment > closes:
            return found, True
        if opens and moment < opens:
            left_out = True
        elif len(found) == MOST_REPEATS:
            return found, True
        else:
            found.append(moment)
    return found, left_out


def _edge(day: date, like: datetime, margin: timedelta) -> datetime:
    return datetime.combine(day, time(), tzinfo=like.tzinfo) + margin


def _parts(rule: str) -> dict[str, str]:
    if len(rule) > _LONGEST_RULE:
        raise BadRule("unreadable")
    pairs = (part.partition("=") for part in rule.upper().split(";") if part)
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    if parts.get("FREQ") not in RHYTHMS:
        raise BadRule("rhythm")
    for name in ("INTERVAL", "COUNT"):
        if name in parts and not (parts[name].isdecimal() and 0 < int(parts[name][:6]) <= 10**5):
            raise BadRule("unreadable")
    return parts


def _until(text: str, first: datetime, zone: str) -> str:
    """UNTIL as the rule's own kind of time: wall time for wall times, UTC for instants."""
    until = datetime.fromisoformat(text) if len(text) > len("20260605") else None
    if until is None:
        until = datetime.combine(date.fromisoformat(text), time.max).replace(microsecond=0)
    if first.tzinfo is not None:
        return until.replace(tzinfo=until.tzinfo or UTC).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    if until.tzinfo is not None:
        until = until.astimezone(ZoneInfo(zone) if zone else UTC).replace(tzinfo=None)
    return until.strftime("%Y%m%dT%H%M%S")
