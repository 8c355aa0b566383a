from uuid import uuid4

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from wellness.booking.actions import BookPlace

CONSENT_VERSION = "2026-11"
"""Raised whenever the consent sentence below says something else."""
CONSENT = lazy_gettext(
    "Yes, keep this booking for me. It may say something about my health, so it is used for "
    "nothing else and erased after the festival. I can take this back at any time."
)


class BookForm(FlaskForm):
    """The one small form: who, how many, and a yes where the session needs one."""

    chosen_name = StringField(
        lazy_gettext("A name for your place"),
        description=lazy_gettext("Any name will do, or none. Only the facilitator sees it."),
        validators=[Length(max=60, message=lazy_gettext("Please keep it under 60 letters."))],
    )
    seats = RadioField(
        lazy_gettext("How many of you?"),
        choices=[
            SelectChoice("1", lazy_gettext("Just me")),
            SelectChoice("2", lazy_gettext("Me and someone with me")),
        ],
        default="1",
        validators=[Optional()],
    )
    consent = BooleanField(CONSENT)
    agreed = BooleanField()
    of_age = BooleanField()
    key = HiddenField(
        default=lambda: str(uuid4()),
        validators=[
            Regexp(
                r"^[A-Za-z0-9-]{0,64}$",
                message=lazy_gettext("Please open the page again and book from there."),
            )
        ],
    )
    swap = BooleanField()
    keep_both = BooleanField()

    def wish(self, bookable_id: int, pass_id: int) -> BookPlace:
        """The wish this form holds, for this pass."""
        return BookPlace(
            bookable_id=bookable_id,
            pass_id=pass_id,
            seats=int(self.seats.data or 1),
            key=self.key.data or None,
            swap=bool(self.swap.data),
            keep_both=bool(self.keep_both.data),
            consent=CONSENT_VERSION if self.consent.data else None,
            agreed=bool(self.agreed.data),
            of_age=bool(self.of_age.data),
        )

    def ask_for(self, *, consent: str, min_age: int | None) -> None:
        """Make what the session asks of people required: its own sentence, an age."""
        if consent:
            self.agreed.label.text = gettext("I agree: %(sentence)s", sentence=consent)
            self.agreed.validators = [
                InputRequired(
                    message=lazy_gettext("Please tick that you agree; this session asks for it.")
                )
            ]
        if min_age:
            self.of_age.label.text = gettext("I am %(age)s or over", age=min_age)
            self.of_age.validators = [
                InputRequired(
                    message=gettext(
                        "This session is for people of %(age)s or over. Please tick that you are.",
                        age=min_age,
                    )
                )
            ]

    def ask_for_consent(self) -> None:
        """Make the yes required: support sessions are not stored without it."""
        self.consent.validators = [
            InputRequired(message=lazy_gettext("Please tick this so that we may keep your place."))
        ]


class TakeForm(FlaskForm):
    """Say yes to an offered place, swapping or keeping what overlaps."""

    swap = BooleanField()
    keep_both = BooleanField()
