"""What may be asked for on the export page, and of sheets of paper."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectChoice, SelectField

from wellness.exports.rules.kinds import KINDS, Format, Scope
from wellness.exports.rules.sheets import Hangs, Paper
from wellness.festivals.models import Space
from wellness.web.formatting import begins, day_name

ALL = "all"


class ExportForm(FlaskForm):
    """Which state of the programme, as which file."""

    scope = RadioField(
        lazy_gettext("Which programme"),
        choices=[
            SelectChoice(Scope.RELEASED.value, lazy_gettext("As released: what everybody sees")),
            SelectChoice(Scope.DRAFT.value, lazy_gettext("The draft: as you work on it now")),
        ],
        default=Scope.RELEASED.value,
    )
    format = RadioField(
        lazy_gettext("As what"),
        choices=[SelectChoice(each.value, KINDS[each].name) for each in Format],
        default=Format.CSV.value,
    )


class PrintForm(FlaskForm):
    """Which day, which space, how. Asked by link, so that a sheet has an address."""

    class Meta:
        """Nothing is changed by it."""

        csrf = False

    day = SelectField(lazy_gettext("Day"))
    space = SelectField(lazy_gettext("Space"))
    hangs = RadioField(
        lazy_gettext("Where it hangs"),
        choices=[
            SelectChoice(
                Hangs.OUTSIDE.value, lazy_gettext("Outside: support sessions without their title")
            ),
            SelectChoice(Hangs.INSIDE.value, lazy_gettext("Inside: every title")),
        ],
        default=Hangs.OUTSIDE.value,
    )
    paper = RadioField(
        lazy_gettext("Paper"),
        choices=[
            SelectChoice(Paper.A3.value, lazy_gettext("A3")),
            SelectChoice(Paper.A4.value, lazy_gettext("A4")),
        ],
        default=Paper.A3.value,
    )

    @classmethod
    def asked(
        cls, args: MultiDict[str, str], days: Iterable[date], spaces: list[Space], today: date
    ) -> Self:
        """The form as asked for; today's day and every space where nothing was."""
        known = list(days)
        first = today if today in known else known[0]
        form = cls(formdata=args, data={"day": first.isoformat(), "space": ALL})
        form.day.choices = [SelectChoice(day.isoformat(), begins(day_name(day))) for day in known]
        form.space.choices = [
            SelectChoice(ALL, lazy_gettext("All spaces, a sheet each")),
            *(SelectChoice(space.slug, space.name) for space in spaces),
        ]
        return form
