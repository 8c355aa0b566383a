"""Countries, time zones and addresses of pages, as forms offer and check them."""

from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """ISO codes in lower case with names, by name."""
    known = Locale.parse(language).territories
    zones = get_global("territory_zones")
    found = [(code.lower(), str(name)) for code, name in known.items() if code in zones]
    return tuple(sorted(found, key=lambda pair: pair[1].casefold()))


@cache
def zones() -> tuple[str, ...]:
    """Every zone with a continent in its name."""
    return tuple(sorted(name for name in available_timezones() if "/" in name))


def is_zone(name: str | None) -> bool:
    """Whether this names an IANA zone."""
    try:
        ZoneInfo(name or "")
    except (KeyError, ValueError, OSError):  # unknown; a path; a folder such as "Europe"
        return False
    return len(name or "") <= 60  # noqa: PLR2004 - the column


def is_web_address(text: str | None) -> bool:
    """Whether this is a whole http or https address."""
    try:
        parts = urlsplit(text or "")
    except ValueError:
        return False
    plain = (text or "").isprintable() and " " not in (text or "")
    return plain and parts.scheme in {"http", "https"} and "." in parts.netloc
