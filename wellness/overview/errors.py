"""The ways the overview says no."""

from typing import ClassVar

from flask_babel import LazyString, lazy_gettext

from wellness.errors import Refusal


class NamesClosed(Refusal):
    """Names on a roster are shown around the session only."""

    code = "names_closed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Names are shown around the session only. The roster says from when until when."
    )


class NoFreePlace(Refusal):
    """Nobody can be given a place where none is free."""

    code = "no_free_place"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "There are not enough free places for that. Raise the number of places, or keep fewer for "
        "the door, then try again."
    )


class NoLongerWaiting(Refusal):
    """The person left the line or has a place by now."""

    code = "no_longer_waiting"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "They are not in line any more: they have a place by now, or they left."
    )


class PlacesChanged(Refusal):
    """Somebody else set the places while the form was open."""

    code = "places_changed"
    says: ClassVar[str | LazyString] = lazy_gettext(
        "Somebody changed this while you were at it: it is %(capacity)s places now, %(door)s of "
        "them kept for the door. Look at your numbers again and save, or leave it as it is."
    )
