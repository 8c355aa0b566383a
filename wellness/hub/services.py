"""A service as readers meet it, whether it comes from the database, a snapshot or the file."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from wellness.hub.contacts import FRESH_FOR, Channel, Contact, Offer, Read
from wellness.hub.models import ServiceState
from wellness.hub.rules.hours import NOT_KNOWN, Opening, read_opening

EVERYWHERE = "*"
LINES = frozenset({Offer.CRISIS, Offer.LISTENING, Offer.COUNSELLING})
"""Where a person answers."""
LINE_CHECKED_WITHIN = timedelta(days=90)
CHECKED_WITHIN = timedelta(days=180)
"""What was checked longer ago says so, and stands further down."""


@dataclass(frozen=True)
class Service:
    """One service, with the contacts it is reached by."""

    slug: str
    name: str
    former_names: tuple[str, ...]
    """What it was called, and numbers it had: to find it by."""
    summary: str
    url: str
    offer: Offer
    countries: frozenset[str]
    """ISO 3166-1 codes in lower case; "*": anywhere."""
    region: str
    needs: tuple[str, ...]
    audiences: tuple[str, ...]
    """Words of AUDIENCES; empty: for anyone."""
    eligibility: str
    languages: tuple[str, ...]
    """ISO 639 codes."""
    has_interpreters: bool
    """Speaks more languages than those."""
    cost: str
    cost_note: str
    is_human: bool
    is_on_demand: bool
    is_anonymous: bool
    state: ServiceState
    paused_until: date | None
    state_note: str
    replacement: str | None
    """The slug of where to go instead."""
    source: str
    collected_on: date
    checked_on: date | None
    """When a person last found all of it right."""
    checked_by: str
    contacts: tuple[Contact, ...]

    @property
    def is_active(self) -> bool:
        """Whether it can be had now, as far as we know."""
        return self.state is ServiceState.ACTIVE

    @property
    def is_international(self) -> bool:
        """Whether it can be had anywhere."""
        return EVERYWHERE in self.countries

    @property
    def is_line(self) -> bool:
        """Whether there is a number at which a person answers or writes back."""
        voices = {Channel.CALL, Channel.TEXT, Channel.WHATSAPP}
        return self.offer in LINES and any(c.channel in voices for c in self.contacts)

    @property
    def known_on(self) -> date:
        """When its first contact was last dialled, or all of it checked, or else read."""
        dialled = self.contacts[0].verified_on if self.contacts else None
        return max((day for day in (dialled, self.checked_on) if day), default=self.collected_on)

    @property
    def host(self) -> str:
        """Its website, as people say it."""
        return _host(self.url)

    @property
    def url_to_follow(self) -> str:
        """Its website if that site itself was read, or a person checked it; else ""."""
        is_known = self.checked_on is not None or (self.host and self.host in self.source)
        return self.url if is_known else ""

    def is_stale(self, today: date) -> bool:
        """Whether nobody looked at it for so long that readers are told."""
        patience = LINE_CHECKED_WITHIN if self.offer is Offer.CRISIS else CHECKED_WITHIN
        return today - self.known_on > patience

    def may_come_first(self, today: date) -> bool:
        """Whether it may stand under "talk to someone now".

        Free, day and night, a person, in confidence, for a crisis; and open, confirmed, and not
        too old.
        """
        return (
            self.offer is Offer.CRISIS
            and self.is_active
            and (self.is_human and self.is_on_demand and self.is_anonymous)
            and self.cost == "free"
            and bool(self.contacts)
            and self.contacts[0].opening.is_always
            and self.contacts[0].is_confirmed
            and today - self.known_on <= FRESH_FOR
        )

    def reached_from(self, country: str) -> "Service | None":
        """The same with those contacts alone that are for `country`; None if there are none."""
        contacts = tuple(c for c in self.contacts if country in c.countries)
        return replace(self, contacts=contacts) if contacts else None


def read_service(document: dict[str, Any]) -> Service:
    """The service that a document describes (see hub.documents). Raises KeyError, ValueError."""
    countries = frozenset(document["countries"])
    return Service(
        slug=document["slug"],
        name=document["name"],
        former_names=tuple(document["former_names"]),
        summary=document["summary"],
        url=document["url"],
        offer=Offer(document["offer"]),
        countries=countries,
        region=document["region"],
        needs=tuple(document["needs"]),
        audiences=tuple(document["audiences"]),
        eligibility=document["eligibility"],
        languages=tuple(document["languages"]),
        has_interpreters=document["has_interpreters"],
        cost=document["cost"],
        cost_note=document["cost_note"],
        is_human=document["is_human"],
        is_on_demand=document["is_on_demand"],
        is_anonymous=document["is_anonymous"],
        state=ServiceState(document["state"]),
        paused_until=_day(document["paused_until"]),
        state_note=document["state_note"],
        replacement=document["replacement"],
        source=document["source"],
        collected_on=date.fromisoformat(document["collected_on"]),
        checked_on=_day(document["checked_on"]),
        checked_by=document["checked_by"],
        contacts=tuple(_contact(each, countries) for each in document["contacts"]),
    )


def _contact(document: dict[str, Any], countries: frozenset[str]) -> Contact:
    return Contact(
        channel=Channel(document["channel"]),
        dial=document["dial"],
        countries=frozenset(document["countries"]) or countries,
        word=document["word"],
        read=Read(document["read"]),
        verified_on=_day(document["verified_on"]),
        language=document["language"],
        cost=document["cost"],
        region=document["region"],
        opening=_opening(document["opening"]),
        hours_note=document["hours_note"],
        audience=document["audience"],
        e164=document["e164"],
    )


def _opening(filed: dict[str, Any]) -> Opening:
    """Hours nobody can read are hours nobody knows: the number is shown all the same."""
    try:
        return read_opening(filed)
    except ValueError:
        return NOT_KNOWN


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
