from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from wellness.feeds.models import FeedKind

LONGEST_LABEL = 60


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


class FeedForm(FlaskForm):
    """What one secret calendar is called and what it shows."""

    label = StringField(
        lazy_gettext("Which phone or app is it for?"),
        filters=[_stripped],
        validators=[
            Length(max=LONGEST_LABEL, message=lazy_gettext("Please keep it under 60 letters."))
        ],
    )
    is_discreet = BooleanField(lazy_gettext("Call support sessions “Festival booking”"))
    alarm = SelectField(
        lazy_gettext("Ring before a session starts?"),
        choices=[
            SelectChoice("", lazy_gettext("No")),
            SelectChoice("10", lazy_gettext("10 minutes before")),
            SelectChoice("30", lazy_gettext("30 minutes before")),
            SelectChoice("60", lazy_gettext("An hour before")),
        ],
        default="",
    )

    @property
    def alarm_minutes(self) -> int | None:
        """Minutes before the start, None for silence."""
        return int(self.alarm.data) if self.alarm.data else None


class StaffFeedForm(FlaskForm):
    """Which calendar of one's work, and where it is for."""

    kind = RadioField(
        lazy_gettext("What should be in it?"),
        choices=[
            SelectChoice(FeedKind.MINE, lazy_gettext("My sessions")),
            SelectChoice(FeedKind.DRAFT, lazy_gettext("The whole draft")),
        ],
    )
    label = StringField(
        lazy_gettext("Which phone or app is it for?"),
        filters=[_stripped],
        validators=[
            Length(max=LONGEST_LABEL, message=lazy_gettext("Please keep it under 60 letters."))
        ],
    )

    def offer(self, kinds: list[FeedKind]) -> None:
        """Leave only these to choose from, the first chosen."""
        self.kind.choices = [each for each in self.kind.choices if each.value in kinds]
        if not self.kind.data or self.kind.data == "None":
            self.kind.data = kinds[0]
