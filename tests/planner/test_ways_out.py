from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.planner.boards import (
    ANA,
    BELL,
    BEN,
    CIRCLE,
    YOGA,
    YURT,
    a_board,
    a_leader,
    a_space,
    an_activity,
    at,
    boards,
    placed,
    released,
    span,
)
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.warnings import warnings_of
from wellness.planner.rules.way_sentences import sentence_of_way
from wellness.planner.rules.ways_out import WayKind, WayOut, ways_out

BEFORE = datetime(2027, 6, 1, tzinfo=UTC)
NINE = placed(1, at(9))
SOUND = placed(2, at(9, 30), activity_id=CIRCLE)

CASES: dict[str, tuple[Board, list[str]]] = {
    "two at once": (
        a_board(NINE, SOUND),
        [
            "Move “Circle” to Yurt",
            "Move “Circle” to Thu 1, 10:00",
            "Move “Circle” to Fri 2, 09:30",
            "Put “Circle” back in the tray",
            "Edit “Yoga”",
            "Edit “Circle”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "two at once, the later one released and the other space full": (
        a_board(
            NINE,
            replace(SOUND, released=released(span(9, 10), taken=3)),
            placed(3, at(8), minutes=720, space_id=YURT),
        ),
        [
            "Move “Yoga” to Thu 1, 10:30",
            "Move “Yoga” to Fri 2, 09:00",
            "Put “Yoga” back in the tray",
            "Edit “Yoga”",
            "Edit “Circle”",
            "Cancel “Circle”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "two at once, the later one fixed": (
        a_board(NINE, replace(SOUND, is_fixed=True)),
        [
            "Move “Yoga” to Yurt",
            "Move “Yoga” to Thu 1, 10:30",
            "Move “Yoga” to Fri 2, 09:00",
            "Put “Yoga” back in the tray",
            "Edit “Yoga”",
            "Edit “Circle”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "changeover": (
        a_board(
            NINE,
            replace(SOUND, starts_at=at(10, 5)),
            spaces=[a_space(BELL, "Bell tent", changeover_minutes=20)],
        ),
        [
            "Start “Circle” at 10:20",
            "Move “Circle” to Thu 1, 10:20",
            "Move “Circle” to Fri 2, 10:05",
            "Put “Circle” back in the tray",
            "Edit “Yoga”",
            "Edit “Circle”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "space closed until eleven": (
        a_board(NINE, spaces=[a_space(BELL, "Bell tent", open=(span(11, 20),))]),
        [
            "Move “Yoga” to Thu 1, 11:00",
            "Put “Yoga” back in the tray",
            "Edit “Yoga”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "too small, with a larger and a larger still": (
        a_board(
            NINE,
            spaces=[
                a_space(BELL, "Bell tent", capacity=5),
                a_space(3, "Barn", capacity=200),
                a_space(YURT, "Yurt", capacity=12),
            ],
        ),
        [
            "Move “Yoga” to Yurt",
            "Move “Yoga” to Barn",
            "Put “Yoga” back in the tray",
            "Edit “Yoga”",
            "Edit Bell tent",
            "Accept it, with a reason",
        ],
    ),
    "facilitator in two places": (
        a_board(placed(1, at(9), leaders=(ANA,)), replace(SOUND, space_id=YURT, leaders=(ANA,))),
        [
            "Let Ben lead “Circle” instead",
            "Move “Circle” to Thu 1, 10:00",
            "Move “Circle” to Fri 2, 09:30",
            "Put “Circle” back in the tray",
            "Edit “Yoga”",
            "Edit “Circle”",
            "Edit when Ana is there",
            "Accept it, with a reason",
        ],
    ),
    "no second facilitator": (
        a_board(
            placed(1, at(9), activity_id=CIRCLE, leaders=(ANA,)),
            placed(2, at(9), space_id=YURT, leaders=(BEN,)),
            leaders=[a_leader(ANA, "Ana"), a_leader(BEN, "Ben"), a_leader(3, "Cem")],
            activities=[
                an_activity(YOGA, "Yoga"),
                an_activity(CIRCLE, "Circle", is_support=True, leaders_needed=2),
            ],
        ),
        ["Let Cem lead “Circle” too", "Edit “Circle”", "Accept it, with a reason"],
    ),
    "in the tray": (
        a_board(NINE, placed(2), spaces=[a_space(BELL, "Bell tent")]),
        [
            "Place “Yoga” in Bell tent, Thu 1, 08:00",
            "Choose a time and a space for “Yoga”",
            "Accept it, with a reason",
        ],
    ),
    "never scheduled": (
        a_board(NINE, with_all=True),
        ["Add a session of “Circle”", "Accept it, with a reason"],
    ),
    "cancelled with places taken": (
        a_board(replace(NINE, is_cancelled=True, released=released(span(9, 10), taken=2))),
        ["Restore “Yoga”", "Accept it, with a reason"],
    ),
    "before the festival": (
        a_board(placed(1, at(9, day=-1))),
        [
            "Move “Yoga” to Thu 1, 08:00",
            "Move “Yoga” to Thu 1, 09:00",
            "Put “Yoga” back in the tray",
            "Edit “Yoga”",
            "Accept it, with a reason",
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_every_warning_offers_its_ways_out(reader: Flask, case: str) -> None:
    board, said = CASES[case]
    (warning,) = warnings_of(board)
    with reader.test_request_context():
        ways = ways_out(board, warning, now=BEFORE)
        assert [sentence_of_way(way, board) for way in ways] == said


def test_what_has_begun_is_left_alone() -> None:
    board = a_board(NINE, SOUND)
    (clash,) = warnings_of(board)

    begun = [way for way in ways_out(board, clash, now=at(9, 10)) if way.wishes]
    assert {way.draft_id for way in begun} == {2}
    over = ways_out(board, clash, now=at(9, 30))
    assert [way for way in over if way.wishes] == []
    assert over[-1] == WayOut(WayKind.ACCEPT)


def after(board: Board, way: WayOut) -> Board:
    """The board after somebody took that way."""
    changed: dict[int, Placement] = {}
    for wish in way.wishes:
        now = board.placements[wish.draft_id]
        leaders = now.leaders if wish.facilitator_ids is None else wish.facilitator_ids
        changed[now.id] = replace(
            now, space_id=wish.space_id, starts_at=wish.starts_at, leaders=leaders
        )
    return replace(board, placements={**board.placements, **changed})


@settings(max_examples=40)
@given(boards(), st.integers(0, 23))
def test_a_way_out_ends_its_warning_and_makes_nothing_impossible(board: Board, hour: int) -> None:
    now = at(hour)
    before = warnings_of(board)
    for warning in before:
        ways = ways_out(board, warning, now=now)
        assert ways[-1].kind is WayKind.ACCEPT
        for way in ways:
            if not way.is_done_at_once:
                continue
            then = warnings_of(after(board, way))
            assert warning.key not in {each.key for each in then}
            hard = {each.key for each in then if each.is_hard}
            assert hard <= {each.key for each in before}
            starts_at = way.wishes[0].starts_at
            assert starts_at is None or starts_at >= now or way.kind in LEAVES_TIME


LEAVES_TIME = {WayKind.OTHER_SPACE, WayKind.SWAP_LEADER, WayKind.ADD_LEADER}
