"""The impact report: a look at it for organizers, and the published one for everybody."""

from datetime import date
from typing import Any

from babel.dates import format_date
from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext, lazy_gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.festivals.models import Festival
from wellness.festivals.queries import get_festival
from wellness.festivals.rules import is_over
from wellness.impact import actions, queries
from wellness.impact.models import ImpactReport
from wellness.impact.rules.report import SEVERAL, UNSAID, report_of
from wellness.impact.rules.table import written
from wellness.staff.access import Section, open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language

blueprint = Blueprint("impact", __name__)
SECTIONS = (Section(62, "impact.look", lazy_gettext("Impact"), "chart-column", ORGANIZERS),)


@blueprint.get("/staff/<slug>/impact")
@open_to_staff(ORGANIZERS)
def look(slug: str) -> ResponseReturnValue:
    """The report that stands published, else how it would look now."""
    del slug
    festival, now = the_festival(), clock.now()
    report = queries.published_report(festival.id)
    return render_template(
        "impact/look.html",
        festival=festival,
        report=report,
        it=_document(festival, report),
        made_by=report.made_by if report else the_hand().name,
        is_over=is_over(festival, now=now),
        language_name=_language_name,
        day_of=_day_of,
    )


@blueprint.post("/staff/<slug>/impact/publish")
@open_to_staff(ORGANIZERS, proved=True)
def publish(slug: str) -> ResponseReturnValue:
    """Freeze it and show it to everybody."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    in_transaction(lambda: actions.publish(festival, hand=hand, now=now))
    flash(gettext("Published. Its numbers stay as they are now."), "done")
    return redirect(url_for("impact.look", slug=slug), 303)


@blueprint.post("/staff/<slug>/impact/withdraw")
@open_to_staff(ORGANIZERS, proved=True)
def withdraw(slug: str) -> ResponseReturnValue:
    """Take it back."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    in_transaction(lambda: actions.withdraw(festival, hand=hand, now=now))
    flash(gettext("Withdrawn. Nobody outside sees it now."), "done")
    return redirect(url_for("impact.look", slug=slug), 303)


@blueprint.post("/staff/<slug>/impact.csv")
@open_to_staff(ORGANIZERS, proved=True)
def take(slug: str) -> ResponseReturnValue:
    """The same as a table; the audit log says who took it, and so does the file."""
    del slug
    festival, hand, now = the_festival(), the_hand(), clock.now()
    document = _document(festival, queries.published_report(festival.id))
    in_transaction(lambda: actions.note_taken(festival, hand=hand, now=now))
    return _file(document, festival, made_by=hand.name)


@blueprint.get("/<festival>/impact")
@open_to(Who.ANYONE)
def read(festival: str) -> ResponseReturnValue:
    """What the festival did, for whoever paid for it and whoever came."""
    found, report = _published(festival)
    return render_template(
        "impact/report.html",
        festival=found,
        it=report.document,
        made_by=report.made_by,
        language_name=_language_name,
        day_of=_day_of,
    )


@blueprint.get("/<festival>/impact.csv")
@open_to(Who.ANYONE)
def download(festival: str) -> ResponseReturnValue:
    """The published report as a table."""
    found, report = _published(festival)
    return _file(report.document, found, made_by=report.made_by)


def _published(slug: str) -> tuple[Festival, ImpactReport]:
    festival = get_festival(slug)
    return festival, queries.get_report(festival.id)


def _document(festival: Festival, report: ImpactReport | None) -> dict[str, Any]:
    if report is not None:
        return report.document
    return report_of(queries.facts_of(festival), made_at=clock.now())


def _file(document: dict[str, Any], festival: Festival, *, made_by: str) -> Response:
    response = make_response(written(document, made_by=made_by))
    response.content_type = "text/csv; charset=utf-8"
    name = f"impact-{festival.slug}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _day_of(written: str) -> str:
    """A day of the document, as its reader writes days."""
    locale = chosen_language().replace("en", "en_GB")
    return str(format_date(date.fromisoformat(written[:10]), "long", locale=locale))


def _language_name(code: str) -> str:
    """A language in the reader's own; words for those that are none."""
    if code == SEVERAL:
        return str(gettext("Several languages"))
    if code == UNSAID:
        return str(gettext("Not said"))
    locale = get_locale()
    return str(locale.languages.get(code, code)) if locale else code
