"""What the forms of setting up share. A field is called as the column it is for."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import IntegerField, SelectChoice, StringField
from wtforms.validators import Length, NumberRange, Optional, StopValidation, ValidationError
from wtforms.widgets import HiddenInput

from wellness.web.language import chosen_language
from wellness.web.versions import PLUMBING

MOST_LANGUAGES = 12
Validator = Callable[[FlaskForm, Any], None]


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


class LanguagesField(StringField):
    """Languages by their names, with commas between; `data` is a list of ISO 639-1 codes."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read names and codes; a ValueError becomes the field's error."""
        found: list[str] = []
        for word in (valuelist[0] if valuelist else "").replace(";", ",").split(","):
            typed = " ".join(word.split())
            if not typed:
                continue
            code = _code_of(typed)
            if code is None:
                raise ValidationError(
                    gettext("We don't know the language “%(typed)s”.", typed=typed[:40])
                )
            if code not in found:
                found.append(code)
        if len(found) > MOST_LANGUAGES:
            raise ValidationError(gettext("Those are too many languages for one page."))
        self.data: list[str] = found

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        names = _names(chosen_language())
        return ", ".join(names.get(code, code) for code in self.data or ())


@cache
def _names(language: str) -> dict[str, str]:
    known = Locale.parse(language).languages
    return {code: str(name) for code, name in known.items() if len(code) == 2}  # noqa: PLR2004 - ISO 639-1


def _code_of(typed: str) -> str | None:
    folded = typed.casefold()
    for language in (chosen_language(), "en"):
        for code, name in _names(language).items():
            if folded in {code, name.casefold()}:
                return code
    return None


def needed(message: str) -> Validator:
    """This has to be given; what could not be read is said first."""

    def check(_form: FlaskForm, field: Any) -> None:
        if field.errors:
            raise StopValidation
        if not field.data:
            raise StopValidation(message)

    return check


def at_most(length: int) -> Length:
    """No longer than the column."""
    return Length(max=length, message=lazy_gettext("Please keep it under %(max)d letters."))


def between(least: int, most: int) -> Validator:
    """A number in this range; nothing typed is fine."""
    words = lazy_gettext("Give a number from %(min)s to %(max)s.")
    rule = NumberRange(min=least, max=most, message=words)

    def check(form: FlaskForm, field: Any) -> None:
        if field.data is not None:
            rule(form, field)

    return check


def options(pairs: Iterable[tuple[Any, Any]]) -> list[SelectChoice]:
    """Values with their words, as something to choose from."""
    return [SelectChoice(str(value), words) for value, words in pairs]


def number_or_none(value: Any) -> int | None:
    """What an option of a list stands for: a row's id, or nothing."""
    if value in (None, "", "None"):
        return None
    return int(value)
