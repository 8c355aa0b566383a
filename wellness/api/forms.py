"""What programs ask for, as the query of an address."""

import re
from collections.abc import Mapping
from datetime import date

from flask_babel import gettext

from wellness.api.errors import BadQuery
from wellness.api.rules import MOST_SESSIONS, USUAL_LIMIT, Asked, Cursor, read_cursor
from wellness.programme.rules import Filters

_YES_OR_NO = {"1": True, "true": True, "0": False, "false": False, "": False}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SLUG = re.compile(r"[^\x00-\x1f]{1,80}")


def asked_for(query: Mapping[str, str]) -> Asked:
    """Read an address's query. Raises BadQuery for what cannot be read; other names are ignored."""
    faults: dict[str, str] = {}

    def slug(name: str) -> str | None:
        word = query.get(name)
        if word is not None and not _SLUG.fullmatch(word):
            faults[name] = gettext("Write it as in the links of the programme.")
        return word

    free = _YES_OR_NO.get(query.get("free", ""))
    if free is None:
        faults["free"] = gettext("Write 1 or 0.")
    filters = Filters(
        space=slug("space"),
        category=slug("category"),
        facilitator=slug("facilitator"),
        free=bool(free),
    )
    asked = Asked(_day(query, faults), filters, _limit(query, faults), _after(query, faults))
    if faults:
        raise BadQuery(faults)
    return asked


def _day(query: Mapping[str, str], faults: dict[str, str]) -> date | None:
    text = query.get("day")
    if text is None:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    faults["day"] = gettext("Write the day as 2026-06-05.")
    return None


def _limit(query: Mapping[str, str], faults: dict[str, str]) -> int:
    text = query.get("limit", str(USUAL_LIMIT))
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_SESSIONS:
        return int(text)
    faults["limit"] = gettext("Write a number from 1 to %(most)s.", most=MOST_SESSIONS)
    return USUAL_LIMIT


def _after(query: Mapping[str, str], faults: dict[str, str]) -> Cursor | None:
    text = query.get("after")
    cursor = read_cursor(text) if text is not None else None
    if text is not None and cursor is None:
        faults["after"] = gettext("Take it from the link to the next page.")
    return cursor
