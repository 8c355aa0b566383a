"""What the parts of a festival are written with: names that became ids, and many rows at once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, insert, select

from wellness.database import Model, db
from wellness.festivals.models import Festival
from wellness.imports.formats.own import Record, parsed
from wellness.imports.formats.own_fields import Fields

AT_ONCE = 500


@dataclass
class Ids:
    """What the file's names became."""

    festival: Festival
    now: datetime
    spaces: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)
    facilitators: dict[str, int] = field(default_factory=dict)
    activities: dict[str, int] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    """New ones where another festival here has the file's."""
    sessions: dict[str, int] = field(default_factory=dict)
    """Released ones by the file's reference."""


def values(record: Record, shape: Fields) -> Record:
    """The columns of `shape` as the file tells them."""
    return {name: parsed(record[name], field) for name, field in shape.items()}


def write(table: Table, rows: list[Record]) -> None:
    """One statement for the rows that tell the same columns."""
    shapes: dict[frozenset[str], list[Record]] = {}
    for row in rows:
        shapes.setdefault(frozenset(row), []).append(row)
    for alike in shapes.values():
        db.session.execute(insert(table), alike)


def table_of(model: type[Model]) -> Table:
    """The table a model stands for."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is no table")
    return table


def in_use(column: Any, told: list[Any]) -> set[Any]:
    """Which of these values the column holds already, at any festival."""
    found: set[Any] = set()
    for start in range(0, len(told), AT_ONCE):
        part = told[start : start + AT_ONCE]
        found.update(db.session.scalars(select(column).where(column.in_(part))))
    return found
