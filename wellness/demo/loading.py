"""Writing Stillwater into the database: the same festival every time, days ahead of today."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from wellness import clock
from wellness.booking.models import Entry
from wellness.database import db
from wellness.demo import (
    activities_body,
    activities_indoors,
    activities_outside,
    activities_support,
    crowd,
    people,
    spaces,
    studios,
)
from wellness.demo.guide import write_guide
from wellness.demo.material import NewSession, Wall
from wellness.demo.timetable import TIMETABLE
from wellness.demo.unfinished import Stock, Unfinished
from wellness.festivals.models import Festival, Space
from wellness.festivals.queries import find_festival
from wellness.planner.actions.drafting import recorded
from wellness.planner.actions.releasing import release_some
from wellness.planner.actions.twins import draft_released
from wellness.planner.models import DraftSession, Release
from wellness.planner.rules.review import Kind
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Category, Facilitator, Session
from wellness.references import in_crockford, keyed_hash
from wellness.staff.rules import Hand

ACTIVITIES = (
    *activities_body.ACTIVITIES,
    *activities_outside.ACTIVITIES,
    *activities_indoors.ACTIVITIES,
    *activities_support.ACTIVITIES,
)
ZONE = ZoneInfo(spaces.ZONE)
THURSDAY = 3
DAYS = 4
AHEAD = 6
"""The first day lies at least this many days ahead, so that every waiting list still moves."""
RELEASED = timedelta(days=9)
"""The programme has been out for this long."""
BOOKED = timedelta(days=2)
"""The crowd asked for its places this long ago."""
CHANGES_FROM = time(10, 20)
"""What was moved or called off was announced yesterday, from this time on…"""
BETWEEN_CHANGES = timedelta(hours=1, minutes=50)
"""…and one thing after another."""
ORGANIZER = Hand(None, "Ines Cardoso")


def first_day(today: date) -> date:
    """The Thursday it begins: a week ahead, and not a weekend on which the clocks change."""
    first = today + timedelta(days=AHEAD)
    first += timedelta(days=(THURSDAY - first.weekday()) % 7)
    while _offset(first) != _offset(first + timedelta(days=DAYS)):
        first += timedelta(days=7)
    return first


def _offset(day: date) -> timedelta | None:
    return datetime.combine(day, time(), ZONE).utcoffset()


def instant_on(first: date, wall: Wall) -> datetime:
    """The instant at which clocks show `wall` at a festival whose first day is `first`."""
    days, at = wall.days_and_time
    return clock.instant_of(datetime.combine(first + timedelta(days=days), at), ZONE)


def load(*, now: datetime) -> Festival:
    """Stillwater, written if it is not there yet and left alone if it is. Does not commit."""
    there = find_festival(spaces.SLUG)
    if there is not None:
        return there
    festival = _festival(now)
    db.session.add(festival)
    db.session.flush()
    _Programme(festival, now).write()
    return festival


def _festival(now: datetime) -> Festival:
    first = first_day(now.astimezone(ZONE).date())
    return Festival(
        slug=spaces.SLUG,
        name=spaces.NAME,
        zone_name=spaces.ZONE,
        starts_on=first,
        ends_on=first + timedelta(days=DAYS - 1),
        released_at=now - RELEASED,
        site=spaces.SITE,
        country="gb",
        welcome=spaces.WELCOME,
        contact=spaces.CONTACT,
        help_on_site=spaces.HELP_ON_SITE,
        exit_url=spaces.EXIT_URL,
        places_per_day=spaces.PLACES_PER_DAY,
        changed_at=now,
        created_at=now - RELEASED,
    )


class _Programme:
    """The rows of the programme, by the keys that the timetable calls them by."""

    def __init__(self, festival: Festival, now: datetime) -> None:
        self.festival = festival
        self.now = now
        common = {"festival_id": festival.id, "updated_at": now - RELEASED}
        self.spaces = {
            new.slug: Space(**common, **vars(new) | {"access": [str(fact) for fact in new.access]})
            for new in spaces.SPACES
        }
        for position, space in enumerate(self.spaces.values()):
            space.position = position
        self.categories = {
            new.slug: Category(**common, **vars(new), position=position)
            for position, new in enumerate(spaces.CATEGORIES)
        }
        self.facilitators = {
            key: Facilitator(**common, **vars(new) | {"languages": list(new.languages)})
            for key, new in people.FACILITATORS.items()
        }
        self.activities = {
            new.slug: Activity(
                **common,
                **vars(new)
                | {
                    "category": self.categories[new.category],
                    "description": "\n\n".join(new.description),
                    "welcome": [str(word) for word in new.welcome],
                    "languages": list(new.languages),
                },
            )
            for new in ACTIVITIES
        }

    def write(self) -> None:
        """The programme as it was announced, then the crowd, then what has changed since."""
        for rows in (self.spaces, self.categories, self.facilitators, self.activities):
            db.session.add_all(rows.values())
        sessions = [(new, self.session(new)) for new in TIMETABLE]
        db.session.add_all(session for _, session in sessions)
        stock = Stock(self.festival, self.spaces, self.facilitators, self.activities, {})
        at = self.now - RELEASED
        given = studios.given_slots(stock, self.categories["studio"], instant=self.instant, now=at)
        db.session.add_all(given)
        db.session.flush()
        self.announce()
        crowd.come(
            (crowd.Asked(session, new.asked) for new, session in sessions),
            now=self.now - BOOKED,
        )
        yesterday = self.now.astimezone(ZONE).date() - timedelta(days=1)
        changed_at = datetime.combine(yesterday, CHANGES_FROM, ZONE)
        for new, session in sessions:
            session.is_closed = new.closed
            if new.was_at or new.was_in or new.called_off:
                self.change(new, session, now=changed_at)
                changed_at += BETWEEN_CHANGES
        self.go_on({new.key: session for new, session in sessions})

    def announce(self) -> None:
        """Remember that all this was the first release, and take it into the draft."""
        at = self.now - RELEASED
        self.festival.release_number = 1
        counts = {kind.value: 0 for kind in Kind} | {"new": len(TIMETABLE), "text": 0, "letters": 0}
        db.session.add(
            Release(
                festival_id=self.festival.id,
                number=1,
                made_by=ORGANIZER.name,
                counts=counts,
                made_at=at,
            )
        )
        draft_released(self.festival.id, now=at)

    def go_on(self, sessions: dict[str, Session]) -> None:
        """Leave a draft unfinished, for organizers to go on with."""
        stock = Stock(self.festival, self.spaces, self.facilitators, self.activities, sessions)
        unfinished = Unfinished(stock, now=self.now)
        unfinished.facts(self.instant)
        unfinished.draft(self.instant)
        write_guide(self.festival, now=self.now)
        studios.furnish(stock, instant=self.instant, now=self.now)

    def instant(self, wall: Wall) -> datetime:
        """The instant at which the festival's clocks show `wall`."""
        return instant_on(self.festival.starts_on, wall)

    def session(self, new: NewSession) -> Session:
        """One line of the timetable as it was announced."""
        activity = self.activities[new.activity]
        is_support = activity.category.is_support
        starts_at = self.instant(new.was_at or Wall(new.day, new.at))
        return Session(
            reference=reference_of(new),
            festival=self.festival,
            space=self.spaces[new.was_in or new.space],
            activity=activity,
            facilitators=[self.facilitators[key] for key in new.by.split()],
            title=activity.title,
            is_support=is_support,
            entry=Entry.DROP_IN if new.drop_in else Entry.BOOKED,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=new.minutes),
            opens_at=self.instant(new.opens) if new.opens else None,
            capacity=new.places,
            kept_for_door=new.door,
            party_limit=1 if is_support or new.places == 1 else 2,
            min_age=activity.min_age,
            created_at=self.now - RELEASED,
            updated_at=self.now - RELEASED,
        )

    def change(self, new: NewSession, session: Session, *, now: datetime) -> None:
        """Move a session or call it off as an organizer does: in the draft, then released."""
        draft = db.session.scalars(
            select(DraftSession).where(DraftSession.session_id == session.id)
        ).one()
        values: dict[str, Any] = {"is_cancelled": True, "cancel_reason": new.called_off}
        kind = StepKind.CANCELLED
        if not new.called_off:
            kind = StepKind.MOVED
            starts_at = self.instant(Wall(new.day, new.at))
            values = {"starts_at": starts_at, "space_id": self.spaces[new.space].id}
        with recorded(self.festival.id, kind, about=session.title, hand=ORGANIZER, now=now) as step:
            step.change(draft, **values)
        release_some(self.festival, {draft.id}, hand=ORGANIZER, now=now)


def reference_of(new: NewSession) -> str:
    """The public reference of a line: always the same, so that links outlive a fresh start."""
    return in_crockford(keyed_hash(spaces.SLUG, "session", new.key), 8).lower()
