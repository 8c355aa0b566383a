"""How a person finds out that a contact is right."""

from enum import StrEnum

from flask_babel import LazyString, lazy_gettext

from wellness.hub.contacts import Channel


class Way(StrEnum):
    """What somebody did to find it right."""

    DIALLED = "dialled"
    WROTE = "wrote"
    READ = "read"
    """On a page about the service: somebody looked, nobody answered."""


WAY_WORDS: dict[Way, LazyString] = {
    Way.DIALLED: lazy_gettext("I dialled it, and it was them"),
    Way.WROTE: lazy_gettext("I wrote, and they answered"),
    Way.READ: lazy_gettext("I read it on their own page"),
}
WAYS: dict[str, tuple[Way, ...]] = {
    Channel.CALL: (Way.DIALLED, Way.READ),
    Channel.TEXT: (Way.WROTE, Way.READ),
    Channel.WHATSAPP: (Way.WROTE, Way.READ),
    Channel.EMAIL: (Way.WROTE, Way.READ),
    Channel.WEB: (Way.READ,),
}
