"""What Stillwater's team has in hand: a draft nobody outside sees, and facts one plans with."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from wellness.booking.models import Entry
from wellness.database import db
from wellness.demo.material import Wall
from wellness.festivals.models import Festival, Space, SpaceHours
from wellness.planner.actions.drafting import recorded
from wellness.planner.models import DraftSession, SpaceHold
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Facilitator, FacilitatorHours, Session
from wellness.references import in_crockford, keyed_hash
from wellness.staff.rules import Hand

DAYS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Hours:
    """From when until when a space is open, on every day."""

    space: str
    opens: str
    closes: str


@dataclass(frozen=True)
class Stay:
    """When somebody is there, or would like best to lead."""

    who: str
    starts: Wall
    ends: Wall
    is_wish: bool = False


@dataclass(frozen=True)
class Planned:
    """A session that is not released; without a time it waits in the tray."""

    activity: str
    by: str
    minutes: int
    places: int
    at: Wall | None = None
    space: str = ""
    drop_in: bool = False


@dataclass(frozen=True)
class Replanned:
    """A released session that the draft has otherwise."""

    key: str
    """The line of the timetable."""
    kind: StepKind
    at: Wall | None = None
    space: str = ""
    columns: dict[str, Any] = field(default_factory=dict)
    instead: tuple[str, ...] = ()
    """Lines of the timetable to go to instead."""


OPEN = (
    Hours("heron-tent", "07:00", "24:00"),
    Hours("fern-room", "09:00", "24:00"),
    Hours("reed-cabin", "10:00", "18:00"),
    Hours("boathouse", "09:00", "27:00"),
    Hours("studio-alder", "10:00", "22:00"),
    Hours("studio-birch", "10:00", "22:00"),
)
CHANGEOVER = {"heron-tent": 15, "fern-room": 15}
WHEN_WET = {"lake-lawn": "boathouse", "jetty": "orchard-yurt"}
STAYS = (
    Stay("leon", Wall(3, "09:00"), Wall(3, "24:00")),
    Stay("anjali", Wall(1, "12:00"), Wall(3, "18:00")),
    Stay("nia", Wall(2, "07:00"), Wall(2, "12:00"), is_wish=True),
)
MOST_A_DAY = {"mirela": 3}
TWO_LEAD = (
    "soft-landing",
    "songwriters-circle",
    "missing-someone",
    "women-in-sound",
    "crew-circle",
    "someone-to-talk-to",
)
HEAVY = ("missing-someone", "crew-circle")
HOLD = ("lake-lawn", Wall(4, "15:00"), Wall(4, "17:00"), "Sound check on the lake stage")
NEW_WORDS = {
    "tai-chi": {
        "summary": "Slow, standing, facing the water. Nobody looks at you; everybody looks at it.",
        "bring": "Shoes you can stand in for three quarters of an hour.",
    }
}
PLANNED = (
    Planned("hands", "tomasz", 50, 18),
    Planned("lullabies", "hattie", 45, 20, drop_in=True),
    Planned("bad-pages", "lotte", 60, 14, at=Wall(4, "13:30"), space="willow-tent"),
)
REPLANNED = (
    Replanned("3/17:00/willow-tent", StepKind.MOVED, at=Wall(3, "17:30")),
    Replanned("2/11:30/willow-tent", StepKind.MOVED, space="boathouse"),
    Replanned(
        "4/12:00/boathouse",
        StepKind.CANCELLED,
        columns={
            "is_cancelled": True,
            "cancel_reason": "Kit and Frances are needed at the welfare tent on Sunday.",
        },
        instead=("4/15:30/boathouse", "4/11:00/heron-tent"),
    ),
)
HAND = Hand(None, "Piotr Lang")


@dataclass(frozen=True)
class Stock:
    """What the programme is made of, by the keys of the timetable."""

    festival: Festival
    spaces: dict[str, Space]
    facilitators: dict[str, Facilitator]
    activities: dict[str, Activity]
    sessions: dict[str, Session]

    def draft(self, key: str) -> DraftSession:
        """The line of the timetable as it is planned."""
        session = self.sessions[key]
        return db.session.scalars(
            select(DraftSession).where(DraftSession.session_id == session.id)
        ).one()


class Unfinished:
    """Writes the draft on top of what is released; `instant` reads the festival's clock."""

    def __init__(self, stock: Stock, *, now: datetime) -> None:
        self.stock = stock
        self.now = now

    def facts(self, instant: Any) -> None:
        """What one plans with: hours, wet places, limits, staffing, a hold."""
        stock = self.stock
        for hours in OPEN:
            stock.spaces[hours.space].hours = [
                SpaceHours(
                    opens_at=instant(Wall(day, hours.opens)),
                    closes_at=instant(Wall(day, hours.closes)),
                )
                for day in DAYS
            ]
        for slug, minutes in CHANGEOVER.items():
            stock.spaces[slug].changeover_minutes = minutes
        for slug, dry in WHEN_WET.items():
            stock.spaces[slug].wet_space_id = stock.spaces[dry].id
        for stay in STAYS:
            stock.facilitators[stay.who].hours.append(
                FacilitatorHours(
                    starts_at=instant(stay.starts),
                    ends_at=instant(stay.ends),
                    is_wish=stay.is_wish,
                )
            )
        for who, most in MOST_A_DAY.items():
            stock.facilitators[who].sessions_per_day = most
        for slug in TWO_LEAD:
            stock.activities[slug].leaders_needed = 2
        for slug in HEAVY:
            stock.activities[slug].is_heavy = True
        slug, starts, ends, reason = HOLD
        db.session.add(
            SpaceHold(
                festival_id=stock.festival.id,
                space_id=stock.spaces[slug].id,
                starts_at=instant(starts),
                ends_at=instant(ends),
                reason=reason,
            )
        )
        db.session.flush()

    def draft(self, instant: Any) -> None:
        """What is being tried: new words; new, moved, elsewhere and cancelled sessions."""
        for slug, words in NEW_WORDS.items():
            self.stock.activities[slug].drafted = words
        for number, planned in enumerate(PLANNED):
            self._plan(planned, number, instant)
        for each in REPLANNED:
            self._replan(each, instant)

    def _plan(self, planned: Planned, number: int, instant: Any) -> None:
        stock = self.stock
        activity = stock.activities[planned.activity]
        with self._step(StepKind.ADDED, activity.title) as step:
            step.add(
                DraftSession(
                    festival_id=stock.festival.id,
                    reference=_reference(number),
                    activity_id=activity.id,
                    space_id=stock.spaces[planned.space].id if planned.space else None,
                    starts_at=instant(planned.at) if planned.at else None,
                    length_minutes=planned.minutes,
                    entry=Entry.DROP_IN if planned.drop_in else Entry.BOOKED,
                    capacity=planned.places,
                    facilitator_ids=[stock.facilitators[planned.by].id],
                )
            )

    def _replan(self, each: Replanned, instant: Any) -> None:
        values = dict(each.columns)
        if each.at:
            values["starts_at"] = instant(each.at)
        if each.space:
            values["space_id"] = self.stock.spaces[each.space].id
        if each.instead:
            values["alternatives"] = [self.stock.sessions[key].reference for key in each.instead]
        with self._step(each.kind, self.stock.sessions[each.key].title) as step:
            step.change(self.stock.draft(each.key), **values)

    def _step(self, kind: StepKind, about: str) -> Any:
        before = self.now - timedelta(hours=1)
        return recorded(self.stock.festival.id, kind, about=about, hand=HAND, now=before)


def _reference(number: int) -> str:
    return in_crockford(keyed_hash("stillwater", "planned", str(number)), 8).lower()
