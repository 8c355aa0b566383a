from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given, settings

from tests.planner.boards import (
    ANA,
    BELL,
    BEN,
    CIRCLE,
    YOGA,
    YURT,
    a_board,
    a_desk,
    a_leader,
    a_space,
    an_activity,
    at,
    boards,
    placed,
    quarters,
    released,
    something_lent,
    span,
)
from wellness.planner.rules.board import Board, Placement
from wellness.planner.rules.rewarning import Known, warnings_after
from wellness.planner.rules.sentences import NAMES, STEPS, sentence_of
from wellness.planner.rules.spans import Span
from wellness.planner.rules.steps import StepKind
from wellness.planner.rules.warnings import (
    PlanWarning,
    WarningKind,
    warnings_about,
    warnings_if,
    warnings_of,
)

HEAVY = an_activity(CIRCLE, "Circle", is_heavy=True)
GROUP = an_activity(CIRCLE, "Circle", is_support=True, leaders_needed=2)
NINE = placed(1, at(9))
BOTH = (a_space(BELL, "Bell tent"), a_space(YURT, "Yurt"))


def bell(**values: object) -> list[object]:
    return [a_space(BELL, "Bell tent", **values), BOTH[1]]


def ana(**values: object) -> list[object]:
    return [a_leader(ANA, "Ana", **values), a_leader(BEN, "Ben")]


SLOTS = an_activity(YOGA, "Yoga", is_studio_time=True)
LED_BY_BEN = replace(NINE, leaders=(BEN,))


def desk(*shifts: tuple[int, Span]) -> list[object]:
    return bell(studio=a_desk(*shifts))


def with_sign_ups(*placements: Placement) -> list[Placement]:
    return [
        replace(each, released=released(each.span or span(9, 10), session_id=each.id))
        for each in placements
    ]


