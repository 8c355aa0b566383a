"""Repeating events (RFC 5545 section 3.3.10): the rule's days, walked one by one.

Walking is slower than jumping, but it ends: a rule that never comes true costs as many steps as
there are days to the festival's end, and not until the year 9999.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellness.imports.formats.rows import MOST_REPEATS, Wish

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MARGIN = timedelta(days=2)
_LONGEST_WALK = timedelta(days=366 * 20)
_LONGEST_RULE = 300
_FOLLOWED = {
    *("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"),
    *("BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE"),
}
_BYDAY = re.compile(r"([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)")


class BadRule(ValueError):
    """The rule can't be followed; `reason` is the word for why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Rule:
    """A recurrence rule, understood."""

    rhythm: str
    interval: int
    count: int | None
    until: datetime | None
    week_starts: int
    months: frozenset[int]
    month_days: frozenset[int]
    days: frozenset[tuple[int, int]]
    """(n, weekday): the nth such day of the month or year; n is 0 for every one."""
    hours: tuple[int, ...]
    minutes: tuple[int, ...]


def occurrences(text: str, first: datetime, wish: Wish) -> tuple[list[datetime], bool]:
    """The starts that a rule gives from `first` on, and whether some were left out.

    Wall times give wall times: nine o'clock stays nine o'clock. At most 500, and only within the
    festival's days; where these are not known, the rule must end by itself. Raises BadRule.
    """
    rule = _understood(text, first, wish.zone)
    if wish.last_day is None and rule.count is None and rule.until is None:
        raise BadRule("endless")
    opens = _edge(wish.first_day, first, -_MARGIN) if wish.first_day else first
    closes = _edge(wish.last_day, first, _MARGIN) if wish.last_day else first + _LONGEST_WALK
    found: list[datetime] = []
    left_out = False
    for number, moment in enumerate(_moments(rule, first, closes), start=1):
        if rule.until is not None and moment > rule.until:
            return found, left_out
        if moment > closes or len(found) == MOST_REPEATS:
            return found, True
        if moment < opens:
            left_out = True
        else:
            found.append(moment)
        if number == rule.count:
            return found, left_out
    return found, True


def _edge(day: date, like: datetime, margin: timedelta) -> datetime:
    return datetime.combine(day, time(), tzinfo=like.tzinfo) + margin


def _moments(rule: Rule, first: datetime, closes: datetime) -> Iterator[datetime]:
    """Every moment of the rule, up to the first one past `closes`."""
    if closes - first > _LONGEST_WALK:
        raise BadRule("unreadable")
    is_day = _day_test(rule, first.date())
    clocks = [first.timetz().replace(hour=h, minute=m) for h in rule.hours for m in rule.minutes]
    day = first.date()
    while day <= closes.date() + timedelta(days=1):
        if is_day(day):
            moments = (datetime.combine(day, clock) for clock in sorted(clocks))
            yield from (moment for moment in moments if moment >= first)
        day += timedelta(days=1)


def _day_test(rule: Rule, first: date) -> Callable[[date], bool]:
    """Whether a day is one of the rule's."""

    def is_day(day: date) -> bool:
        if rule.months and day.month not in rule.months:
            return False
        if _periods_between(rule, first, day) % rule.interval:
            return False
        if rule.month_days:
            from_end = day.day - monthrange(day.year, day.month)[1] - 1
            if not rule.month_days & {day.day, from_end}:
                return False
        if rule.days:
            return any(_is_nth(rule, n, weekday, day) for n, weekday in rule.days)
        return bool(rule.month_days) or _is_like_first(rule, first, day)

    return is_day


def _periods_between(rule: Rule, first: date, day: date) -> int:
    if rule.rhythm == "DAILY":
        return (day - first).days
    if rule.rhythm == "WEEKLY":
        weeks = [d - timedelta(days=(d.weekday() - rule.week_starts) % 7) for d in (first, day)]
        return (weeks[1] - weeks[0]).days // 7
    if rule.rhythm == "MONTHLY":
        return (day.year - first.year) * 12 + day.month - first.month
    return day.year - first.year


def _is_nth(rule: Rule, n: int, weekday: int, day: date) -> bool:
    if day.weekday() != weekday:
        return False
    if n == 0:
        return True
    if rule.rhythm == "MONTHLY" or rule.months:
        place, last = day.day, monthrange(day.year, day.month)[1]
    else:
        place, last = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
    return n == ((place - 1) // 7 + 1 if n > 0 else -((last - place) // 7 + 1))


def _is_like_first(rule: Rule, first: date, day: date) -> bool:
    if rule.rhythm == "DAILY":
        return True
    if rule.rhythm == "WEEKLY":
        return day.weekday() == first.weekday()
    same_month = rule.rhythm == "MONTHLY" or bool(rule.months) or day.month == first.month
    return day.day == first.day and same_month


def _understood(text: str, first: datetime, zone: str) -> Rule:
    pairs = (part.partition("=") for part in text.upper().split(";") if part)
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise BadRule("rhythm")
    if len(text) > _LONGEST_RULE or parts.keys() - _FOLLOWED:
        raise BadRule("unreadable")
    days = _days(parts.get("BYDAY", ""))
    if any(n for n, _ in days) and parts["FREQ"] in {"DAILY", "WEEKLY"}:
        raise BadRule("unreadable")
    return Rule(
        rhythm=parts["FREQ"],
        interval=_number(parts.get("INTERVAL", "1"), 1, 1000),
        count=_number(parts["COUNT"], 1, 10**5) if "COUNT" in parts else None,
        until=_until(parts["UNTIL"], first, zone) if "UNTIL" in parts else None,
        week_starts=_weekday(parts.get("WKST", "MO")),
        months=frozenset(_numbers(parts.get("BYMONTH", ""), 1, 12)),
        month_days=frozenset(_numbers(parts.get("BYMONTHDAY", ""), -31, 31)),
        days=days,
        hours=_numbers(parts.get("BYHOUR", ""), 0, 23) or (first.hour,),
        minutes=_numbers(parts.get("BYMINUTE", ""), 0, 59) or (first.minute,),
    )


def _weekday(text: str) -> int:
    if text not in WEEKDAYS:
        raise BadRule("unreadable")
    return WEEKDAYS.index(text)


def _number(text: str, least: int, most: int) -> int:
    if not re.fullmatch(r"[+-]?\d{1,6}", text) or not least <= int(text) <= most:
        raise BadRule("unreadable")
    return int(text)


def _numbers(text: str, least: int, most: int) -> tuple[int, ...]:
    return tuple(sorted({_number(part, least, most) for part in text.split(",")})) if text else ()


def _days(text: str) -> frozenset[tuple[int, int]]:
    found = set()
    for part in text.split(",") if text else ():
        match = _BYDAY.fullmatch(part)
        if match is None:
            raise BadRule("unreadable")
        found.add((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return frozenset(found)


def _until(text: str, first: datetime, zone: str) -> datetime:
    """The last moment, as the same kind of time as the first."""
    if len(text) == len("20260605"):
        until = datetime.combine(date.fromisoformat(text), time.max)
    else:
        until = datetime.fromisoformat(text)
    if first.tzinfo is not None:
        return until if until.tzinfo else until.replace(tzinfo=UTC)
    if until.tzinfo is None:
        return until
    return until.astimezone(ZoneInfo(zone) if zone else UTC).replace(tzinfo=None)
