"""Who did what at a festival: the audit log, for its owners."""

from datetime import date, timedelta

from flask import Response, request
from flask_babel import lazy_gettext

from wellness.clock import dawn_of
from wellness.staff.access import Section, open_to_staff, the_festival
from wellness.staff.queries import LogFilter, people_in_log, read_log
from wellness.staff.rules import OWNERS, DeedKind
from wellness.staff.sentences import KINDS, sentence_of
from wellness.staff.views.ground import blueprint, page

SECTIONS = (Section(80, "staff.log", lazy_gettext("Log"), "scroll-text"),)
PER_PAGE = 50


@blueprint.get("/<slug>/log")
@open_to_staff(OWNERS)
def log(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The latest first; by person, kind and day where asked."""
    festival, asked = the_festival(), request.args
    day = _day(asked.get("day", ""))
    person, kind = asked.get("person", ""), asked.get("kind", "")
    since = dawn_of(day, festival.zone, festival.dawn) if day else None
    until = dawn_of(day + timedelta(days=1), festival.zone, festival.dawn) if day else None
    number = max(1, asked.get("page", 1, type=int))
    wanted = LogFilter(festival.id, person=person, kind=kind, since=since, until=until)
    deeds = read_log(wanted, skip=(number - 1) * PER_PAGE, limit=PER_PAGE + 1)
    return page(
        "log",
        festival=festival,
        lines=[(deed, sentence_of(deed)) for deed in deeds[:PER_PAGE]],
        people=people_in_log(festival.id),
        kinds={kind.value: KINDS[kind] for kind in DeedKind},
        person=person,
        kind=kind,
        day=day,
        number=number,
        has_more=len(deeds) > PER_PAGE,
        asked={"person": person, "kind": kind, "day": day or ""},
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
