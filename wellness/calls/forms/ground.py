"""What the organizers' forms of calls share."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField
from wtforms.validators import Length, Optional, StopValidation
from wtforms.widgets import HiddenInput

from wellness.web.versions import PLUMBING

MOST_ROWS = 40
Row = dict[str, str]


class RevisedForm(FlaskForm):
    """A form of something that others may edit too."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def values(self) -> dict[str, Any]:
        """What was typed, by field."""
        return {field.name: field.data for field in self if field.name not in PLUMBING}

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return int(self.revision.data or 0)


class RowsField(Field):
    """A short table of words: `data` is a tuple of rows by column, those without a name left out.

    Each row carries `key`, which tells it from the others when its words change. `rows` is what
    a template draws, with one empty row more.
    """

    def __init__(self, *args: Any, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = ("key", *columns)

    def process(self, formdata: Any, data: Any = None, **_more: Any) -> None:
        """Read the rows that were sent, or take those there are."""
        self.process_errors: list[str] = []
        self.errors: Sequence[str] = ()
        self.raw_data: list[str] = []
        self.data: tuple[Row, ...] = tuple(data) if isinstance(data, (list, tuple)) else ()
        if formdata is not None and f"{self.name}-0-name" in formdata:
            sent = (self._sent(formdata, number) for number in range(MOST_ROWS))
            self.data = tuple(row for row in sent if row["name"])

    @property
    def rows(self) -> list[Row]:
        """The rows to draw."""
        return [*self.data, dict.fromkeys(self.columns, "")][:MOST_ROWS]

    def _sent(self, formdata: Any, number: int) -> Row:
        return {
            column: " ".join(formdata.get(f"{self.name}-{number}-{column}", "").split())[:300]
            for column in self.columns
        }

    def _value(self) -> str:
        shown = self.columns[1:]
        return "; ".join(", ".join(row[c] for c in shown if row.get(c)) for row in self.data)


def needed(message: str) -> Callable[[FlaskForm, Any], None]:
    """This has to be given; what could not be read is said first."""

    def check(_form: FlaskForm, field: Any) -> None:
        if field.errors:
            raise StopValidation
        if not field.data:
            raise StopValidation(message)

    return check


def at_most(length: int) -> Length:
    """No longer than this."""
    return Length(max=length, message=lazy_gettext("Please keep it under %(max)d letters."))
