"""Who can be called now, by country: from a file, so that it is there when nothing else is.

No database, no session, no script stands behind this. The rules of what is shown how are in
docs/decisions/0120-numbers-nobody-has-dialled.md.
"""

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wellness.hub.contacts import Channel, Contact, EmergencyNumber, Offer, Read, Service

FILE = Path(__file__).with_name("support_organisations.json")
EVERYWHERE = "*"
LANGUAGE_CODE_LENGTH = 2
OTHER_CODES = {"uk": "gb", "el": "gr"}
"""What people write for a country, beside its ISO code."""
ANY_MOBILE = EmergencyNumber("112", "all", in_numbering_data=True, verified_on=None)
"""What mobile networks connect to the local emergency service (3GPP TS 22.101, section 10)."""


@dataclass(frozen=True)
class HelpHere:
    """Everything we know that helps now in one country, best first."""

    country: str
    """ISO 3166-1 code in lower case, or "" for nowhere in particular."""
    emergency: tuple[EmergencyNumber, ...]
    lines: tuple[Service, ...]
    """Free, human, at once and in confidence."""
    others: tuple[Service, ...]
    """With hours, a price, an audience of their own, or not confirmed."""
    anywhere: tuple[Service, ...]
    """Not bound to a country."""

    @property
    def is_known(self) -> bool:
        """Whether we know anything about this very country."""
        return bool(self.emergency or self.lines or self.others)


@dataclass(frozen=True)
class HelpInShort:
    """Two lines of help: whom to call in danger, and who listens."""

    country: str
    emergency: EmergencyNumber
    line: Service


def crisis_contacts(country: str, *, today: date) -> HelpHere:
    """What helps now in `country` (an ISO code in any case); whatever it is, something does."""
    code = canonical(country)
    book = _book()
    here = sorted(_reached_from(code) if code in countries() else [], key=_standing)
    return HelpHere(
        country=code,
        emergency=book.emergency.get(code, ()),
        lines=tuple(service for service in here if service.may_come_first(today)),
        others=tuple(service for service in here if not service.may_come_first(today)),
        anywhere=tuple(sorted(_reached_from(EVERYWHERE), key=_finds_a_line, reverse=True)),
    )


def in_short(country: str, *, today: date) -> HelpInShort:
    """The two lines for pages that have room for no more; never empty, whatever `country` is.

    The line is the first that may come first there, else a directory of lines everywhere.
    """
    here = crisis_contacts(country, today=today)
    return HelpInShort(
        country=here.country if here.emergency else "",
        emergency=(*here.emergency, ANY_MOBILE)[0],
        line=(*here.lines, *here.anywhere)[0],
    )


@cache
def countries() -> frozenset[str]:
    """The codes of all countries we know something about."""
    book = _book()
    served = {code for s in book.services for c in s.contacts for code in c.countries}
    return frozenset(book.emergency) | (served - {EVERYWHERE})


def canonical(country: str) -> str:
    """The code we file a country under."""
    code = country.strip().lower()
    return OTHER_CODES.get(code, code)


def _reached_from(country: str) -> list[Service]:
    """Services with the contacts that are for `country`, in the order of the file."""
    found = []
    for service in _book().services:
        contacts = tuple(c for c in service.contacts if country in c.countries)
        if contacts:
            found.append(replace(service, contacts=contacts))
    return found


def _standing(service: Service) -> tuple[bool, bool]:
    """Confirmed before unconfirmed, for anyone before for some; else the order of the file."""
    return not service.contacts[0].is_confirmed, service.audience != "anyone"


def _finds_a_line(service: Service) -> bool:
    return service.offer is Offer.DIRECTORY


@dataclass(frozen=True)
class _Book:
    emergency: dict[str, tuple[EmergencyNumber, ...]]
    services: tuple[Service, ...]


@cache
def _book() -> _Book:
    """The file, read once."""
    filed = json.loads(FILE.read_text(encoding="utf-8"))
    collected_on = date.fromisoformat(filed["collected_on"])
    return _Book(
        emergency={
            code: tuple(_emergency(number) for number in numbers)
            for code, numbers in filed["emergency"].items()
        },
        services=tuple(_service(s, collected_on) for s in filed["services"] if s["help"]),
    )


def _emergency(filed: dict[str, Any]) -> EmergencyNumber:
    return EmergencyNumber(
        dial=filed["dial"],
        reaches=filed["reaches"],
        in_numbering_data=filed["in_numbering_data"],
        verified_on=_day(filed["verified_on"]),
    )


def _service(filed: dict[str, Any], collected_on: date) -> Service:
    """Codes of languages have two letters; "20 languages" is what the rest looks like."""
    reading = filed["help"]
    codes = tuple(code for code in filed["languages"] if len(code) == LANGUAGE_CODE_LENGTH)
    host = (urlsplit(filed["url"]).hostname or "").removeprefix("www.")
    return Service(
        name=filed["name"],
        url=filed["url"] if host in (filed["source"] or "") else "",
        offer=Offer(reading["offer"]),
        audience=reading["audience"],
        languages=codes,
        has_interpreters=len(codes) < len(filed["languages"]),
        cost=reading["cost"],
        hours=reading["hours"],
        contacts=tuple(_contact(c, filed["countries"]) for c in reading["contacts"]),
        collected_on=collected_on,
    )


def _contact(filed: dict[str, Any], countries_served: list[str]) -> Contact:
    return Contact(
        channel=Channel(filed["channel"]),
        dial=filed["dial"],
        countries=frozenset(filed.get("countries", countries_served)),
        word=filed.get("word", ""),
        read=Read(filed["read"]),
        verified_on=_day(filed["verified_on"]),
        language=filed.get("language", ""),
        cost=filed.get("cost", ""),
        region=filed.get("region", ""),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
