from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from wellness.care.forms.asking import LONGEST_TEXT, at_most
from wellness.care.models import CareTeam, CareTemplate
from wellness.care.rules.documents import Said
from wellness.care.rules.wording import PLACEHOLDERS, unknown_placeholders
from wellness.care.rules.words import REASONS
from wellness.hub.models import Service
from wellness.staff.models import Account
from wellness.web.fields import Lines, WholeNumber, Words
from wellness.web.language import LANGUAGES
from wellness.web.versions import PLUMBING

NOTHING = SelectChoice("", lazy_gettext("None"))


class AnswerForm(FlaskForm):
    """What the team writes to the person, with up to three entries of the hub."""

    key = HiddenField()
    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])
    text = Lines(
        lazy_gettext("Your answer"),
        validators=[
            Length(min=1, message=lazy_gettext("Write something first.")),
            at_most(LONGEST_TEXT),
        ],
    )
    link_1 = SelectField(lazy_gettext("From the hub"), choices=[NOTHING], default="")
    link_2 = SelectField(lazy_gettext("Another one"), choices=[NOTHING], default="")
    link_3 = SelectField(lazy_gettext("And another"), choices=[NOTHING], default="")

    def offer(self, services: list[Service]) -> None:
        """Let these entries be chosen."""
        choices = [NOTHING, *(SelectChoice(each.slug, each.name) for each in services)]
        for field in (self.link_1, self.link_2, self.link_3):
            field.choices = choices

    def said(self) -> Said:
        """What was written."""
        chosen = (self.link_1.data, self.link_2.data, self.link_3.data)
        return Said(self.text.data, tuple(dict.fromkeys(slug for slug in chosen if slug)))


class NoteForm(FlaskForm):
    """What navigators write to each other."""

    key = HiddenField()
    note = Lines(
        lazy_gettext("A note for the team"),
        description=lazy_gettext("The person never sees it. It is erased with the request."),
        validators=[
            Length(min=1, message=lazy_gettext("Write something first.")),
            at_most(LONGEST_TEXT),
        ],
    )

    def said(self) -> Said:
        """What was written."""
        return Said(self.note.data)


class CloseForm(FlaskForm):
    """Why nothing more is owed."""

    reason = RadioField(
        lazy_gettext("Why do you close it?"),
        choices=[SelectChoice(reason.value, words) for reason, words in REASONS.items()],
        validators=[InputRequired(lazy_gettext("Choose what fits best."))],
    )


class HandOverForm(FlaskForm):
    """Who goes on with it."""

    to = SelectField(lazy_gettext("Hand it over to"), coerce=int, choices=[])

    def offer(self, navigators: list[Account], assigned_id: int | None) -> None:
        """Let the others of the team be chosen."""
        self.to.choices = [
            SelectChoice(each.id, each.name) for each in navigators if each.id != assigned_id
        ]


class KeptForm(FlaskForm):
    """A form of something that others may edit too."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()], default=0)

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {field.name: field.data for field in self if field.name not in PLUMBING}

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return int(self.revision.data or 0)


def _known_names(_form: FlaskForm, field: Field) -> None:
    strange = unknown_placeholders(field.data or "")
    if strange:
        known = ", ".join(f"${name}" for name in PLACEHOLDERS)
        raise ValidationError(
            lazy_gettext(
                "We don’t know %(strange)s. There are %(known)s; a plain dollar is written $$.",
                strange=", ".join(dict.fromkeys(strange)),
                known=known,
            )
        )


class TemplateForm(KeptForm):
    """Words to begin an answer with."""

    title = Words(
        lazy_gettext("Title"),
        description=lazy_gettext("For you: the person does not see it."),
        validators=[
            Length(min=1, message=lazy_gettext("Give it a title.")),
            at_most(80),
        ],
    )
    language = SelectField(
        lazy_gettext("Language"),
        choices=[SelectChoice(*each) for each in LANGUAGES.items()],
        default="en",
    )
    body = Lines(
        lazy_gettext("The words"),
        description=lazy_gettext(
            "$name, $team, $festival and $hours are filled in when you choose it."
        ),
        validators=[
            Length(min=1, message=lazy_gettext("Write something first.")),
            at_most(LONGEST_TEXT),
            _known_names,
        ],
    )


class TeamForm(KeptForm):
    """Who answers, when, and what the page says."""

    name = Words(
        lazy_gettext("Who answers"),
        description=lazy_gettext("As people read it: “Stillwater’s care team”."),
        validators=[
            Length(min=1, message=lazy_gettext("Say who answers.")),
            at_most(80),
        ],
    )
    is_open = BooleanField(
        lazy_gettext("Take requests"),
        description=lazy_gettext(
            "Switched off, the page says kindly that nobody answers now and shows other ways."
        ),
    )
    answer_hours = WholeNumber(
        lazy_gettext("Answer within how many hours"),
        description=lazy_gettext("It is promised above the form. Overdue requests are marked."),
        default=48,
        validators=[
            InputRequired(lazy_gettext("Give a number from 1 to 336.")),
            NumberRange(1, 336, lazy_gettext("Give a number from 1 to 336.")),
        ],
    )
    hours_note = Words(
        lazy_gettext("When the team works"),
        description=lazy_gettext("Such as “every day from 10 to 18, German time”."),
        validators=[at_most(160)],
    )
    text = Lines(
        lazy_gettext("What else the page says"),
        description=lazy_gettext("Who you are and what you can do. Plain words."),
        validators=[at_most(1000)],
    )
    keep_days = WholeNumber(
        lazy_gettext("Days until a closed request is erased"),
        description=lazy_gettext("90 at most."),
        default=90,
        validators=[
            InputRequired(lazy_gettext("Give a number from 1 to 90.")),
            NumberRange(1, 90, lazy_gettext("Give a number from 1 to 90.")),
        ],
    )


def data_of(row: CareTeam | CareTemplate | None) -> dict[str, Any]:
    """What a form of this row holds."""
    if row is None:
        return {"revision": 0}
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}
