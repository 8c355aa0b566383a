from flask_babel import lazy_gettext

from wellness.errors import Refusal


class SaidAnew(Refusal):
    """Somebody else saved it after the form was opened."""

    code = "partner_said_anew"
    says = lazy_gettext("Somebody else saved this while you were at it.")
