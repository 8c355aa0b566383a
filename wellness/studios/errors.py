"""The ways the studios say no."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from wellness.errors import Refusal


class NotThatMany(Refusal):
    """Less of it is free at that time than was asked for."""

    code = "not_that_many"
    says = lazy_gettext("Not all of this is free at that time. Nothing was changed.")

    def __init__(self, free: Mapping[int, int]) -> None:
        super().__init__()
        self.free = dict(free)
        """How many can be had, by the id of each thing of which there are too few."""


class NoPlaceThere(Refusal):
    """Equipment goes with a place that is kept, in studio time that is not over."""

    code = "no_place_there"
    says = lazy_gettext(
        "Equipment can be asked for once your place in the studio is sure, until it is over."
    )


class NoneLeft(Refusal):
    """All there is of it is promised to others at that time."""

    code = "none_left"
    says = lazy_gettext("%(free)s of “%(kind)s” can be had at that time. Nothing was changed.")
