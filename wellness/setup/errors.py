from flask_babel import lazy_gettext

from wellness.errors import Refusal


class EditedSince(Refusal):
    """Somebody else saved it after the form was opened."""

    code = "edited_since"
    says = lazy_gettext("Somebody else saved this while you were at it.")


class StillUsed(Refusal):
    """Something refers to what was to be removed."""

    code = "still_used"
    says = lazy_gettext("“%(name)s” is still used, so it stays.")


class AddressTaken(Refusal):
    """Another festival has this address."""

    code = "address_taken"
    says = lazy_gettext("Another festival has the address %(slug)s. Choose another.")


class PromisedAlready(Refusal):
    """More of it is promised to people at one time than there would be."""

    code = "promised_already"
    says = lazy_gettext(
        "%(number)s of “%(name)s” are promised at one time, so there must be at least as many."
    )


class AskedFor(Refusal):
    """People with a slot count on it."""

    code = "asked_for"
    says = lazy_gettext(
        "People with a slot asked for “%(name)s”, so it stays. Refuse what they asked for first."
    )
