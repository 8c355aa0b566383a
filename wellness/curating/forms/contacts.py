"""One contact of an entry, as a part of a longer form."""

from typing import Any
from zoneinfo import available_timezones

from flask_babel import gettext, lazy_gettext
from wtforms import Form, SelectChoice, SelectField, StringField
from wtforms.validators import ValidationError

from wellness.curating.forms.words import CHANNELS, HOURS, WEEKDAYS, WHERE_READ
from wellness.curating.rules import dialling
from wellness.curating.rules.hours import read_day, said_day
from wellness.hub.contacts import AUDIENCES, COSTS, REGIONS, Channel, Contact, Read
from wellness.web.asking import CountryNames, LanguageNames, at_most, needed
from wellness.web.fields import Words

_AS_SERVICE = ("", lazy_gettext("as the whole entry"))
TIMES = lazy_gettext("As in 10:00–13:00, 14:00–24:00; empty: closed.")


def options(pairs: Any) -> list[SelectChoice]:
    """Values with their words, as something to choose from."""
    return [SelectChoice(str(value), words) for value, words in pairs]


class DayField(StringField):
    """The hours of one day; `data` is a list of [from, until]."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the times; a ValueError becomes the field's error."""
        self.data: list[list[str]] = []
        self.data = read_day(valuelist[0]) if valuelist else []

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else said_day(self.data or [])


