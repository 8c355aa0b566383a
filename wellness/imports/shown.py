"""The review as its page shows it: rows in the festival's words and the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wellness.festivals.models import Festival
from wellness.imports.queries.drafted import category_of, place_of, said_by, said_here, when
from wellness.imports.queries.pending import Looked
from wellness.imports.rules.differences import Difference, differences
from wellness.imports.rules.plan import Choices, Fate, Verdict
from wellness.imports.rules.review import is_open, is_taken, key_of
from wellness.imports.rules.sentences import is_mending, page_sentence_of


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the review."""

    key: int
    number: int
    title: str
    fate: Fate
    when: str
    place: str
    category: str
    is_open: bool
    is_taken: bool
    is_released: bool
    booked: int
    waiting: int
    mended: tuple[str, ...]
    told: tuple[str, ...]
    differences: tuple[Difference, ...]


def lines(
    verdicts: Sequence[Verdict],
    looked: Looked,
    choices: Choices,
    festival: Festival,
    *,
    unsaid: frozenset[str] = frozenset(),
) -> list[Line]:
    """The rows of one page; `unsaid` are codes of notes that are said once for all of them."""
    changed = [v.known.draft_id for v in verdicts if v.known and v.fate is Fate.CHANGED]
    here = said_here(festival, changed) if changed else {}
    found = []
    for each in verdicts:
        different: list[Difference] = []
        if each.fate is Fate.CHANGED and each.known and each.entry:
            after = said_by(each.entry, festival, looked.source, looked.books)
            different = differences(each.changes, here.get(each.known.draft_id, {}), after)
        each = replace(each, notes=tuple(n for n in each.notes if n.code not in unsaid))  # noqa: PLW2901
        found.append(_line(each, looked, choices, festival, different))
    return found


def _line(
    verdict: Verdict,
    looked: Looked,
    choices: Choices,
    festival: Festival,
    different: list[Difference],
) -> Line:
    entry, known = verdict.entry, verdict.known
    ends_at = entry.ends_at if entry else verdict.starts_at
    shown = when(verdict.starts_at, ends_at, festival.zone) if verdict.starts_at else ""
    return Line(
        key=key_of(verdict),
        number=verdict.number,
        title=verdict.title,
        fate=verdict.fate,
        when=shown if entry else shown.partition("–")[0],
        place=place_of(entry, looked.source, looked.books) if entry else "",
        category=category_of(entry, looked.source, looked.books) if entry else "",
        is_open=is_open(verdict),
        is_taken=is_taken(verdict, choices),
        is_released=bool(known and known.is_released),
        booked=known.taken if known else 0,
        waiting=known.waiting if known else 0,
        mended=tuple(page_sentence_of(n) for n in verdict.notes if is_mending(n)),
        told=tuple(page_sentence_of(n) for n in verdict.notes if not is_mending(n)),
        differences=tuple(different),
    )
