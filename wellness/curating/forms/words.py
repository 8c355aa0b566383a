"""Words that pages of the desk use for what a document holds."""

from flask_babel import LazyString, lazy_gettext

from wellness.hub.contacts import Channel, Read
from wellness.hub.models import ServiceState
from wellness.hub.rules.hours import DAYS

CHANNELS: dict[str, LazyString] = {
    Channel.CALL: lazy_gettext("Call"),
    Channel.TEXT: lazy_gettext("Text message"),
    Channel.WHATSAPP: lazy_gettext("WhatsApp"),
    Channel.EMAIL: lazy_gettext("Mail"),
    Channel.WEB: lazy_gettext("Chat or form on the web"),
}
STATES: dict[ServiceState, LazyString] = {
    ServiceState.ACTIVE: lazy_gettext("Open"),
    ServiceState.PAUSED: lazy_gettext("Paused"),
    ServiceState.CLOSED: lazy_gettext("Closed for good"),
    ServiceState.UNKNOWN: lazy_gettext("Nobody knows"),
}
WHERE_READ: dict[Read, LazyString] = {
    Read.PAGE: lazy_gettext("on their own page, or one about them"),
    Read.OLDER: lazy_gettext("on an older page or a list"),
    Read.NOWHERE: lazy_gettext("nowhere we can name"),
}
WEEKDAYS: dict[str, LazyString] = dict(
    zip(
        DAYS,
        (
            lazy_gettext("Monday"),
            lazy_gettext("Tuesday"),
            lazy_gettext("Wednesday"),
            lazy_gettext("Thursday"),
            lazy_gettext("Friday"),
            lazy_gettext("Saturday"),
            lazy_gettext("Sunday"),
        ),
        strict=True,
    )
)
HOURS: dict[str, LazyString] = {
    "unknown": lazy_gettext("Not known"),
    "always": lazy_gettext("Day and night"),
    "week": lazy_gettext("By the week"),
}
FIELDS: dict[str, LazyString] = {
    "name": lazy_gettext("Name"),
    "former_names": lazy_gettext("Former names"),
    "summary": lazy_gettext("What they do"),
    "url": lazy_gettext("Website"),
    "offer": lazy_gettext("What it is for"),
    "countries": lazy_gettext("Countries"),
    "region": lazy_gettext("Only in a region"),
    "needs": lazy_gettext("Needs"),
    "audiences": lazy_gettext("For whom"),
    "eligibility": lazy_gettext("Who may use it"),
    "languages": lazy_gettext("Languages"),
    "has_interpreters": lazy_gettext("Interpreters for more languages"),
    "cost": lazy_gettext("Cost"),
    "cost_note": lazy_gettext("More about cost"),
    "is_human": lazy_gettext("A person answers"),
    "is_on_demand": lazy_gettext("At once, without an appointment"),
    "is_anonymous": lazy_gettext("In confidence, without a name"),
    "state": lazy_gettext("State"),
    "paused_until": lazy_gettext("Paused until"),
    "state_note": lazy_gettext("More about its state"),
    "replacement": lazy_gettext("Where to go instead"),
    "source": lazy_gettext("Where this was read"),
    "notes": lazy_gettext("Notes for editors"),
}
"""In the order in which readers meet them."""
