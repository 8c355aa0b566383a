"""What roles are called, and what each opens."""

from flask_babel import LazyString, lazy_gettext

from wellness.staff.models import Role

ROLE_NAMES: dict[Role, LazyString] = {
    Role.OWNER: lazy_gettext("Owner"),
    Role.ORGANIZER: lazy_gettext("Organizer"),
    Role.PROGRAMME: lazy_gettext("Programme"),
    Role.FACILITATOR: lazy_gettext("Facilitator"),
    Role.DESK: lazy_gettext("Desk"),
    Role.PANEL: lazy_gettext("Selection panel"),
    Role.NAVIGATOR: lazy_gettext("Care navigator"),
    Role.HUB_EDITOR: lazy_gettext("Hub editor"),
}
ROLE_HINTS: dict[Role, LazyString] = {
    Role.OWNER: lazy_gettext("Everything, and who belongs to the team."),
    Role.ORGANIZER: lazy_gettext("Builds and releases the programme, writes to guests, exports."),
    Role.PROGRAMME: lazy_gettext("Builds the programme; sees counts, never names."),
    Role.FACILITATOR: lazy_gettext("Sees their own sessions and nothing else."),
    Role.DESK: lazy_gettext("Checks people in at the door."),
    Role.PANEL: lazy_gettext("Reads applications for residencies."),
    Role.NAVIGATOR: lazy_gettext("Answers people who look for care."),
    Role.HUB_EDITOR: lazy_gettext("Keeps phone numbers and hours of the hub true."),
}
