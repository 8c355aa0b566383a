from flask_babel import lazy_gettext

from wellness.errors import Refusal


class CareKeyAbsent(Refusal):
    """This machine holds no key of the care team: it cannot read, or not even seal."""

    code = "care_key_absent"
    says = lazy_gettext(
        "This server does not hold the care team's key, so nothing can be read here. "
        "Whoever runs it finds the setting CARE_KEYS in docs/operations.md."
    )


class CareNotOpen(Refusal):
    """Nobody answers requests at this festival now."""

    code = "care_not_open"
    says = lazy_gettext("Care navigation is not open right now.")


class TakenBySomebodyElse(Refusal):
    """Another navigator has taken the request: two answers would only confuse."""

    code = "care_taken"
    says = lazy_gettext(
        "%(name)s has taken this request. Talk to each other, or have it handed over to you first."
    )


class WrittenSince(Refusal):
    """Something was written about the request that whoever answers has not seen."""

    code = "care_written_since"
    says = lazy_gettext(
        "Something new was written here since you opened this. Read it, then send your words again."
    )


class NotOpenedYet(Refusal):
    """Content is shown to whoever opened the request, for an hour: each reading is recorded."""

    code = "care_not_opened"
    says = lazy_gettext("Open the request first: who reads it is written down.")


class CareClosed(Refusal):
    """What is closed is not answered."""

    code = "care_closed"
    says = lazy_gettext("This request is closed. Reopen it first.")


class TooLateToReopen(Refusal):
    """A closed request stays closed after a week."""

    code = "care_stays_closed"
    says = lazy_gettext("This was closed more than a week ago. Please send a new request.")


class NotANavigator(Refusal):
    """A request is handed to navigators of its festival alone."""

    code = "care_not_a_navigator"
    says = lazy_gettext("Choose somebody who is a care navigator here.")


class CareEditedSince(Refusal):
    """Somebody else saved this meanwhile."""

    code = "care_edited_since"
    says = lazy_gettext("Somebody else saved this while you were at it.")
