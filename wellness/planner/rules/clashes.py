"""Whose places overlap after a set of changes that did not before; pure.

Decided on all changes at once: two sessions that move together clash with nobody anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from wellness.planner.rules.spans import Span


@dataclass(frozen=True, slots=True)
class Held:
    """A place somebody holds: when it is before the changes and after them."""

    pass_id: int
    bookable_id: int
    before: Span | None
    """None: it was not to take place."""
    after: Span | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two places of one person that overlap anew."""

    pass_id: int
    bookable_id: int
    other_id: int


def new_clashes(held: Iterable[Held]) -> list[Clash]:
    """Every pair of one person's places that overlaps after and did not before, once each."""
    by_person: defaultdict[int, list[Held]] = defaultdict(list)
    for each in held:
        by_person[each.pass_id].append(each)
    return [
        Clash(person, one.bookable_id, other.bookable_id)
        for person, places in sorted(by_person.items())
        for one, other in combinations(sorted(places, key=lambda each: each.bookable_id), 2)
        if _overlap(one.after, other.after) and not _overlap(one.before, other.before)
    ]


def _overlap(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.overlaps(other)
