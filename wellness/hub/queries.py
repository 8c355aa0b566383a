"""What the hub has, for rooms that lead there: from memory, as it stands published."""

from collections.abc import Iterable
from datetime import date

from wellness.hub.published import book
from wellness.hub.rules.choosing import Choice, Wish, chosen
from wellness.hub.rules.needs import Need
from wellness.hub.services import Service


def find_service(slug: str) -> Service | None:
    """The service with this slug, with all its contacts; it may be paused or closed."""
    return book().find(slug)


def missing_slugs(slugs: Iterable[str]) -> list[str]:
    """Those of `slugs` that lead to no entry, in the order given, each once."""
    there = book()
    return [slug for slug in dict.fromkeys(slugs) if there.find(slug) is None]


def services_for(
    need: Need | None,
    country: str,
    *,
    today: date,
    language: str = "",
    audience: str = "",
) -> Choice:
    """Services for a need in a country (ISO code in lower case, "" for anywhere), best first."""
    wish = Wish(need, country, language, audience)
    return chosen(book().services, wish, today=today)
