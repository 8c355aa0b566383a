"""Spaces, categories and facilitators that a file names and the festival doesn't have yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

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


def ensure_names(
    festival_id: int, names: Names, entries: Sequence[Entry], *, now: datetime
) -> None:
    """Make the spaces, categories and facilitators that the entries name and that are missing.

    A category is never made a support category: that is for a person to say.
    """
    source, books = names.source, names.books
    common = {"festival_id": festival_id, "updated_at": now}
    spaces = [wanted for e in entries if (wanted := wanted_space(e, source))]
    _make(Space, books.spaces, spaces, common, "space")
    _place(books.spaces, spaces)
    categories = [wanted_category(e, source) for e in entries]
    _make(Category, books.categories, categories, common, "category")
    people = [wanted for e in entries for wanted in wanted_people(e, source)]
    _make(Facilitator, books.facilitators, people, common, "facilitator")


def _make(
    model: type[Model],
    book: Namebook,
    wanted: Iterable[Wanted],
    common: dict[str, Any],
    fallback: str,
) -> None:
    missing = book.missing(wanted)
    if not missing:
        return
    rows = [
        common
        | {"name": each.name, "slug": book.address(each.name, fallback), "source_key": each.key}
        | _particulars(model, each, book.size + place)
        for place, each in enumerate(missing)
    ]
    made = insert(model).returning(model.__table__.c.id, model.__table__.c.source_key)
    ids = {key: new_id for new_id, key in db.session.execute(made, rows)}
    for each in missing:
        book.add(each, ids[each.key])


def _particulars(model: type[Model], wanted: Wanted, position: int) -> dict[str, Any]:
    if model is Space:
        kind = SpaceKind(kind_of_space(wanted.name))
        spot = {"latitude": wanted.latitude, "longitude": wanted.longitude}
        return {"kind": kind, "position": position, **spot}
    if model is Category:
        icon, colour = icon_and_colour(wanted.name, position)
        return {"icon": icon, "colour": colour, "position": position}
    return {}


def _place(book: Namebook, wanted: list[Wanted]) -> None:
    """Put spaces on the map that a less talkative file had made."""
    spots = {
        found: (each.latitude, each.longitude)
        for each in wanted
        if each.latitude is not None and (found := book.find(each))
    }
    for space_id, (north, east) in spots.items():
        db.session.execute(
            update(Space)
            .where(Space.id == space_id, Space.latitude.is_(None))
            .values(latitude=north, longitude=east)
            .execution_options(synchronize_session=False)
        )
