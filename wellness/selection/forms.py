from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, RadioField, SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from wellness.calls.models import Call
from wellness.selection.rules.scores import SCALE
from wellness.staff.models import Account
from wellness.web.fields import Lines, Several
from wellness.web.versions import PLUMBING

SCORE = "score-"
LONGEST_REMARK = 2000


class PanelForm(FlaskForm):
    """Who sits on the panel of a call."""

    members = Several(lazy_gettext("Who reads the applications"), choices=[], coerce=str)

    def offer(self, candidates: list[Account]) -> None:
        """Let any of these be chosen."""
        self.members.choices = [SelectChoice(str(each.id), each.name) for each in candidates]


class ReadingForm(FlaskForm):
    """What one member of the panel makes of one application. Made by `reading_form`."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])
    remark = Lines(
        lazy_gettext("Remark"),
        description=lazy_gettext("For the organizers alone. Whoever applied never sees it."),
        validators=[
            Length(
                max=LONGEST_REMARK, message=lazy_gettext("Please keep it under %(max)d letters.")
            )
        ],
    )

    def values(self) -> dict[str, Any]:
        """What was given, by field."""
        return {field.name: field.data for field in self if field.name not in PLUMBING}

    @property
    def seen(self) -> int:
        """The revision that was looked at, 0 for none."""
        return int(self.revision.data or 0)

    @property
    def criteria(self) -> list[RadioField]:
        """The fields that score, in the order of the call's criteria."""
        return [field for field in self if field.name.startswith(SCORE)]


def reading_form(call: Call, data: Mapping[str, Any] | None = None) -> ReadingForm:
    """The form for the criteria of `call`: filled with `data`, or with what was sent."""

    class OfThisCall(ReadingForm):
        pass

    for each in call.criteria:
        field = RadioField(
            str(each["label"]),
            description=str(each.get("hint", "")),
            choices=[SelectChoice(str(score), str(score)) for score in SCALE],
            validators=[Optional()],
            validate_choice=False,
        )
        setattr(OfThisCall, f"{SCORE}{each['key']}", field)
    if data is None:
        return OfThisCall()
    return OfThisCall(formdata=None, data=dict(data))


def scores_in(values: Mapping[str, Any]) -> dict[str, int]:
    """The scores among a form's values, by the key of the criterion; others are left out."""
    known = {str(score): score for score in SCALE}
    return {
        name.removeprefix(SCORE): known[str(value)]
        for name, value in values.items()
        if name.startswith(SCORE) and str(value) in known
    }
