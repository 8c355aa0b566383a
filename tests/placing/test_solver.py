"""What automatic placing keeps to, and what it prefers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.placing.boards import activity, at, between, board, leader, session, space
from wellness.placing.rules.first_plan import first_plan
from wellness.placing.rules.obstacles import Obstacle, Rule, unplaced_in
from wellness.placing.rules.problem import problem_of
from wellness.placing.solver import Found, solve
from wellness.planner.rules.board import Board
from wellness.planner.rules.checks import changeover_of
from wellness.planner.rules.spans import Span, is_covered

DAY = between(0, 9, 12)


def plan_of(
    board_: Board,
    wanted: tuple[int, ...],
    together: Mapping[tuple[int, int], int] | None = None,
    seconds: float = 5,
) -> dict[int, tuple[int, Span]]:
    """By session: its space and span in the best plan."""
    problem = problem_of(board_, wanted, together or {})
    found = solve(problem, seconds=seconds, told=lambda _: True)
    return {
        place.draft: (place.space_id, _span(board_, place.draft, problem.instant(place.step)))
        for place in found.places
    }


def _span(board_: Board, draft: int, starts_at: object) -> Span:
    length = timedelta(minutes=board_.placements[draft].length_minutes)
    return Span(starts_at, starts_at + length)  # type: ignore[arg-type,operator]


def test_two_sessions_share_a_space_one_after_the_other_with_time_to_clear_it() -> None:
    there = board(
        session(1, minutes=60),
        session(2, minutes=60),
        spaces=(space(1, changeover=30, opens=(between(0, 9, 11.5),)),),
    )
    plan = plan_of(there, (1, 2))
    assert sorted(span for _, span in plan.values()) == [
        between(0, 9, 10),
        between(0, 10.5, 11.5),
    ]


def test_a_session_goes_only_where_its_people_fit() -> None:
    there = board(
        session(1, capacity=30),
        spaces=(space(1, capacity=20), space(2, capacity=30), space(3, capacity=25)),
    )
    assert plan_of(there, (1,))[1][0] == 2


def test_what_stands_and_what_is_held_is_left_alone() -> None:
    there = board(
        session(1),
        session(2, in_space=1, starts_at=at(0, 9), is_fixed=True),
        spaces=(space(1, opens=(DAY,), holds=(between(0, 11, 12),)),),
    )
    assert plan_of(there, (1, 2)) == {1: (1, between(0, 10, 11))}


def test_studio_slots_are_left_where_they_are_and_their_time_is_kept_free() -> None:
    there = board(
        session(1),
        session(2, of=2, in_space=1, starts_at=at(0, 9), minutes=120),
        session(3, of=2),
        spaces=(space(1, opens=(DAY,)),),
        activities=(activity(1), replace(activity(2), is_studio_time=True)),
    )
    assert plan_of(there, (1, 2, 3)) == {1: (1, between(0, 11, 12))}


def test_in_a_space_that_is_always_open_nothing_is_put_into_the_night() -> None:
    there = board(*(session(n, minutes=420) for n in (1, 2, 3)))
    plan = plan_of(there, (1, 2, 3))
    assert sorted(span for _, span in plan.values()) == [between(0, 8, 15), between(0, 15, 22)]


def test_nobody_leads_two_things_at_once_and_rests_after_a_heavy_one() -> None:
    there = board(
        session(1, by=(7,)),
        session(2, by=(7,)),
        spaces=(space(1, opens=(between(0, 9, 11.5),)), space(2, opens=(between(0, 9, 11.5),))),
        leaders=(leader(7, rest=30),),
        activities=(activity(1, is_heavy=True),),
    )
    spans = sorted(span for _, span in plan_of(there, (1, 2)).values())
    assert spans == [between(0, 9, 10), between(0, 10.5, 11.5)]


def test_a_facilitator_is_placed_when_there_and_where_possible_as_wished() -> None:
    there = board(
        session(1, by=(7,)),
        spaces=(space(1, opens=(between(0, 9, 18),)),),
        leaders=(leader(7, there=(between(0, 11, 17),), wishes=(between(0, 15, 16),)),),
    )
    assert plan_of(there, (1,)) == {1: (1, between(0, 15, 16))}


def test_no_more_a_day_than_a_facilitator_may_lead() -> None:
    there = board(
        *(session(n, by=(7,)) for n in (1, 2, 3)),
        leaders=(leader(7, a_day=1),),
        days=2,
    )
    plan = plan_of(there, (1, 2, 3))
    assert sorted(there.day_of(span.starts_at).day for _, span in plan.values()) == [4, 5]


def test_what_the_same_people_book_is_kept_apart() -> None:
    there = board(
        session(1, of=1, minutes=60),
        session(2, of=2, minutes=60),
        spaces=(space(1, opens=(between(0, 9, 11),)), space(2, opens=(between(0, 9, 11),))),
        activities=(activity(1, category=1), activity(2, category=2)),
    )
    (_, one), (_, other) = plan_of(there, (1, 2), {(1, 2): 40}).values()
    assert not one.overlaps(other)


def test_a_category_is_spread_over_the_days() -> None:
    there = board(
        *(session(n) for n in range(1, 5)),
        spaces=tuple(space(n) for n in range(1, 5)),
        days=4,
    )
    plan = plan_of(there, (1, 2, 3, 4))
    assert sorted(there.day_of(span.starts_at).day for _, span in plan.values()) == [4, 5, 6, 7]


@pytest.mark.parametrize(
    ("why", "there"),
    [
        (
            Obstacle(Rule.TOO_SMALL),
            board(session(1, capacity=99)),
        ),
        (
            Obstacle(Rule.CLOSED),
            board(session(1), spaces=(space(1, opens=(between(0, 9, 9.5),)),)),
        ),
        (
            Obstacle(Rule.AWAY, leader="Leader 7"),
            board(
                session(1, by=(7,)),
                spaces=(space(1, opens=(DAY,)),),
                leaders=(leader(7, there=(between(0, 14, 18),)),),
            ),
        ),
        (
            Obstacle(Rule.SPACE_TAKEN, draft=2),
            board(
                session(1),
                session(2, minutes=180, in_space=1, starts_at=at(0, 9)),
                spaces=(space(1, opens=(DAY,)),),
            ),
        ),
        (
            Obstacle(Rule.LEADER_BUSY, leader="Leader 7", draft=2),
            board(
                session(1, by=(7,)),
                session(2, minutes=180, by=(7,), in_space=2, starts_at=at(0, 9)),
                spaces=(space(1, opens=(DAY,)), space(2, opens=(DAY,), capacity=5)),
                leaders=(leader(7),),
            ),
        ),
        (
            Obstacle(Rule.LEADER_FULL, leader="Leader 7"),
            board(
                session(1, by=(7,)),
                session(2, by=(7,), in_space=2, starts_at=at(0, 16)),
                spaces=(space(1, opens=(DAY,)), space(2, opens=(between(0, 15, 18),), capacity=5)),
                leaders=(leader(7, a_day=1),),
            ),
        ),
    ],
    ids=lambda value: value.rule.value if isinstance(value, Obstacle) else "",
)
def test_a_session_without_a_place_names_what_stands_in_the_way(
    why: Obstacle, there: Board
) -> None:
    problem = problem_of(there, (1,), {})
    found = solve(problem, seconds=2, told=lambda _: True)
    assert found.places == ()
    (left,) = unplaced_in(problem, {})
    assert (left.draft, left.obstacles) == (1, (why,))


def test_the_search_ends_when_it_is_told_to_with_the_plan_so_far() -> None:
    there = board(*(session(n) for n in range(1, 30)), spaces=(space(1), space(2), space(3)))
    heard: list[Found] = []

    def told(found: Found) -> bool:
        heard.append(found)
        return len(heard) < 2

    found = solve(problem_of(there, tuple(range(1, 30)), {}), seconds=60, told=told)
    assert len(heard) >= 1
    assert len(found.places) == 29


@st.composite
def festivals(draw: st.DrawFn) -> Board:
    spaces = tuple(
        space(
            n,
            capacity=draw(st.sampled_from([10, 20, None])),
            changeover=draw(st.sampled_from([0, 15, 20])),
            opens=(between(0, 9, draw(st.sampled_from([12, 14.5, 18]))),),
        )
        for n in range(1, draw(st.integers(1, 3)) + 1)
    )
    leaders = tuple(
        leader(
            n,
            there=draw(st.sampled_from([(), (between(0, 8, 13),), (between(0, 11, 20),)])),
            a_day=draw(st.sampled_from([None, 1, 2])),
        )
        for n in (1, 2, 3)
    )
    sessions = tuple(
        session(
            n,
            of=draw(st.integers(1, 2)),
            minutes=draw(st.sampled_from([30, 50, 60, 90])),
            capacity=draw(st.sampled_from([5, 15, 25])),
            by=tuple(sorted(draw(st.sets(st.integers(1, 3), max_size=2)))),
        )
        for n in range(1, draw(st.integers(1, 8)) + 1)
    )
    activities = (activity(1, is_heavy=True), activity(2, changeover=15))
    return board(*sessions, spaces=spaces, leaders=leaders, activities=activities)


@settings(max_examples=40)
@given(festivals())
def test_no_plan_breaks_a_hard_rule(there: Board) -> None:
    problem = problem_of(there, tuple(there.placements), {})
    greedy = {
        draft: (space_id, _span(there, draft, problem.instant(step)))
        for draft, (space_id, step) in first_plan(problem).items()
    }
    _check(there, greedy)
    solved = plan_of(there, tuple(there.placements), seconds=0.6)
    _check(there, solved)
    assert len(solved) >= len(greedy)


def _check(there: Board, plan: dict[int, tuple[int, Span]]) -> None:
    for draft, (space_id, span) in plan.items():
        placement, where = there.placements[draft], there.spaces[space_id]
        assert is_covered(span, where.open or (there.whole,))
        assert where.capacity is None or (placement.capacity or 0) <= where.capacity
        for each in placement.leaders:
            assert is_covered(span, there.leaders[each].there or (there.whole,))
    for (one, (here, first)), (other, (yonder, second)) in combinations(
        sorted(plan.items(), key=lambda item: item[1][1]), 2
    ):
        mine, theirs = there.placements[one], there.placements[other]
        gap = first.gap_to(second) / timedelta(minutes=1)
        if here == yonder:
            assert gap >= changeover_of(there.spaces[here], there.activities[mine.activity_id])
        for both in set(mine.leaders) & set(theirs.leaders):
            heavy = there.activities[mine.activity_id].is_heavy
            assert gap >= (there.leaders[both].rest_minutes if heavy else 0)
    for who in there.leaders.values():
        led = sum(who.id in there.placements[draft].leaders for draft in plan)
        assert who.sessions_per_day is None or led <= who.sessions_per_day
