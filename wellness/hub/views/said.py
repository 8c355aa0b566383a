"""How the hub's facts are said in the reader's language: `hub` in every template."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_day_names, get_timezone_location
from flask import g, request
from flask.blueprints import BlueprintSetupState
from flask_babel import get_locale, gettext

from wellness import clock
from wellness.hub import contacts, crisis, published
from wellness.hub.book import Book
from wellness.hub.contacts import Contact
from wellness.hub.crisis import HelpInShort
from wellness.hub.models import ServiceState
from wellness.hub.queries import find_service
from wellness.hub.rules.hours import Opening, Span, standing
from wellness.hub.rules.needs import NEEDS
from wellness.hub.services import EVERYWHERE, Service
from wellness.hub.views.ground import blueprint
from wellness.web.formatting import begins

_DIGITS_OF_A_NUMBER = 3
_MINUTES = 60


@dataclass(frozen=True)
class OpenNow:
    """How things stand with a contact: words, and the instant they end with."""

    is_open: bool
    words: str
    at: datetime | None
    zone: ZoneInfo
    """On whose clock `at` is to be shown."""
    whose: str
    """That clock, as "Italy Time"; "" where the reader knows."""


class Said:
    """Words for what the hub knows; each method answers in the reader's language."""

    words = contacts
    needs = NEEDS

    def today(self) -> date:
        """The day it is, in UTC."""
        return clock.now().date()

    def service(self, slug: str) -> Service | None:
        """The entry with this slug, for pages that lead there."""
        return find_service(slug)

    def country(self, code: str) -> str:
        """ "Germany"; "" for a code that is none, "Anywhere" for "*"."""
        return str(gettext("Anywhere")) if code == EVERYWHERE else country_name(code)

    def countries(self, service: Service) -> str:
        """Where it can be had; "Anywhere" last."""
        codes = sorted(service.countries, key=lambda code: (code == EVERYWHERE, code))
        return ", ".join(self.country(code) for code in codes)

    def language(self, code: str) -> str:
        """ "Finnish"."""
        return str(_locale().languages.get(code, code))

    def languages(self, service: Service) -> str:
        """The languages of a service."""
        named = ", ".join(self.language(code) for code in service.languages)
        return f"{named}{gettext(', and more')}" if service.has_interpreters else named

    def day(self, day: date) -> str:
        """ "22 November 2026"."""
        return format_date(day, "long", locale=_locale())

    def whom(self, service: Service) -> str:
        """For whom it is, in a few words."""
        words = [str(contacts.AUDIENCES[a]) for a in service.audiences if a in contacts.AUDIENCES]
        return ". ".join(words or [str(contacts.AUDIENCES["anyone"])])

    def region(self, word: str) -> str:
        """Where in its country a number works: a word of REGIONS, or as it was typed."""
        return str(contacts.REGIONS.get(word, word))

    def former_names(self, service: Service) -> list[str]:
        """What it was called."""
        return [name for name in service.former_names if not _is_number(name)]

    def old_numbers(self, service: Service) -> list[str]:
        """Numbers that are its own no longer."""
        return [name for name in service.former_names if _is_number(name)]

    def state(self, service: Service) -> str:
        """What keeps it from being had; "" where nothing does."""
        if service.state is ServiceState.PAUSED and service.paused_until:
            return str(gettext("Paused until %(day)s", day=self.day(service.paused_until)))
        return {
            ServiceState.ACTIVE: "",
            ServiceState.PAUSED: str(gettext("Paused for now")),
            ServiceState.CLOSED: str(gettext("Closed")),
            ServiceState.UNKNOWN: str(gettext("We don’t know whether it is still there")),
        }[service.state]

    def hours(self, opening: Opening) -> list[str]:
        """The hours of a week, days with the same ones together; empty if nobody knows them."""
        if opening.is_always:
            return [str(gettext("Day and night"))]
        return [] if not opening.is_known else list(_week(opening))

    def open_now(self, contact: Contact, zone: ZoneInfo | None = None) -> OpenNow | None:
        """Whether it answers now, on the clock of `zone` or its own; None if nobody knows."""
        now = clock.now()
        found = standing(contact.opening, now)
        if found.is_open is None:
            return None
        own = contact.opening.zone or ZoneInfo("UTC")
        shown = zone or own
        return OpenNow(
            is_open=found.is_open,
            words=_open_words(found.is_open, found.changes_at, now, shown),
            at=found.changes_at,
            zone=shown,
            whose="" if zone else self.clock_of(own),
        )

    def clock_of(self, zone: ZoneInfo) -> str:
        """ "Italy Time"."""
        return str(get_timezone_location(zone, locale=_locale()))


