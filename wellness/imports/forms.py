"""What is asked about a file: which one, how it is to be read, what its words mean here."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import DateField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from wellness.imports.formats.rows import Column
from wellness.imports.formats.sheet import COLUMNS, heading_of
from wellness.imports.queries.pending import Unknown
from wellness.imports.rules.asking import MAKE, Answers
from wellness.imports.rules.namebook import There
from wellness.imports.rules.words import printable

SHOWN_NAMES = 30
"""Categories or places asked about one by one; the rest is answered together."""
_LONGEST_NAME = 120


class SettingsForm(FlaskForm):
    """How a file is to be read, where it doesn't say so itself."""

    format = SelectField(
        lazy_gettext("Format"),
        choices=[
            SelectChoice("", lazy_gettext("Told by the content")),
            SelectChoice("csv", lazy_gettext("CSV table")),
            SelectChoice("icalendar", lazy_gettext("iCalendar")),
            SelectChoice("frab", lazy_gettext("Schedule XML (frab, c3voc, pretalx)")),
            SelectChoice("c3voc", lazy_gettext("Schedule JSON (frab, c3voc)")),
            SelectChoice("pretalx", lazy_gettext("pretalx export")),
            SelectChoice("burning-man", lazy_gettext("Burning Man JSON")),
            SelectChoice("emf", lazy_gettext("EMF JSON or iCalendar")),
            SelectChoice("wellness", lazy_gettext("Our own JSON")),
        ],
    )
    zone = StringField(
        lazy_gettext("Time zone"),
        description=lazy_gettext(
            "Of times that name none, such as Europe/London. Left empty: the file’s own, else the "
            "festival’s."
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[Length(max=60, message=lazy_gettext("That is no time zone."))],
    )
    base_date = DateField(
        lazy_gettext("First day"),
        description=lazy_gettext(
            "For files that say “Friday” or “day 2”. Left empty: the festival’s first day."
        ),
        validators=[Optional()],
    )
    shift_to = DateField(
        lazy_gettext("Move the programme to"),
        description=lazy_gettext(
            "Its first day falls on this one, and everything moves with it. Left empty: it stays."
        ),
        validators=[Optional()],
    )
    length = IntegerField(
        lazy_gettext("Minutes, where no end is told"),
        description=lazy_gettext(
            "Left empty: what is usual for its kind, else the row is refused."
        ),
        validators=[
            Optional(),
            NumberRange(1, 720, message=lazy_gettext("Give a number of minutes from 1 to 720.")),
        ],
    )

    def answers(self) -> Answers:
        """What was typed, as answers about the file."""
        return Answers(
            format=self.format.data or "",
            zone=self.zone.data or "",
            base_date=self.base_date.data,
            shift_to=self.shift_to.data,
            length=self.length.data,
        )

    def refuse(self, field: str, sentence: str) -> None:
        """Say beside a field what is wrong with it."""
        self[field].errors = [*self[field].errors, sentence]


class UploadForm(SettingsForm):
    """A file, and how it is to be read."""

    file = FileField(lazy_gettext("Programme file"))

    @property
    def sent(self) -> FileStorage | None:
        """The file that came, if one did."""
        found = self.file.data
        return found if isinstance(found, FileStorage) and found.filename else None


def shown_name(name: str | None) -> str:
    """What the browser called the file, to be shown: no path, nothing that can't be printed."""
    bare = " ".join(printable(name or "").replace("\\", "/").rpartition("/")[2].split())
    return bare[-_LONGEST_NAME:] or "file"


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing asked about: its select's name, what it is called, what is chosen."""

    field: str
    label: str
    chosen: str
    samples: tuple[str, ...] = ()
    sessions: int = 0


def column_choices(columns: Sequence[Column]) -> list[Choice]:
    """A select for each column of a table."""
    return [
        Choice(f"column-{place}", column.heading, column.name, column.samples)
        for place, column in enumerate(columns)
    ]


def columns_said(columns: Sequence[Column], typed: Mapping[str, str]) -> dict[str, str]:
    """What was chosen for each heading; a word that is no column's name leaves it out."""
    said = {}
    for place, column in enumerate(columns):
        name = typed.get(f"column-{place}", "")
        said[heading_of(column.heading)] = name if name in COLUMNS else ""
    return said


def name_choices(
    kind: str, unknown: Sequence[Unknown], told: Mapping[str, str], there: Sequence[There]
) -> list[Choice]:
    """A select for each of the first names that the festival doesn't have."""
    ids = {str(each.id) for each in there}
    return [
        Choice(
            _field(kind, each.key),
            each.name,
            _still(told.get(each.key, MAKE), ids),
            sessions=each.sessions,
        )
        for each in unknown[:SHOWN_NAMES]
    ]


def names_said(
    kind: str,
    unknown: Sequence[Unknown],
    typed: Mapping[str, str],
    there: Sequence[There],
    words: frozenset[str],
) -> dict[str, str]:
    """What was chosen for each name, by its key; those beyond the first share one answer."""
    allowed = words | {str(each.id) for each in there}
    rest = typed.get(f"{kind}-rest", MAKE)
    said = {}
    for place, each in enumerate(unknown):
        word = typed.get(_field(kind, each.key), MAKE) if place < SHOWN_NAMES else rest
        said[each.key] = word if word in allowed else MAKE
    return said


def _field(kind: str, key: str) -> str:
    return f"{kind}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _still(word: str, ids: set[str]) -> str:
    return MAKE if word.isdigit() and word not in ids else word
