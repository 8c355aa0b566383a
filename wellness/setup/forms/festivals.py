from datetime import date, time
from typing import Any

from babel.core import get_global
from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, Field, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import DateInput

from wellness.festivals.models import Festival
from wellness.festivals.rules import (
    LONGEST_FESTIVAL_DAYS,
    are_festival_days,
)
from wellness.setup.forms.geography import countries, is_web_address, is_zone
from wellness.setup.forms.ground import RevisedForm, at_most, between, needed, options
from wellness.setup.forms.naming import AddressFields
from wellness.web.fields import ClockField, Lines, WholeNumber, Words
from wellness.web.language import chosen_language

EXIT_URL = "https://www.bbc.com/weather"


class DayField(Field):
    """A day; `data` is a date, or None."""

    widget = DateInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day; a ValueError becomes the field's error."""
        self.data = None
        text = valuelist[0].strip() if valuelist else ""
        if not text:
            return
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValidationError(gettext("Give a day, as in 2026-06-05.")) from None
        if not 2000 <= day.year <= 2200:  # noqa: PLR2004 - a slip of the pen
            raise ValidationError(gettext("Look at the year again."))
        self.data = day

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""


class FactsFields(RevisedForm):
    """A festival's days, zone and facts."""

    country = SelectField(
        lazy_gettext("Country"),
        description=lazy_gettext("Decides which helplines come first."),
        coerce=str,
    )
    starts_on = DayField(
        lazy_gettext("First day"), validators=[needed(lazy_gettext("Give the first day."))]
    )
    ends_on = DayField(
        lazy_gettext("Last day"), validators=[needed(lazy_gettext("Give the last day."))]
    )
    zone_name = Words(
        lazy_gettext("Time zone"),
        description=lazy_gettext("Whose clock all times are on, as in Europe/Berlin."),
        validators=[needed(lazy_gettext("Give the time zone."))],
    )
    dawn = ClockField(
        lazy_gettext("When a festival day ends"),
        description=lazy_gettext("What starts before this belongs to the evening before."),
        default=time(5),
        validators=[needed(lazy_gettext("Give the time at which a day ends."))],
    )
    site = Words(
        lazy_gettext("Site and town"),
        description=lazy_gettext("In one line; calendars turn it into a map search."),
        validators=[at_most(200)],
    )
    contact = Words(
        lazy_gettext("Where people reach the team"),
        description=lazy_gettext("An e-mail address or a phone number."),
        validators=[at_most(200)],
    )
    help_on_site = Lines(
        lazy_gettext("Where to find a person now, on site"),
        description=lazy_gettext("Shown above every crisis line."),
        validators=[at_most(500)],
    )
    exit_url = Words(
        lazy_gettext("Where “Leave this page” goes to"),
        description=lazy_gettext("A harmless page, such as the weather."),
        default=EXIT_URL,
        validators=[needed(lazy_gettext("Give an address.")), at_most(200)],
    )
    quiet_from = ClockField(
        lazy_gettext("Nobody is offered a place from"),
        default=time(23),
        validators=[needed(lazy_gettext("Give a time."))],
    )
    quiet_until = ClockField(
        lazy_gettext("until"),
        default=time(8),
        validators=[needed(lazy_gettext("Give a time."))],
    )
    places_per_day = WholeNumber(
        lazy_gettext("Most places one person keeps per day"),
        description=lazy_gettext("Left empty: no limit."),
        validators=[between(1, 50)],
    )

    def offer_countries(self) -> None:
        """Every country, by its name in the reader's language."""
        named = countries(chosen_language())
        self.country.choices = options([("", lazy_gettext("Choose")), *named])

    def validate_ends_on(self, field: Any) -> None:
        """A festival people could attend."""
        starts, ends = self.starts_on.data, field.data
        if starts and ends and not are_festival_days(starts, ends):
            raise ValidationError(
                gettext(
                    "The last day is the first or one after it, within %(most)s days.",
                    most=LONGEST_FESTIVAL_DAYS,
                )
            )

    def validate_zone_name(self, field: Any) -> None:
        """An IANA zone."""
        if not is_zone(field.data):
            raise ValidationError(
                gettext("We don't know that zone. They are written Europe/Berlin.")
            )

    def validate_exit_url(self, field: Any) -> None:
        """A page out there, and nothing that runs."""
        if not is_web_address(field.data):
            raise ValidationError(gettext("Give a whole address, beginning with https://."))


class FestivalForm(FactsFields):
    """The facts of a festival there is; its address stays."""

    name = AddressFields.name


class NewFestivalForm(AddressFields, FactsFields):
    """A festival to be made, asked for in three short steps."""

    STEPS = (
        ("name", "slug", "country"),
        ("starts_on", "ends_on", "zone_name", "dawn"),
        (
            *("site", "contact", "help_on_site", "exit_url"),
            *("quiet_from", "quiet_until", "places_per_day"),
        ),
    )

    def first_wrong(self, upto: int) -> int | None:
        """The first of the steps up to this one with an error; nothing is said of later ones."""
        wrong = next(
            (n for n, names in enumerate(self.STEPS[: upto + 1]) if self._has_errors(names)), None
        )
        for names in self.STEPS[(upto if wrong is None else wrong) + 1 :]:
            for name in names:
                self[name].errors = ()
        return wrong

    def _has_errors(self, names: tuple[str, ...]) -> bool:
        return any(self[name].errors for name in names)

    def kept(self, step: int) -> list[tuple[str, str]]:
        """What the other steps hold, to be sent along."""
        return [
            (name, _text(self[name]))
            for number, names in enumerate(self.STEPS)
            for name in names
            if number != step
        ]

    def suggest_zone(self) -> None:
        """Where no zone was typed, the first one of the country."""
        zones = get_global("territory_zones").get((self.country.data or "").upper(), [])
        if not self.zone_name.data and zones:
            self.zone_name.data, self.zone_name.raw_data = zones[0], None


class CopyForm(AddressFields):
    """What a festival made from another one is called, when it begins, what it takes over."""

    starts_on = DayField(
        lazy_gettext("First day"),
        description=lazy_gettext(
            "It lasts as long as the other; everything keeps its time of day."
        ),
        validators=[needed(lazy_gettext("Give the first day."))],
    )
    zone_name = FactsFields.zone_name
    spaces = BooleanField(lazy_gettext("Spaces with their opening hours"), default=True)
    categories = BooleanField(lazy_gettext("Categories"), default=True)
    facilitators = BooleanField(lazy_gettext("Facilitators with their hours"), default=True)
    activities = BooleanField(
        lazy_gettext("Activities"),
        description=lazy_gettext("Their categories come along."),
        default=True,
    )
    sessions = BooleanField(
        lazy_gettext("Sessions, as a draft"),
        description=lazy_gettext("Their activities come along; cancelled ones do not."),
        default=True,
    )

    def validate_zone_name(self, field: Any) -> None:
        """An IANA zone."""
        if not is_zone(field.data):
            raise ValidationError(
                gettext("We don't know that zone. They are written Europe/Berlin.")
            )


def _text(field: Field) -> str:
    read = getattr(field, "_value", None)
    return str(read() if read else field.data or "")


def data_of_festival(festival: Festival) -> dict[str, Any]:
    """The festival as its form holds it."""
    names = [name for step in NewFestivalForm.STEPS for name in step if name != "slug"]
    return {name: getattr(festival, name) for name in (*names, "revision")}
