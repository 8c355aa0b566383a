"""Services that help, and the contacts they are reached by, in words a reader understands."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import quote

from flask_babel import LazyString, lazy_gettext

from wellness.hub.rules.hours import NOT_KNOWN, Opening

FRESH_FOR = timedelta(days=365)
"""What was read or dialled longer ago no longer stands among the first lines shown."""
_PLAIN_NUMBER = re.compile(r"\+?\d[\d \-]*")


class Channel(StrEnum):
    """How a service is reached."""

    CALL = "call"
    TEXT = "text"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    WEB = "web"


class Offer(StrEnum):
    """What a service is for."""

    CRISIS = "crisis"
    """A person to talk to in a crisis, at once and in confidence."""
    LISTENING = "listening"
    COUNSELLING = "counselling"
    CARE = "care"
    DIRECTORY = "directory"
    THERAPY = "therapy"
    PEERS = "peers"
    MONEY = "money"
    HEALTH = "health"
    LEARNING = "learning"


class Read(StrEnum):
    """Where this very number was read."""

    PAGE = "page"
    """On a published page about the service."""
    OLDER = "older"
    """On an older page, or on a list that anyone may have copied."""
    NOWHERE = "nowhere"


OFFERS: dict[Offer, LazyString] = {
    Offer.CRISIS: lazy_gettext("A person to talk to, also in a crisis"),
    Offer.LISTENING: lazy_gettext("Someone who listens"),
    Offer.COUNSELLING: lazy_gettext("Counselling and practical support"),
    Offer.CARE: lazy_gettext("Helps you find care where you live. Not for emergencies"),
    Offer.DIRECTORY: lazy_gettext("Finds a line in your country"),
    Offer.THERAPY: lazy_gettext("Therapists, by appointment"),
    Offer.PEERS: lazy_gettext("People who know this life, together"),
    Offer.MONEY: lazy_gettext("Money when it is short"),
    Offer.HEALTH: lazy_gettext("Health advice for people who perform"),
    Offer.LEARNING: lazy_gettext("Training and things to read"),
}
AUDIENCES: dict[str, LazyString] = {
    "anyone": lazy_gettext("For anyone"),
    "adults": lazy_gettext("For adults"),
    "music": lazy_gettext("For people who work in music"),
    "creative": lazy_gettext("For people who work in music and the arts"),
    "registered_music": lazy_gettext("For people in music who have registered there"),
    "lgbtq_youth": lazy_gettext("For young LGBTQ+ people"),
    "crew": lazy_gettext("For crew and people on tour"),
    "family": lazy_gettext("For families and friends, too"),
    "managers": lazy_gettext("For those who lead a team"),
    "young": lazy_gettext("For young people"),
    "recovery": lazy_gettext("For people in recovery"),
    "english_speakers": lazy_gettext("For people who speak English"),
    "veterans": lazy_gettext("For veterans, too"),
    "people_of_colour": lazy_gettext("For people of colour"),
}
COSTS: dict[str, LazyString] = {
    "free": lazy_gettext("Free"),
    "free_mobile": lazy_gettext("Free from mobile phones"),
    "free_or_local": lazy_gettext("Free, or the price of a local call"),
    "local": lazy_gettext("The price of a local call"),
    "operator": lazy_gettext("Your operator’s normal price"),
    "low": lazy_gettext("A small charge"),
    "sliding": lazy_gettext("By what you can pay"),
    "paid": lazy_gettext("Has a price"),
    "employer": lazy_gettext("Paid by the tour or the employer"),
    "unknown": lazy_gettext("Price not known to us"),
}
REGIONS: dict[str, LazyString] = {
    "northern_ireland": lazy_gettext("from Northern Ireland"),
    "buenos_aires": lazy_gettext("in the Buenos Aires area"),
}
REACHES: dict[str, LazyString] = {
    "all": lazy_gettext("Emergency"),
    "ambulance": lazy_gettext("Ambulance"),
    "police": lazy_gettext("Police"),
}


@dataclass(frozen=True)
class EmergencyNumber:
    """A number to call when a life is in danger, in one country."""

    dial: str
    reaches: str
    in_numbering_data: bool
    """Whether public numbering data calls it an emergency number of that country."""
    verified_on: date | None

    @property
    def link(self) -> str | None:
        """A tel: link, if the number is more than hearsay."""
        return f"tel:{self.dial}" if self.in_numbering_data or self.verified_on else None


@dataclass(frozen=True)
class Contact:
    """One way to reach a service from one country, exactly as published there."""

    channel: Channel
    dial: str
    countries: frozenset[str]
    """ISO 3166-1 codes in lower case: a number means something there and nowhere else."""
    word: str
    """What to send to a number that expects a word."""
    read: Read
    verified_on: date | None
    """The day a person last dialled it and found it right."""
    language: str
    """ISO 639 code where this number answers in one language only."""
    cost: str
    """A word of COSTS, where it differs from the service's."""
    region: str
    opening: Opening = NOT_KNOWN
    hours_note: str = ""
    """The hours as published, where they cannot be reckoned with."""
    audience: str = ""
    """A word of AUDIENCES, where it is for some alone."""
    e164: str | None = None
    """How to dial it from abroad; never turned into a link."""

    @property
    def is_confirmed(self) -> bool:
        """Dialled by a person, or at least read on a page about the service."""
        return self.verified_on is not None or self.read is Read.PAGE

    @property
    def link(self) -> str | None:
        """A link that calls or writes, for confirmed contacts alone.

        It holds the published digits and nothing derived from them: a number with letters or a
        star has none, and neither has one for WhatsApp, which would open another company's page.
        """
        if not self.is_confirmed:
            return None
        if self.channel is Channel.EMAIL:
            return f"mailto:{self.dial}"
        if self.channel is Channel.WEB:
            return f"https://{self.dial}" + ("" if "/" in self.dial else "/")
        if self.channel is Channel.WHATSAPP or not _PLAIN_NUMBER.fullmatch(self.dial):
            return None
        digits = re.sub(r"[ \-]", "", self.dial)
        if self.channel is Channel.CALL:
            return f"tel:{digits}"
        return f"sms:{digits}?body={quote(self.word)}" if self.word else f"sms:{digits}"
