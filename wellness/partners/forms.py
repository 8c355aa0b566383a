from typing import Any

from babel import Locale
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, SelectField
from wtforms.validators import NumberRange, Optional
from wtforms.widgets import HiddenInput

from wellness.partners.models import Grant, Partner
from wellness.web.asking import at_most, needed, web_address
from wellness.web.fields import Lines, WholeNumber, Words
from wellness.web.language import chosen_language

_SOURCE = lazy_gettext("Where this was read, and when. Readers see it.")
_NO_SOURCE = lazy_gettext("Say where this was read: nothing is shown without.")


class _Said(FlaskForm):
    """Something that others may edit too."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {field.name: field.data for field in self if field.name not in _NOT_COLUMNS}

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return int(self.revision.data or 0)


_NOT_COLUMNS = frozenset({"csrf_token", "revision"})


class PartnerForm(_Said):
    """Who takes part."""

    name = Words(
        lazy_gettext("Name"),
        validators=[needed(lazy_gettext("Give the partner’s name.")), at_most(160)],
    )
    does = Lines(lazy_gettext("What they do"), validators=[at_most(400)])
    url = Words(lazy_gettext("Website"), validators=[web_address, at_most(300)])
    country = SelectField(lazy_gettext("Country"), validators=[Optional()])
    service_slug = SelectField(
        lazy_gettext("Their entry in the hub"),
        description=lazy_gettext("Readers find how to reach them there."),
        validators=[Optional()],
    )
    source = Words(
        lazy_gettext("Source"),
        description=_SOURCE,
        validators=[needed(_NO_SOURCE), at_most(400)],
    )

    def values(self) -> dict[str, Any]:
        """What was typed, by column; nothing chosen is an empty word."""
        chosen = {name: self[name].data or "" for name in ("country", "service_slug")}
        return super().values() | chosen

    def offer(self, entries: dict[str, str]) -> None:
        """The hub's entries and the world's countries to choose from."""
        names = Locale.parse(chosen_language()).territories
        countries = sorted(
            (str(name), code.lower())
            for code, name in names.items()
            if len(code) == 2 and code.isalpha()  # noqa: PLR2004 - ISO 3166-1
        )
        self.country.choices = [
            SelectChoice("", lazy_gettext("not said")),
            *(SelectChoice(code, name) for name, code in countries),
        ]
        known = dict(entries)
        if self.service_slug.data:
            known.setdefault(self.service_slug.data, self.service_slug.data)
        self.service_slug.choices = [
            SelectChoice("", lazy_gettext("none")),
            *(SelectChoice(slug, name) for slug, name in known.items()),
        ]


class GrantForm(_Said):
    """What was given, and for what."""

    given = Words(
        lazy_gettext("What was given"),
        validators=[needed(lazy_gettext("Say what was given.")), at_most(300)],
    )
    purpose = Words(lazy_gettext("For what"), validators=[at_most(300)])
    amount = Words(
        lazy_gettext("Amount"),
        description=lazy_gettext("As the source puts it. Empty: not published."),
        validators=[at_most(120)],
    )
    year = WholeNumber(
        lazy_gettext("Year"),
        validators=[
            Optional(),
            NumberRange(1900, 2200, lazy_gettext("Give a year, as in 2025.")),
        ],
    )
    source = Words(
        lazy_gettext("Source"),
        description=_SOURCE,
        validators=[needed(_NO_SOURCE), at_most(400)],
    )
    source_url = Words(
        lazy_gettext("Address of the source"), validators=[web_address, at_most(300)]
    )


def data_of(row: Partner | Grant) -> dict[str, Any]:
    """A row as its form holds it."""
    kind = PartnerForm if isinstance(row, Partner) else GrantForm
    names = [name for name in vars(kind) if hasattr(type(row), name)]
    return {name: getattr(row, name) for name in (*names, "revision")}
