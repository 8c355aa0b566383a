"""Cutting a studio's opening hours into slots."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tests.planner.boards import BELL, BEN, a_board, a_desk, a_space, at, placed, span
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.slots import SHORTEST, cut, open_spans, planned_slots
from wellness.planner.rules.spans import Span, is_covered, merged
from wellness.studios.models import SlotLength

NONE = timedelta(0)
HALF_AN_HOUR = timedelta(minutes=30)


def said(spans: list[Span], zone: str = "Europe/Berlin") -> list[str]:
    clock = ZoneInfo(zone)
    return [
        f"{each.starts_at.astimezone(clock):%H:%M}-{each.ends_at.astimezone(clock):%H:%M}"
        for each in spans
    ]


def test_half_a_day_is_what_is_open_in_two_with_the_turnover_between() -> None:
    halves = cut([span(10, 18)], SlotLength.HALF_DAY, None, turnover=HALF_AN_HOUR)
    assert said(halves) == ["10:00-13:45", "14:15-18:00"]


def test_a_day_is_all_that_is_open_and_hours_leave_out_what_does_not_fit() -> None:
    assert said(cut([span(10, 18)], SlotLength.DAY, None, turnover=NONE)) == ["10:00-18:00"]
    threes = cut([span(10, 18)], SlotLength.HOURS, 3, turnover=HALF_AN_HOUR)
    assert said(threes) == ["10:00-13:00", "13:30-16:30"]


def test_an_evening_goes_on_after_midnight() -> None:
    evening = Span(at(20), at(3, day=1))
    assert said(cut([evening], SlotLength.DAY, None, turnover=NONE)) == ["20:00-03:00"]
    assert said(cut([evening], SlotLength.HOURS, 3, turnover=NONE)) == [
        "20:00-23:00",
        "23:00-02:00",
    ]


def test_a_night_on_which_the_clocks_change_has_its_real_hours() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    night = Span(
        datetime(2027, 10, 30, 22, tzinfo=berlin).astimezone(UTC),
        datetime(2027, 10, 31, 4, tzinfo=berlin).astimezone(UTC),
    )
    halves = cut([night], SlotLength.HALF_DAY, None, turnover=NONE)
    assert said(halves) == ["22:00-01:30", "01:30-04:00"]
    assert [each.minutes for each in halves] == [210, 210]
    spring = replace(
        night,
        starts_at=datetime(2027, 3, 27, 22, tzinfo=berlin).astimezone(UTC),
        ends_at=datetime(2027, 3, 28, 4, tzinfo=berlin).astimezone(UTC),
    )
    assert said(cut([spring], SlotLength.HOURS, 2, turnover=NONE)) == ["22:00-00:00", "00:00-03:00"]


def studio(*placements: Placement, **space: object) -> Board:
    values = {"open": (span(10, 18),), "studio": a_desk((BEN, span(9, 14)))} | space
    spaces = [a_space(BELL, "Alder", changeover_minutes=30, **values)]
    return a_board(*placements, spaces=spaces)


def test_slots_know_their_day_and_their_engineer() -> None:
    slots = planned_slots(studio(), BELL)
    assert [(each.leader_id, each.day) for each in slots] == [
        (BEN, date(2027, 7, 1)),
        (None, date(2027, 7, 1)),
    ]


def test_what_is_held_is_never_lent() -> None:
    held = studio(holds=((span(12, 13), "sound check"),), studio=a_desk(length=SlotLength.DAY))
    assert said([each.span for each in planned_slots(held, BELL)]) == ["10:00-12:00", "13:00-18:00"]


def test_what_stands_there_already_is_named_and_so_is_what_comes_too_close() -> None:
    there = placed(1, at(9, 30), minutes=15)
    slots = planned_slots(studio(there), BELL)
    assert [each.standing and each.standing.id for each in slots] == [1, None]
    cancelled = placed(1, at(10), is_cancelled=True)
    slots = planned_slots(studio(cancelled), BELL)
    assert [each.standing for each in slots] == [None, None]


def test_a_studio_that_never_closes_is_cut_at_dawn_and_one_without_hours_not_at_all() -> None:
    whole = Span(at(0), at(0, day=9))
    always = studio(open=(whole,), studio=a_desk(length=SlotLength.DAY))
    slots = planned_slots(always, BELL)
    assert len(slots) == 4
    assert said([each.span for each in slots])[:2] == ["05:00-05:00", "05:30-05:00"]
    assert planned_slots(studio(open=()), BELL) == []
    assert planned_slots(studio(studio=None), BELL) == []


quarters = st.integers(0, 4 * 96).map(lambda n: timedelta(minutes=15 * n))
some_spans = st.lists(
    st.builds(
        lambda start, length: Span(at(0) + start, at(0) + start + length),
        quarters,
        st.integers(1, 80).map(lambda n: timedelta(minutes=15 * n)),
    ),
    max_size=6,
)


@given(
    opened=some_spans,
    held=some_spans,
    length=st.sampled_from(SlotLength),
    hours=st.integers(1, 24),
    turnover=st.sampled_from((0, 5, 30, 90)),
)
def test_slots_lie_within_what_is_open_and_leave_time_between(
    opened: list[Span], held: list[Span], length: SlotLength, hours: int, turnover: int
) -> None:
    between = timedelta(minutes=turnover)
    desk = a_desk(length=length, hours=hours)
    space = a_space(
        BELL,
        "Alder",
        open=merged(opened),
        holds=tuple((each, "") for each in held),
        changeover_minutes=turnover,
        studio=desk,
    )
    board = a_board(spaces=[space], dawn=time(5))
    slots = [each.span for each in planned_slots(board, BELL)]
    for slot in slots:
        assert is_covered(slot, opened)
        assert not any(slot.overlaps(each) for each in held)
        assert board.whole.contains(slot)
        assert slot.ends_at - slot.starts_at >= SHORTEST
        if length is SlotLength.HOURS:
            assert slot.minutes == 60 * hours
    for early, late in itertools.pairwise(slots):
        assert early.gap_to(late) >= between
    if length is SlotLength.DAY and not turnover:
        left = [each for each in open_spans(board, BELL) if each.minutes >= 60]
        assert slots == left
