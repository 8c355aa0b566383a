"""Sessions drawn as rows of a list, each drawn once for what it says.

After a booking only the row whose places changed is drawn anew; the others are the same frozen
facts as before, and their HTML is at hand.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, get_timezone_location, get_timezone_name
from flask import current_app
from flask_babel import gettext, lazy_gettext
from markupsafe import Markup

from wellness.booking.rules import Decision, Step, may_do
from wellness.festivals.models import Festival
from wellness.programme.rules import level_of
from wellness.programme.shown import ProgrammeEntry
from wellness.web.formatting import begins, clock_time, day_name, places, short_day
from wellness.web.language import chosen_language

KEPT_ROWS = 4096
WEEKDAY_SAYS_IT = timedelta(days=6)
"""Within this of the session a weekday alone cannot be misread."""
SUMMARY_LENGTH = 110
_SPAN = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d–\d\d:\d\d)", re.ASCII)
"""How rules.wall_span writes a time into the change log."""
_STEP_WORDS = {
    Step.DROP_IN: lazy_gettext("Come as you are"),
    Step.WAIT: lazy_gettext("Full for now"),
    Step.FULL: lazy_gettext("Full"),
    Step.CLOSED: lazy_gettext("Booking is closed"),
    Step.CANCELLED: lazy_gettext("Cancelled"),
    Step.STARTED: lazy_gettext("Has begun"),
    Step.OVER: lazy_gettext("Over"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything the look of a row depends on."""

    entry: ProgrammeEntry
    decision: Decision
    is_on: bool
    base: str
    """The festival's address, as in "/stillwater"."""
    zone: ZoneInfo
    language: str
    heading: int
    is_dated: bool
    """Whether the day is named: in lists that span several."""


def rows(
    entries: Iterable[ProgrammeEntry],
    festival: Festival,
    *,
    now: datetime,
    heading: int = 3,
    dated: bool = False,
) -> list[Markup]:
    """Each entry as an `<article>`, in the reader's language."""
    base, zone, language = f"/{festival.slug}", festival.zone, chosen_language()
    return [
        _row(
            Look(
                entry=entry,
                decision=may_do(entry.facts, None, now=now),
                is_on=entry.is_on(now),
                base=base,
                zone=zone,
                language=language,
                heading=heading,
                is_dated=dated,
            )
        )
        for entry in entries
    ]


@lru_cache(maxsize=KEPT_ROWS)
def _row(look: Look) -> Markup:
    entry, decision = look.entry, look.decision
    template = current_app.jinja_env.get_template("programme/row.html")
    unlimited = decision.step is Step.DROP_IN and entry.facts.capacity is None
    drawn: Markup = template.module.row(  # type: ignore[attr-defined]
        look,
        level=level_of(entry.facts, decision).value,
        words=fullness_words(entry, decision, look.zone),
        free=None if unlimited else decision.free,
        where=" · ".join(when_where_and_who(look)),
        summary=shortened(entry.summary),
        notes=notes(entry, look.zone, look.language),
    )
    return drawn


def when_where_and_who(look: Look) -> list[str]:
    """The day if it is to be named, the space, and who leads."""
    entry = look.entry
    day = [begins(short_day(entry.starts_at.astimezone(look.zone).date()))] if look.is_dated else []
    return day + [one.name for one in (entry.space, *entry.leaders) if one is not None]


def fullness_words(entry: ProgrammeEntry, decision: Decision, zone: ZoneInfo) -> str:
    """How full it is, in words: "4 places left", "Opens Friday 10:00"."""
    step = decision.step
    if step is Step.BOOK:
        return places(decision.free)
    if step is Step.NOT_YET and decision.until is not None:
        return opens_words(decision.until, entry.starts_at, zone)
    if step is Step.DROP_IN and entry.facts.capacity is not None and not decision.free:
        return str(_STEP_WORDS[Step.WAIT])
    return str(_STEP_WORDS.get(step, ""))


def opens_words(opens_at: datetime, starts_at: datetime, zone: ZoneInfo) -> str:
    """ "Opens Friday 10:00", with the date where the weekday could be misread."""
    day, time = said_day(opens_at, starts_at, zone), clock_time(opens_at, zone)
    return str(gettext("Opens %(day)s %(time)s", day=day, time=time))


def notes(entry: ProgrammeEntry, zone: ZoneInfo, language: str) -> list[str]:
    """What else one should know before opening it: moved, age, another language."""
    said = []
    if entry.moved_from is not None:
        was = clock_time(entry.moved_from, zone)
        if entry.moved_from.astimezone(zone).date() != entry.starts_at.astimezone(zone).date():
            was = f"{said_day(entry.moved_from, entry.starts_at, zone)} {was}"
        said.append(gettext("Moved: was %(time)s", time=was))
    if entry.moved_out_of is not None:
        said.append(gettext("Room changed: was %(space)s", space=entry.moved_out_of))
    if entry.min_age:
        said.append(gettext("From %(age)s years", age=entry.min_age))
    if entry.languages and language not in entry.languages:
        spoken = ", ".join(language_name(code, language) for code in entry.languages)
        said.append(gettext("In %(language)s", language=spoken))
    return said


def said_change(text: str) -> str:
    """A time or space of the change log for people: a span gets its day's name."""
    span = _SPAN.fullmatch(text)
    return f"{begins(day_name(date.fromisoformat(span[1])))}, {span[2]}" if span else text


def said_day(moment: datetime, beside: datetime, zone: ZoneInfo) -> str:
    """The day of `moment`: its weekday where `beside` is near, else its full name."""
    day = moment.astimezone(zone).date()
    if abs(moment - beside) > WEEKDAY_SAYS_IT:
        return day_name(day)
    return str(format_date(day, "EEEE", locale=chosen_language()))


@lru_cache(maxsize=512)
def language_name(code: str, language: str) -> str:
    """What `language` calls the language `code`; the code itself if it has no word for it."""
    return str(Locale.parse(language).languages.get(code, code))


def zone_words(festival: Festival, moment: datetime) -> str:
    """The festival's zone at `moment`, as people call it: "Berlin (Central European Time)"."""
    language = chosen_language()
    city = get_timezone_location(festival.zone, locale=language, return_city=True)
    name = get_timezone_name(moment.astimezone(festival.zone), locale=language)
    return f"{city} ({name})"


def shortened(text: str, length: int = SUMMARY_LENGTH) -> str:
    """`text` in one line, cut between words where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:–-") + "…"
