"""Boards to reason about, without any database: two tents, Ana and Ben, a summer festival."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from wellness.booking.models import Entry
from wellness.planner.rules.board import (
    ActivityFacts,
    Board,
    LeaderFacts,
    LentFacts,
    Placement,
    Released,
    SpaceFacts,
    StudioFacts,
)
from wellness.planner.rules.spans import Span
from wellness.studios.models import SlotLength

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2027, 7, 1)
"""A Thursday."""
BELL, YURT = 1, 2
ANA, BEN = 1, 2
YOGA, CIRCLE = 1, 2


def at(hour: int, minute: int = 0, *, day: int = 0) -> datetime:
    """The instant at which the festival's clocks show this on its `day`-th day, from 0."""
    wall = datetime.combine(FIRST + timedelta(days=day), time(hour, minute), tzinfo=ZONE)
    return wall.astimezone(UTC)


def span(start: int, end: int, *, day: int = 0) -> Span:
    """From one full hour to another of one day."""
    return Span(at(start, day=day), at(end, day=day))


def a_space(id_: int, name: str, **values: Any) -> SpaceFacts:
    """A tent for forty, always open, ready at once."""
    facts = SpaceFacts(
        id=id_,
        slug=name.lower().replace(" ", "-"),
        name=name,
        capacity=40,
        changeover_minutes=0,
        open=(),
        holds=(),
        wet_space_id=None,
        is_retired=False,
    )
    return replace(facts, **values)


def a_leader(id_: int, name: str, **values: Any) -> LeaderFacts:
    """Somebody who is always there and rests half an hour."""
    facts = LeaderFacts(
        id=id_,
        slug=name.lower(),
        name=name,
        there=(),
        wishes=(),
        sessions_per_day=None,
        rest_minutes=30,
    )
    return replace(facts, **values)


def an_activity(id_: int, title: str, **values: Any) -> ActivityFacts:
    """Something light that one person leads."""
    facts = ActivityFacts(
        id=id_,
        slug=title.lower().replace(" ", "-"),
        title=title,
        category_id=id_,
        category_name="Kind",
        colour="lake",
        icon="circle",
        is_support=False,
        leaders_needed=0,
        changeover_minutes=0,
        is_heavy=False,
    )
    return replace(facts, **values)


def placed(
    id_: int, start: datetime | None = None, *, minutes: int = 60, **values: Any
) -> Placement:
    """Yoga in the bell tent for ten, from `start`; in the tray without."""
    placement = Placement(
        id=id_,
        reference=f"S{id_}",
        activity_id=YOGA,
        space_id=BELL if start else None,
        starts_at=start,
        length_minutes=minutes,
        entry=Entry.BOOKED,
        capacity=10,
        leaders=(),
        is_fixed=False,
        is_cancelled=False,
        revision=1,
    )
    return replace(placement, **values)


def released(span: Span, *, taken: int = 0, waiting: int = 0, **values: Any) -> Released:
    """What is public of a session in the bell tent."""
    live = Released(
        session_id=1,
        span=span,
        space_id=BELL,
        is_cancelled=False,
        capacity=10,
        taken=taken,
        waiting=waiting,
    )
    return replace(live, **values)


def a_desk(*shifts: tuple[int, Span], **values: Any) -> StudioFacts:
    """A studio lent by half days, with an engineer at its desk in these shifts."""
    facts = StudioFacts(SlotLength.HALF_DAY, hours=None, needs_engineer=True, shifts=shifts)
    return replace(facts, **values)


def something_lent(id_: int = 1, *, quantity: int = 1, **values: Any) -> LentFacts:
    """Microphones in the store, wanted by whoever holds the sessions of these numbers."""
    facts = LentFacts(id_, "Ribbon microphone", quantity, space_id=None, wanted=())
    return replace(facts, **values)


def a_board(*placements: Placement, **values: Any) -> Board:
    """Four days with these sessions; spaces, leaders and activities may be replaced by `values`."""
    spaces = [a_space(BELL, "Bell tent"), a_space(YURT, "Yurt")]
    leaders = [a_leader(ANA, "Ana"), a_leader(BEN, "Ben")]
    activities = [an_activity(YOGA, "Yoga"), an_activity(CIRCLE, "Circle")]
    mentioned = {placement.activity_id for placement in placements}
    board = Board(
        festival_id=1,
        zone=ZONE,
        dawn=time(5),
        starts_on=FIRST,
        ends_on=FIRST + timedelta(days=3),
        version=1,
        spaces={each.id: each for each in values.pop("spaces", spaces)},
        leaders={each.id: each for each in values.pop("leaders", leaders)},
        activities={
            each.id: each
            for each in values.pop("activities", activities)
            if each.id in mentioned or values.get("with_all")
        },
        placements={each.id: each for each in placements},
    )
    values.pop("with_all", None)
    return replace(board, **values)


quarters = st.integers(0, 4 * 20).map(lambda n: timedelta(minutes=15 * n))


@st.composite
def boards(draw: st.DrawFn) -> Board:
    """A day of a few sessions, in tents and hands that have their limits."""
    placements = [
        placed(
            number,
            draw(st.none() | quarters.map(lambda later: at(6) + later)),
            minutes=draw(st.sampled_from((15, 45, 60, 180))),
            space_id=draw(st.sampled_from((BELL, YURT, None))),
            activity_id=draw(st.sampled_from((YOGA, CIRCLE))),
            leaders=draw(st.sampled_from(((), (ANA,), (BEN,), (ANA, BEN)))),
            is_cancelled=draw(st.booleans()),
            released=draw(
                st.none() | st.just(released(span(9, 10), session_id=number, capacity=None))
            ),
        )
        for number in range(1, draw(st.integers(1, 7)) + 1)
    ]
    return a_board(
        *placements,
        with_all=True,
        spaces=[
            a_space(
                BELL,
                "Bell tent",
                changeover_minutes=20,
                open=(span(7, 12), span(13, 23)),
                capacity=9,
            ),
            a_space(YURT, "Yurt", studio=a_desk((ANA, span(8, 12)), (BEN, span(11, 20)))),
        ],
        lent={
            1: something_lent(1, quantity=2, wanted=((1, 1), (2, 1), (3, 1))),
            2: something_lent(2, space_id=YURT, wanted=((1, 1), (2, 1), (4, 2))),
        },
        leaders=[
            a_leader(ANA, "Ana", sessions_per_day=2, there=(span(8, 22),)),
            a_leader(BEN, "Ben"),
        ],
        activities=[
            an_activity(YOGA, "Yoga", is_studio_time=True),
            an_activity(CIRCLE, "Circle", is_support=True, leaders_needed=2, is_heavy=True),
        ],
    )
