"""What is asked about a file in the browser, and remembered for the next one of its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from wellness.imports.rules.namebook import Aliases
from wellness.imports.rules.orders import Order

MAKE = "new"
NOWHERE = "nowhere"
LEAVE_OUT = "out"
_REMEMBERED = ("zone", "base_date", "length", "columns", "spaces", "categories")
Told = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What whoever imports has said about a file."""

    format: str = ""
    zone: str = ""
    base_date: date | None = None
    """The programme's first day, for files that say "Friday" or "day 2"."""
    shift_to: date | None = None
    """The programme's first day is moved to this one, and everything with it."""
    length: int | None = None
    """Minutes, where no end is told."""
    columns: Told = field(default_factory=dict)
    """Column names by heading; empty: left out."""
    spaces: Told = field(default_factory=dict)
    """By the key a place is wanted under: MAKE, NOWHERE, LEAVE_OUT, or the id of a space."""
    categories: Told = field(default_factory=dict)

    @property
    def aliases(self) -> Aliases:
        """What the file's categories and places are here."""
        return Aliases(
            spaces=_meant(self.spaces),
            categories=_meant(self.categories),
            unwanted_spaces=_unwanted(self.spaces),
            unwanted_categories=_unwanted(self.categories),
        )

    def order(self, slug: str) -> Order:
        """The same, as an order to read the file by."""
        return Order(
            slug=slug,
            format=self.format,
            zone=self.zone,
            base_date=self.base_date,
            shift_to=self.shift_to,
            length=timedelta(minutes=self.length) if self.length else None,
            columns=tuple(sorted(self.columns.items())),
        )

    def over(self, remembered: "Answers") -> "Answers":
        """These answers, and the remembered ones where nothing was said."""
        return replace(
            self,
            zone=self.zone or remembered.zone,
            base_date=self.base_date or remembered.base_date,
            length=self.length or remembered.length,
            columns={**remembered.columns, **self.columns},
            spaces={**remembered.spaces, **self.spaces},
            categories={**remembered.categories, **self.categories},
        )


def _meant(told: Told) -> dict[str, int | None]:
    known = {key: int(word) for key, word in told.items() if word.isdigit()}
    return {**known, **{key: None for key, word in told.items() if word == NOWHERE}}


def _unwanted(told: Told) -> frozenset[str]:
    return frozenset(key for key, word in told.items() if word == LEAVE_OUT)


def as_json(answers: Answers) -> dict[str, Any]:
    """The answers as plain JSON values; `from_json` gives them back."""
    return {
        "format": answers.format,
        "zone": answers.zone,
        "base_date": answers.base_date.isoformat() if answers.base_date else None,
        "shift_to": answers.shift_to.isoformat() if answers.shift_to else None,
        "length": answers.length,
        "columns": dict(answers.columns),
        "spaces": dict(answers.spaces),
        "categories": dict(answers.categories),
    }


def to_remember(answers: Answers) -> dict[str, Any]:
    """What of the answers holds for the next file of the same source."""
    told = as_json(answers)
    return {name: told[name] for name in _REMEMBERED}


def from_json(plain: Mapping[str, Any]) -> Answers:
    """The Answers that `as_json` or `to_remember` made `plain` from."""
    told = dict(plain)
    for name in ("base_date", "shift_to"):
        if told.get(name):
            told[name] = date.fromisoformat(told[name])
    return Answers(**told)
