from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, ValidationError

from wellness.calls.forms.ground import RevisedForm, RowsField, at_most, needed
from wellness.calls.models import Call
from wellness.programme.models import Activity
from wellness.web.fields import Lines, WallClockField, WholeNumber, Words

MOST_PLACES = 500
COLUMNS = (
    *("title", "summary", "description", "who_may_apply", "opens_at", "closes_at", "answers_by"),
    *("is_blind", "slots_each", "offer_hours", "agreement", "activity_id"),
)
"""Columns of a call that its form sets as they are."""


class CallForm(RevisedForm):
    """Everything about a call but its questions. Make it with meta=clock_of(festival)."""

    title = Words(
        lazy_gettext("Title"),
        validators=[needed(lazy_gettext("Give the call a title.")), at_most(160)],
    )
    summary = Words(
        lazy_gettext("In one sentence"),
        description=lazy_gettext("Stands in the list of calls."),
        validators=[at_most(300)],
    )
    description = Lines(
        lazy_gettext("Text"),
        description=lazy_gettext("What it is, what residents get. ## makes a heading, - a list."),
        validators=[at_most(20_000)],
    )
    who_may_apply = Lines(lazy_gettext("Who may apply"), validators=[at_most(5000)])
    opens_at = WallClockField(
        lazy_gettext("Opens"),
        description=lazy_gettext("On the festival's clock. Empty: when it is published."),
    )
    closes_at = WallClockField(lazy_gettext("Closes"))
    answers_by = WallClockField(
        lazy_gettext("Everybody has an answer by"),
        description=lazy_gettext("This is promised to everybody who applies."),
    )
    roles = RowsField(
        lazy_gettext("Roles"),
        columns=("name", "places"),
        description=lazy_gettext("Whom you look for, and how many. None: no role is asked."),
    )
    is_blind = BooleanField(
        lazy_gettext("The panel reads without names and links"),
        description=lazy_gettext("Until it is decided. Say with each question what shows a name."),
    )
    criteria = RowsField(
        lazy_gettext("What the panel looks at"),
        columns=("name", "hint"),
        description=lazy_gettext("Each is scored from 1 to 5. Applicants see the names."),
    )
    offer_hours = WholeNumber(
        lazy_gettext("Hours to say yes or no to an offer"),
        validators=[needed(lazy_gettext("Give a number of hours, as in 72."))],
    )
    activity_id = SelectField(
        lazy_gettext("Studio time"),
        description=lazy_gettext("Slots of this are given to those who are chosen."),
        coerce=lambda value: int(value) if value and value != "None" else None,
    )
    slots_each = WholeNumber(
        lazy_gettext("Slots in a row for each resident"),
        validators=[needed(lazy_gettext("Give a number of slots, as in 1."))],
    )
    agreement = Lines(
        lazy_gettext("What residents agree to"),
        description=lazy_gettext(
            "Rights, shares, the house's rules. New words are a new version: residents are asked"
            " again."
        ),
        validators=[at_most(20_000)],
    )

    def offer(self, activities: list[Activity]) -> None:
        """Let the studio time be one of these."""
        none = SelectChoice("", gettext("None yet"))
        self.activity_id.choices = [none, *(SelectChoice(str(a.id), a.title) for a in activities)]

    def validate_closes_at(self, field: WallClockField) -> None:
        """Refuse a closing before the opening."""
        if field.data and self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(gettext("It has to close after it opens."))

    def validate_answers_by(self, field: WallClockField) -> None:
        """Refuse a promise that nobody can keep."""
        if field.data and self.closes_at.data and field.data <= self.closes_at.data:
            raise ValidationError(gettext("Answers come after the closing."))

    def validate_roles(self, field: RowsField) -> None:
        """Refuse a role without a number of places."""
        for row in field.data:
            if not (row["places"].isascii() and row["places"].isdigit()):
                raise ValidationError(gettext("Give each role a number of places, as in 2."))
            if not 1 <= int(row["places"][:6]) <= MOST_PLACES:
                raise ValidationError(gettext("A role has 1 to 500 places."))

    def validate_offer_hours(self, field: WholeNumber) -> None:
        """Refuse what the call can't hold."""
        if field.data is not None and not 1 <= field.data <= 720:  # noqa: PLR2004 - as the table says
            raise ValidationError(gettext("Give a number from 1 to 720."))

    def validate_slots_each(self, field: WholeNumber) -> None:
        """Refuse what the call can't hold."""
        if field.data is not None and not 1 <= field.data <= 40:  # noqa: PLR2004 - as the table says
            raise ValidationError(gettext("Give a number from 1 to 40."))


class TitleForm(FlaskForm):
    """What a new call is called; the rest comes on its page."""

    title = Words(
        lazy_gettext("Title"),
        validators=[needed(lazy_gettext("Give the call a title.")), at_most(160)],
    )


class ExtendForm(RevisedForm):
    """A later closing."""

    closes_at = WallClockField(
        lazy_gettext("Closes"), validators=[needed(lazy_gettext("Give day and time."))]
    )


def data_of_call(call: Call) -> dict[str, Any]:
    """The call as its form holds it."""
    roles = [{"key": str(r.id), "name": r.name, "places": str(r.places)} for r in call.roles]
    criteria = [
        {"key": str(c["key"]), "name": str(c["label"]), "hint": str(c.get("hint", ""))}
        for c in call.criteria
    ]
    held = {name: getattr(call, name) for name in (*COLUMNS, "revision")}
    return held | {"roles": tuple(roles), "criteria": tuple(criteria)}
