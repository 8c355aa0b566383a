from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellness.planner.rules.spans import Span, is_covered, merged, without

MIDNIGHT = datetime(2027, 7, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ALL = 60


def minutes(start: int, end: int) -> Span:
    return Span(MIDNIGHT + start * MINUTE, MIDNIGHT + end * MINUTE)


spans = st.tuples(st.integers(0, ALL - 1), st.integers(1, ALL)).map(
    lambda pair: minutes(pair[0], max(pair[1], pair[0] + 1))
)
several = st.lists(spans, max_size=6)


def instants(*of: Span) -> set[int]:
    """The minutes that lie in any of the spans: the arithmetic done by counting."""
    return {
        minute
        for minute in range(ALL + 1)
        if any(each.starts_at <= MIDNIGHT + minute * MINUTE < each.ends_at for each in of)
    }


@pytest.mark.parametrize(("start", "end"), [(5, 5), (6, 5)])
def test_an_empty_or_backward_span_is_no_span(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        minutes(start, end)


def test_what_ends_at_ten_leaves_ten_free() -> None:
    assert not minutes(0, 10).overlaps(minutes(10, 20))
    assert minutes(0, 10).gap_to(minutes(10, 20)) == timedelta()
    assert minutes(0, 11).overlaps(minutes(10, 20))
    assert minutes(0, 11).gap_to(minutes(10, 20)) == -MINUTE


@given(spans, spans)
def test_overlap_is_symmetric_and_means_a_shared_instant(one: Span, other: Span) -> None:
    assert one.overlaps(other) == other.overlaps(one) == bool(instants(one) & instants(other))


@given(spans, spans)
def test_containing_means_every_instant(one: Span, other: Span) -> None:
    assert one.contains(other) == (instants(other) <= instants(one))


@given(several)
def test_merging_keeps_the_instants_in_as_few_spans_as_can_be(some: list[Span]) -> None:
    together = merged(some)
    assert instants(*together) == instants(*some)
    assert list(together) == sorted(together)
    assert all(one.gap_to(then) > timedelta() for one, then in pairwise(together))
    assert merged(together) == together
    assert merged(reversed(some)) == together


@given(spans, several)
def test_what_is_left_and_what_is_taken_part_the_whole(whole: Span, taken: list[Span]) -> None:
    left = without(whole, taken)
    assert instants(*left) == instants(whole) - instants(*taken)
    assert all(whole.contains(each) for each in left)
    assert merged(left) == left
    assert without(whole, without(whole, left)) == left


@given(spans, several)
def test_covered_means_that_nothing_is_left(span: Span, by: list[Span]) -> None:
    assert is_covered(span, by) == (instants(span) <= instants(*by))
    assert is_covered(span, [*by, span])
