"""The ways booking says no. `outcome` is the word a page carries in data-outcome."""

from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from wellness.errors import Refusal


class BookingRefusal(Refusal):
    """A wish for a place that cannot be met now."""

    outcome: ClassVar[str] = "closed"


class FullyBooked(BookingRefusal):
    """Every place is taken, and it is too close to the start to wait for one."""

    code = "fully_booked"
    outcome = "full"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Every place is taken for now. It starts soon, so free places are given out at the door."
    )


class NotEnoughPlaces(BookingRefusal):
    """There is a place, but not for two."""

    code = "not_enough_places"
    outcome = "full"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "There is one place left, not two. You can keep that one for yourself."
    )


class PartyTooLarge(BookingRefusal):
    """More places in one booking than this session allows."""

    code = "party_too_large"
    outcome = "limit"
    says: ClassVar[str | LazyString] = lazy_gettext("Here each person keeps their own place.")


class BookingClosed(BookingRefusal):
    """Closed by hand, or it has begun, or it is over."""

    code = "closed"
    says: ClassVar[str | LazyString] = lazy_gettext("Places here can't be kept any more.")


class NotOpenYet(BookingRefusal):
    """Booking opens later; the page says when."""

    code = "not_open_yet"
    says: ClassVar[str | LazyString] = lazy_gettext("You can keep a place here from %(opens)s.")


class SessionCancelled(BookingRefusal):
    """It does not take place."""

    code = "cancelled"
    says: ClassVar[str | LazyString] = lazy_gettext("This was cancelled and won't take place.")


class NothingToBook(BookingRefusal):
    """A drop-in: people simply come."""

    code = "drop_in"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "No place needed here. Come as you are, whenever you like."
    )


class ClashesWithYours(BookingRefusal):
    """It overlaps with places this pass holds already."""

    code = "clash"
    outcome = "clash"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "You already have a place at that time: %(others)s. You can swap: your old place "
        "is only let go once this one is sure."
    )


class DayIsFull(BookingRefusal):
    """The festival's limit of places per person and day is reached."""

    code = "limit"
    outcome = "limit"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "You already hold %(limit)s places that day, as many as this festival lets one person "
        "keep. Let one go and this one is yours to ask for."
    )


class OfferPassed(BookingRefusal):
    """The place that was offered has gone on to the next person."""

    code = "offer_passed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "The place was kept for you for a while and has now gone to the next person. "
        "You can ask again."
    )


class BelowTaken(BookingRefusal):
    """The new capacity is less than the places people hold already."""

    code = "below_taken"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "%(taken)s places are taken. Choose at least that many, or close booking and keep "
        "everyone who has a place."
    )


class ConsentNeeded(BookingRefusal):
    """Support sessions ask for a clear yes before a booking is stored."""

    code = "consent_needed"
    outcome = "closed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Please say yes to keeping this booking, so that we may store it."
    )


class AgreementNeeded(BookingRefusal):
    """The session asks people to agree to a sentence of its own."""

    code = "agreement_needed"
    outcome = "closed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Please tick that you agree; this session asks for it."
    )


class TooYoung(BookingRefusal):
    """The session is for people of a certain age, and nobody said that they are."""

    code = "age_needed"
    outcome = "closed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "This session is for people of %(age)s or over. Please tick that you are."
    )


class NothingToGive(BookingRefusal):
    """Not a place that is given, or none that can be any more."""

    code = "nothing_to_give"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Places here can't be given: it is over, cancelled, or booked by people themselves."
    )


class NoPlaceToGive(BookingRefusal):
    """Every place of something that is given is taken."""

    code = "no_place_to_give"
    outcome = "full"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "That time has just been given to somebody else. Please choose another one."
    )