@blueprint.record_once
def _offer(state: BlueprintSetupState) -> None:
    """Let every template say `hub`, macros included."""
    state.app.jinja_env.globals["hub"] = Said()


@blueprint.app_template_global()
def help_in_short(country: str) -> HelpInShort:
    """Two lines of help for pages about something else; see short_help in macros/crisis.html."""
    return crisis.in_short(country, today=clock.now().date(), book=the_book())


@blueprint.app_template_global()
def country_name(code: str) -> str:
    """A country in the reader's language; "" for a code that is none."""
    return str(_locale().territories.get(code.upper(), "")) if code else ""


def the_book() -> Book:
    """What stands published; as it was last read where we are too busy to ask."""
    return published.kept_book() if g.get("is_busy") else published.book()


def exists(country: str) -> bool:
    """Whether there is such a country."""
    return country in the_book().countries or country.upper() in _locale().territories


def names_of_countries() -> dict[str, str]:
    """Every country we know something about, by name in the reader's language."""
    return by_name({code: country_name(code) or code for code in the_book().countries})


def by_name(names: dict[str, str]) -> dict[str, str]:
    """The same in the order of their names, whatever their accents."""
    return dict(sorted(names.items(), key=lambda pair: normalize("NFKD", pair[1]).casefold()))


def likely_countries(names: dict[str, str]) -> dict[str, str]:
    """Countries that the phone's languages name ("de-AT"): offered, never assumed."""
    asked = [tag.partition("-")[2].lower() for tag in request.accept_languages.values()]
    return {code: names[code] for code in dict.fromkeys(asked) if code in names}


def _open_words(is_open: bool, at: datetime | None, now: datetime, zone: ZoneInfo) -> str:  # noqa: FBT001 - a fact, not a switch
    if is_open:
        return str(gettext("Open now, until")) if at else str(gettext("Open now"))
    if at is None:
        return str(gettext("Closed now"))
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return str(gettext("Closed now. Opens at"))
    if (day - today).days == 1:
        return str(gettext("Closed now. Opens tomorrow at"))
    name = format_date(day, "EEEE", locale=_locale())
    return str(gettext("Closed now. Opens on %(day)s at", day=name))


def _week(opening: Opening) -> Any:
    """ "Monday–Friday: 09:00–17:00", a line for each run of days alike."""
    names = get_day_names("wide", locale=_locale())
    first = 0
    for day in range(1, len(opening.week) + 1):
        if day < len(opening.week) and opening.week[day] == opening.week[first]:
            continue
        spans = opening.week[first]
        if spans:
            days = begins(names[first])
            if day - 1 > first:
                days = f"{days}–{names[day - 1]}"
            if (first, day) == (0, len(opening.week)):
                days = str(gettext("Every day"))
            yield f"{days}: {', '.join(_span(span) for span in spans)}"
        first = day


def _span(span: Span) -> str:
    ends = span.ends if span.ends <= 24 * _MINUTES else span.ends - 24 * _MINUTES
    return "–".join(f"{at // _MINUTES:02}:{at % _MINUTES:02}" for at in (span.starts, ends))


def _is_number(name: str) -> bool:
    digits = sum(character.isdigit() for character in name)
    return digits >= _DIGITS_OF_A_NUMBER and not any(character.isalpha() for character in name)


def _locale() -> Locale:
    return get_locale() or Locale("en")
