"""Studios to test with: rooms, what stands in them, engineers and slots."""

from datetime import datetime, timedelta

from tests.factories import a_facilitator, a_festival, a_session, a_space, an_activity
from wellness import clock
from wellness.booking.models import Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space, SpaceKind
from wellness.programme.models import Activity, Facilitator, Session
from wellness.studios.models import EngineerShift, Equipment, SlotLength, Studio


def a_studio(
    festival: Festival | None = None,
    *,
    name: str = "Alder",
    length: SlotLength = SlotLength.HALF_DAY,
    hours: int | None = None,
    needs_engineer: bool = True,
) -> Studio:
    """A studio in a space of its own."""
    space = a_space(festival or a_festival(), name=name, kind=SpaceKind.STUDIO, capacity=4)
    studio = Studio(
        festival_id=space.festival_id,
        space_id=space.id,
        about="A small room with a big window.",
        slot_length=length,
        slot_hours=hours,
        needs_engineer=needs_engineer,
        updated_at=clock.now(),
    )
    with transaction():
        db.session.add(studio)
    return studio


def some_equipment(
    festival: Festival, space: Space | None = None, *, kind: str = "Microphone", quantity: int = 1
) -> Equipment:
    """Something in a studio, or in the store."""
    thing = Equipment(
        festival_id=festival.id,
        space_id=space.id if space else None,
        kind=kind,
        quantity=quantity,
        updated_at=clock.now(),
    )
    with transaction():
        db.session.add(thing)
    return thing


def a_shift(
    studio: Studio, starts_at: datetime, hours: float, engineer: Facilitator | None = None
) -> EngineerShift:
    """An engineer at the desk of the studio from then on."""
    engineer = engineer or a_facilitator(db.session.get_one(Festival, studio.festival_id))
    shift = EngineerShift(
        festival_id=studio.festival_id,
        space_id=studio.space_id,
        facilitator_id=engineer.id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
    )
    with transaction():
        db.session.add(shift)
    return shift


def studio_time(festival: Festival, *, title: str = "Studio time", given: bool = False) -> Activity:
    """The activity whose sessions are slots."""
    activity = an_activity(festival, title=title)
    with transaction():
        activity.is_studio_time = True
        activity.leaders_needed = 0
        activity.entry = Entry.GIVEN if given else Entry.BOOKED
    return activity


def a_slot(
    studio: Studio,
    *,
    activity: Activity | None = None,
    starts_in: timedelta = timedelta(days=1),
    lasts: timedelta = timedelta(hours=4),
    capacity: int = 1,
    given: bool = False,
    title: str = "Studio time",
) -> Session:
    """A released slot in the studio."""
    festival = db.session.get_one(Festival, studio.festival_id)
    return a_session(
        festival,
        activity=activity or studio_time(festival, title=title, given=given),
        space=db.session.get_one(Space, studio.space_id),
        capacity=capacity,
        party_limit=1,
        entry=Entry.GIVEN if given else Entry.BOOKED,
        starts_in=starts_in,
        lasts=lasts,
    )
