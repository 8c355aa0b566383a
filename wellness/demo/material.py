"""The shapes in which the demonstration festival is written down.

Fields carry the names of the columns they end up in, so that loading is a matter of handing
them over; what is said beside a field is what differs.
"""

from dataclasses import dataclass
from datetime import time

from wellness.festivals.models import AccessFact, SpaceKind
from wellness.programme.models import Welcome


@dataclass(frozen=True, kw_only=True)
class NewSpace:
    """A space as it is told to guests."""

    slug: str
    name: str
    kind: SpaceKind
    capacity: int | None
    directions: str
    access: tuple[AccessFact, ...]
    latitude: float
    longitude: float
    equipment: str = ""


@dataclass(frozen=True, kw_only=True)
class NewCategory:
    """A kind of activity."""

    slug: str
    name: str
    icon: str
    colour: str
    is_support: bool = False


@dataclass(frozen=True, kw_only=True)
class NewFacilitator:
    """A person who leads sessions; invented, like everybody here."""

    slug: str
    name: str
    about: str
    pronouns: str = ""
    languages: tuple[str, ...] = ("en",)


@dataclass(frozen=True, kw_only=True)
class NewActivity:
    """What is offered; `description` is a tuple of paragraphs."""

    slug: str
    category: str
    title: str
    summary: str
    description: tuple[str, ...]
    for_whom: str
    welcome: tuple[Welcome, ...]
    bring: str = ""
    cost: str = ""
    content_note: str = ""
    confidentiality: str = ""
    languages: tuple[str, ...] = ("en",)
    min_age: int | None = None
    age_note: str = ""


@dataclass(frozen=True)
class Wall:
    """A wall time of the festival: day 1 is Thursday, and hours past 24 belong to its night."""

    day: int
    at: str

    @property
    def days_and_time(self) -> tuple[int, time]:
        """How many days after the first day, and what the clock shows then."""
        hours, minutes = (int(part) for part in self.at.split(":"))
        return self.day - 1 + hours // 24, time(hours % 24, minutes)


@dataclass(frozen=True)
class NewSession:
    """One line of the timetable. Without `places` it is a drop-in without a limit."""

    day: int
    at: str
    minutes: int
    space: str
    activity: str
    by: str
    """Keys of people.py, separated by blanks."""
    places: int | None = None
    drop_in: bool = False
    door: int = 0
    """Places kept for whoever stands at the door."""
    asked: int = 0
    """How many people of the crowd ask for a place; more than there are makes a waiting list."""
    opens: Wall | None = None
    closed: bool = False
    was_at: Wall | None = None
    """It was announced for this time first."""
    was_in: str = ""
    """It was announced for this space first (a slug)."""
    called_off: str = ""
    """Why it does not take place; empty where it does."""

    @property
    def key(self) -> str:
        """Tells this line from every other."""
        return f"{self.day}/{self.at}/{self.space}"
