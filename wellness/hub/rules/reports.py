"""What readers report, and how often."""

from datetime import timedelta

from flask_babel import LazyString, lazy_gettext

from wellness.hub.models import ReportKind
from wellness.tries.rules import Limit

LONGEST_NOTE = 500
REPORTS_BY_NETWORK = Limit("number reports", 10, timedelta(hours=1))
"""A tent full of phones shares one network; somebody who floods us has few."""
KINDS: dict[ReportKind, LazyString] = {
    ReportKind.NO_ANSWER: lazy_gettext("Nobody answers"),
    ReportKind.WRONG_NUMBER: lazy_gettext("The number is wrong or dead"),
    ReportKind.WRONG_HOURS: lazy_gettext("The hours are wrong"),
    ReportKind.NOT_FREE: lazy_gettext("It costs something else than you say"),
    ReportKind.CLOSED: lazy_gettext("It has closed"),
    ReportKind.OTHER: lazy_gettext("Something else"),
}
