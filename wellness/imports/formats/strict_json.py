"""JSON from strangers: shallow, without giant numbers, and of a shape that is looked at."""

import json
from typing import Any

from wellness.imports.formats.rows import BadFile

DEEPEST = 20
LARGEST_INTEGER = 2**53
_LONGEST_DIGITS = 17


def loaded(text: str) -> Any:
    """The value of a JSON text. Raises BadFile if it is broken, deeper than 20, or overblown."""
    try:
        value = json.loads(text, parse_int=_integer, parse_constant=_no_constant)
    except RecursionError:
        raise BadFile("too_deep", most=DEEPEST) from None
    except json.JSONDecodeError as error:
        raise BadFile("broken_json", line=error.lineno) from None
    _check_depth(value)
    return value


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_DIGITS or abs(number := int(digits)) >= LARGEST_INTEGER:
        raise BadFile("number_too_large")
    return number


def _no_constant(word: str) -> float:
    raise BadFile("not_a_number", word=word)


def _check_depth(value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST + 1):
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                below.extend(v for v in each.values() if isinstance(v, dict | list))
            elif isinstance(each, list):
                below.extend(v for v in each if isinstance(v, dict | list))
        if not below:
            return
        level = below
    raise BadFile("too_deep", most=DEEPEST)


def text_in(record: dict[str, Any], *names: str) -> str:
    """The first of these fields that holds a text or a number, as text; else empty.

    A text in several languages ({"en": …, "de": …}) gives its English, else its first one.
    """
    for name in names:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("en") or next(iter(value.values()), None)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def records_in(value: Any) -> list[dict[str, Any]]:
    """The objects of a list, anything else in it left out; empty for what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
