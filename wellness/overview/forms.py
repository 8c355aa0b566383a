from uuid import uuid4

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    TextAreaField,
)
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from wellness.calendars.texts import clean

MOST_PLACES = 5_000
LONGEST_MESSAGE = 2_000
BOOKED, WAITING, BOTH = "booked", "waiting", "both"


class PlacesForm(FlaskForm):
    """How many places there are, and how many of them are given out at the door."""

    seen = HiddenField()
    capacity = IntegerField(
        lazy_gettext("Places in all"),
        validators=[
            Optional(),
            NumberRange(0, MOST_PLACES, lazy_gettext("Please type a number from 0 to 5000.")),
        ],
    )
    kept_for_door = IntegerField(
        lazy_gettext("Kept for the door"),
        description=lazy_gettext("Not bookable: for whoever just comes."),
        validators=[
            InputRequired(lazy_gettext("Please type a number, 0 for none.")),
            NumberRange(0, MOST_PLACES, lazy_gettext("Please type a number from 0 to 5000.")),
        ],
    )
    close_and_keep = BooleanField(lazy_gettext("Close booking, and let everyone keep their place"))

    def validate_kept_for_door(self, field: Field) -> None:
        """No more places can be kept than there are."""
        if self.capacity.data is not None and (field.data or 0) > self.capacity.data:
            raise ValidationError(
                gettext("That is more than there are places. Keep fewer for the door.")
            )


def _plain(text: str | None) -> str:
    """As a letter will hold it, so that it is looked at as it will be read."""
    return clean(text or "")


class MessageForm(FlaskForm):
    """A few lines to the people of one session."""

    key = HiddenField(default=lambda: str(uuid4()))
    to = RadioField(
        lazy_gettext("Who is it for?"),
        choices=[
            SelectChoice(BOOKED, lazy_gettext("Everybody with a place")),
            SelectChoice(WAITING, lazy_gettext("Everybody in line")),
            SelectChoice(BOTH, lazy_gettext("Both")),
        ],
        default=BOOKED,
    )
    text = TextAreaField(
        lazy_gettext("Your message"),
        filters=[_plain],
        validators=[
            DataRequired(lazy_gettext("Please write a line or two.")),
            Length(max=LONGEST_MESSAGE, message=lazy_gettext("Please keep it under 2000 letters.")),
        ],
    )

    @property
    def to_booked(self) -> bool:
        """Whether those with a place get it."""
        return bool(self.to.data != WAITING)

    @property
    def to_waiting(self) -> bool:
        """Whether those in line get it."""
        return bool(self.to.data != BOOKED)
