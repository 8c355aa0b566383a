"""A whole entry, to be typed: its own fields, and a form for each contact in order."""

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, IntegerField, SelectField
from wtforms.validators import Optional, ValidationError
from wtforms.widgets import HiddenInput

from wellness.curating.forms.contacts import ContactForm, data_of_contact, options
from wellness.curating.forms.words import FIELDS, STATES
from wellness.hub.contacts import AUDIENCES, COSTS, OFFERS, Offer
from wellness.hub.faults import FLAGS, LISTS, LONGEST_NOTE, TEXTS
from wellness.hub.models import ServiceState
from wellness.hub.rules.needs import NEEDS
from wellness.web.asking import CountryNames, LanguageNames, at_most, needed, web_address
from wellness.web.fields import Lines, Several, Words

MOST_CONTACTS = 20
MOST_FORMER_NAMES = 12
PLACES = "contact"
"""Sent once for each contact, in order: the number its fields carry."""


class NameLines(Lines):
    """Names, one a line; `data` is a list."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed, tidied."""
        lines = (valuelist[0] if valuelist else "").splitlines()
        self.data: list[str] = [  # type: ignore[assignment]
            " ".join(line.split()) for line in lines if line.strip()
        ]

    def _value(self) -> str:
        return "\n".join(self.data or [])


class EntryForm(FlaskForm):
    """What an entry says of itself."""

    revision = IntegerField(widget=HiddenInput(), validators=[Optional()])
    name = Words(
        FIELDS["name"],
        validators=[needed(lazy_gettext("Give the entry its name.")), at_most(TEXTS["name"])],
    )
    former_names = NameLines(
        FIELDS["former_names"],
        description=lazy_gettext("One a line: people search for them for years."),
    )
    summary = Words(
        FIELDS["summary"],
        description=lazy_gettext("In one plain sentence."),
        validators=[at_most(TEXTS["summary"])],
    )
    url = Words(FIELDS["url"], validators=[web_address, at_most(TEXTS["url"])])
    offer = SelectField(FIELDS["offer"], choices=options(OFFERS.items()))
    countries = CountryNames(
        FIELDS["countries"],
        description=lazy_gettext("With commas between. “anywhere” for what serves every country."),
        validators=[needed(lazy_gettext("Name the countries it serves, or “anywhere”."))],
    )
    region = Words(FIELDS["region"], validators=[at_most(TEXTS["region"])])
    needs = Several(FIELDS["needs"], choices=options(NEEDS.items()))
    audiences = Several(
        FIELDS["audiences"],
        choices=options((key, words) for key, words in AUDIENCES.items() if key != "anyone"),
        description=lazy_gettext("None chosen: for anyone."),
    )
    eligibility = Words(
        FIELDS["eligibility"],
        description=lazy_gettext("A plain sentence, never a gate."),
        validators=[at_most(TEXTS["eligibility"])],
    )
    languages = LanguageNames(
        FIELDS["languages"], description=lazy_gettext("With commas between, as in English, German.")
    )
    has_interpreters = BooleanField(FIELDS["has_interpreters"])
    cost = SelectField(FIELDS["cost"], choices=options(COSTS.items()), default="unknown")
    cost_note = Words(FIELDS["cost_note"], validators=[at_most(TEXTS["cost_note"])])
    is_human = BooleanField(FIELDS["is_human"], default=True)
    is_on_demand = BooleanField(FIELDS["is_on_demand"])
    is_anonymous = BooleanField(FIELDS["is_anonymous"])
    state = SelectField(FIELDS["state"], choices=options(STATES.items()))
    paused_until = DateField(FIELDS["paused_until"], validators=[Optional()])
    state_note = Words(FIELDS["state_note"], validators=[at_most(TEXTS["state_note"])])
    replacement = SelectField(FIELDS["replacement"], validators=[Optional()])
    source = Words(
        FIELDS["source"],
        description=lazy_gettext("The page and the day: readers see it."),
        validators=[
            needed(lazy_gettext("Say where this was read: nothing is published without.")),
            at_most(TEXTS["source"]),
        ],
    )
    notes = Lines(FIELDS["notes"], validators=[at_most(TEXTS["notes"])])
    note = Words(
        lazy_gettext("What you changed, and how you know"),
        description=lazy_gettext("For whoever looks at it next."),
        validators=[
            needed(lazy_gettext("Say what you changed, and how you know.")),
            at_most(LONGEST_NOTE),
        ],
    )

    def offer_entries(self, names: dict[str, str], own: str) -> None:
        """The entries that may stand in for this one."""
        others = [(slug, name) for slug, name in names.items() if slug != own]
        self.replacement.choices = options([("", lazy_gettext("nowhere")), *others])

    def validate_former_names(self, field: Any) -> None:
        """Not too many, none too long."""
        names = field.data or []
        if len(names) > MOST_FORMER_NAMES:
            raise ValidationError(gettext("Those are too many for one field."))
        if any(len(name) > TEXTS["name"] for name in names):
            raise ValidationError(gettext("One of these names is too long."))

    def validate_paused_until(self, field: Any) -> None:
        """Only what is paused has an end."""
        if field.data and self.state.data != ServiceState.PAUSED:
            raise ValidationError(gettext("Only a paused entry has an end: choose that state."))

    def validate_countries(self, field: Any) -> None:
        """Either named countries or all."""
        if "*" in (field.data or ()) and len(field.data) > 1:
            raise ValidationError(gettext("Either “anywhere” or countries, not both."))

    def facts(self) -> dict[str, Any]:
        """The entry's own part of its document."""
        return {
            **{name: self[name].data or "" for name in TEXTS if name in self},
            **{name: list(self[name].data or []) for name in LISTS},
            **{name: bool(self[name].data) for name in FLAGS},
            **{name: self[name].data for name in ("offer", "cost", "state")},
            "paused_until": self.paused_until.data.isoformat() if self.paused_until.data else None,
            "replacement": self.replacement.data or None,
        }


