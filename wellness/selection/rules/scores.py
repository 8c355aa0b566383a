"""From scores to a ranking: exact, the same in whatever order readings come, ties left as ties.

An application's mean is the mean of its readers' means, so that each reader weighs the same.
A reader who declared a conflict never counts, nor does one who has not scored every criterion.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

LOWEST, HIGHEST = 1, 5
SCALE = range(LOWEST, HIGHEST + 1)
FAR_APART = Fraction(3, 2)
"""Readers whose means lie this far apart do not agree: talk about it."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one member of the panel made of one application."""

    application: int
    member: int
    scores: Mapping[str, int]
    """By the key of the criterion."""
    has_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands among those of its role."""

    application: int
    rank: int | None
    """1 for the best; equal means share a rank. None as long as nobody has read it."""
    is_tied: bool
    mean: Fraction | None
    spread: Fraction
    """Between the readers' highest and lowest mean; 0 for fewer than two."""
    readings: int
    """How many of the panel count."""
    conflicts: int

    @property
    def is_disputed(self) -> bool:
        """Whether its readers are so far apart that the mean says little."""
        return self.spread >= FAR_APART


def is_complete(scores: Mapping[str, int], criteria: Collection[str]) -> bool:
    """Whether every criterion has a score on the scale; criteria since removed don't matter."""
    return bool(criteria) and all(scores.get(key) in SCALE for key in criteria)


def counts(vote: Vote, criteria: Collection[str]) -> bool:
    """Whether a vote is part of the ranking."""
    return not vote.has_conflict and is_complete(vote.scores, criteria)


def mean_of(vote: Vote, criteria: Collection[str]) -> Fraction:
    """The mean of a complete vote, over the criteria as they are now."""
    return Fraction(sum(vote.scores[key] for key in criteria), len(criteria))


def ranking(
    applications: Iterable[int], votes: Iterable[Vote], criteria: Collection[str]
) -> list[Standing]:
    """Where each application stands, the best first, those nobody has read last.

    Equal means share a rank and the next one skips: 1, 2, 2, 4. Within a rank they stand by the
    number given, which is the order of handing in and says nothing of merit.
    """
    by_application: dict[int, list[Vote]] = {number: [] for number in applications}
    for vote in votes:
        if vote.application in by_application:
            by_application[vote.application].append(vote)
    means = {
        number: [mean_of(vote, criteria) for vote in cast if counts(vote, criteria)]
        for number, cast in by_application.items()
    }
    merit = {n: sum(found, Fraction()) / len(found) for n, found in means.items() if found}
    values = list(merit.values())
    standings = [
        Standing(
            application=number,
            rank=1 + sum(other > merit[number] for other in values) if found else None,
            is_tied=bool(found) and values.count(merit[number]) > 1,
            mean=merit.get(number),
            spread=max(found) - min(found) if found else Fraction(),
            readings=len(found),
            conflicts=sum(vote.has_conflict for vote in by_application[number]),
        )
        for number, found in means.items()
    ]
    return sorted(standings, key=lambda s: (s.rank is None, s.rank, s.application))


def unread(
    applications: Iterable[int],
    members: Iterable[int],
    votes: Iterable[Vote],
    criteria: Collection[str],
) -> dict[int, list[int]]:
    """By member: the applications they still have to read. Those closed to them are not."""
    settled = {
        (vote.member, vote.application)
        for vote in votes
        if vote.has_conflict or is_complete(vote.scores, criteria)
    }
    numbers = list(applications)
    return {
        member: [number for number in numbers if (member, number) not in settled]
        for member in members
    }