CASES: dict[str, tuple[Board, list[str]]] = {
    "two after each other": (a_board(NINE, placed(2, at(10))), []),
    "two at once": (
        a_board(NINE, placed(2, at(9, 30))),
        ["“Yoga” and “Yoga” are both in Bell tent, Thu 1, 09:30–10:00."],
    ),
    "two at once in two tents": (a_board(NINE, placed(2, at(9), space_id=YURT)), []),
    "at once with a cancelled one": (a_board(NINE, placed(2, at(9), is_cancelled=True)), []),
    "changeover kept": (
        a_board(NINE, placed(2, at(10, 15)), spaces=bell(changeover_minutes=15)),
        [],
    ),
    "changeover of the space": (
        a_board(NINE, placed(2, at(10, 10)), spaces=bell(changeover_minutes=15)),
        ["Bell tent has 10 min between “Yoga” and “Yoga”, Thu 1, 09:00–11:10. It needs 15."],
    ),
    "changeover of the activity, the longer counts": (
        a_board(
            NINE,
            placed(2, at(10, 20)),
            spaces=bell(changeover_minutes=15),
            activities=[an_activity(YOGA, "Yoga", changeover_minutes=30)],
        ),
        ["Bell tent has 20 min between “Yoga” and “Yoga”, Thu 1, 09:00–11:20. It needs 30."],
    ),
    "changeover of the later activity does not count": (
        a_board(
            NINE,
            placed(2, at(10), activity_id=CIRCLE),
            activities=[
                an_activity(YOGA, "Yoga"),
                an_activity(CIRCLE, "Circle", changeover_minutes=30),
            ],
        ),
        [],
    ),
    "open all through it": (a_board(NINE, spaces=bell(open=(span(8, 9), span(9, 10)))), []),
    "closed for its last hour": (
        a_board(placed(1, at(9), minutes=120), spaces=bell(open=(span(8, 10),))),
        ["Bell tent is closed during “Yoga”, Thu 1, 10:00–11:00."],
    ),
    "held": (
        a_board(NINE, spaces=bell(holds=((span(8, 12), "Storm"),))),
        ["Bell tent is held during “Yoga”, Thu 1, 09:00–10:00: Storm."],
    ),
    "held for no reason given": (
        a_board(NINE, spaces=bell(holds=((span(8, 12), ""),))),
        ["Bell tent is held during “Yoga”, Thu 1, 09:00–10:00."],
    ),
    "held until it starts": (a_board(NINE, spaces=bell(holds=((span(8, 9), "Storm"),))), []),
    "retired space": (
        a_board(NINE, spaces=bell(is_retired=True)),
        ["“Yoga” is planned in Bell tent, which is no longer used; Thu 1, 09:00–10:00."],
    ),
    "as many places as the tent holds": (a_board(NINE, spaces=bell(capacity=10)), []),
    "too small": (
        a_board(NINE, spaces=bell(capacity=9)),
        ["“Yoga” has 10 places, and Bell tent holds 9; Thu 1, 09:00–10:00."],
    ),
    "without limit in a small tent": (
        a_board(replace(NINE, capacity=None), spaces=bell(capacity=9)),
        [],
    ),
    "one facilitator in two tents": (
        a_board(
            placed(1, at(9), leaders=(ANA,)),
            placed(2, at(9, 45), space_id=YURT, leaders=(ANA, BEN)),
        ),
        ["Ana is to lead “Yoga” and “Yoga” at once, Thu 1, 09:45–10:00."],
    ),
    "facilitator away": (
        a_board(placed(1, at(9), leaders=(ANA,)), leaders=ana(there=(span(10, 20),))),
        ["Ana is away during “Yoga”, Thu 1, 09:00–10:00."],
    ),
    "facilitator there": (
        a_board(placed(1, at(10), leaders=(ANA,)), leaders=ana(there=(span(10, 20),))),
        [],
    ),
    "as many sessions a day as wanted": (
        a_board(
            placed(1, at(9), leaders=(ANA,)),
            placed(2, at(9, day=1), leaders=(ANA,)),
            leaders=ana(sessions_per_day=1),
        ),
        [],
    ),
    "overloaded, the night counting to the day before": (
        a_board(
            placed(1, at(9), leaders=(ANA,)),
            placed(2, at(1, day=1), leaders=(ANA,)),
            leaders=ana(sessions_per_day=1),
        ),
        ["Ana leads 2 sessions on Thu 1, and wants at most 1."],
    ),
    "no rest after a heavy one": (
        a_board(
            placed(1, at(9), activity_id=CIRCLE, leaders=(ANA,)),
            placed(2, at(10, 20), space_id=YURT, leaders=(ANA,)),
            activities=[an_activity(YOGA, "Yoga"), HEAVY],
        ),
        ["Ana has 20 min after “Circle” before “Yoga”, Thu 1, 09:00–11:20. Rest takes 30."],
    ),
    "no rest needed before a heavy one": (
        a_board(
            placed(1, at(9), leaders=(ANA,)),
            placed(2, at(10), space_id=YURT, activity_id=CIRCLE, leaders=(ANA,)),
            activities=[an_activity(YOGA, "Yoga"), HEAVY],
        ),
        [],
    ),
    "too few facilitators": (
        a_board(NINE, activities=[an_activity(YOGA, "Yoga", leaders_needed=1)]),
        ["“Yoga” has 0 of the 1 facilitators it needs, Thu 1, 09:00–10:00."],
    ),
    "support group without its second": (
        a_board(placed(1, at(9), activity_id=CIRCLE, leaders=(ANA,)), activities=[GROUP]),
        [
            (
                "“Circle” has no second facilitator, Thu 1, 09:00–10:00. "
                "One stays with the group when the other goes out with somebody."
            )
        ],
    ),
    "support group with both": (
        a_board(placed(1, at(9), activity_id=CIRCLE, leaders=(ANA, BEN)), activities=[GROUP]),
        [],
    ),
    "before the first dawn": (
        a_board(placed(1, at(4, 30))),
        ["“Yoga” is outside the festival's days, Wed 30, 04:30–05:30."],
    ),
    "on the last night": (a_board(placed(1, at(4, day=4))), []),
    "never scheduled, not even in the tray": (
        a_board(NINE, with_all=True),
        ["“Circle” has no session with a time yet."],
    ),
    "never scheduled, waiting in the tray": (
        a_board(placed(1)),
        ["“Yoga” has no session with a time yet."],
    ),
    "cancelled after it was scheduled": (a_board(replace(NINE, is_cancelled=True)), []),
    "one of two in the tray": (
        a_board(NINE, placed(2)),
        ["“Yoga” waits for a time and a space."],
    ),
    "a time but no space": (
        a_board(NINE, placed(2, at(9), space_id=None)),
        ["“Yoga” has a time but no space, Thu 1, 09:00–10:00."],
    ),
    "cancelled with places taken": (
        a_board(replace(NINE, is_cancelled=True, released=released(span(9, 10), taken=2))),
        ["“Yoga” is cancelled, and 2 places in it are booked; Thu 1, 09:00–10:00."],
    ),
    "cancelled while one waits": (
        a_board(replace(NINE, is_cancelled=True, released=released(span(9, 10), waiting=1))),
        ["“Yoga” is cancelled, and 1 person waits for it; Thu 1, 09:00–10:00."],
    ),
    "cancelled with nobody in it": (
        a_board(replace(NINE, is_cancelled=True, released=released(span(9, 10)))),
        [],
    ),
    "its cancellation is released": (
        a_board(
            replace(
                NINE,
                is_cancelled=True,
                released=released(span(9, 10), taken=2, is_cancelled=True),
            )
        ),
        [],
    ),
    "shrunk below what is taken": (
        a_board(replace(NINE, capacity=7, released=released(span(9, 10), taken=8))),
        ["“Yoga” would have 7 places, and 8 are taken; Thu 1, 09:00–10:00."],
    ),
    "a slot without an engineer": (
        a_board(NINE, spaces=desk(), activities=[SLOTS]),
        ["“Yoga” in Bell tent has no engineer of the house, Thu 1, 09:00–10:00."],
    ),
    "a slot led by somebody who is no engineer there": (
        a_board(LED_BY_BEN, spaces=desk((ANA, span(8, 12))), activities=[SLOTS]),
        ["“Yoga” in Bell tent has no engineer of the house, Thu 1, 09:00–10:00."],
    ),
    "a slot that needs no engineer": (
        a_board(NINE, spaces=bell(studio=a_desk(needs_engineer=False)), activities=[SLOTS]),
        [],
    ),
    "something else in a studio": (a_board(NINE, spaces=desk()), []),
    "a slot with its engineer": (
        a_board(LED_BY_BEN, spaces=desk((BEN, span(8, 12))), activities=[SLOTS]),
        [],
    ),
    "an engineer who comes later": (
        a_board(
            replace(LED_BY_BEN, length_minutes=120),
            spaces=desk((BEN, span(10, 12))),
            activities=[SLOTS],
        ),
        ["Ben is not on shift in Bell tent all through “Yoga”, Thu 1, 09:00–11:00."],
    ),
    "two engineers, one after the other": (
        a_board(
            replace(NINE, length_minutes=120, leaders=(ANA, BEN)),
            spaces=desk((ANA, span(8, 10)), (BEN, span(10, 12))),
            activities=[SLOTS],
        ),
        [],
    ),
    "the last microphone asked for twice": (
        a_board(
            *with_sign_ups(NINE, placed(2, at(9, 30), space_id=YURT)),
            lent={1: something_lent(wanted=((1, 1), (2, 1)))},
        ),
        [
            (
                "“Ribbon microphone”: 2 asked for at once in “Yoga” and “Yoga”, "
                "Thu 1, 09:30–10:00. There are 1."
            )
        ],
    ),
    "two microphones for two": (
        a_board(
            *with_sign_ups(NINE, placed(2, at(9, 30), space_id=YURT)),
            lent={1: something_lent(quantity=2, wanted=((1, 1), (2, 1)))},
        ),
        [],
    ),
    "the microphone one after the other": (
        a_board(
            *with_sign_ups(NINE, placed(2, at(10), space_id=YURT)),
            lent={1: something_lent(wanted=((1, 1), (2, 1)))},
        ),
        [],
    ),
    "a piano in another tent": (
        a_board(
            *with_sign_ups(NINE),
            lent={1: something_lent(space_id=YURT, wanted=((1, 1),))},
        ),
        ["“Ribbon microphone”: 1 asked for in “Yoga”, 0 can be had there, Thu 1, 09:00–10:00."],
    ),
    "shrunk to what is taken": (
        a_board(replace(NINE, capacity=8, released=released(span(9, 10), taken=8))),
        [],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_planner_warns(reader: Flask, case: str) -> None:
    board, said = CASES[case]
    with reader.test_request_context():
        assert [sentence_of(each, board) for each in warnings_of(board)] == said


HARD = {
    "two at once",
    "closed for its last hour",
    "held",
    "held for no reason given",
    "retired space",
    "one facilitator in two tents",
    "facilitator away",
    "before the first dawn",
    "the last microphone asked for twice",
    "a piano in another tent",
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_take_place_is_told_from_what_should_not(case: str) -> None:
    board, said = CASES[case]
    assert [each.is_hard for each in warnings_of(board)] == [case in HARD] * len(said)


def test_every_kind_of_warning_and_step_has_a_name_and_every_kind_a_case() -> None:
    met = {each.kind for board, _ in CASES.values() for each in warnings_of(board)}
    assert met == set(WarningKind) == set(NAMES)
    assert set(STEPS) == set(StepKind)


def keys(board: Board) -> set[str]:
    return {each.key for each in warnings_of(board)}


def test_another_clash_has_another_key_and_the_same_one_keeps_it() -> None:
    clash = a_board(NINE, placed(2, at(9, 30)))
    assert keys(clash) == keys(a_board(NINE, replace(placed(2, at(9, 30)), revision=7)))
    assert keys(clash).isdisjoint(keys(a_board(NINE, placed(2, at(9, 40)))))
    assert keys(clash).isdisjoint(keys(a_board(NINE, placed(3, at(9, 30)))))
    assert keys(clash).isdisjoint(
        keys(a_board(*(replace(each, space_id=YURT) for each in (NINE, placed(2, at(9, 30))))))
    )


def test_keys_are_short_enough_to_keep() -> None:
    slug = "s" * 80
    board = a_board(
        placed(1),
        activities=[an_activity(YOGA, "Yoga", slug=slug)],
    )
    assert max(len(key) for key in keys(board)) <= 200


@settings(max_examples=40)
@given(boards())
def test_what_touches_one_session_is_what_all_warnings_say_of_it(board: Board) -> None:
    every = warnings_of(board)
    for id_ in board.placements:
        assert said(warnings_about(board, id_)) == said(
            [each for each in every if id_ in each.drafts]
        )


@settings(max_examples=40)
@given(boards(), quarters)
def test_asking_what_would_be_is_the_same_as_trying_it(board: Board, later: timedelta) -> None:
    wanted = replace(board.placements[1], starts_at=at(6) + later, is_cancelled=False)
    tried = replace(board, placements={**board.placements, 1: wanted})

    assert said(warnings_if(board, wanted)) == said(warnings_about(tried, 1))


@settings(max_examples=40)
@given(boards(), boards())
def test_judging_anew_what_differs_finds_what_looking_at_everything_finds(
    before: Board, board: Board
) -> None:
    known = Known(before, warnings_of(before))
    assert warnings_after(known, board) == warnings_of(board)


@settings(max_examples=40)
@given(boards())
def test_another_limit_of_a_facilitator_is_judged_anew_everywhere(board: Board) -> None:
    known = Known(board, warnings_of(board))
    strict = replace(
        board, leaders={**board.leaders, BEN: a_leader(BEN, "Ben", there=(span(6, 7),))}
    )
    assert warnings_after(known, strict) == warnings_of(strict)


def said(warnings: list[PlanWarning]) -> list[str]:
    assert len({each.key for each in warnings}) == len(warnings)
    return [each.key for each in warnings]
