from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

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
