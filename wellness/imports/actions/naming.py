"""Spaces, categories and facilitators that a file names and the festival doesn't have yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wellness.database import Model, db
from wellness.festivals.models import Space, SpaceKind
from wellness.imports.rules.entries import Entry
from wellness.imports.rules.namebook import (
    Namebook,
    Namebooks,
    Wanted,
    wanted_category,
    wanted_people,
    wanted_space,
)
from wellness.imports.rules.names import icon_and_colour, kind_of_space
from wellness.planner.actions.drafting import Recorder
from wellness.programme.models import Category, Facilitator


@dataclass(frozen=True, slots=True)
class Names:
    """What the festival has, with what was just made, as the entries of one source name it."""

    source: str
    books: Namebooks

    def space_of(self, entry: Entry) -> int | None:
        """The space that an entry names; None if it names none."""
        wanted = wanted_space(entry, self.source)
        return self.books.spaces.find(wanted) if wanted else None

    def category_of(self, entry: Entry) -> int:
        """The category that an entry names, or the one for those that name none."""
        return _found(self.books.categories, wanted_category(entry, self.source))

    def people_of(self, entry: Entry) -> list[int]:
        """Who leads it, each once."""
        wanted = wanted_people(entry, self.source)
        return list(dict.fromkeys(_found(self.books.facilitators, each) for each in wanted))


def _found(book: Namebook, wanted: Wanted) -> int:
    found = book.find(wanted)
    if found is None:
        raise AssertionError(f"{wanted.key} was not made")
    return found


def ensure_names(step: Recorder, names: Names, entries: Sequence[Entry]) -> None:
    """Make the spaces, categories and facilitators that the entries name and that are missing.

    A category is never made a support category: that is for a person to say.
    """
    source, books = names.source, names.books
    spaces = [wanted for e in entries if (wanted := wanted_space(e, source))]
    _make(step, Space, books.spaces, spaces, "space")
    _place(step, books.spaces, spaces)
    categories = [wanted_category(e, source) for e in entries]
    _make(step, Category, books.categories, categories, "category")
    people = [wanted for e in entries for wanted in wanted_people(e, source)]
    _make(step, Facilitator, books.facilitators, people, "facilitator")


def _make(
    step: Recorder,
    model: type[Space | Category | Facilitator],
    book: Namebook,
    wanted: Iterable[Wanted],
    fallback: str,
) -> None:
    missing = book.missing(wanted)
    made = [
        model(
            festival_id=step.festival_id,
            name=each.name,
            slug=book.address(each.name, fallback),
            source_key=each.key,
            **_particulars(model, each, book.size + place),
        )
        for place, each in enumerate(missing)
    ]
    step.add_all(list(made))
    for each, row in zip(missing, made, strict=True):
        book.add(each, row.id)


def _particulars(model: type[Model], wanted: Wanted, position: int) -> dict[str, Any]:
    if model is Space:
        kind = SpaceKind(kind_of_space(wanted.name))
        spot = {"latitude": wanted.latitude, "longitude": wanted.longitude}
        return {"kind": kind, "position": position, **spot}
    if model is Category:
        icon, colour = icon_and_colour(wanted.name, position)
        return {"icon": icon, "colour": colour, "position": position}
    return {}


def _place(step: Recorder, book: Namebook, wanted: list[Wanted]) -> None:
    """Put spaces on the map that a less talkative file had made."""
    spots = {
        found: (each.latitude, each.longitude)
        for each in wanted
        if each.latitude is not None and (found := book.find(each))
    }
    unplaced = select(Space).where(Space.festival_id == step.festival_id, Space.latitude.is_(None))
    for space in db.session.scalars(unplaced):
        if space.id in spots:
            north, east = spots[space.id]
            step.change(space, latitude=north, longitude=east)
