from flask_babel import lazy_gettext

from wellness.errors import Refusal


class Forgotten(Refusal):
    """This phone's key was given up: it opens nothing, and cannot become a key again."""

    code = "phone_forgotten"
    says = lazy_gettext("This phone was forgotten a moment ago. Open the page again to go on.")


class NoAddress(Refusal):
    """There is no mail address to write to."""

    code = "no_address"
    says = lazy_gettext("We have no mail address for you. Give us one, and we write at once.")
