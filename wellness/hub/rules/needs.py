"""What somebody may need, in words they might use themselves."""

from enum import StrEnum

from flask_babel import LazyString, lazy_gettext


class Need(StrEnum):
    """What people look for help with; the words are kept in rows and addresses."""

    TALK_NOW = "talk_now"
    SUICIDE = "suicide"
    PANIC = "panic"
    SLEEP = "sleep"
    LOW = "low"
    BURNOUT = "burnout"
    NERVES = "nerves"
    GRIEF = "grief"
    SUBSTANCES = "substances"
    COLLEAGUE = "colleague"
    MISTREATED = "mistreated"
    MONEY = "money"
    BODY = "body"
    THERAPIST = "therapist"
    PEERS = "peers"
    YOUNG = "young"
    CREW = "crew"
    FIND_CARE = "find_care"


NEEDS: dict[Need, LazyString] = {
    Need.TALK_NOW: lazy_gettext("I want to talk to someone now"),
    Need.SUICIDE: lazy_gettext("Thoughts of suicide"),
    Need.PANIC: lazy_gettext("Panic, now"),
    Need.SLEEP: lazy_gettext("I can’t sleep after shows"),
    Need.LOW: lazy_gettext("Low, empty, or alone"),
    Need.BURNOUT: lazy_gettext("Burnt out"),
    Need.NERVES: lazy_gettext("Nerves before I go on"),
    Need.GRIEF: lazy_gettext("Grief"),
    Need.SUBSTANCES: lazy_gettext("Drink or drugs"),
    Need.COLLEAGUE: lazy_gettext("Someone else worries me"),
    Need.MISTREATED: lazy_gettext("Someone treats me badly"),
    Need.MONEY: lazy_gettext("Money"),
    Need.BODY: lazy_gettext("Voice, ears, hands, body"),
    Need.THERAPIST: lazy_gettext("I want to talk to a therapist"),
    Need.PEERS: lazy_gettext("People who know this life"),
    Need.YOUNG: lazy_gettext("I’m young"),
    Need.CREW: lazy_gettext("For my crew or team"),
    Need.FIND_CARE: lazy_gettext("Help with finding the right help"),
}
"""In the order in which they are offered."""

AT_ONCE = frozenset({Need.TALK_NOW, Need.SUICIDE, Need.PANIC})
"""Needs that cannot wait for an appointment: lines that answer now come first."""


def need_of(word: str) -> Need | None:
    """The need called `word`; None if there is none."""
    try:
        return Need(word)
    except ValueError:
        return None
