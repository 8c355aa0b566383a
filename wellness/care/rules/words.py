"""What people can tick, how they can be reached, and why a request is closed: with their words."""

from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from wellness.care.models import CareState


class Wish(StrEnum):
    """What would help."""

    SOMEBODY_TO_TALK_TO = "talk"
    THERAPY = "therapy"
    SLEEP = "sleep"
    AFTER_SHOWS = "after_shows"
    SUBSTANCES = "substances"
    GRIEF = "grief"
    MONEY = "money"
    PEERS = "peers"
    SOMEBODY_ELSE = "somebody_else"
    UNSURE = "unsure"


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


WISHES: dict[Wish, LazyString] = {
    Wish.SOMEBODY_TO_TALK_TO: lazy_gettext("Somebody to talk to, now and then"),
    Wish.THERAPY: lazy_gettext("Finding a therapist or counsellor"),
    Wish.SLEEP: lazy_gettext("Sleep"),
    Wish.AFTER_SHOWS: lazy_gettext("Coming down after shows or tours"),
    Wish.SUBSTANCES: lazy_gettext("Alcohol or drugs"),
    Wish.GRIEF: lazy_gettext("Loss and grief"),
    Wish.MONEY: lazy_gettext("Money for care"),
    Wish.PEERS: lazy_gettext("Others in music who know this"),
    Wish.SOMEBODY_ELSE: lazy_gettext("I worry about somebody else"),
    Wish.UNSURE: lazy_gettext("I don’t know yet"),
}
WAYS: dict[Way, LazyString] = {
    Way.HERE: lazy_gettext("Only here, with a code that we show you"),
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
