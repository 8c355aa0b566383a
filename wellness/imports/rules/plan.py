"""What an import will do, row by row: decided from the file and from what was imported before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from wellness.imports.formats.rows import Note, note
from wellness.imports.rules.entries import Entry, Left
from wellness.imports.rules.fingerprints import changed, fingerprint_of, joined
from wellness.imports.rules.namebook import Made

ABOUT_TAKING_PLACE = frozenset({"when", "where", "size"})
"""Aspects that mean nothing for a session that was called off."""


UNWANTED = frozenset({"unwanted_category", "unwanted_space"})
"""Why a row is left out although it could be taken."""


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REPEATED = "repeated"
    REFUSED = "refused"
    LEFT = "left"
    """Could be taken, but whoever imports does not want it."""
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A session that an earlier import wrote, as far as a new one has to know it."""

    key: str
    draft_id: int
    fingerprint: str
    title: str
    starts_at: datetime | None
    """As it stands in the draft; None: it waits in the tray."""
    taken: int = 0
    waiting: int = 0
    is_cancelled: bool = False
    is_released: bool = False
    revision: int = 1

    @property
    def event(self) -> str:
        """The source's own id, without the start."""
        return self.key.rpartition("@")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row and its fate."""

    fate: Fate
    number: int
    title: str
    starts_at: datetime | None = None
    entry: Entry | None = None
    known: Known | None = None
    changes: frozenset[str] = frozenset()
    fingerprint: str = ""
    notes: tuple[Note, ...] = ()
    """What was mended; why it was refused."""


def plan(rows: Sequence[Entry | Left], known: Sequence[Known]) -> list[Verdict]:
    """The fate of every row in the file's order, then what was imported once and is gone now."""
    entries, verdicts = _without_repeats(rows)
    partners = _partners(entries, known)
    verdicts += [_judged(entry, partners.get(entry.key)) for entry in entries]
    verdicts.sort(key=lambda verdict: verdict.number)
    accounted = {partner.key for partner in partners.values()}
    refused = {row.event for row in rows if isinstance(row, Left)}
    for each in known:
        if each.key not in accounted and each.event not in refused:
            verdicts.append(
                Verdict(
                    fate=Fate.GONE,
                    number=0,
                    title=each.title,
                    starts_at=each.starts_at,
                    known=each,
                    notes=(note("gone"),),
                )
            )
    return verdicts


def _without_repeats(rows: Sequence[Entry | Left]) -> tuple[list[Entry], list[Verdict]]:
    """Entries that stand for themselves; verdicts on the rest."""
    first: dict[str, Entry] = {}
    verdicts = []
    for row in rows:
        if isinstance(row, Left):
            refused = _refused(row.number, row.title, row.reason)
            is_choice = row.reason.code in UNWANTED
            verdicts.append(replace(refused, fate=Fate.LEFT) if is_choice else refused)
            continue
        other = first.setdefault(row.key, row)
        if other is row:
            continue
        if fingerprint_of(other.aspects) == fingerprint_of(row.aspects):
            repeated = _refused(row.number, row.title, note("repeated", row=other.number))
            verdicts.append(replace(repeated, fate=Fate.REPEATED, starts_at=row.starts_at))
        else:
            verdicts.append(_refused(row.number, row.title, note("same_key", row=other.number)))
    return list(first.values()), verdicts


def _refused(number: int, title: str, reason: Note) -> Verdict:
    return Verdict(fate=Fate.REFUSED, number=number, title=title, notes=(reason,))


def _partners(entries: list[Entry], known: Sequence[Known]) -> dict[str, Known]:
    """By key: the session that each entry was before.

    The same id and start is the same session. Of an event's other occurrences, as many as are
    left on both sides are taken for moved ones, in order of time; if the numbers differ nobody
    can tell which is which, and they count as new and gone.
    """
    by_key = {each.key: each for each in known}
    found = {entry.key: by_key[entry.key] for entry in entries if entry.key in by_key}
    new: defaultdict[str, list[Entry]] = defaultdict(list)
    old: defaultdict[str, list[Known]] = defaultdict(list)
    for entry in entries:
        if entry.key not in found:
            new[entry.event].append(entry)
    for each in known:
        if each.key not in found:
            old[each.event].append(each)
    for event, moved in new.items():
        if len(moved) == len(old[event]):
            pairs = zip(
                sorted(moved, key=lambda entry: entry.key),
                sorted(old[event], key=lambda each: each.key),
                strict=True,
            )
            found.update((entry.key, each) for entry, each in pairs)
    return found


def _judged(entry: Entry, known: Known | None) -> Verdict:
    told = fingerprint_of(entry.aspects)
    verdict = Verdict(
        fate=Fate.NEW,
        number=entry.number,
        title=entry.title,
        starts_at=entry.starts_at,
        entry=entry,
        known=known,
        fingerprint=told,
        notes=entry.notes,
    )
    if known is None:
        return verdict
    changes = changed(known.fingerprint, told)
    notes, kept = entry.notes, frozenset[str]()
    if known.is_cancelled and changes & ABOUT_TAKING_PLACE:
        notes, kept = (*notes, note("cancelled_here")), ABOUT_TAKING_PLACE
    elif "size" in changes and (refusal := _keeps_size(entry, known)):
        notes, kept = (*notes, refusal), frozenset({"size"})
    changes -= kept
    fate = Fate.CHANGED if changes or known.key != entry.key else Fate.SAME
    merged = joined(known.fingerprint, told, apart_from=kept)
    return replace(verdict, fate=fate, changes=changes, fingerprint=merged, notes=notes)


def _keeps_size(entry: Entry, known: Known) -> Note | None:
    """Why the session's size stays, where people hold places that the new one doesn't have."""
    size = entry.size
    if size is None:
        return None
    if size.capacity is None and known.taken + known.waiting:
        return note("booked_stays_booked", taken=known.taken)
    if size.capacity is not None and size.capacity < known.taken:
        return note("capacity_kept", taken=known.taken, places=size.capacity)
    return None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of every row, or would become of it; and what is made beside the sessions."""

    verdicts: list[Verdict]
    made: Made

    def of(self, *fates: Fate) -> list[Verdict]:
        """The verdicts of these kinds."""
        return [verdict for verdict in self.verdicts if verdict.fate in fates]

    @property
    def entries(self) -> list[Entry]:
        """What is to be written."""
        return [v.entry for v in self.of(Fate.NEW, Fate.CHANGED) if v.entry]


@dataclass(frozen=True, slots=True)
class Choices:
    """What whoever imports decided against the defaults, row by row."""

    left: frozenset[int] = frozenset()
    """Numbers of rows that could be taken and are not to be."""
    let_go: frozenset[int] = frozenset()
    """Draft ids of sessions that are gone from the file and are to go here, too."""


def chosen(outcome: Outcome, choices: Choices) -> Outcome:
    """The outcome without the rows that were left out."""
    return replace(
        outcome,
        verdicts=[
            replace(each, fate=Fate.LEFT) if is_left(each, choices) else each
            for each in outcome.verdicts
        ],
    )


def is_left(verdict: Verdict, choices: Choices) -> bool:
    """Whether a row that could be written was left out by hand."""
    return verdict.fate in {Fate.NEW, Fate.CHANGED} and verdict.number in choices.left


def to_let_go(outcome: Outcome, choices: Choices) -> list[int]:
    """Draft ids of what is gone from the file, still here, and to go."""
    gone = (each.known for each in outcome.of(Fate.GONE))
    return [k.draft_id for k in gone if k and k.draft_id in choices.let_go and not k.is_cancelled]
