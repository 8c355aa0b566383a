"""What came of a reader's report."""

from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from wellness.hub.models import ReportKind


class Outcome(StrEnum):
    """Words only: what the reader wrote is erased with it."""

    CORRECTED = "corrected"
    RIGHT = "right"
    PROPOSED = "proposed"
    UNCLEAR = "unclear"


OUTCOMES: dict[Outcome, LazyString] = {
    Outcome.CORRECTED: lazy_gettext("It was wrong, and is corrected"),
    Outcome.PROPOSED: lazy_gettext("It was wrong, and a correction waits for review"),
    Outcome.RIGHT: lazy_gettext("I looked: what we show is right"),
    Outcome.UNCLEAR: lazy_gettext("I couldn’t find out what was meant"),
}
REPORTED: dict[ReportKind, LazyString] = {
    ReportKind.NO_ANSWER: lazy_gettext("Nobody answers"),
    ReportKind.WRONG_NUMBER: lazy_gettext("The number is wrong"),
    ReportKind.WRONG_HOURS: lazy_gettext("The hours are wrong"),
    ReportKind.NOT_FREE: lazy_gettext("It is not free"),
    ReportKind.CLOSED: lazy_gettext("It is closed"),
    ReportKind.OTHER: lazy_gettext("Something else"),
}
