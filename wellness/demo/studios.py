"""Stillwater's two studios: what stands in them, who is at the desk, and whose time is given."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from wellness.booking.models import Booking, BookingStatus, Entry
from wellness.database import db
from wellness.demo.material import Wall
from wellness.demo.unfinished import DAYS, HAND, Stock
from wellness.planner.actions.drafting import recorded
from wellness.planner.models import DraftSession
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Category, Session
from wellness.references import in_crockford, keyed_hash
from wellness.studios.models import (
    EngineerShift,
    Equipment,
    EquipmentRequest,
    RequestState,
    SlotLength,
    Studio,
)

Instant = Callable[[Wall], datetime]


@dataclass(frozen=True)
class Room:
    """A studio, who is at its desk, and when on every day."""

    space: str
    about: str
    length: SlotLength
    hours: int | None
    engineer: str
    at_the_desk: tuple[str, str]


@dataclass(frozen=True)
class Thing:
    """Something to use; without a space it is in the store."""

    kind: str
    quantity: int = 1
    space: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Wish:
    """What somebody with a place in this line of the timetable would like to use."""

    key: str
    thing: str
    quantity: int = 1
    refused: str = ""


ROOMS = (
    Room(
        "studio-alder",
        "A barn with a high roof that makes drums sound like drums. Owen is at the desk; you play."
        "\n\nWhat you record is yours. Shoes off, please: the floor is part of the sound.",
        SlotLength.HOURS,
        3,
        "owen",
        ("10:00", "22:00"),
    ),
    Room(
        "studio-birch",
        "Small, carpeted and very quiet: a piano, a tape machine and a lamp. Good for one voice, "
        "good for two.\n\nJun can help or leave you alone. Say which when you come in.",
        SlotLength.HALF_DAY,
        None,
        "jun",
        ("10:00", "21:30"),
    ),
)
ENGINEERS = {room.space: room.engineer for room in ROOMS}
LENT_BY_ITSELF = ("alder-session", "birch-session")
"""Activities that were studio time all along: anybody books them."""
GIVEN = "by-the-lake"
GIVEN_IN = ("studio-alder", "studio-birch")
GIVEN_FROM, GIVEN_MINUTES, GIVEN_PLACES = "18:30", 180, 3
THINGS = (
    Thing("Drum kit", space="studio-alder", notes="Four pieces, old cymbals. Bring your sticks."),
    Thing("Valve amp", 2, "studio-alder", "One for guitar, one for bass; both like to be warm."),
    Thing("Upright piano", space="studio-birch", notes="Tuned on Thursday morning."),
    Thing("Four-track tape machine", space="studio-birch"),
    Thing("Ribbon microphone", 2, notes="Kind to voices, not to wind."),
    Thing("Loop pedal", 1, notes="With a small amplifier, if you ask."),
    Thing("Headphones", 8),
)
WISHES = (
    Wish("2/10:00/studio-alder", "Ribbon microphone"),
    Wish("2/11:00/studio-birch", "Ribbon microphone"),
    Wish("2/11:00/studio-birch", "Headphones", 3),
    Wish("3/10:00/studio-alder", "Drum kit"),
    Wish("3/10:00/studio-alder", "Loop pedal", refused="It is being mended. Owen has two others."),
)
NOBODY_AT_THE_DESK = Wall(4, "14:30")
"""A slot that is drafted for Sunday afternoon, and has no engineer yet."""


def given_slots(
    stock: Stock, category: Category, *, instant: Instant, now: datetime
) -> list[Session]:
    """The evenings in both studios, for those a call has chosen: announced with all the rest."""
    activity = Activity(
        festival_id=stock.festival.id,
        category=category,
        slug=GIVEN,
        title="Four days by the lake",
        summary="Your half day in the studio, with an engineer of the house.",
        description="Come as you are. Everything is set up; take the recordings home.",
        languages=["en"],
        length_minutes=GIVEN_MINUTES,
        entry=Entry.GIVEN,
        capacity=GIVEN_PLACES,
        party_limit=1,
        is_studio_time=True,
        updated_at=now,
    )
    db.session.add(activity)
    db.session.flush()
    return [
        Session(
            reference=_reference(space, str(day)),
            festival=stock.festival,
            space=stock.spaces[space],
            activity=activity,
            facilitators=[stock.facilitators[ENGINEERS[space]]],
            title=activity.title,
            is_support=False,
            entry=Entry.GIVEN,
            starts_at=instant(Wall(day, GIVEN_FROM)),
            ends_at=instant(Wall(day, GIVEN_FROM)) + timedelta(minutes=GIVEN_MINUTES),
            capacity=GIVEN_PLACES,
            party_limit=1,
            created_at=now,
            updated_at=now,
        )
        for day in DAYS
        for space in GIVEN_IN
    ]


def furnish(stock: Stock, *, instant: Instant, now: datetime) -> None:
    """Make the rooms studios: equipment, shifts, what people asked for, a slot to be looked at."""
    ground = {"festival_id": stock.festival.id, "updated_at": now}
    for slug in LENT_BY_ITSELF:
        stock.activities[slug].is_studio_time = True
        stock.activities[slug].leaders_needed = 0
    for room in ROOMS:
        facts = {"about": room.about, "slot_length": room.length, "slot_hours": room.hours}
        space_id = stock.spaces[room.space].id
        db.session.add(Studio(**ground, space_id=space_id, **facts))
        stock.spaces[room.space].changeover_minutes = 30
        starts, ends = room.at_the_desk
        db.session.add_all(
            EngineerShift(
                festival_id=stock.festival.id,
                space_id=space_id,
                facilitator_id=stock.facilitators[room.engineer].id,
                starts_at=instant(Wall(day, starts)),
                ends_at=instant(Wall(day, ends)),
            )
            for day in DAYS
        )
    things = {
        thing.kind: Equipment(
            **ground,
            kind=thing.kind,
            quantity=thing.quantity,
            notes=thing.notes,
            space_id=stock.spaces[thing.space].id if thing.space else None,
            position=position,
        )
        for position, thing in enumerate(THINGS)
    }
    db.session.add_all(things.values())
    db.session.flush()
    _ask(stock, things, now)
    _draft(stock, instant(NOBODY_AT_THE_DESK), now)


def _ask(stock: Stock, things: Mapping[str, Equipment], now: datetime) -> None:
    for wish in WISHES:
        booking = db.session.scalars(
            select(Booking)
            .where(
                Booking.bookable_id == stock.sessions[wish.key].id,
                Booking.status == BookingStatus.CONFIRMED,
            )
            .order_by(Booking.id)
            .limit(1)
        ).one()
        db.session.add(
            EquipmentRequest(
                booking_id=booking.id,
                equipment_id=things[wish.thing].id,
                quantity=wish.quantity,
                state=RequestState.REFUSED if wish.refused else RequestState.GRANTED,
                answer=wish.refused,
                created_at=now,
                updated_at=now,
            )
        )
    db.session.flush()


def _draft(stock: Stock, starts_at: datetime, now: datetime) -> None:
    activity, before = stock.activities["alder-session"], now - timedelta(hours=1)
    festival_id = stock.festival.id
    with recorded(
        festival_id, StepKind.SLOTS_MADE, about="Studio Alder", hand=HAND, now=before
    ) as step:
        step.add(
            DraftSession(
                festival_id=festival_id,
                reference=_reference("drafted"),
                activity_id=activity.id,
                space_id=stock.spaces["studio-alder"].id,
                starts_at=starts_at,
                length_minutes=GIVEN_MINUTES,
                entry=Entry.BOOKED,
                capacity=4,
                facilitator_ids=[],
                is_fixed=True,
            )
        )


def _reference(*words: str) -> str:
    return in_crockford(keyed_hash("stillwater", "slot", "/".join(words)), 8).lower()
