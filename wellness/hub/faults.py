"""What a service's document may not say: checked before anything is written."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from wellness.hub.contacts import AUDIENCES, COSTS, Channel, Offer, Read
from wellness.hub.models import ServiceState

_CODE = re.compile(r"[a-z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_E164 = re.compile(r"\+[1-9]\d{4,14}")
TEXTS = {
    "name": 160,
    "summary": 300,
    "url": 300,
    "region": 80,
    "eligibility": 300,
    "cost_note": 200,
    "state_note": 300,
    "source": 400,
    "notes": 10_000,
    "checked_by": 80,
}
"""The longest a text of a service may be, in characters."""
CONTACT_TEXTS = {
    "dial": 200,
    "word": 40,
    "language": 8,
    "hours_note": 160,
    "cost": 20,
    "audience": 40,
    "region": 40,
    "verified_by": 80,
}
FLAGS = ("has_interpreters", "is_human", "is_on_demand", "is_anonymous")
LISTS = ("former_names", "countries", "needs", "audiences", "languages")
LONGEST_NOTE = 300
"""What is said of a change, and of a review."""
DAYS = ("collected_on", "checked_on", "paused_until")


@dataclass(frozen=True)
class Fault:
    """Something a document may not say."""

    at: str
    """The field, as "countries" or "contacts.2.dial"."""
    says: str


def faults_of(document: dict[str, Any]) -> list[Fault]:
    """Everything that keeps `document` from being written; empty for one of `document_of`."""
    missing = _keys() - set(document)
    if missing:
        return [Fault(name, "is missing") for name in sorted(missing)]
    return [*_faults_of_service(document), *_faults_of_contacts(document["contacts"])]


def _faults_of_service(document: dict[str, Any]) -> Iterator[Fault]:
    yield from _faulty_texts(document, TEXTS)
    if not document["name"]:
        yield Fault("name", "is empty")
    tests: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        ("slug", _is(_SLUG)),
        ("offer", _in({str(word) for word in Offer})),
        ("cost", _in(set(COSTS))),
        ("state", _in({str(word) for word in ServiceState})),
        ("former_names", _all(lambda name: isinstance(name, str) and 0 < len(name) <= 160)),  # noqa: PLR2004 - as long as a name
        ("countries", _all(_is_country)),
        ("needs", _all(_is(_WORD))),
        ("audiences", _all(_in(set(AUDIENCES)))),
        ("languages", _all(_is(_LANGUAGE))),
        ("collected_on", _is_day),
        ("checked_on", _or_none(_is_day)),
        ("paused_until", _or_none(_is_day)),
        ("replacement", _or_none(_is(_SLUG))),
        *((name, _is_flag) for name in FLAGS),
    )
    yield from (Fault(name, "says nothing we know") for name, ok in tests if not ok(document[name]))


def _faults_of_contacts(contacts: Any) -> Iterator[Fault]:
    if not isinstance(contacts, list):
        yield Fault("contacts", "is no list")
        return
    tests: tuple[tuple[str, Callable[[Any], bool]], ...] = (
        ("channel", _in({str(word) for word in Channel})),
        ("read", _in({str(word) for word in Read})),
        ("e164", _or_none(_is(_E164))),
        ("countries", _all(_is_country)),
        ("opening", lambda hours: isinstance(hours, dict)),
        ("verified_on", _or_none(_is_day)),
        ("cost", _in({"", *COSTS})),
        ("audience", _in({"", *AUDIENCES})),
    )
    for at, each in enumerate(contacts):
        if not isinstance(each, dict) or {*CONTACT_TEXTS, *dict(tests)} - set(each):
            yield Fault(f"contacts.{at}", "is no whole contact")
            continue
        yield from _faulty_texts(each, CONTACT_TEXTS, f"contacts.{at}.")
        if not each["dial"]:
            yield Fault(f"contacts.{at}.dial", "is empty")
        for name, ok in tests:
            if not ok(each[name]):
                yield Fault(f"contacts.{at}.{name}", "says nothing we know")


def _faulty_texts(
    document: dict[str, Any], longest: dict[str, int], at: str = ""
) -> Iterator[Fault]:
    for name, most in longest.items():
        text = document[name]
        if not isinstance(text, str) or len(text) > most:
            yield Fault(f"{at}{name}", f"is no text of at most {most} characters")


def _keys() -> set[str]:
    return {
        *(*TEXTS, "slug", "offer", "cost", *FLAGS, *LISTS, *DAYS),
        *("state", "replacement", "contacts"),
    }


def _is(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


def _in(words: set[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and value in words


def _all(ok: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda values: isinstance(values, list) and all(map(ok, values))


def _or_none(ok: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or ok(value)


def _is_country(value: Any) -> bool:
    return value == "*" or _is(_CODE)(value)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
