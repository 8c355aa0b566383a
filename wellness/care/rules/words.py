"""What people can tick, how they can be reached, and why a request is closed: with their words."""

from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from wellness.care.models import CareState
from wellness.hub.rules.needs import AT_ONCE, NEEDS, Need


class Way(StrEnum):
    """How the team may answer."""

    HERE = "here"
    MAIL = "mail"
    PHONE = "phone"


class CloseReason(StrEnum):
    """Why a request is closed."""

    HELPED = "helped"
    HANDED_ON = "handed_on"
    QUIET = "quiet"
    NOT_OURS = "not_ours"


WISHES: dict[Need, LazyString] = {
    need: words for need, words in NEEDS.items() if need not in AT_ONCE
}
"""The hub's needs, but for those that cannot wait: their lines stand above the form."""
WAYS: dict[Way, LazyString] = {
    Way.HERE: lazy_gettext("Only here, with a code that we show you"),
    Way.MAIL: lazy_gettext("By mail"),
    Way.PHONE: lazy_gettext("By phone"),
}
WAYS_FOR_THE_TEAM: dict[Way, LazyString] = {
    Way.HERE: lazy_gettext("Only here: they look with their code"),
    Way.MAIL: lazy_gettext("By mail"),
    Way.PHONE: lazy_gettext("By phone"),
}
REASONS: dict[CloseReason, LazyString] = {
    CloseReason.HELPED: lazy_gettext("They found what they were looking for"),
    CloseReason.HANDED_ON: lazy_gettext("Somebody else goes on with it"),
    CloseReason.QUIET: lazy_gettext("We heard nothing more"),
    CloseReason.NOT_OURS: lazy_gettext("It was not something we can do"),
}
STATES: dict[CareState, LazyString] = {
    CareState.RECEIVED: lazy_gettext("Received"),
    CareState.LOOKED_AT: lazy_gettext("Being looked at"),
    CareState.ANSWERED: lazy_gettext("Answered"),
    CareState.CLOSED: lazy_gettext("Closed"),
}
