from flask_babel import lazy_gettext

from wellness.errors import Refusal


class Forgotten(Refusal):
    """This phone's key was given up: it opens nothing, and cannot become a key again."""

    code = "phone_forgotten"
    says = lazy_gettext("This phone was forgotten a moment ago. Open the page again to go on.")
