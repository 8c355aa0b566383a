"""A change of one row as plain words and back: what a step remembers, and what undoing needs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Date, inspect

from wellness.database import Instant, Model
from wellness.festivals.models import Space, SpaceHours
from wellness.planner.models import DraftSession, SpaceHold
from wellness.programme.models import Activity, Category, Facilitator, FacilitatorHours

Plain = dict[str, Any]
UNRECORDED = frozenset({"revision", "changed_by", "changed_at", "updated_at", "session_id"})
"""What every change moves by itself, or what a release alone decides."""


_patched: dict[str, type[Model]] = {}


def register_patched(*models: type[Model]) -> None:
    """Let steps change rows of these models: undoing finds them by the name of their table.

    Rooms above register theirs when they are imported. Each needs an integer `id`.
    """
    _patched.update({model.__tablename__: model for model in models})


def patched_model(table: str) -> type[Model]:
    """The model whose rows a patch of that table is about; KeyError if nobody registered it."""
    return _patched[table]


register_patched(
    DraftSession, SpaceHold, Activity, Category, Space, SpaceHours, Facilitator, FacilitatorHours
)


def plain_of(row: Model, columns: Iterable[str] | None = None) -> Plain:
    """The row's values as JSON keeps them: all recorded columns, or these."""
    names = columns if columns is not None else recorded_columns(type(row))
    return {name: plain(getattr(row, name)) for name in names}


def recorded_columns(model: type[Model]) -> list[str]:
    """The columns of a row that a step remembers, without its id."""
    return [
        column.key
        for column in inspect(model).column_attrs
        if column.key not in UNRECORDED and column.key != "id"
    ]


def plain(value: Any) -> Any:
    """One value as JSON keeps it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def typed(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as the model's columns hold them."""
    columns = model.__table__.columns
    return {name: _typed(columns[name].type, value) for name, value in values.items()}


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    words = getattr(kind, "enum_class", None)
    return words(value) if words else value
