"""How times and numbers are said: the festival's wall clock, the reader's language."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, gettext, ngettext

MINUTES_PER_HOUR = 60


def _locale() -> str:
    return str(get_locale() or "en")


def clock_time(moment: datetime, zone: ZoneInfo) -> str:
    """The wall time of `moment` in `zone`, as "09:30"."""
    return moment.astimezone(zone).strftime("%H:%M")


def day_name(day: date) -> str:
    """ "Friday 5 June" in the reader's language."""
    pattern = "EEEE d MMMM" if _locale().startswith("en") else "EEEE d 'de' MMMM"
    return format_date(day, pattern, locale=_locale())


def begins(text: str) -> str:
    """`text` as a line begins with it, since not every language writes "Friday" large."""
    return text[:1].upper() + text[1:]


def short_day(day: date) -> str:
    """ "Fri 5" in the reader's language."""
    return format_date(day, "EEE d", locale=_locale())


def span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """ "09:30–10:45" on the festival's clock."""
    return f"{clock_time(starts_at, zone)}–{clock_time(ends_at, zone)}"


def iso(moment: datetime, zone: ZoneInfo) -> str:
    """The instant with the festival's offset, for <time datetime=…>."""
    return moment.astimezone(zone).isoformat(timespec="minutes")


def duration(length: timedelta) -> str:
    """ "1 h 15 min" in the reader's language."""
    minutes = int(length.total_seconds() // 60)
    hours, rest = divmod(minutes, MINUTES_PER_HOUR)
    if not hours:
        return str(gettext("%(minutes)s min", minutes=rest))
    if not rest:
        return str(gettext("%(hours)s h", hours=hours))
    return str(gettext("%(hours)s h %(minutes)s min", hours=hours, minutes=rest))


def places(count: int) -> str:
    """ "4 places left"."""
    return str(ngettext("%(num)s place left", "%(num)s places left", count))


def init_app(app: Flask) -> None:
    """Offer these to templates as filters."""
    for function in (begins, clock_time, day_name, short_day, span, iso, duration, places):
        app.jinja_env.filters[function.__name__] = function


__all__ = ["begins", "clock_time", "day_name", "duration", "iso", "places", "short_day", "span"]
