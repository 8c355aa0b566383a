"""Which sessions should not run at the same time, by who books what together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wellness.overview.rules.chance import Pair, more_than_chance
from wellness.overview.rules.counts import Counted
from wellness.planner.rules.spans import Span

MOST_HINTS = 8


@dataclass(frozen=True, slots=True)
class Hint:
    """Two sessions that more people than chance want both."""

    first: Counted
    second: Counted
    both: int
    """How many people; never fewer than chance.FEWEST_PEOPLE."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What the programme, and the draft, ask people to choose between."""

    parallel: tuple[Hint, ...] = ()
    """At the same time as the programme is released."""
    parted_by_draft: tuple[Hint, ...] = ()
    """One after the other now, at the same time in the draft."""


def hints_of(
    sessions: Iterable[Counted],
    pairs: Iterable[Pair],
    wanted: Mapping[int, int],
    *,
    people: int,
    planned: Mapping[int, Span],
) -> Hints:
    """The strongest hints; `planned` says when the draft has each released session, by its id."""
    known = {each.id: each for each in sessions if each.is_booked and each.id in wanted}
    released = {id_: Span(each.facts.starts_at, each.facts.ends_at) for id_, each in known.items()}
    pairs = [pair for pair in pairs if pair.first in known and pair.second in known]
    now_parallel = overlapping(released)
    then_parallel = overlapping({id_: planned[id_] for id_ in known if id_ in planned})
    return Hints(
        parallel=_hints(pairs, now_parallel, known, wanted, people),
        parted_by_draft=_hints(pairs, then_parallel - now_parallel, known, wanted, people),
    )


def overlapping(spans: Mapping[int, Span]) -> set[tuple[int, int]]:
    """The pairs that share an instant; only what has begun and not ended is looked at."""
    found: set[tuple[int, int]] = set()
    running: list[int] = []
    for id_ in sorted(spans, key=lambda each: spans[each]):
        starts_at = spans[id_].starts_at
        running = [other for other in running if spans[other].ends_at > starts_at]
        found.update((min(id_, other), max(id_, other)) for other in running)
        running.append(id_)
    return found


def _hints(
    pairs: Iterable[Pair],
    among: set[tuple[int, int]],
    known: Mapping[int, Counted],
    wanted: Mapping[int, int],
    people: int,
) -> tuple[Hint, ...]:
    tested = [pair for pair in pairs if (pair.first, pair.second) in among]
    strong = more_than_chance(tested, dict(wanted), people=people, tested=len(among))
    return tuple(
        Hint(known[pair.first], known[pair.second], pair.both) for pair in strong[:MOST_HINTS]
    )
