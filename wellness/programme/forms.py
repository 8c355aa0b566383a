"""What people ask the programme for, as the query of an address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from wellness.programme.rules import Filters, PartOfDay


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; whatever cannot be read is not asked for."""

    day: date | None = None
    part: PartOfDay | None = None
    number: int = 1
    filters: Filters = field(default_factory=Filters)

    @property
    def href(self) -> str:
        """The same as a link from any page of the programme."""
        words = {
            "day": self.day.isoformat() if self.day else None,
            "part": self.part.value if self.part else None,
            "page": self.number if self.number > 1 else None,
            "space": self.filters.space,
            "category": self.filters.category,
            "facilitator": self.filters.facilitator,
            "free": 1 if self.filters.free else None,
        }
        given = {name: word for name, word in words.items() if word is not None}
        return f"?{urlencode(given)}" if given else "?"


def asked_for(arguments: Mapping[str, str]) -> Asked:
    """Read an address's query."""
    try:
        day = date.fromisoformat(arguments.get("day", ""))
    except ValueError:
        day = None
    part, number = arguments.get("part", ""), arguments.get("page", "")
    return Asked(
        day=day,
        part=PartOfDay(part) if part in set(PartOfDay) else None,
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 1,  # noqa: PLR2004 - digits
        filters=Filters(
            space=arguments.get("space") or None,
            category=arguments.get("category") or None,
            facilitator=arguments.get("facilitator") or None,
            free=arguments.get("free", "") not in {"", "0"},
        ),
    )
