from flask_babel import lazy_gettext

from wellness.errors import Refusal


class ReadSince(Refusal):
    """The same reading was saved elsewhere after this form was opened."""

    code = "read_since"
    says = lazy_gettext("You saved this application elsewhere while you were at it.")


class ReadingIsOver(Refusal):
    """The organizers ended the selection, or took the person off the panel."""

    code = "reading_is_over"
    says = lazy_gettext("The selection has ended, so scores can't be changed any more.")


class NotYetClosed(Refusal):
    """People may still change what they handed in."""

    code = "not_yet_closed"
    says = lazy_gettext("The call is still open. Reading begins once it has closed.")


class ClosedToYou(Refusal):
    """The reader declared a conflict of interest."""

    code = "closed_to_you"
    says = lazy_gettext("You declared a conflict of interest, so this application is closed.")


class NotPossibleFromHere(Refusal):
    """The application stands elsewhere by now."""

    code = "stands_elsewhere"
    says = lazy_gettext("This application has moved on. Look at the page again.")


class NothingToOffer(Refusal):
    """No place is free, or nobody is in line."""

    code = "nothing_to_offer"
    says = lazy_gettext("There is no free place, or nobody in line for one.")


class SelectionGoesOn(Refusal):
    """The selection has not been ended yet."""

    code = "selection_goes_on"
    says = lazy_gettext("End the selection first.")


class OfferIsOver(Refusal):
    """It lapsed, was answered, or went on to somebody else."""

    code = "offer_is_over"
    says = lazy_gettext(
        "This offer is over. If a place comes free again and you are next, we'll ask you."
    )


class CannotBeUndone(Refusal):
    """Too late, or the place went to somebody else."""

    code = "cannot_be_undone"
    says = lazy_gettext("That can't be taken back any more: the place has gone on.")
