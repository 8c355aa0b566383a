"""Which services to show somebody, and in which order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from wellness.hub.contacts import Offer
from wellness.hub.rules.needs import AT_ONCE, Need
from wellness.hub.services import EVERYWHERE, Service

WIDER: dict[str, frozenset[str]] = {
    "music": frozenset({"music", "creative", "registered_music", "crew"}),
    "crew": frozenset({"crew", "music", "creative", "registered_music"}),
    "managers": frozenset({"managers", "crew", "music", "creative"}),
    "young": frozenset({"young", "lgbtq_youth"}),
    "family": frozenset({"family"}),
    "lgbtq_youth": frozenset({"lgbtq_youth", "young"}),
}
"""The audiences that readers may choose, and which entries are meant for them."""


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; "" and None are no wish."""

    need: Need | None = None
    country: str = ""
    """ISO 3166-1 code in lower case."""
    language: str = ""
    """ISO 639 code."""
    audience: str = ""
    """A key of WIDER."""


@dataclass(frozen=True)
class Choice:
    """What there is for a wish: in the country, and anywhere."""

    here: tuple[Service, ...]
    anywhere: tuple[Service, ...]
    gone: tuple[Service, ...]
    """What would fit but is paused, closed, or perhaps no longer there."""


def chosen(services: Iterable[Service], wish: Wish, *, today: date) -> Choice:
    """Services for `wish`, those that fit best first; each with the contacts for its country."""
    fitting = [each for each in services if fits(each, wish)]
    here = [each for each in fitting if wish.country and wish.country in each.countries]
    everywhere = [each for each in fitting if each.is_international and each not in here]
    key = lambda each: _rank(each, wish, today)  # noqa: E731 - used three times, right here
    return Choice(
        here=tuple(sorted((_from(e, wish.country) for e in here if e.is_active), key=key)),
        anywhere=tuple(sorted((each for each in everywhere if each.is_active), key=key)),
        gone=tuple(sorted((e for e in (*here, *everywhere) if not e.is_active), key=key)),
    )


def fits(service: Service, wish: Wish) -> bool:
    """Whether it is for this need, in this language, and for these people; wherever it is."""
    if wish.need is not None and wish.need not in service.needs:
        return False
    if wish.language and not _speaks(service, wish.language):
        return False
    return not wish.audience or not service.audiences or _is_meant(service, wish.audience)


def _speaks(service: Service, language: str) -> bool:
    """Whether it does, or has interpreters; directories show lines in every language."""
    return (
        language in service.languages
        or service.has_interpreters
        or service.offer is Offer.DIRECTORY
        or any(contact.language == language for contact in service.contacts)
    )


def _is_meant(service: Service, audience: str) -> bool:
    return bool(WIDER.get(audience, frozenset({audience})) & set(service.audiences))


def _from(service: Service, country: str) -> Service:
    return service.reached_from(country) or service.reached_from(EVERYWHERE) or service


def _rank(service: Service, wish: Wish, today: date) -> tuple[bool | int | str, ...]:
    """What is sure, meant for them, and quick where that matters, comes first."""
    at_once = wish.need is None or wish.need in AT_ONCE
    place = service.needs.index(wish.need) if wish.need in service.needs else len(service.needs)
    confirmed = bool(service.contacts) and service.contacts[0].is_confirmed
    return (
        at_once and not service.may_come_first(today),
        service.is_stale(today),
        not confirmed,
        bool(wish.audience) and not _is_meant(service, wish.audience),
        at_once and not service.is_line,
        not at_once and not service.audiences,
        bool(service.region or any(contact.region for contact in service.contacts[:1])),
        min(place, 2),
        not service.is_line,
        service.name.casefold(),
    )
