from flask_babel import lazy_gettext

from wellness.errors import Refusal


class NoSolver(Refusal):
    """The optional solver is not installed."""

    code = "no_solver"
    says = lazy_gettext(
        "Automatic placing needs OR-Tools, which is not installed here. Whoever runs this server "
        "can add it with “make placing”."
    )


class NothingToPlace(Refusal):
    """No session was chosen that may be moved."""

    code = "nothing_to_place"
    says = lazy_gettext("There is nothing to place. Choose sessions that are not fixed.")
