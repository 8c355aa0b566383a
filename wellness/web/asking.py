"""What forms of several rooms ask: countries and languages by name, web addresses, and rules."""

from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale
from flask_babel import gettext, lazy_gettext
from wtforms import Form, StringField
from wtforms.validators import Length, StopValidation, ValidationError

from wellness.web.language import chosen_language

Validator = Callable[[Form, Any], None]
ANYWHERE = "*"
_LONGEST_CODE = {"languages": 3, "territories": 2}
"""ISO 639-1 and -3, ISO 3166-1."""


class NamesField(StringField):
    """Things by their names, with commas between; `data` is a list of codes in lower case."""

    kind = "languages"
    most = 20

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read names and codes; a ValueError becomes the field's error."""
        found: list[str] = []
        self.data: list[str] = []
        for word in (valuelist[0] if valuelist else "").replace(";", ",").split(","):
            typed = " ".join(word.split())
            if typed:
                found.append(self._code_of(typed))
        self.data = list(dict.fromkeys(found))
        if len(self.data) > self.most:
            raise ValueError(gettext("Those are too many for one field."))

    def _code_of(self, typed: str) -> str:
        folded = typed.casefold()
        for language in (chosen_language(), "en"):
            for code, name in names_of(self.kind, language).items():
                if folded in {code, name.casefold()}:
                    return code
        raise ValueError(gettext("We don’t know “%(typed)s”. Write its name.", typed=typed[:40]))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        names = names_of(self.kind, chosen_language())
        return ", ".join(names.get(code, code) for code in self.data or ())


class LanguageNames(NamesField):
    """Languages, as in English, German."""


class CountryNames(NamesField):
    """Countries, as in Ireland, United Kingdom; "anywhere" stands for "*"."""

    kind = "territories"
    most = 60


@cache
def names_of(kind: str, language: str) -> dict[str, str]:
    """Names by code in lower case: "languages", or "territories" with one for anywhere."""
    known: dict[str, str] = getattr(Locale.parse(language), kind)
    names = {code.lower(): str(name) for code, name in known.items() if _is_code(code, kind)}
    if kind == "territories":
        names[ANYWHERE] = str(gettext("anywhere"))
    return names


def _is_code(code: str, kind: str) -> bool:
    return code.isalpha() and len(code) <= _LONGEST_CODE[kind]


def needed(message: Any) -> Validator:
    """This has to be given; what could not be read is said first."""

    def check(_form: Form, field: Any) -> None:
        if field.errors:
            raise StopValidation
        if not field.data:
            raise StopValidation(str(message))

    return check


def at_most(length: int) -> Length:
    """No longer than the column."""
    return Length(max=length, message=lazy_gettext("Please keep it under %(max)d letters."))


def web_address(_form: Form, field: Any) -> None:
    """An address of a page on the web, with nothing in it that runs; none is fine."""
    if not field.data:
        return
    try:
        parts = urlsplit(field.data)
        is_one = parts.scheme in {"https", "http"} and "." in (parts.hostname or "")
        is_one = is_one and "@" not in parts.netloc and (parts.port or 1) > 0
    except ValueError:
        is_one = False
    if not is_one or any(each.isspace() or each in "<>\"'\\" for each in field.data):
        raise ValidationError(gettext("Give the whole address, as in https://example.org/."))
