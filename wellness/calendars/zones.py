"""VTIMEZONE blocks that every reader understands (RFC 5545 section 3.6.5).

Zones whose clocks change by a yearly rule get the two rules; the table says which family a zone
belongs to, and the IANA database is asked whether that is still so. All other zones get one
observance per onset of the years asked for, which is exact there, and says nothing of others.
See docs/decisions/0201-time-zones-in-feeds.md.
"""

from calendar import SUNDAY, monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

UNIVERSAL = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Zulu", "UCT"})
"""Zones whose times are written with a Z: a TZID of that name is misread by several readers."""


class UnknownZone(ValueError):
    """The name is not one of the IANA database."""


@dataclass(frozen=True)
class Yearly:
    """A change of the clocks on one Sunday a year, at an hour of the clock before the change."""

    month: int
    sunday: int
    """1 for the first of the month, 2 for the second, -1 for the last."""
    hour: int

    def day_in(self, year: int) -> date:
        """The Sunday meant in `year`."""
        first_weekday, length = monthrange(year, self.month)
        first_sunday = 1 + (SUNDAY - first_weekday) % 7
        if self.sunday > 0:
            return date(year, self.month, first_sunday + 7 * (self.sunday - 1))
        return date(year, self.month, first_sunday + 7 * ((length - first_sunday) // 7))

    @property
    def rule(self) -> str:
        """The same as a recurrence rule."""
        return f"FREQ=YEARLY;BYMONTH={self.month};BYDAY={self.sunday}SU"


@dataclass(frozen=True)
class Family:
    """Zones whose clocks change on the same Sundays, since the year `since`."""

    since: int
    to_daylight: Yearly
    to_standard: Yearly
    at_universal_hour: bool = False
    """The hours are those of UTC, as in the European Union, and not of the wall clock."""


@dataclass(frozen=True)
class Onset:
    """One change of the clocks; offsets are those from UTC before and after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def wall(self) -> datetime:
        """What the clocks showed when they were changed."""
        return (self.at + self.before).replace(tzinfo=None)


EUROPE = Family(1996, Yearly(3, -1, 1), Yearly(10, -1, 1), at_universal_hour=True)
NORTH_AMERICA = Family(2007, Yearly(3, 2, 2), Yearly(11, 1, 2))
AUSTRALIA = Family(2008, Yearly(10, 1, 2), Yearly(4, 1, 3))
NEW_ZEALAND = Family(2008, Yearly(9, -1, 2), Yearly(4, 1, 3))

_MEMBERS: dict[Family, str] = {
    EUROPE: """
        Arctic/Longyearbyen Asia/Famagusta Asia/Nicosia Atlantic/Canary Atlantic/Faroe
        Atlantic/Madeira Europe/Amsterdam Europe/Andorra Europe/Athens Europe/Belfast
        Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest
        Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Dublin Europe/Gibraltar
        Europe/Guernsey Europe/Helsinki Europe/Isle_of_Man Europe/Jersey Europe/Kiev Europe/Kyiv
        Europe/Lisbon Europe/Ljubljana Europe/London Europe/Luxembourg Europe/Madrid
        Europe/Malta Europe/Mariehamn Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica
        Europe/Prague Europe/Riga Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje
        Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Tirane Europe/Uzhgorod Europe/Vaduz
        Europe/Vatican Europe/Vienna Europe/Vilnius Europe/Warsaw Europe/Zagreb
        Europe/Zaporozhye Europe/Zurich
    """,
    NORTH_AMERICA: """
        America/Adak America/Anchorage America/Boise America/Chicago America/Denver
        America/Detroit America/Edmonton America/Glace_Bay America/Goose_Bay
        America/Halifax America/Indiana/Indianapolis America/Indiana/Knox
        America/Indiana/Marengo America/Indiana/Petersburg America/Indiana/Tell_City
        America/Indiana/Vevay America/Indiana/Vincennes America/Indiana/Winamac
        America/Inuvik America/Iqaluit America/Juneau America/Kentucky/Louisville
        America/Kentucky/Monticello America/Los_Angeles America/Menominee America/Metlakatla
        America/Moncton America/Montreal America/Nassau America/New_York America/Nome
        America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem
        America/Port-au-Prince America/Rankin_Inlet America/Resolute America/Sitka
        America/St_Johns America/Thule America/Thunder_Bay America/Tijuana America/Toronto
        America/Vancouver America/Winnipeg America/Yakutat Atlantic/Bermuda US/Central
        US/Eastern US/Mountain US/Pacific
    """,
    AUSTRALIA: """
        Antarctica/Macquarie Australia/Adelaide Australia/Broken_Hill Australia/Canberra
        Australia/Hobart Australia/Melbourne Australia/Sydney
    """,
    NEW_ZEALAND: "Antarctica/McMurdo Pacific/Auckland",
}
FAMILY_OF = {zone: family for family, zones in _MEMBERS.items() for zone in zones.split()}


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone `name`; raises UnknownZone."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(name) from error


def shows_twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether clocks in `zone` show the time of `moment` twice that night.

    Such a time cannot be told by TZID: RFC 5545 section 3.3.5 reads it as the first of the two.
    """
    wall = moment.astimezone(zone)
    return wall.replace(fold=0).utcoffset() != wall.replace(fold=1).utcoffset()


@lru_cache(maxsize=256)
def vtimezone(name: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of the IANA zone `name`, right for events from `first_year` to `last_year`.

    Ends with a line break. Raises UnknownZone.
    """
    zone = zone_of(name)
    years = range(first_year - 1, last_year + 2)
    onsets = [onset for year in years for onset in onsets_in(zone, year)]
    family = FAMILY_OF.get(name)
    if family and onsets == [onset for y in years for onset in _foretold(family, zone, y)]:
        observances = _by_rule(family, zone, last_year)
    else:
        observances = _one_by_one(zone, onsets, years.start)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}", *observances, "END:VTIMEZONE", ""]
    return "\r\n".join(lines).encode("ascii")


def onsets_in(zone: ZoneInfo, year: int) -> list[Onset]:
    """Every change of the clocks in `year` (UTC), in order, as the IANA database knows it."""
    onsets = []
    moment = datetime(year, 1, 1, tzinfo=UTC)
    while moment.year == year:
        following = moment + timedelta(days=1)
        if _offset(zone, moment) != _offset(zone, following):
            onsets.append(_onset_between(zone, moment, following))
        moment = following
    return onsets


def _onset_between(zone: ZoneInfo, early: datetime, late: datetime) -> Onset:
    before = _offset(zone, early)
    after = _offset(zone, late)
    while late - early > timedelta(minutes=1):
        middle = early + (late - early) // 2
        middle -= timedelta(seconds=middle.second, microseconds=middle.microsecond)
        if _offset(zone, middle) == before:
            early = middle
        else:
            late = middle
    return Onset(late, before, after, late.astimezone(zone).tzname() or "")


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _foretold(family: Family, zone: ZoneInfo, year: int) -> list[Onset]:
    """The onsets that the family's rules give for `year`, in order."""
    standard, daylight = _offsets_of(zone, year)
    pairs = ((family.to_daylight, standard, daylight), (family.to_standard, daylight, standard))
    onsets = []
    for yearly, before, after in pairs:
        wall = datetime.combine(yearly.day_in(year), time(yearly.hour), tzinfo=UTC)
        at = wall if family.at_universal_hour else wall - before
        onsets.append(Onset(at, before, after, at.astimezone(zone).tzname() or ""))
    return sorted(onsets, key=lambda onset: onset.at)


def _offsets_of(zone: ZoneInfo, year: int) -> tuple[timedelta, timedelta]:
    """Standard and daylight offset: by size, because Dublin's tables call winter the exception."""
    offsets = {_offset(zone, datetime(year, month, 15, tzinfo=UTC)) for month in (1, 7)}
    return min(offsets), max(offsets)


def _by_rule(family: Family, zone: ZoneInfo, year: int) -> list[str]:
    """Both rules, starting in the year since which the family has them."""
    standard, daylight = _offsets_of(zone, year)
    lines: list[str] = []
    for onset in sorted(_foretold(family, zone, year), key=lambda onset: onset.after, reverse=True):
        summer = onset.after == daylight
        yearly = family.to_daylight if summer else family.to_standard
        first = datetime.combine(yearly.day_in(family.since), onset.wall.time())
        lines += _observance(
            "DAYLIGHT" if summer else "STANDARD", first, onset, rule=f"RRULE:{yearly.rule}"
        )
    return lines if standard != daylight else []


def _one_by_one(zone: ZoneInfo, onsets: list[Onset], first_year: int) -> list[str]:
    """What held when `first_year` began, as if it always had, then each onset by itself."""
    start = datetime(first_year, 1, 1, tzinfo=UTC)
    offset = _offset(zone, start)
    name = start.astimezone(zone).tzname() or ""
    always = Onset(datetime(1970, 1, 1, tzinfo=UTC) - offset, offset, offset, name)
    held = (always, *onsets)
    lowest = min(onset.after for onset in held)
    lines: list[str] = []
    for onset in held:
        kind = "STANDARD" if onset.after == lowest else "DAYLIGHT"
        lines += _observance(kind, onset.wall, onset)
    return lines


def _observance(kind: str, first: datetime, onset: Onset, rule: str = "") -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"TZNAME:{onset.name}",
        f"DTSTART:{first:%Y%m%dT%H%M%S}",
        f"TZOFFSETFROM:{_signed(onset.before)}",
        f"TZOFFSETTO:{_signed(onset.after)}",
        *([rule] if rule else []),
        f"END:{kind}",
    ]


def _signed(offset: timedelta) -> str:
    """`offset` as +HHMM, with seconds only where there are some (RFC 5545 section 3.3.14)."""
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{left:02}" if left else "")
