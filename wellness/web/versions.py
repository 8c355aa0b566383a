"""Two people editing the same thing: both versions side by side, and nothing lost.

A form of something that others edit too carries `revision`. Where the row's is another now, its
view answers 409 with `templates/macros/conflict.html` and these differences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, SelectFieldBase, SelectMultipleField
from wtforms.form import BaseForm

from wellness.web.fields import WallClockField
from wellness.web.formatting import begins, clock_time, short_day
from wellness.web.hours import HoursField

PLUMBING = frozenset({"csrf_token", "revision", "key"})
THEIRS = "theirs"
KEEP = "keep-"
"""In what the page of both versions sends: `keep-<field>` is `theirs` or `mine`."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of which there are two versions, as words."""

    name: str
    label: str
    mine: str
    theirs: str


def differences(mine: BaseForm, theirs: BaseForm) -> list[Difference]:
    """The fields in which what was typed differs from what is saved now."""
    return [
        Difference(field.name, str(field.label.text), words_of(field), words_of(theirs[field.name]))
        for field in mine
        if field.name not in PLUMBING and field.data != theirs[field.name].data
    ]


def words_of(field: Field) -> str:
    """What a field holds, as a person reads it."""
    if isinstance(field, BooleanField):
        return str(gettext("Yes") if field.data else gettext("No"))
    if isinstance(field, HoursField):
        return _hours(field)
    if isinstance(field, WallClockField):
        if field.data is None:
            return ""
        wall = field.data.astimezone(field.meta.zone)
        return f"{begins(short_day(wall.date()))}, {clock_time(field.data, field.meta.zone)}"
    if isinstance(field, SelectFieldBase):
        return ", ".join(_chosen(field))
    read = getattr(field, "_value", None)
    return str(read()) if read else str(field.data or "")


def _chosen(field: SelectFieldBase) -> Iterable[str]:
    wanted = field.data if isinstance(field, SelectMultipleField) else [field.data]
    held = {str(each) for each in wanted or ()}
    return [str(option.label.text) for option in field if str(option.data) in held]


def _hours(field: HoursField) -> str:
    days = (
        f"{begins(short_day(day))}: " + ", ".join(f"{row.starts}–{row.ends}" for row in typed)
        for day, rows in field.rows.items()
        if (typed := [row for row in rows if row.starts or row.ends])
    )
    return "; ".join(days)


def typed_again(sent: "MultiDict[str, str]") -> list[tuple[str, str]]:
    """What was typed, to be sent again as it is with another revision."""
    return [
        (name, value)
        for name, values in sent.lists()
        if name not in PLUMBING and not name.startswith(KEEP)
        for value in values
    ]


def settled(
    mine: dict[str, Any], theirs: dict[str, Any], sent: "MultiDict[str, str]"
) -> dict[str, Any]:
    """What was typed, with those fields as saved for which the person chose so."""
    kept = {name for name in theirs if sent.get(KEEP + name) == THEIRS}
    return mine | {name: theirs[name] for name in kept}
