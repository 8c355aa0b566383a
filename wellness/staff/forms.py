import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import (
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from wellness.staff.models import Role
from wellness.staff.passwords import LONGEST, SHORTEST, is_guessable
from wellness.staff.rules import LONGEST_NAME
from wellness.staff.words import ROLE_NAMES
from wellness.web.language import LANGUAGES

_ADDRESS = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
LONGEST_ADDRESS = 254
LONGEST_CREDENTIAL = 32_000


def _stripped(text: str | None) -> str:
    return " ".join((text or "").split())


def is_an_address(text: str) -> bool:
    """Whether a letter could be sent there."""
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def looks_like_an_address(_form: FlaskForm, field: Field) -> None:
    """Refuse what no letter can be sent to."""
    if not is_an_address(field.data):
        raise ValidationError(
            lazy_gettext(
                "That doesn’t look like a mail address. It should look like wren@example.org."
            )
        )


def _address_field() -> StringField:
    return StringField(
        lazy_gettext("Mail address"),
        filters=[_stripped],
        validators=[
            InputRequired(message=lazy_gettext("Please give the mail address.")),
            looks_like_an_address,
        ],
    )


def _name_field(label: object) -> StringField:
    return StringField(
        label,
        filters=[_stripped],
        validators=[
            InputRequired(message=lazy_gettext("Please give a name.")),
            Length(max=LONGEST_NAME, message=lazy_gettext("Please keep it under 80 letters.")),
        ],
    )


def _new_password_field() -> PasswordField:
    return PasswordField(
        lazy_gettext("New password"),
        validators=[
            InputRequired(message=lazy_gettext("Please choose a password.")),
            Length(
                min=SHORTEST,
                max=LONGEST,
                message=lazy_gettext(
                    "A password has at least 12 characters; a short sentence is fine."
                ),
            ),
        ],
    )


class _Refusing(FlaskForm):
    def refuse(self, name: str, sentence: str) -> None:
        """Say beside the field what is wrong with it."""
        self[name].errors = [*self[name].errors, sentence]


class SignInForm(_Refusing):
    """The first of two steps without a passkey."""

    email = _address_field()
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[InputRequired(message=lazy_gettext("Please give your password."))],
    )


class CodeForm(_Refusing):
    """The second step: six digits, or a code on paper."""

    code = StringField(
        lazy_gettext("Code"),
        filters=[_stripped],
        validators=[InputRequired(message=lazy_gettext("Please type in the code."))],
    )


class AgainForm(CodeForm):
    """Both steps at once, for somebody who is signed in."""

    password = PasswordField(
        lazy_gettext("Password"),
        validators=[InputRequired(message=lazy_gettext("Please give your password."))],
    )


class PasskeyForm(FlaskForm):
    """What a browser says for a key."""

    credential = HiddenField(
        validators=[InputRequired(), Length(max=LONGEST_CREDENTIAL)],
    )


class NewPasskeyForm(PasskeyForm):
    """A key just made, and what to call it."""

    name = StringField(
        lazy_gettext("What to call it"), filters=[_stripped], validators=[Length(max=60)]
    )


class NewPasswordForm(_Refusing):
    """A password somebody chooses; `known` are words of theirs that it may not be made of."""

    password = _new_password_field()
    known = ""

    def validate_password(self, field: Field) -> None:
        """Refuse what would be tried first."""
        if is_guessable(field.data, self.known):
            raise ValidationError(
                lazy_gettext("This is easy to guess. Take a few words that do not belong together.")
            )


class NewGeneratorForm(CodeForm):
    """The first code of a new generator."""


class StartForm(NewPasswordForm, CodeForm):
    """A password and the first code of a generator: all that signing in takes."""


class JoinForm(StartForm):
    """The same for somebody new."""

    name = _name_field(lazy_gettext("Your name"))


class JoinByKeyForm(PasskeyForm):
    """A name and a key just made."""

    name = _name_field(lazy_gettext("Your name"))


class ProfileForm(FlaskForm):
    """What somebody is called, and the language we write in."""

    name = _name_field(lazy_gettext("Your name"))
    language = RadioField(
        lazy_gettext("Language"),
        choices=[SelectChoice(code, name) for code, name in LANGUAGES.items()],
    )


class InviteForm(FlaskForm):
    """Who is invited to the team, and as what."""

    email = _address_field()
    name = _name_field(lazy_gettext("Name"))
    role = RadioField(
        lazy_gettext("What they do"),
        choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()],
        default=Role.ORGANIZER.value,
    )
    facilitator = SelectField(lazy_gettext("Whose sessions are theirs"))

    def __init__(self, facilitators: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(**more)
        self.facilitator.choices = _with_nobody(facilitators)

    def validate_facilitator(self, field: Field) -> None:
        """A facilitator is one of the festival's."""
        if self.role.data == Role.FACILITATOR and not field.data:
            raise ValidationError(lazy_gettext("Choose whose sessions are theirs."))


class MemberForm(FlaskForm):
    """What a member of the team does."""

    roles = SelectMultipleField(
        lazy_gettext("What they do"),
        choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[
            InputRequired(
                message=lazy_gettext("Leave at least one, or end their work here further below.")
            )
        ],
    )
    facilitator = SelectField(lazy_gettext("Whose sessions are theirs"))

    def __init__(self, facilitators: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(**more)
        self.facilitator.choices = _with_nobody(facilitators)

    def validate_facilitator(self, field: Field) -> None:
        """A facilitator is one of the festival's."""
        if Role.FACILITATOR in (self.roles.data or ()) and not field.data:
            raise ValidationError(lazy_gettext("Choose whose sessions are theirs."))


def _with_nobody(facilitators: Sequence[tuple[int, str]]) -> list[SelectChoice]:
    known = (SelectChoice(str(number), name) for number, name in facilitators)
    return [SelectChoice("", lazy_gettext("Nobody’s")), *known]
