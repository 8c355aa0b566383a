from uuid import uuid4

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

LONGEST_NOTE = 300


class ReleaseForm(FlaskForm):
    """What to release is ticked beside it; this is the rest of the form."""

    key = HiddenField(default=lambda: str(uuid4()))
    version = IntegerField(validators=[InputRequired()])
    note = TextAreaField(
        lazy_gettext("A note for the team"),
        description=lazy_gettext("Only your team sees it, in the list of releases."),
        validators=[
            Optional(),
            Length(max=LONGEST_NOTE, message=lazy_gettext("Please keep it under 300 letters.")),
        ],
    )
