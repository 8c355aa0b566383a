"""Where work begins: the festivals one works for."""

from flask import Response, current_app

from wellness.staff.access import open_to_staff, the_account
from wellness.staff.models import Role
from wellness.staff.queries import festivals_of
from wellness.staff.views.ground import blueprint, page
from wellness.staff.words import ROLE_NAMES

NEW_FESTIVAL = "setup.new_festival"


@blueprint.get("/")
@open_to_staff()
def home() -> Response:
    """The festivals that whoever is signed in works for, and what they do there."""
    account = the_account()
    festivals = festivals_of(account.id)
    owns_one = any(Role.OWNER in roles for _, roles in festivals)
    may_make = (account.may_found or owns_one) and NEW_FESTIVAL in current_app.view_functions
    return page(
        "home",
        account=account,
        festivals=festivals,
        role_names=ROLE_NAMES,
        new_festival=NEW_FESTIVAL if may_make else "",
    )
