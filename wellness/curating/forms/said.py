"""A document in words: what an entry says, and where two of its versions differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from wellness.curating.forms.words import CHANNELS, FIELDS, STATES, WEEKDAYS, WHERE_READ
from wellness.curating.rules.hours import said_day
from wellness.hub.contacts import AUDIENCES, COSTS, OFFERS, REGIONS, Read
from wellness.hub.faults import FLAGS
from wellness.hub.rules.needs import NEEDS
from wellness.web.asking import names_of
from wellness.web.language import chosen_language

Document = dict[str, Any]
_WORDS: dict[str, Any] = {"offer": OFFERS, "cost": COSTS, "state": STATES}
_LISTED: dict[str, Any] = {"needs": NEEDS, "audiences": AUDIENCES}


@dataclass(frozen=True)
class Difference:
    """One thing an entry says, before and after; "" where it says nothing."""

    label: str
    before: str
    after: str


def differences(before: Document | None, after: Document) -> list[Difference]:
    """Where two versions of an entry differ, as readers meet it; all of it for a new one."""
    old = before or {}
    found = [
        Difference(str(label), said(name, old.get(name)), said(name, after.get(name)))
        for name, label in FIELDS.items()
    ]
    found += _contacts(old.get("contacts", []), after["contacts"])
    return [each for each in found if each.before != each.after]


def said(name: str, value: Any) -> str:
    """What a field of a document says, in the reader's language."""
    if value in (None, "", []):
        return ""
    if name in FLAGS:
        return str(gettext("Yes") if value else gettext("No"))
    if name in _WORDS:
        return str(_WORDS[name].get(value, value))
    if name in _LISTED:
        return "\n".join(str(_LISTED[name].get(each, each)) for each in value)
    if name in {"countries", "languages"}:
        kind = "territories" if name == "countries" else name
        return ", ".join(names_of(kind, chosen_language()).get(each, each) for each in value)
    return "\n".join(value) if isinstance(value, list) else str(value)


def said_contact(contact: Document) -> str:
    """A whole contact, a line for each thing it says."""
    return "\n".join(line for line in _lines(contact) if line)


def said_hours(opening: Document) -> str:
    """Hours as filed, in words."""
    if opening.get("always"):
        return str(gettext("Day and night"))
    week = opening.get("week") or {}
    days = [f"{WEEKDAYS[day]} {said_day(week[day])}" for day in WEEKDAYS if week.get(day)]
    return f"{'; '.join(days)} ({opening['zone']})" if days else ""


def title_of(contact: Document) -> str:
    """How a contact is called: "Call 116 123"."""
    return f"{CHANNELS.get(contact['channel'], contact['channel'])} {contact['dial']}"


def _lines(contact: Document) -> Iterator[str]:
    yield title_of(contact)
    if contact["e164"]:
        yield gettext("from abroad: %(number)s", number=contact["e164"])
    if contact["word"]:
        yield gettext("send the word: %(word)s", word=contact["word"])
    if contact["countries"]:
        yield gettext("in: %(countries)s", countries=said("countries", contact["countries"]))
    if contact["language"]:
        yield gettext("only in: %(name)s", name=said("languages", [contact["language"]]))
    yield said_hours(contact["opening"])
    yield contact["hours_note"]
    yield str(COSTS.get(contact["cost"], ""))
    yield str(AUDIENCES.get(contact["audience"], ""))
    yield str(REGIONS.get(contact["region"], contact["region"]))
    yield gettext("read: %(where)s", where=str(WHERE_READ[Read(contact["read"])]))


def _contacts(before: list[Document], after: list[Document]) -> Iterator[Difference]:
    """Each contact beside what it was: the same number first, else what stood at its place."""
    left = list(enumerate(before))
    pairs: list[tuple[int, Document | None, Document]] = []
    for place, contact in enumerate(after):
        same = next((each for each in left if _is_same(each[1], contact)), None)
        if same:
            left.remove(same)
        pairs.append((place, same[1] if same else None, contact))
    for place, old, contact in pairs:
        known = old
        if known is None:
            instead = next((each for each in left if each[0] == place), None)
            if instead:
                left.remove(instead)
                known = instead[1]
        yield _pair(place, known, contact)
    for place, contact in left:
        yield _pair(place, contact, None)
    order = [title_of(each) for each in before], [title_of(each) for each in after]
    if order[0] != order[1] and sorted(order[0]) == sorted(order[1]):
        yield Difference(gettext("Order of contacts"), "\n".join(order[0]), "\n".join(order[1]))


def _is_same(one: Document, other: Document) -> bool:
    return (one["channel"], one["dial"]) == (other["channel"], other["dial"])


def _pair(place: int, before: Document | None, after: Document | None) -> Difference:
    return Difference(
        gettext("Contact %(number)s", number=place + 1),
        said_contact(before) if before else "",
        said_contact(after) if after else "",
    )
