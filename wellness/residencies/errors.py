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
