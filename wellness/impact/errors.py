"""Why a report cannot be published."""

from flask_babel import lazy_gettext

from wellness.errors import Refusal


class NotOverYet(Refusal):
    """The festival is still going on."""

    code = "not_over_yet"
    says = lazy_gettext("The report can be published once the festival’s last day is over.")
