from flask_babel import lazy_gettext

from wellness.errors import Refusal


class LastOwner(Refusal):
    """Nobody would be left who may say who belongs to the team."""

    code = "last_owner"
    says = lazy_gettext(
        "A festival needs an owner. Make somebody else an owner first, then take this role."
    )


class NotYourKey(Refusal):
    """What was sent is no key of ours, or signed something else."""

    code = "not_your_key"
    says = lazy_gettext("This key did not open your account. Nothing was changed.")


class LastWayIn(Refusal):
    """The person could not come in any more."""

    code = "last_way_in"
    says = lazy_gettext(
        "This is the only way you can sign in. Add another one first, then remove this."
    )


class NeedsFacilitator(Refusal):
    """Whoever leads sessions is one of the festival's facilitators."""

    code = "needs_facilitator"
    says = lazy_gettext("Say whose sessions are theirs: choose a facilitator of the festival.")
