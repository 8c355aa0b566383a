"""The ranking is exact, fair to every reader, and the same in whatever order readings come."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wellness.selection.rules.scores import (
    SCALE,
    Standing,
    Vote,
    counts,
    is_complete,
    ranking,
    unread,
)

CRITERIA = ("idea", "fit")
NUMBERS = range(1, 8)
scores = st.dictionaries(st.sampled_from([*CRITERIA, "gone"]), st.integers(0, 6), max_size=3)
votes = st.lists(
    st.builds(
        Vote, st.sampled_from(NUMBERS), st.integers(1, 4), scores, has_conflict=st.booleans()
    ),
    unique_by=lambda vote: (vote.application, vote.member),
    max_size=20,
)


def vote(application: int, member: int, *given_scores: int, has_conflict: bool = False) -> Vote:
    return Vote(application, member, dict(zip(CRITERIA, given_scores, strict=False)), has_conflict)


def ranks(found: list[Standing]) -> list[tuple[int, int | None]]:
    return [(each.application, each.rank) for each in found]


@given(st.data(), votes)
def test_the_order_of_what_comes_in_makes_no_difference(
    data: st.DataObject, cast: list[Vote]
) -> None:
    numbers = data.draw(st.permutations(list(NUMBERS)))
    shuffled = data.draw(st.permutations(cast))
    assert ranking(numbers, shuffled, CRITERIA) == ranking(NUMBERS, cast, CRITERIA)


@given(votes)
def test_whoever_declared_a_conflict_never_counts(cast: list[Vote]) -> None:
    without = [each for each in cast if not each.has_conflict]
    with_them, alone = ranking(NUMBERS, cast, CRITERIA), ranking(NUMBERS, without, CRITERIA)
    assert [(s.application, s.rank, s.mean, s.spread, s.readings) for s in with_them] == [
        (s.application, s.rank, s.mean, s.spread, s.readings) for s in alone
    ]


@given(votes)
def test_every_application_stands_once_and_the_better_mean_before_the_worse(
    cast: list[Vote],
) -> None:
    found = ranking(NUMBERS, cast, CRITERIA)
    assert sorted(each.application for each in found) == list(NUMBERS)
    read = [each for each in found if each.mean is not None]
    assert found[: len(read)] == read, "those nobody has read stand last"
    for better, worse in pairwise(read):
        assert (better.mean or 0) >= (worse.mean or 0)
        assert (better.rank == worse.rank) == (better.mean == worse.mean)
        assert better.is_tied or better.rank != worse.rank
    for each in read:
        assert each.mean is not None
        assert SCALE[0] <= each.mean <= SCALE[-1]
        assert each.rank == 1 + sum((other.mean or 0) > each.mean for other in read)


@given(votes)
def test_nobody_is_said_to_have_read_what_they_have_still_to_read(cast: list[Vote]) -> None:
    members = range(1, 5)
    left = unread(NUMBERS, members, cast, CRITERIA)
    for each in cast:
        done = each.has_conflict or counts(each, CRITERIA)
        assert (each.application in left[each.member]) != done
    assert sum(map(len, left.values())) == len(NUMBERS) * len(members) - sum(
        each.has_conflict or counts(each, CRITERIA) for each in cast
    )


def test_equal_means_share_a_rank_and_the_next_one_skips() -> None:
    cast = [vote(1, 1, 4, 4), vote(2, 1, 5, 3), vote(3, 1, 5, 5), vote(4, 1, 1, 2)]
    found = ranking([1, 2, 3, 4, 5], cast, CRITERIA)
    assert ranks(found) == [(3, 1), (1, 2), (2, 2), (4, 4), (5, None)]
    assert [each.is_tied for each in found] == [False, True, True, False, False]


def test_thirds_that_are_equal_are_a_tie() -> None:
    criteria = ("a", "b", "c")
    cast = [
        Vote(1, 1, {"a": 1, "b": 1, "c": 2}),
        Vote(1, 2, {"a": 5, "b": 4, "c": 4}),
        Vote(2, 1, {"a": 2, "b": 2, "c": 3}),
        Vote(2, 2, {"a": 3, "b": 3, "c": 4}),
    ]
    found = ranking([1, 2], cast, criteria)
    assert [each.mean for each in found] == [Fraction(17, 6)] * 2
    assert ranks(found) == [(1, 1), (2, 1)]


def test_readers_who_are_far_apart_are_marked() -> None:
    apart = ranking([1], [vote(1, 1, 5, 5), vote(1, 2, 3, 4)], CRITERIA)[0]
    near = ranking([1], [vote(1, 1, 5, 5), vote(1, 2, 4, 4)], CRITERIA)[0]
    assert (float(apart.spread), apart.is_disputed) == (1.5, True)
    assert (float(near.spread), near.is_disputed) == (1.0, False)
    alone = ranking([1], [vote(1, 1, 5, 1), vote(1, 2, 1, 1, has_conflict=True)], CRITERIA)[0]
    assert (float(alone.spread), alone.readings, alone.conflicts) == (0.0, 1, 1)


def test_half_a_reading_does_not_count() -> None:
    assert not is_complete({"idea": 4}, CRITERIA)
    assert not is_complete({"idea": 4, "fit": 6}, CRITERIA)
    assert not is_complete({}, ())
    found = ranking([1], [vote(1, 1, 4)], CRITERIA)[0]
    assert (found.rank, found.mean, found.readings) == (None, None, 0)
