"""No hidden number can be computed from those that are shown."""

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wellness.impact.rules.guarding import Guarded, guard, rounded

SMALL = range(1, 8)
people = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 9)), min_size=1, max_size=14
)
"""Groups of people: their format, their language, how many."""


def divided(groups: list[tuple[int, int, int]]) -> dict[str, dict[str, int]]:
    """The same people by format and by language."""
    found: dict[str, dict[str, int]] = {"format": {}, "language": {}}
    for kind, language, count in groups:
        for name, label in (("format", f"f{kind}"), ("language", f"l{language}")):
            found[name][label] = found[name].get(label, 0) + count
    return found


def could_be(shown: int | None, least: int) -> list[int]:
    """Every number that is shown as this one, tried out rather than reckoned."""
    if shown is None:
        return list(range(least, 200))
    return [n for n in range(shown + 5) if (n == 0 or n >= 8) and rounded(n) == shown]


def least_hidden(cells: dict[str, int | None]) -> int:
    """What a hidden number is at least: of a division kept back altogether some may be zero."""
    return 0 if all(shown is None for shown in cells.values()) else 1


def sums_of(cells: list[int | None], least: int) -> set[int]:
    """Every sum these cells could have; each tried out."""
    found = {0}
    for shown in cells:
        pairs = product(found, could_be(shown, least))
        found = {so_far + n for so_far, n in pairs if so_far + n < 200}
    return found


def values_left(guarded: Guarded, name: str, label: str) -> set[int]:
    """Which small values a hidden cell could have, as somebody with all that is shown finds out."""
    wholes = sums_of([guarded.total], 0)
    for division, cells in guarded.divisions.items():
        if division != name:
            wholes &= sums_of(list(cells.values()), least_hidden(cells))
    others = [n for other, n in guarded.divisions[name].items() if other != label]
    rest = sums_of(others, least_hidden(guarded.divisions[name]))
    return {n for n in SMALL if any(whole - n in rest for whole in wholes)}


@given(people)
@example([(0, 0, 3), (1, 0, 9), (2, 0, 9), (1, 0, 9)])
@example([(0, 0, 7), (1, 1, 12)])
def test_every_small_number_could_still_be_any_small_number(
    groups: list[tuple[int, int, int]],
) -> None:
    divisions = divided(groups)
    guarded = guard(divisions)
    for name, cells in divisions.items():
        for label, number in cells.items():
            if number in SMALL:
                assert guarded.divisions[name][label] is None
                assert values_left(guarded, name, label) == set(SMALL)


@given(people)
def test_what_is_shown_is_nothing_or_the_nearest_five(groups: list[tuple[int, int, int]]) -> None:
    divisions = divided(groups)
    guarded = guard(divisions)
    for name, cells in divisions.items():
        for label, number in cells.items():
            assert guarded.divisions[name][label] in {None, rounded(number)}
            if number == 0 and least_hidden(guarded.divisions[name]):
                assert guarded.divisions[name][label] == 0


def test_a_hidden_number_that_a_total_gives_away_takes_the_next_smallest_with_it() -> None:
    """40 of 40 would leave at most 4 for the circle."""
    guarded = guard({"format": {"Yoga": 38, "Circle": 3}})
    assert guarded == Guarded(40, {"format": {"Yoga": None, "Circle": None}})


def test_a_hidden_number_that_rounding_covers_already_costs_no_other() -> None:
    guarded = guard({"format": {"Yoga": 40, "Circle": 3, "Sound bath": 20}})
    assert guarded == Guarded(65, {"format": {"Yoga": 40, "Circle": None, "Sound bath": 20}})


def test_numbers_large_enough_are_all_shown() -> None:
    guarded = guard({"format": {"Yoga": 41, "Circle": 12}, "language": {"en": 53, "es": 0}})
    assert guarded == Guarded(
        55, {"format": {"Yoga": 40, "Circle": 10}, "language": {"en": 55, "es": 0}}
    )


def test_a_cap_that_everybody_knows_is_reckoned_with() -> None:
    """12 of at most 12 places: with 20 in all, the other could only be 6 or more."""
    cells = {"format": {"Walk": 12, "Circle": 7}}
    open_ended = guard(cells)
    assert open_ended.divisions["format"] == {"Walk": None, "Circle": None}
    assert open_ended.total == 20
    assert guard(cells, {"format": {"Walk": 12, "Circle": 8}}).total is None


def test_one_small_number_alone_is_hidden_with_its_total() -> None:
    assert guard({"format": {"Circle": 4}}) == Guarded(None, {"format": {"Circle": None}})


def test_divisions_of_different_people_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one sum"):
        guard({"format": {"Yoga": 3}, "language": {"en": 4}})


def test_whoever_came_is_kept_back_where_whoever_booked_is() -> None:
    """38 who came to yoga had 38 places: of 40 booked that would leave 4 for the circle."""
    booked = guard({"format": {"Yoga": 38, "Circle": 3}})
    came = guard({"format": {"Yoga": 38, "Circle": 0}}, within=booked)
    assert booked.divisions["format"]["Yoga"] is None
    assert came == Guarded(40, {"format": {"Yoga": None, "Circle": 0}})
