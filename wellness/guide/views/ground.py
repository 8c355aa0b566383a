"""What the pages of the guide share: the blueprint, and words for roles, languages and days."""

from datetime import date

from babel.dates import format_date
from flask import Blueprint
from flask_babel import LazyString, get_locale, lazy_gettext

from wellness.guide.models import GuideRole, GuideState
from wellness.staff.access import Section

blueprint = Blueprint("guide", __name__)
SECTIONS = (Section(57, "guide.chapters", lazy_gettext("Guide"), "book-open"),)
ROLES: dict[GuideRole, LazyString] = {
    GuideRole.ARTIST: lazy_gettext("Artists"),
    GuideRole.SONGWRITER: lazy_gettext("Songwriters"),
    GuideRole.CREW: lazy_gettext("Crew"),
    GuideRole.MANAGER: lazy_gettext("Managers"),
    GuideRole.LABEL: lazy_gettext("Labels"),
}
STATES: dict[GuideState, LazyString] = {
    GuideState.DRAFT: lazy_gettext("Draft"),
    GuideState.PUBLISHED: lazy_gettext("Published"),
    GuideState.REPLACED: lazy_gettext("Earlier version"),
    GuideState.WITHDRAWN: lazy_gettext("Withdrawn"),
}


def long_date(day: date) -> str:
    """ "5 June 2026" in the reader's language."""
    return format_date(day, "long", locale=get_locale())
