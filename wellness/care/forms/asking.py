import re
from typing import Any

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import Length, StopValidation

from wellness.care.rules.documents import Asked, Said
from wellness.care.rules.words import WAYS, WISHES, Way
from wellness.web.fields import Lines, Several, Words

LONGEST_TEXT = 4000
_MAIL = re.compile(r"[!-?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_TOO_LONG = lazy_gettext("Please keep it under %(max)d letters.")


def is_a_key(text: str | None) -> bool:
    """Whether this is a form's key as our pages make them: 256 random bits."""
    return bool(_KEY.fullmatch(text or ""))


def at_most(length: int) -> Length:
    """No longer than this."""
    return Length(max=length, message=_TOO_LONG)


def _mail_if_wanted(form: Any, field: Field) -> None:
    wanted = form.way.data == Way.MAIL.value or form.wants_letter.data
    if not field.data:
        if wanted:
            raise StopValidation(lazy_gettext("Give the address we may write to."))
        return
    if len(field.data) > 254 or not _MAIL.fullmatch(field.data):  # noqa: PLR2004 - RFC 5321
        raise StopValidation(
            lazy_gettext(
                "That doesn’t look like a mail address. It should look like wren@example.org."
            )
        )


def _phone_if_wanted(form: Any, field: Field) -> None:
    if form.way.data == Way.PHONE.value and not field.data:
        raise StopValidation(lazy_gettext("Give the number we may call."))


class AskForm(FlaskForm):
    """A request for help finding care. Nothing has to be filled in: the code always works."""

    key = HiddenField()
    festival = HiddenField(validators=[Length(max=60)])
    wishes = Several(
        lazy_gettext("What would help?"),
        description=lazy_gettext("Tick as many as you like, or none."),
        choices=[SelectChoice(wish.value, words) for wish, words in WISHES.items()],
        coerce=str,
    )
    text = Lines(
        lazy_gettext("What would help, in your own words"),
        description=lazy_gettext("As much or as little as you like. Nobody else reads it."),
        validators=[at_most(LONGEST_TEXT)],
    )
    country = Words(lazy_gettext("The country you are in"), validators=[at_most(60)])
    language = Words(lazy_gettext("The language you prefer"), validators=[at_most(60)])
    name = Words(
        lazy_gettext("What shall we call you?"),
        description=lazy_gettext("Any name."),
        validators=[at_most(60)],
    )
    way = RadioField(
        lazy_gettext("How may we answer?"),
        choices=[SelectChoice(way.value, words) for way, words in WAYS.items()],
        default=Way.HERE.value,
    )
    mail = StringField(
        lazy_gettext("Mail address, if you like"),
        filters=[lambda text: (text or "").strip()],
        validators=[_mail_if_wanted],
    )
    wants_letter = BooleanField(
        lazy_gettext("Mail me when there is an answer here"),
        description=lazy_gettext("It says that there is one, and nothing else."),
    )
    phone = Words(
        lazy_gettext("Phone number, if you like"), validators=[_phone_if_wanted, at_most(40)]
    )
    when = Words(
        lazy_gettext("When is a good time?"),
        description=lazy_gettext("Such as “after 16:00, not on Sunday”."),
        validators=[at_most(120)],
    )

    def asked(self, page_language: str) -> Asked:
        """What was asked."""
        return Asked(
            country=self.country.data or "",
            language=self.language.data or "",
            wishes=tuple(self.wishes.data or ()),
            text=self.text.data or "",
            way=self.way.data or "",
            mail=self.mail.data or "",
            phone=self.phone.data or "",
            when=self.when.data or "",
            name=self.name.data or "",
            wants_letter=bool(self.wants_letter.data),
            page_language=page_language,
        )


class FollowForm(FlaskForm):
    """The code of a request."""

    code = StringField(lazy_gettext("Your code"))

    def refuse(self, sentence: str) -> None:
        """Say beside the field what is wrong with it."""
        self.code.errors = [*self.code.errors, sentence]


class WriteForm(FlaskForm):
    """Something more, by whoever asked."""

    code = HiddenField()
    key = HiddenField()
    text = Lines(
        lazy_gettext("Write back"),
        validators=[
            Length(min=1, message=lazy_gettext("Write something first.")),
            at_most(LONGEST_TEXT),
        ],
    )

    def said(self) -> Said:
        """What was written."""
        return Said(self.text.data)
