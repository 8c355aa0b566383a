"""Whether chance explains that two sessions are wanted together, against counting by hand."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.overview.rules.chance import (
    FEWEST_PEOPLE,
    Pair,
    chance_of,
    more_than_chance,
)
from wellness.overview.rules.together import overlapping
from wellness.planner.rules.spans import Span


@st.composite
def two_groups(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """(both, first, second, people) as they could be."""
    people = draw(st.integers(1, 60))
    first, second = draw(st.integers(0, people)), draw(st.integers(0, people))
    return draw(st.integers(0, min(first, second))), first, second, people


@given(two_groups())
def test_the_tail_is_that_of_the_hypergeometric_distribution(
    groups: tuple[int, int, int, int],
) -> None:
    both, first, second, people = groups
    ways = sum(
        comb(first, k) * comb(people - first, second - k)
        for k in range(both, min(first, second) + 1)
        if second - k <= people - first
    )
    assert chance_of(*groups) == pytest.approx(float(Fraction(ways, comb(people, second))))


def test_it_counts_the_ways_themselves() -> None:
    first, people = {0, 1, 2}, range(6)
    seconds = [set(chosen) for chosen in combinations(people, 3)]
    as_many = [chosen for chosen in seconds if len(chosen & first) >= 2]
    assert chance_of(2, 3, 3, 6) == pytest.approx(len(as_many) / len(seconds))


@pytest.mark.parametrize("groups", [(3, 2, 5, 10), (-1, 2, 2, 10), (2, 11, 5, 10)])
def test_groups_that_cannot_be_are_refused(groups: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="no such groups"):
        chance_of(*groups)


def test_fewer_than_five_people_are_never_told_of_however_unlikely() -> None:
    pair = Pair(1, 2, FEWEST_PEOPLE - 1)
    wanted = {1: 4, 2: 4}
    assert chance_of(4, 4, 4, 10_000) < 1e-9
    assert more_than_chance([pair], wanted, people=10_000, tested=1) == []
    enough = Pair(1, 2, FEWEST_PEOPLE)
    assert more_than_chance([enough], {1: 5, 2: 5}, people=10_000, tested=1) == [enough]


def test_what_chance_explains_is_no_hint() -> None:
    wanted = {1: 50, 2: 50, 3: 50}
    as_expected, telling = Pair(1, 2, 25), Pair(1, 3, 45)
    found = more_than_chance([as_expected, telling], wanted, people=100, tested=3)
    assert found == [telling]


def test_the_more_pairs_are_looked_at_the_stronger_one_has_to_be() -> None:
    pair, wanted = Pair(1, 2, 14), {1: 20, 2: 20}
    assert 0.0001 < chance_of(14, 20, 20, 40) < 0.05
    assert more_than_chance([pair], wanted, people=40, tested=1) == [pair]
    assert more_than_chance([pair], wanted, people=40, tested=1_000) == []


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=12))
def test_the_pairs_at_the_same_time_are_those_that_share_an_instant(
    rows: list[tuple[int, int]],
) -> None:
    dawn = datetime(2026, 6, 5, 5, tzinfo=UTC)
    quarter = timedelta(minutes=15)
    spans = {
        id_: Span(dawn + start * quarter, dawn + (start + length) * quarter)
        for id_, (start, length) in enumerate(rows)
    }
    one_by_one = {
        pair for pair in combinations(spans, 2) if spans[pair[0]].overlaps(spans[pair[1]])
    }
    assert overlapping(spans) == one_by_one