def data_of_entry(document: dict[str, Any]) -> dict[str, Any]:
    """A document as its form holds it."""
    held = {name: document[name] for name in FIELDS if name in document}
    until = document["paused_until"]
    return held | {
        "paused_until": date.fromisoformat(until) if until else None,
        "replacement": document["replacement"] or "",
    }


NEW_ENTRY: dict[str, Any] = {
    **{name: "" for name in TEXTS if name != "checked_by"},
    **{name: [] for name in LISTS},
    **dict.fromkeys(FLAGS, False),
    "offer": str(Offer.COUNSELLING),
    "cost": "unknown",
    "state": str(ServiceState.ACTIVE),
    "is_human": True,
    "paused_until": None,
    "replacement": None,
    "contacts": [],
}


class Contacts:
    """The contacts of an entry as they are being typed."""

    def __init__(self, forms: dict[str, ContactForm], sent: MultiDict[str, str] | None) -> None:
        self.forms = forms
        """By the number their fields carry, in order."""
        self._sent = sent

    @classmethod
    def of(cls, document: dict[str, Any]) -> "Contacts":
        """Those of a document; an empty one where it has none."""
        held = document["contacts"]
        forms = {
            str(place): ContactForm(prefix=f"c{place}-", data=data_of_contact(each))
            for place, each in enumerate(held)
        }
        return cls(forms or {"0": ContactForm(prefix="c0-")}, None)

    @classmethod
    def sent(cls, form: MultiDict[str, str]) -> "Contacts":
        """Those that were typed, in the order in which they came."""
        places = [place for place in form.getlist(PLACES) if place.isascii() and place.isdigit()]
        known = dict.fromkeys(place[:4] for place in places[:MOST_CONTACTS])
        return cls({place: ContactForm(form, prefix=f"c{place}-") for place in known}, form)

    def do(self, what: str) -> bool:
        """Add one, move one or take one out, as a button says; whether it was such a button."""
        word, _, place = what.partition("-")
        order = list(self.forms)
        if word == "add" and len(order) < MOST_CONTACTS:
            fresh = str(max((int(each) for each in order), default=-1) + 1)
            self.forms[fresh] = ContactForm(prefix=f"c{fresh}-")
        elif word in {"up", "down", "out"} and place in order:
            at = order.index(place)
            order.pop(at)
            if word != "out":
                order.insert(max(0, at + (-1 if word == "up" else 1)), place)
            self.forms = {each: self.forms[each] for each in order}
        return word in {"add", "up", "down", "out"}

    def validate(self, countries: list[str]) -> bool:
        """Whether all of them can be published, in an entry for these countries."""
        for form in self.forms.values():
            form.of_service = tuple(countries)
        found = [form.validate() for form in self.forms.values()]  # each says what is wrong
        return all(found)

    def documents(self) -> list[dict[str, Any]]:
        """As a document holds them."""
        return [form.document() for form in self.forms.values()]
