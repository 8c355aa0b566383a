from flask_babel import lazy_gettext

from wellness.errors import Refusal

SOMEBODY = lazy_gettext("Somebody")
"""Whoever changed something, where nobody knows who it was."""


class ChangedSince(Refusal):
    """Somebody else changed it after it was looked at."""

    code = "changed_since"
    says = lazy_gettext(
        "%(by)s changed “%(title)s” at %(at)s. Look at it as it is now, then do it again."
    )


class NothingToUndo(Refusal):
    """No step of theirs is left to undo, or to do again."""

    code = "nothing_to_undo"
    says = lazy_gettext("There is nothing of yours to undo.")


class UndoneOtherwise(Refusal):
    """What a step changed was changed again since, so going back would lose that."""

    code = "undone_otherwise"
    says = lazy_gettext(
        "%(by)s changed “%(title)s” since. Undoing would lose that; change it by hand."
    )


class ReleasedSince(Refusal):
    """What a step made is public now."""

    code = "released_since"
    says = lazy_gettext("“%(title)s” is released. Cancel it instead, so that people are told.")


class IsCancelled(Refusal):
    """A cancelled session is planned no further."""

    code = "is_cancelled"
    says = lazy_gettext("“%(title)s” is cancelled. Restore it first, then plan it again.")


class IsReleased(Refusal):
    """People know of it, so it cannot just disappear."""

    code = "is_released"
    says = lazy_gettext(
        "“%(title)s” is released, and people may count on it. "
        "Cancel it instead, so that they are told."
    )


class TooFarOff(Refusal):
    """A start that cannot be meant."""

    code = "too_far_off"
    says = lazy_gettext("That is more than a year away from the festival. Look at the date again.")


class OddTime(Refusal):
    """A start between two minutes."""

    code = "odd_time"
    says = lazy_gettext("A session starts at a full minute. Leave the seconds out.")


class OddLength(Refusal):
    """A length that cannot be meant."""

    code = "odd_length"
    says = lazy_gettext("A session lasts from one minute up to 48 hours. Give another length.")


class NothingToRepeat(Refusal):
    """A session in the tray has no time to be repeated at."""

    code = "nothing_to_repeat"
    says = lazy_gettext("This session has no time yet. Give it one, then repeat it.")


class NeedsCapacity(Refusal):
    """Places are kept by booking, and nobody said how many there are."""

    code = "needs_capacity"
    says = lazy_gettext("“%(title)s” is booked, so it needs a number of places.")


class NothingToRelease(Refusal):
    """The draft is as the public programme is."""

    code = "nothing_to_release"
    says = lazy_gettext("There is nothing to release: the public programme is up to date.")


class TooFewPlaces(Refusal):
    """A session would have fewer places than people hold in it."""

    code = "too_few_places"
    says = lazy_gettext(
        "“%(title)s”: %(taken)s places are taken. Choose at least that many, or close booking "
        "and keep everyone who has a place. Nothing was released."
    )


class OddDelay(Refusal):
    """A delay that cannot be meant."""

    code = "odd_delay"
    says = lazy_gettext("Give a delay of at least one minute and at most 24 hours.")


class NothingLeft(Refusal):
    """No session there that could be moved or copied."""

    code = "nothing_left"
    says = lazy_gettext("Nothing is left there on that day. Choose another day, space or time.")


class NoWetPlace(Refusal):
    """Nobody said where a space's sessions go when it rains."""

    code = "no_wet_place"
    says = lazy_gettext(
        "%(space)s has no wet-weather place. Name one on the space's page, then do it again."
    )


class OddHold(Refusal):
    """A span in which nothing can be held."""

    code = "odd_hold"
    says = lazy_gettext("A hold ends after it starts, and within 31 days. Look at the times again.")


class OddDay(Refusal):
    """A day that cannot be copied to."""

    code = "odd_day"
    says = lazy_gettext("Choose another day of the festival to copy to.")


class NeedsReason(Refusal):
    """A warning is accepted without a word."""

    code = "needs_reason"
    says = lazy_gettext("Say in a few words why it may stay like this.")


class DraftMoved(Refusal):
    """The draft was changed while somebody looked at what a release would do."""

    code = "draft_moved"
    says = lazy_gettext(
        "The draft changed while you looked at it. Look at what is different now, then release."
    )


class UnansweredWarning(Refusal):
    """Something that cannot take place as planned is to be released, and nobody said so."""

    code = "unanswered_warning"
    says = lazy_gettext(
        "A warning wants an answer first: tick that you know of it, or accept it with a reason."
    )
