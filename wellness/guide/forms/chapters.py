"""The forms of authors. A field is called as the column it is for."""

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, IntegerField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from wellness import clock
from wellness.festivals.addresses import slug_of
from wellness.guide.models import GuideRole
from wellness.web.fields import Lines, Several, Words
from wellness.web.language import LANGUAGES
from wellness.web.versions import PLUMBING

LONGEST_TEXT = 40_000
"""Letters of one part of a chapter: more than anybody reads on a phone."""
ROLE_CHOICES = (
    SelectChoice(GuideRole.ARTIST.value, lazy_gettext("Artists")),
    SelectChoice(GuideRole.SONGWRITER.value, lazy_gettext("Songwriters")),
    SelectChoice(GuideRole.CREW.value, lazy_gettext("Crew")),
    SelectChoice(GuideRole.MANAGER.value, lazy_gettext("Managers")),
    SelectChoice(GuideRole.LABEL.value, lazy_gettext("Labels")),
)


def _at_most(length: int) -> Length:
    return Length(max=length, message=lazy_gettext("Please keep it under %(max)d letters."))


class RevisedForm(FlaskForm):
    """A form of something that others may edit too."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def values(self) -> dict[str, Any]:
        """What was typed, by column."""
        return {field.name: field.data for field in self if field.name not in PLUMBING}

    @property
    def seen(self) -> int:
        """The revision that was looked at."""
        return int(self.revision.data or 0)


class TextForm(RevisedForm):
    """The words of a chapter in one language."""

    title = Words(
        lazy_gettext("Title"),
        validators=[InputRequired(lazy_gettext("Give the chapter a title.")), _at_most(120)],
    )
    summary = Lines(
        lazy_gettext("What it helps with"),
        description=lazy_gettext("One sentence, shown in the contents."),
        validators=[_at_most(300)],
    )
    body = Lines(
        lazy_gettext("Text"),
        description=lazy_gettext(
            "Markdown: ## for a heading, - for a list, **strong**. Link to a service with "
            "[its name](hub:its-address), to another chapter with [its title](guide:its-address)."
        ),
        validators=[_at_most(LONGEST_TEXT)],
    )
    short = Lines(
        lazy_gettext("Five minutes"),
        description=lazy_gettext("What to read if there is no more time. May stay empty."),
        validators=[_at_most(LONGEST_TEXT)],
    )
    worksheet = Lines(
        lazy_gettext("Worksheet"),
        description=lazy_gettext(
            "Questions to write on. Three underscores alone on a line make one line to write on."
        ),
        validators=[_at_most(LONGEST_TEXT)],
    )
    roles = Several(
        lazy_gettext("Whom it is for"),
        description=lazy_gettext("None chosen: for everybody."),
        choices=list(ROLE_CHOICES),
        coerce=str,
    )

    def only_words(self) -> None:
        """Take out what is not this author's to say: whom a chapter of the house is for."""
        del self.roles


class NewChapterForm(TextForm):
    """A chapter of the festival's own."""

    language = SelectField(
        lazy_gettext("Language"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
        coerce=str,
        default="en",
    )
    slug = Words(
        lazy_gettext("Address"),
        description=lazy_gettext("Small letters and hyphens, for ever. Empty: made of the title."),
        validators=[_at_most(60)],
    )
    key = HiddenField()

    def validate_slug(self, field: Any) -> None:
        """As it may stand in an address."""
        if field.data and slug_of(field.data, "") != field.data:
            raise ValidationError(
                lazy_gettext("Use small letters, digits and single hyphens, as in before-you-come.")
            )


class ReviewForm(RevisedForm):
    """Who found the published words right."""

    reviewer = Words(
        lazy_gettext("Who reviewed it"),
        validators=[InputRequired(lazy_gettext("Give their name.")), _at_most(120)],
    )
    reviewer_is = Words(
        lazy_gettext("What they are"),
        description=lazy_gettext("Readers see it: “clinical psychologist, Lakeside clinic”."),
        validators=[InputRequired(lazy_gettext("Say what they are.")), _at_most(160)],
    )
    reviewed_on = DateField(
        lazy_gettext("On which day"),
        validators=[InputRequired(lazy_gettext("Give the day, as in 2026-06-05."))],
    )
    review_due_on = DateField(
        lazy_gettext("To be looked at again by"),
        description=lazy_gettext("Empty: a year later."),
        validators=[Optional()],
    )

    def validate_reviewed_on(self, field: Any) -> None:
        """A review has happened."""
        if field.data and field.data > clock.now().date():
            raise ValidationError(lazy_gettext("That day is still to come."))

    def validate_review_due_on(self, field: Any) -> None:
        """After the review."""
        if field.data and self.reviewed_on.data and field.data <= self.reviewed_on.data:
            raise ValidationError(lazy_gettext("Give a day after the review."))


class EditionForm(RevisedForm):
    """What a festival adds to its guide."""

    welcome = Lines(
        lazy_gettext("Welcome"),
        description=lazy_gettext("Above the chapters, in Markdown. May stay empty."),
        validators=[_at_most(4000)],
    )
    contacts = Lines(
        lazy_gettext("Whom to find on site"),
        description=lazy_gettext(
            "Below the festival's line of help, in Markdown: which tent, which radio channel, "
            "which hours. No names."
        ),
        validators=[_at_most(4000)],
    )
