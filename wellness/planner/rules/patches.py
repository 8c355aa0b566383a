"""A change of one row as plain words and back: what a step remembers, and what undoing needs."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import inspect

from wellness.database import Instant, Model

Plain = dict[str, Any]
UNRECORDED = frozenset({"revision", "changed_by", "changed_at", "updated_at", "session_id"})
"""What every change moves by itself, or what a release alone decides."""


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
    words = getattr(kind, "enum_class", None)
    return words(value) if words else value
