"""Rows to test with: each function writes one, in a transaction of its own, and returns it.

Names are made unique by counting, so that any of them can be made several times. Times are given
from now on, since that is what people see; `from_now` is the only clock here.
"""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TypeVar

from wellness import clock
from wellness.booking.models import BookableStatus, Entry
from wellness.database import Model, db, transaction
from wellness.festivals.models import Festival, Space, SpaceKind
from wellness.passes.models import Pass
from wellness.planner.actions.twins import draft_released
from wellness.programme.models import Activity, Category, Facilitator, Session
from wellness.references import CROCKFORD, new_reference

Row = TypeVar("Row", bound=Model)
_numbers = count(1)
_selectors = count(1)
_LETTERS = [character for character in CROCKFORD if character.isalpha()]
AN_HOUR = timedelta(hours=1)


def from_now(**ahead: float) -> datetime:
    """The instant that lies `ahead` (timedelta words) of now; whole seconds."""
    return clock.now().replace(microsecond=0) + timedelta(**ahead)


def a_festival(
    *,
    slug: str | None = None,
    name: str = "Stillwater",
    zone: str = "Europe/Berlin",
    starts_on: date | None = None,
    days: int = 4,
    dawn: time = time(5),
    is_released: bool = True,
    country: str = "de",
    places_per_day: int | None = None,
    quiet: tuple[time, time] = (time(23), time(8)),
) -> Festival:
    """A released festival of `days` days, on from yesterday unless `starts_on` says otherwise."""
    now = clock.now()
    first = starts_on or (now.date() - timedelta(days=1))
    festival = Festival(
        slug=slug or f"festival-{next(_numbers)}",
        name=name,
        zone_name=zone,
        starts_on=first,
        ends_on=first + timedelta(days=days - 1),
        dawn=dawn,
        released_at=now - timedelta(days=7) if is_released else None,
        site="Seewiese, Rheinsberg",
        country=country,
        contact="hello@stillwater.example",
        help_on_site="The care tent beside the main gate, day and night.",
        places_per_day=places_per_day,
        quiet_from=quiet[0],
        quiet_until=quiet[1],
        changed_at=now,
        created_at=now,
    )
    return _written(festival)


def a_space(
    festival: Festival | None = None,
    *,
    name: str | None = None,
    kind: SpaceKind = SpaceKind.TENT,
    capacity: int | None = 40,
) -> Space:
    """A tent of `festival`, or of a festival of its own."""
    festival = festival or a_festival()
    number = next(_numbers)
    return _written(
        Space(
            festival_id=festival.id,
            slug=f"space-{number}",
            name=name or f"Tent {number}",
            kind=kind,
            capacity=capacity,
            directions="Left of the lake stage, behind the willows.",
            access=["step_free", "chairs"],
            position=number,
            updated_at=clock.now(),
        )
    )


def a_category(
    festival: Festival | None = None, *, name: str | None = None, is_support: bool = False
) -> Category:
    """A category; with `is_support` everything in it is treated with discretion."""
    festival = festival or a_festival()
    number = next(_numbers)
    return _written(
        Category(
            festival_id=festival.id,
            slug=f"category-{number}",
            name=name or f"Category {number}",
            is_support=is_support,
            position=number,
            updated_at=clock.now(),
        )
    )


def a_facilitator(festival: Festival | None = None, *, name: str | None = None) -> Facilitator:
    """Someone who leads sessions."""
    festival = festival or a_festival()
    number = next(_numbers)
    return _written(
        Facilitator(
            festival_id=festival.id,
            slug=f"facilitator-{number}",
            name=name or f"Facilitator {number}",
            updated_at=clock.now(),
        )
    )


def an_activity(
    festival: Festival | None = None,
    *,
    category: Category | None = None,
    title: str = "Morning yoga",
    is_support: bool = False,
) -> Activity:
    """Something on offer, in `category` or in one of its own (of support if `is_support`)."""
    festival = festival or a_festival()
    category = category or a_category(festival, is_support=is_support)
    return _written(
        Activity(
            festival_id=festival.id,
            category_id=category.id,
            slug=f"activity-{next(_numbers)}",
            title=title,
            summary="An hour on the mat, at your own pace.",
            description="Come as you are. Mats are there.",
            languages=["en"],
            welcome=["silent", "leave"],
            updated_at=clock.now(),
        )
    )


def a_session(
    festival: Festival | None = None,
    *,
    activity: Activity | None = None,
    space: Space | None = None,
    facilitators: tuple[Facilitator, ...] = (),
    title: str = "Morning yoga",
    is_support: bool = False,
    capacity: int | None = 10,
    kept_for_door: int = 0,
    party_limit: int = 2,
    entry: Entry = Entry.BOOKED,
    starts_in: timedelta = timedelta(days=1),
    starts_at: datetime | None = None,
    lasts: timedelta = AN_HOUR,
    opens_in: timedelta | None = None,
    is_closed: bool = False,
    status: BookableStatus = BookableStatus.SCHEDULED,
) -> Session:
    """One occurrence of `activity` (or of one of its own), at `starts_at` or `starts_in` from now.

    A drop-in has no limit unless `capacity` is set to other than the default of 10.
    """
    festival = festival or a_festival()
    activity = activity or an_activity(festival, title=title, is_support=is_support)
    space = space or a_space(festival)
    now = clock.now().replace(microsecond=0)
    begins = starts_at or now + starts_in
    cancelled = status is BookableStatus.CANCELLED
    session = _written(
        Session(
            reference=new_reference(),
            festival_id=festival.id,
            space_id=space.id,
            activity_id=activity.id,
            title=activity.title,
            is_support=activity.category.is_support,
            status=status,
            entry=entry,
            starts_at=begins,
            ends_at=begins + lasts,
            opens_at=None if opens_in is None else now + opens_in,
            is_closed=is_closed,
            capacity=None if entry is Entry.DROP_IN and capacity == 10 else capacity,
            kept_for_door=kept_for_door,
            party_limit=party_limit,
            cancelled_at=now if cancelled else None,
            facilitators=list(facilitators),
            created_at=now,
            updated_at=now,
        )
    )
    with transaction():
        draft_released(festival.id, now=now)
    return session


def a_pass(*, name: str = "", language: str = "en") -> Pass:
    """A pass that no phone holds a key to yet."""
    return _written(
        Pass(
            chosen_name=name,
            selector=_new_selector(),
            language=language,
            created_at=clock.now(),
        )
    )


def _new_selector() -> str:
    """The next four letters: counted, for the many passes of a long test never to collide."""
    number, letters = next(_selectors), ""
    for _ in range(4):
        number, digit = divmod(number, len(_LETTERS))
        letters += _LETTERS[digit]
    return letters


def _written(row: Row) -> Row:
    with transaction():
        db.session.add(row)
    return row
