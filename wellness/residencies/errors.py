"""The ways residencies say no."""

from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from wellness.errors import Refusal


class ResidencyEnded(Refusal):
    """It was given up or withdrawn: there is nothing to change about it any more."""

    code = "residency_ended"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "This residency has ended, so nothing about it can be changed any more."
    )


class AgreementChanged(Refusal):
    """They said yes to a version that is no longer the one to agree to."""

    code = "agreement_changed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "The agreement was changed while you read it. This is how it reads now; please have "
        "another look before you say yes."
    )


class NotThatDay(Refusal):
    """Coming and going is noted on the days of the stay, from an hour before the first slot."""

    code = "not_that_day"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "This can be noted on the days of the studio time, from an hour before it starts until "
        "dawn."
    )


class EditedMeanwhile(Refusal):
    """Somebody else changed the same thing since the form was opened."""

    code = "residency_edited_since"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Somebody else saved this while you were at it. Nothing of yours is lost: here are both."
    )


class NotAChoice(Refusal):
    """A slot that is not free, or is no time of this call."""

    code = "not_a_choice"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "One of those times can't be given any more. Here is what is free now; nothing was changed."
    )


class TimesOverlap(Refusal):
    """Two of the chosen slots are at the same time."""

    code = "times_overlap"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "%(one)s and %(other)s are at the same time. Choose one of the two; nothing was changed."
    )


class NobodyThere(Refusal):
    """The resident asked to be forgotten: no time can be given to them."""

    code = "nobody_there"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Whoever held this residency asked to be forgotten, so no time can be given."
    )