class ContactForm(Form):
    """How a service is reached; what is typed is checked with the entry's countries in mind."""

    channel = SelectField(lazy_gettext("How"), choices=options(CHANNELS.items()))
    dial = Words(
        lazy_gettext("Number or address, exactly as published"),
        validators=[needed(lazy_gettext("Give the number or address.")), at_most(200)],
    )
    e164 = Words(
        lazy_gettext("The same number from abroad"),
        description=lazy_gettext("As in +448088028008. Empty for short codes, mail and web."),
        validators=[at_most(20)],
    )
    word = Words(
        lazy_gettext("A word to send to it"),
        description=lazy_gettext("As in HOME. For text messages that need one."),
        validators=[at_most(40)],
    )
    countries = CountryNames(
        lazy_gettext("Countries where it can be dialled"),
        description=lazy_gettext("Empty: those of the entry. A short code needs its own."),
    )
    language = LanguageNames(
        lazy_gettext("Only in this language"),
        description=lazy_gettext("Empty: all languages of the entry."),
    )
    hours = SelectField(lazy_gettext("Hours"), choices=options(HOURS.items()))
    zone = Words(
        lazy_gettext("On the clock of"),
        description=lazy_gettext("A time zone, as in Europe/Dublin. For hours by the week."),
        validators=[at_most(60)],
    )
    mon = DayField(WEEKDAYS["mon"])
    tue = DayField(WEEKDAYS["tue"])
    wed = DayField(WEEKDAYS["wed"])
    thu = DayField(WEEKDAYS["thu"])
    fri = DayField(WEEKDAYS["fri"])
    sat = DayField(WEEKDAYS["sat"])
    sun = DayField(WEEKDAYS["sun"])
    hours_note = Words(
        lazy_gettext("Hours in words"),
        description=lazy_gettext("Where they don’t fit a week, as in “during the school term”."),
        validators=[at_most(160)],
    )
    cost = SelectField(
        lazy_gettext("Cost of this contact"), choices=options([_AS_SERVICE, *COSTS.items()])
    )
    audience = SelectField(
        lazy_gettext("Whom this contact is for"),
        choices=options([_AS_SERVICE, *AUDIENCES.items()]),
    )
    region = SelectField(
        lazy_gettext("Only in a region"),
        choices=options([("", lazy_gettext("no, everywhere there")), *REGIONS.items()]),
    )
    read = SelectField(
        lazy_gettext("This number was read"),
        choices=options(WHERE_READ.items()),
        default=str(Read.OLDER),
    )
    of_service: tuple[str, ...] = ()
    """The entry's countries, told before it is validated."""

    def document(self) -> dict[str, Any]:
        """The contact as a document holds it; who checked it is added elsewhere."""
        return {
            "channel": self.channel.data,
            "dial": self.tidy_dial,
            "e164": self.tidy_e164 or None,
            "word": self.word.data,
            "countries": self.countries.data,
            "language": (self.language.data or [""])[0],
            "opening": self.opening(),
            **{name: self[name].data for name in ("hours_note", "cost", "audience")},
            "region": self.region.data,
            "read": self.read.data,
            "verified_on": None,
            "verified_by": "",
        }

    def opening(self) -> dict[str, Any]:
        """Its hours, as filed."""
        if self.hours.data == "always":
            return {"always": True}
        if self.hours.data != "week":
            return {}
        week = {day: self[day].data for day in WEEKDAYS if self[day].data}
        return {"zone": self.zone.data, "week": week}

    @property
    def tidy_dial(self) -> str:
        """The published form, without what a channel stands for."""
        return dialling.tidied(self.channel.data or "", self.dial.data or "")

    @property
    def tidy_e164(self) -> str:
        """The international form without the spaces that people put in."""
        return (self.e164.data or "").translate(str.maketrans("", "", " ()-./"))

    @property
    def link(self) -> str | None:
        """What a button on this contact would open, once its number is confirmed."""
        if self.dial.errors or not self.dial.data:
            return None
        return Contact(
            channel=Channel(self.channel.data),
            dial=self.tidy_dial,
            countries=frozenset(self.countries.data or ()),
            word=self.word.data or "",
            read=Read(self.read.data),
            verified_on=None,
            language="",
            cost="",
            region="",
        ).link

    def validate_dial(self, field: Any) -> None:
        """It looks like its channel, and somebody can know where it works."""
        channel = self.channel.data or ""
        fault = dialling.fault_of_dial(channel, self.tidy_dial) or dialling.fault_of_reach(
            channel,
            self.tidy_dial,
            self.tidy_e164,
            self.countries.data or [],
            list(self.of_service),
        )
        if fault:
            raise ValidationError(str(fault))
        field.data = self.tidy_dial

    def validate_e164(self, field: Any) -> None:
        """It is the same number."""
        fault = dialling.fault_of_e164(self.channel.data or "", self.tidy_dial, self.tidy_e164)
        if fault:
            raise ValidationError(str(fault))
        field.data = self.tidy_e164

    def validate_word(self, field: Any) -> None:
        """Only messages carry one."""
        if field.data and self.channel.data != Channel.TEXT:
            raise ValidationError(gettext("Only a text message carries a word."))

    def validate_language(self, field: Any) -> None:
        """One at most."""
        if len(field.data or ()) > 1:
            raise ValidationError(gettext("One language, or none."))

    def validate_zone(self, field: Any) -> None:
        """Hours by the week are on somebody's clock."""
        if self.hours.data == "week" and field.data not in available_timezones():
            raise ValidationError(gettext("Name the time zone, as in Europe/Dublin."))

    def validate_hours(self, _field: Any) -> None:
        """A week has hours, and hours typed are not passed over."""
        has_times = any(self[day].data for day in WEEKDAYS)
        if self.hours.data == "week" and not has_times and not self._has_faulty_day:
            raise ValidationError(gettext("Give the hours of at least one day."))
        if self.hours.data != "week" and has_times:
            raise ValidationError(
                gettext("You gave hours by the week: choose that, or empty them.")
            )

    @property
    def _has_faulty_day(self) -> bool:
        return any(self[day].process_errors for day in WEEKDAYS)


def data_of_contact(contact: dict[str, Any]) -> dict[str, Any]:
    """A document's contact as its form holds it."""
    opening = contact["opening"] or {}
    week = opening.get("week", {})
    return {
        **{name: contact[name] for name in ("channel", "dial", "word", "countries", "read")},
        **{name: contact[name] for name in ("hours_note", "cost", "audience", "region")},
        "e164": contact["e164"] or "",
        "language": [contact["language"]] if contact["language"] else [],
        "hours": "always" if opening.get("always") else "week" if week else "unknown",
        "zone": opening.get("zone", ""),
        **{day: week.get(day, []) for day in WEEKDAYS},
    }
