"""Kinds of words that can harm a reader in a bad moment, and the advice on each."""

from enum import StrEnum
from typing import NamedTuple

from flask_babel import LazyString, lazy_gettext


class Harm(StrEnum):
    """How words can harm."""

    METHOD = "method"
    PLACE = "place"
    CRIME = "crime"
    OUTCOME = "outcome"
    HOW_OFTEN = "how_often"
    EPIDEMIC = "epidemic"
    BLAME = "blame"
    LABEL = "label"
    PROMISE = "promise"
    NUMBER = "number"


class Advice(NamedTuple):
    """Why words can harm, and what to say instead."""

    why: LazyString
    instead: LazyString


ADVICE: dict[Harm, Advice] = {
    Harm.METHOD: Advice(
        lazy_gettext("Naming a way to die can stay with somebody who is thinking of it."),
        lazy_gettext(
            "Leave out how. Say what helped, and who can be reached. In a text on alcohol and "
            "drugs the word may be needed: then keep to what to do at once."
        ),
    ),
    Harm.PLACE: Advice(
        lazy_gettext("Naming a place can draw people there."),
        lazy_gettext("Leave out where."),
    ),
    Harm.CRIME: Advice(
        lazy_gettext(
            "“Commit” belongs to crimes and sins. It adds shame, and shame keeps people quiet."
        ),
        lazy_gettext("“Died by suicide”, “took their own life”."),
    ),
    Harm.OUTCOME: Advice(
        lazy_gettext("A death is no success, and a life that goes on is no failure."),
        lazy_gettext("“Died by suicide”, “survived a suicide attempt”."),
    ),
    Harm.HOW_OFTEN: Advice(
        lazy_gettext("Figures on how common it is make it sound usual, even expected."),
        lazy_gettext("Say that help is there, that it works for many people, and how to reach it."),
    ),
    Harm.EPIDEMIC: Advice(
        lazy_gettext("Big words frighten, and make it sound as if nothing could be done."),
        lazy_gettext("“Rising”, “more than before”, or nothing at all."),
    ),
    Harm.BLAME: Advice(
        lazy_gettext("Blame, of whoever it is, keeps people from asking for help."),
        lazy_gettext("Say what somebody may feel, and what they can do next."),
    ),
    Harm.LABEL: Advice(
        lazy_gettext("A label makes a person small, and readers may be called just that."),
        lazy_gettext("Name the person first: “somebody who drinks too much”, “a person with …”."),
    ),
    Harm.PROMISE: Advice(
        lazy_gettext("A promise we can’t keep leaves people more alone when it breaks."),
        lazy_gettext("“It can get easier”, “many people find that …”."),
    ),
    Harm.NUMBER: Advice(
        lazy_gettext("A number typed here grows old: the hub is where numbers are kept right."),
        lazy_gettext("Link to the entry of the hub: [its name](hub:its-address)."),
    ),
}
