"""What an import would do, in groups that a person can look through before anything is written."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from wellness.imports.rules.plan import Choices, Fate, Outcome, Verdict
from wellness.imports.rules.sentences import is_mending
from wellness.imports.rules.words import folded

PAGE = 50
"""Rows looked at at once."""


class Group(StrEnum):
    """What rows have in common; a mended one is also new, changed or the same."""

    NEW = "new"
    CHANGED = "changed"
    MENDED = "mended"
    REFUSED = "refused"
    GONE = "gone"
    LEFT = "left"
    REPEATED = "repeated"
    SAME = "same"


CHOSEN_BY_ROW = frozenset({Fate.NEW, Fate.CHANGED, Fate.GONE})


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a group."""

    group: Group
    verdicts: tuple[Verdict, ...]
    number: int
    pages: int
    of: int
    """Rows of the group that were looked for."""


def grouped(verdicts: Sequence[Verdict]) -> dict[Group, list[Verdict]]:
    """The verdicts by group, in the file's order; groups without any are left out."""
    found: dict[Group, list[Verdict]] = {group: [] for group in Group}
    for each in verdicts:
        found[Group(each.fate.value)].append(each)
        if is_mended(each):
            found[Group.MENDED].append(each)
    return {group: rows for group, rows in found.items() if rows}


def is_mended(verdict: Verdict) -> bool:
    """Whether something was put right in a row that is taken."""
    return verdict.fate in {Fate.NEW, Fate.CHANGED, Fate.SAME} and any(
        is_mending(each) for each in verdict.notes
    )


def looked_for(verdicts: Sequence[Verdict], words: str) -> list[Verdict]:
    """Those whose title, place or category holds all the words."""
    wanted = folded(words).split()
    if not wanted:
        return list(verdicts)
    return [each for each in verdicts if all(word in _said(each) for word in wanted)]


def _said(verdict: Verdict) -> str:
    entry = verdict.entry
    told = (verdict.title, entry.space, entry.about.category) if entry else (verdict.title,)
    return folded(" ".join(filter(None, told)))


def part_of(group: Group, verdicts: Sequence[Verdict], number: int) -> Part:
    """The page of that number, or the nearest there is."""
    pages = max(1, -(-len(verdicts) // PAGE))
    number = min(max(1, number), pages)
    shown = tuple(verdicts[(number - 1) * PAGE : number * PAGE])
    return Part(group, shown, number, pages, len(verdicts))


def key_of(verdict: Verdict) -> int:
    """What a row is ticked by: its number, or for what is gone its number in the draft."""
    if verdict.fate is Fate.GONE and verdict.known:
        return verdict.known.draft_id
    return verdict.number


def is_taken(verdict: Verdict, choices: Choices) -> bool:
    """Whether its box is ticked: it is written, or, gone from the file, it goes here too."""
    if verdict.fate is Fate.GONE:
        return key_of(verdict) in choices.let_go
    return verdict.number not in choices.left


def is_open(verdict: Verdict) -> bool:
    """Whether there is something to choose about it."""
    is_over = verdict.known is not None and verdict.known.is_cancelled
    return verdict.fate in CHOSEN_BY_ROW and not (verdict.fate is Fate.GONE and is_over)


def ticked(choices: Choices, shown: Sequence[Verdict], taken: frozenset[int]) -> Choices:
    """The choices, with those rows of `shown` that are `taken` ticked and the others not."""
    rows = {each.number for each in shown if is_open(each) and each.fate is not Fate.GONE}
    gone = {key_of(each) for each in shown if is_open(each) and each.fate is Fate.GONE}
    return Choices(
        left=(choices.left - rows) | (rows - taken),
        let_go=(choices.let_go - gone) | (gone & taken),
    )


def seal_of(outcome: Outcome) -> str:
    """Stands for everything that would be written: another outcome has another one."""
    told = [
        [
            each.fate.value,
            each.number,
            sorted(each.changes),
            each.fingerprint,
            [each.known.draft_id, each.known.key, each.known.revision] if each.known else None,
        ]
        for each in outcome.verdicts
    ]
    made = outcome.made
    names = [made.spaces, made.categories, made.facilitators, made.activities]
    return hashlib.sha256(json.dumps([told, names]).encode()).hexdigest()
