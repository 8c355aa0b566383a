"""Whether two sessions are wanted by the same people more often than chance would have it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma

FEWEST_PEOPLE = 5
"""Fewer people in common are never told of: nobody is to be guessed from a hint."""
FALSE_ALARMS = 0.05
"""Of the hints shown, this share may be chance (Benjamini and Hochberg 1995)."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two sessions, and how many people want both, by id."""

    first: int
    second: int
    both: int


def chance_of(both: int, first: int, second: int, people: int) -> float:
    """The chance that `both` or more of `people` are in two random groups of these sizes.

    The upper tail of the hypergeometric distribution. Raises ValueError for groups that cannot be.
    """
    if not 0 <= both <= min(first, second) or max(first, second) > people:
        raise ValueError("there are no such groups")
    least = max(0, first + second - people)
    if both <= least:
        return 1.0
    whole = _log_choose(people, second)
    total = sum(
        exp(_log_choose(first, k) + _log_choose(people - first, second - k) - whole)
        for k in range(both, min(first, second) + 1)
    )
    return min(1.0, total)


def _log_choose(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def more_than_chance(
    pairs: Iterable[Pair], wanted: dict[int, int], *, people: int, tested: int
) -> list[Pair]:
    """The pairs that hold up against chance, the strongest first.

    `wanted` says how many people want each session, `people` how many there are in all, and
    `tested` how many pairs were looked at: the more, the more of them are alike by chance alone.
    """
    rated = sorted(
        (chance_of(pair.both, wanted[pair.first], wanted[pair.second], people), -pair.both, pair)
        for pair in _shown(pairs)
    )
    return [pair for _, _, pair in rated[: _kept([each[0] for each in rated], tested)]]


def _shown(pairs: Iterable[Pair]) -> Iterable[Pair]:
    return (pair for pair in pairs if pair.both >= FEWEST_PEOPLE)


def _kept(chances: Sequence[float], tested: int) -> int:
    passes = [
        rank
        for rank, chance in enumerate(chances, start=1)
        if chance <= FALSE_ALARMS * rank / max(tested, 1)
    ]
    return max(passes, default=0)
