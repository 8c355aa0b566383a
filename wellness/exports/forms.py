"""What may be asked for on the export page."""

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice

from wellness.exports.rules.kinds import KINDS, Format, Scope


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
