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
