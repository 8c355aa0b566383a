"""What a changed row would make different: what stands in the draft, and what the file says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from wellness.imports.rules.fingerprints import ASPECTS

Said = Mapping[str, str]
"""By aspect: what is said of it, for people to read."""
_AROUND = 28
_MOST = 84


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect, as it is and as it would be."""

    aspect: str
    before: str
    after: str


def differences(changes: Iterable[str], before: Said, after: Said) -> list[Difference]:
    """What is different about a row, in the order of the aspects."""
    told = frozenset(changes)
    found = []
    for aspect in (each for each in ASPECTS if each in told):
        was, will_be = excerpts(before.get(aspect, ""), after.get(aspect, ""))
        found.append(Difference(aspect, was, will_be))
    return found


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts, cut down to where they begin to differ."""
    if max(len(before), len(after)) <= _MOST:
        return before, after
    alike = next(
        (place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = max(0, alike - _AROUND)
    return _cut(before, start), _cut(after, start)


def _cut(text: str, start: int) -> str:
    kept = " ".join(text[start : start + _MOST].split())
    head = "…" if start and kept else ""
    return f"{head}{kept}{'…' if start + _MOST < len(text) else ''}"


def joined(values: Iterable[object], word: Callable[[object], str] = str) -> str:
    """Several facts as one line, without those that are empty."""
    return " · ".join(word(each) for each in values if each not in (None, "", [], ()))
