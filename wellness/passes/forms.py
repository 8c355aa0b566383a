import re

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp, ValidationError

from wellness.passes.rules import LONGEST_ADDRESS, LONGEST_NAME, TypedCode, read_code

_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


def looks_like_an_address(_form: FlaskForm, field: Field) -> None:
    """Refuse what no letter can be sent to."""
    if len(field.data) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(field.data):
        raise ValidationError(
            lazy_gettext(
                "That doesn’t look like a mail address. It should look like wren@example.org."
            )
        )


def _stripped(text: str | None) -> str:
    return (text or "").strip()


class CodeForm(FlaskForm):
    """The code of a pass, typed in on another phone."""

    code = StringField(lazy_gettext("Your code"))

    def typed(self) -> TypedCode | None:
        """The code that was meant; None if this is no code at all."""
        return read_code(self.code.data or "")

    def refuse(self, sentence: str) -> None:
        """Say beside the field what is wrong with it."""
        self.code.errors = [*self.code.errors, sentence]


class AddressForm(FlaskForm):
    """A mail address to write to, once."""

    email = StringField(
        lazy_gettext("Your mail address"),
        filters=[_stripped],
        validators=[
            InputRequired(message=lazy_gettext("Please give us the address to write to.")),
            looks_like_an_address,
        ],
    )


class NameForm(FlaskForm):
    """What the holder of a pass would like to be called."""

    chosen_name = StringField(
        lazy_gettext("A name for your places"),
        filters=[_stripped],
        validators=[
            Length(max=LONGEST_NAME, message=lazy_gettext("Please keep it under 60 letters."))
        ],
    )


class LettersForm(FlaskForm):
    """Whether and how we write."""

    email = StringField(
        lazy_gettext("Your mail address"),
        filters=[_stripped],
        validators=[Optional(), looks_like_an_address],
    )
    wants_letters = BooleanField(lazy_gettext("Write to me about my places"))
    wants_invitations = BooleanField(lazy_gettext("Send calendar invitations along"))
    wants_full_titles = BooleanField(lazy_gettext("Name support sessions in letters"))


class PageForm(FlaskForm):
    """A button whose page has a key of its own, so that pressing it twice is pressing it once.

    It carries no other token: the address holds a secret, and a session for every visitor would
    be one for mail scanners too.
    """

    class Meta:
        """No token of the session."""

        csrf = False

    key = HiddenField(validators=[InputRequired(), Regexp(r"^[A-Za-z0-9_-]{20,64}$")])
