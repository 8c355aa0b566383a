"""Rows as our own file tells them."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from wellness.database import Model
from wellness.imports.formats.own_fields import Fields

Document = dict[str, Any]


def as_told(row: Model | Row[Any], shape: Fields) -> Document:
    """The columns of `shape` as plain JSON values."""
    return {name: _plain(getattr(row, name)) for name in shape}


def _plain(value: Any) -> Any:
    """A column's value as JSON has it; instants in UTC, words without their enumeration."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.value if hasattr(value, "value") else value
