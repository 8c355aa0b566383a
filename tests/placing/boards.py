"""Festivals on paper: boards to place sessions on, made without a database."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wellness.booking.models import Entry
from wellness.planner.rules.board import (
    ActivityFacts,
    Board,
    LeaderFacts,
    Placement,
    SpaceFacts,
)
from wellness.planner.rules.spans import Span

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2026, 6, 4)


def at(day: int, hour: float) -> datetime:
    """The instant on the festival's day `day` (from 0) at `hour` of the wall clock."""
    midnight = datetime.combine(FIRST + timedelta(days=day), time(), ZONE)
    return midnight + timedelta(hours=hour)


def between(day: int, begins: float, ends: float) -> Span:
    """A span on one day, in hours of the wall clock."""
    return Span(at(day, begins), at(day, ends))


def space(
    number: int,
    *,
    capacity: int | None = 20,
    changeover: int = 0,
    opens: tuple[Span, ...] = (),
    holds: tuple[Span, ...] = (),
) -> SpaceFacts:
    return SpaceFacts(
        id=number,
        slug=f"space-{number}",
        name=f"Tent {number}",
        capacity=capacity,
        changeover_minutes=changeover,
        open=opens,
        holds=tuple((hold, "rain") for hold in holds),
        wet_space_id=None,
        is_retired=False,
    )


def leader(
    number: int,
    *,
    there: tuple[Span, ...] = (),
    wishes: tuple[Span, ...] = (),
    a_day: int | None = None,
    rest: int = 30,
) -> LeaderFacts:
    return LeaderFacts(
        id=number,
        slug=f"leader-{number}",
        name=f"Leader {number}",
        there=there,
        wishes=wishes,
        sessions_per_day=a_day,
        rest_minutes=rest,
    )


def activity(
    number: int, *, category: int = 1, changeover: int = 0, is_heavy: bool = False
) -> ActivityFacts:
    return ActivityFacts(
        id=number,
        slug=f"activity-{number}",
        title=f"Activity {number}",
        category_id=category,
        category_name=f"Category {category}",
        colour="lake",
        icon="circle",
        is_support=False,
        leaders_needed=1,
        changeover_minutes=changeover,
        is_heavy=is_heavy,
    )


def session(
    number: int,
    *,
    of: int = 1,
    minutes: int = 60,
    capacity: int = 10,
    by: tuple[int, ...] = (),
    in_space: int | None = None,
    starts_at: datetime | None = None,
    is_fixed: bool = False,
) -> Placement:
    return Placement(
        id=number,
        reference=f"ref{number}",
        activity_id=of,
        space_id=in_space,
        starts_at=starts_at,
        length_minutes=minutes,
        entry=Entry.BOOKED,
        capacity=capacity,
        leaders=by,
        is_fixed=is_fixed,
        is_cancelled=False,
        revision=1,
    )


def board(
    *sessions: Placement,
    spaces: tuple[SpaceFacts, ...] = (space(1),),
    leaders: tuple[LeaderFacts, ...] = (),
    activities: tuple[ActivityFacts, ...] = (activity(1),),
    days: int = 1,
) -> Board:
    return Board(
        festival_id=1,
        zone=ZONE,
        dawn=time(5),
        starts_on=FIRST,
        ends_on=FIRST + timedelta(days=days - 1),
        version=1,
        spaces={each.id: each for each in spaces},
        leaders={each.id: each for each in leaders},
        activities={each.id: each for each in activities},
        placements={each.id: each for each in sessions},
    )
