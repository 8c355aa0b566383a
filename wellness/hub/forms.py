from collections.abc import Iterable
from uuid import uuid4

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired, Length, Regexp, ValidationError

from wellness.hub.models import ReportKind
from wellness.hub.rules.reports import KINDS, LONGEST_NOTE
from wellness.web.fields import Lines


class ReportForm(FlaskForm):
    """What is wrong with an entry; nothing about who says so."""

    kind = RadioField(
        lazy_gettext("What is wrong?"),
        choices=[SelectChoice(str(kind), label) for kind, label in KINDS.items()],
        validators=[InputRequired(message=lazy_gettext("Choose what is wrong."))],
    )
    dial = RadioField(lazy_gettext("Which one?"), default="")
    note = Lines(
        lazy_gettext("Anything that helps us find out"),
        description=lazy_gettext(
            "You may leave this empty. Please don’t write about yourself: nobody answers here."
        ),
        validators=[
            Length(max=LONGEST_NOTE, message=lazy_gettext("Please keep it under 500 letters."))
        ],
    )
    key = HiddenField(
        default=lambda: str(uuid4()),
        validators=[
            Regexp(
                r"^[A-Za-z0-9-]{20,64}$",
                message=lazy_gettext("Please open the page again and report from there."),
            )
        ],
    )

    def offer(self, contacts: Iterable[tuple[str, str]]) -> None:
        """Let these contacts (as published, and in words) be chosen, or the whole entry."""
        there = [*dict(contacts).items(), ("", gettext("The whole entry"))]
        self.dial.choices = [SelectChoice(value, label) for value, label in there]

    def validate_note(self, field: Field) -> None:
        """Something else has to be said."""
        if self.kind.data == ReportKind.OTHER and not field.data:
            raise ValidationError(gettext("Tell us in a few words what is wrong."))
