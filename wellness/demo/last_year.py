"""Stillwater a year ago, over and counted: what an impact report is made of."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from wellness.booking.models import Booking, BookingStatus, Entry
from wellness.clock import instant_of
from wellness.database import db
from wellness.demo import spaces
from wellness.festivals.models import Festival, Space
from wellness.festivals.queries import find_festival
from wellness.impact.actions import publish
from wellness.planner.actions.twins import draft_released
from wellness.programme.models import Activity, Category, Session
from wellness.references import in_crockford, keyed_hash
from wellness.staff.rules import Hand

SLUG = "stillwater-last-year"
A_YEAR = timedelta(weeks=52)
ORGANIZER = Hand(None, "Ines Cardoso")
KINDS = (
    ("Yoga", "flower-2", "moss", False),
    ("Sound bath", "audio-waveform", "sky", False),
    ("Circles", "messages-square", "plum", True),
    ("One to one", "ear", "plum", True),
)
HELD = (
    *(("Yoga", 0, 9, 30, 28, 22, 6, "en"), ("Yoga", 1, 9, 30, 30, 26, 14, "en")),
    *(("Yoga", 2, 9, 30, 30, 24, 11, "en es"), ("Yoga", 3, 9, 30, 19, 15, 0, "en")),
    *(("Sound bath", 1, 20, 40, 40, 37, 21, "en"), ("Sound bath", 2, 20, 40, 33, 29, 3, "es")),
    *(("Circles", 1, 14, 8, 8, 6, 5, "en"), ("Circles", 2, 14, 8, 7, 7, 2, "es")),
    *(("Circles", 3, 14, 8, 8, 7, 4, "en"), ("One to one", 2, 11, 3, 3, 2, 1, "en")),
    *(("One to one", 3, 11, 3, 2, 2, 0, "en"),),
)
"""Kind, day, hour, places, booked, came, joined the line, languages."""


def load_last_year(this_year: Festival, *, now: datetime) -> None:
    """Write last year's festival with its published report, if it is not there; doesn't commit."""
    if find_festival(SLUG) is not None:
        return
    starts_on = this_year.starts_on - A_YEAR
    before = datetime.combine(starts_on, time(), this_year.zone) - timedelta(days=30)
    festival = Festival(
        slug=SLUG,
        name=f"{spaces.NAME}, last year",
        zone_name=spaces.ZONE,
        starts_on=starts_on,
        ends_on=this_year.ends_on - A_YEAR,
        released_at=before,
        site=spaces.SITE,
        country=this_year.country,
        changed_at=before,
        created_at=before,
    )
    db.session.add(festival)
    db.session.flush()
    _hold(festival, before)
    publish(festival, hand=ORGANIZER, now=now)


def _hold(festival: Festival, before: datetime) -> None:
    common = {"festival_id": festival.id, "updated_at": before}
    meadow = Space(**common, slug="meadow", name="Meadow")
    categories = {
        name: Category(
            **common,
            slug=name.lower().replace(" ", "-"),
            name=name,
            icon=icon,
            colour=colour,
            is_support=is_support,
            position=position,
        )
        for position, (name, icon, colour, is_support) in enumerate(KINDS)
    }
    db.session.add_all([meadow, *categories.values()])
    for number, held in enumerate(HELD):
        _held(festival, meadow, categories[held[0]], number, held[1:])
    db.session.flush()
    draft_released(festival.id, now=before)


def _held(
    festival: Festival, space: Space, category: Category, number: int, facts: Sequence[int | str]
) -> None:
    day, hour, places, booked, came, waited = (int(each) for each in facts[:-1])
    before = festival.created_at
    wall = datetime.combine(festival.starts_on + timedelta(days=day), time(hour))
    starts_at = instant_of(wall, festival.zone)
    session = Session(
        festival=festival,
        space=space,
        activity=Activity(
            festival_id=festival.id,
            category=category,
            slug=f"{category.slug}-{number}",
            title=category.name,
            languages=str(facts[-1]).split(),
            updated_at=before,
        ),
        reference=in_crockford(keyed_hash(SLUG, "session", str(number)), 8).lower(),
        title=category.name,
        is_support=category.is_support,
        entry=Entry.BOOKED,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=60),
        capacity=places,
        last_position=waited,
        created_at=before,
        updated_at=before,
    )
    db.session.add(session)
    db.session.add_all(_forgotten(session, place, came) for place in range(booked))


def _forgotten(session: Session, place: int, came: int) -> Booking:
    """A place somebody had whom nobody knows any more."""
    key = f"{session.reference}-{place}"
    return Booking(
        bookable=session,
        reference=in_crockford(keyed_hash(SLUG, "booking", key), 8).lower(),
        status=BookingStatus.ATTENDED if place < came else BookingStatus.MISSED,
        created_at=session.created_at,
        updated_at=session.ends_at,
    )
