"""Everything the hub knows at one moment, kept in memory and asked by rules alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from wellness.hub import packaged
from wellness.hub.contacts import EmergencyNumber
from wellness.hub.services import EVERYWHERE, Service, read_service

OTHER_CODES = {"uk": "gb", "el": "gr"}
"""What people write for a country, beside its ISO code."""
Stamp = tuple[int, datetime]


@dataclass(frozen=True)
class Book:
    """Services and emergency numbers, as they stood published at one stamp."""

    services: tuple[Service, ...]
    stamp: Stamp | None = None
    """The number of the hub's stamp and when it moved; None: what the product brings along."""
    emergency: dict[str, tuple[EmergencyNumber, ...]] = field(
        default_factory=packaged.emergency_numbers
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_slug", {each.slug: each for each in self.services})

    def find(self, slug: str) -> Service | None:
        """The service with this slug."""
        by_slug: dict[str, Service] = self.__dict__["_by_slug"]
        return by_slug.get(slug)

    @property
    def countries(self) -> frozenset[str]:
        """The codes of all countries something is known about."""
        served = {code for each in self.services for code in each.countries}
        numbered = {code for s in self.services for c in s.contacts for code in c.countries}
        return frozenset(self.emergency) | ((served | numbered) - {EVERYWHERE})


def book_of(documents: Iterable[dict[str, Any]], stamp: Stamp | None = None) -> Book:
    """A book of these documents. Raises KeyError or ValueError for what is none."""
    return Book(tuple(read_service(document) for document in documents), stamp)


@cache
def packaged_book() -> Book:
    """What the product brings along, read once."""
    return book_of(packaged.documents())


def canonical(country: str) -> str:
    """The code we file a country under."""
    code = country.strip().lower()
    return OTHER_CODES.get(code, code)
