"""The formats that a programme can be taken away in."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from wellness.booking.entries import House
from wellness.exports.formats import calendar, schedule, schedule_xml, table
from wellness.exports.formats.facts import Programme


class Format(StrEnum):
    """What an export may be; the words are those of `wellness export --format`."""

    CSV = "csv"
    ICS = "ics"
    XML = "xml"
    JSON = "json"
    OWN = "own"


class Scope(StrEnum):
    """Which state of the programme is told."""

    RELEASED = "released"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a format is named and sent."""

    name: LazyString
    about: LazyString
    ending: str
    mimetype: str
    write: Callable[[Programme, House], bytes] | None
    """None: it is not made of a programme, but of everything (queries.document)."""


KINDS = {
    Format.CSV: Kind(
        lazy_gettext("Spreadsheet (CSV)"),
        lazy_gettext("One line for each session. Change it and import it again."),
        "csv",
        "text/csv; charset=utf-8",
        table.written,
    ),
    Format.ICS: Kind(
        lazy_gettext("Calendar file (iCalendar)"),
        lazy_gettext("For a calendar that can't subscribe. It doesn't follow later changes."),
        "ics",
        "text/calendar; charset=utf-8",
        calendar.written,
    ),
    Format.XML: Kind(
        lazy_gettext("Schedule XML"),
        lazy_gettext("For programme apps and conference tools that read frab or pretalx."),
        "xml",
        "application/xml; charset=utf-8",
        schedule_xml.written,
    ),
    Format.JSON: Kind(
        lazy_gettext("Schedule JSON"),
        lazy_gettext("The same for tools that read the c3voc schedule."),
        "json",
        "application/json; charset=utf-8",
        schedule.written,
    ),
    Format.OWN: Kind(
        lazy_gettext("Everything, to set the festival up again"),
        lazy_gettext(
            "Spaces, facilitators, activities, the draft with its tray and what is released, in "
            "one file. No bookings and nobody's data."
        ),
        "json",
        "application/json; charset=utf-8",
        None,
    ),
}


def file_name(slug: str, format_: Format, scope: Scope, version: str) -> str:
    """A plain name that says what is in the file: "stillwater-release-3.csv"."""
    state = "whole" if format_ is Format.OWN else scope.value
    number = version.replace("+draft.", "-")
    words = {"released": f"release-{number}", "draft": f"draft-{number}", "whole": "whole"}
    schedule_word = "-schedule" if format_ in {Format.XML, Format.JSON} else ""
    return f"{slug}{schedule_word}-{words[state]}.{KINDS[format_].ending}"
