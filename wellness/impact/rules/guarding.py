"""Numbers of people that can be shown without anybody being counted out of them.

1 to 7 are hidden and the rest rounded to 5, as England's health statistics do it. That alone
isn't enough: a hidden number beside a total is a subtraction away. So the same people, divided in
several ways, are guarded together: as long as what is shown would rule out any of the values a
hidden small number could have, the next smallest number is hidden too, then the sum, at last a
whole division with its zeros.
See docs/decisions/0780-numbers-that-stay-numbers.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SMALLEST_SHOWN = 8
BASE = 5
_SLACK = BASE // 2
_MOST = 10**9

Cells = Mapping[str, int]
Shown = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class Guarded:
    """What may be shown: None is a number kept back, everything else 0 or rounded to 5."""

    total: int | None
    divisions: dict[str, Shown] = field(default_factory=dict)


def rounded(number: int) -> int:
    """To the nearest multiple of five."""
    return (number + _SLACK) // BASE * BASE


def guard(
    divisions: Mapping[str, Cells],
    caps: Mapping[str, Mapping[str, int]] | None = None,
    *,
    within: Guarded | None = None,
) -> Guarded:
    """The same people divided in several ways, each of which adds up to all of them, made safe.

    `caps` are the most a cell can hold, by division and cell, where a reader knows it (places
    offered, or another number shown). `within` are others of whom these are a part, shown beside
    them: what is kept back there is kept back here, or it could be told from here. Raises
    ValueError if the divisions don't add up to one sum.
    """
    sums = {sum(cells.values()) for cells in divisions.values()}
    if len(sums) != 1:
        raise ValueError("the divisions of the same people have one sum")
    kept = _Keeping(divisions, caps or {}, sums.pop())
    if within is not None:
        kept.hide_as_in(within)
    while kept.hide_one_more():
        pass
    return kept.shown()


class _Keeping:
    """Which numbers are kept back so far."""

    def __init__(
        self,
        divisions: Mapping[str, Cells],
        caps: Mapping[str, Mapping[str, int]],
        total: int,
    ) -> None:
        self.divisions = divisions
        self.caps = caps
        self.total = total
        self.hidden = {
            (name, label)
            for name, cells in divisions.items()
            for label, number in cells.items()
            if 0 < number < SMALLEST_SHOWN
        }
        self.small = frozenset(self.hidden)
        self.is_total_hidden = 0 < total < SMALLEST_SHOWN

    def shown(self) -> Guarded:
        return Guarded(
            None if self.is_total_hidden else rounded(self.total),
            {
                name: {
                    label: None if (name, label) in self.hidden else rounded(number)
                    for label, number in cells.items()
                }
                for name, cells in self.divisions.items()
            },
        )

    def hide_as_in(self, other: Guarded) -> None:
        """Keep back what is kept back there."""
        self.hidden |= {
            (name, label)
            for name, cells in self.divisions.items()
            for label, number in cells.items()
            if number and other.divisions[name][label] is None
        }
        self.is_total_hidden |= bool(self.total) and other.total is None

    def hide_one_more(self) -> bool:
        """Hide whatever helps the first small number that isn't safe yet; whether one was."""
        for name, label in sorted(self.small):
            low, high = self.possible(name, label)
            if low > 1 or high < min(SMALLEST_SHOWN - 1, self.cap(name, label)):
                return self._hide_for(name)
        return False

    def possible(self, name: str, label: str) -> tuple[int, int]:
        """The least and the most a hidden cell could hold, for whoever sees what is shown."""
        others = [self.bounds(name, other) for other in self.divisions[name] if other != label]
        least, most = self._whole(apart_from=name)
        low = least - sum(high for _, high in others)
        high = most - sum(low for low, _ in others)
        return max(1, low), min(self.cap(name, label), high)

    def bounds(self, name: str, label: str) -> tuple[int, int]:
        """The least and the most a cell could hold by itself."""
        if (name, label) in self.hidden:
            return (0 if self._says_nothing(name) else 1), self.cap(name, label)
        return _around(self.divisions[name][label])

    def _says_nothing(self, name: str) -> bool:
        """Whether nothing of a division is shown, so that not even its zeros can be told."""
        return all((name, label) in self.hidden for label in self.divisions[name])

    def cap(self, name: str, label: str) -> int:
        return self.caps.get(name, {}).get(label, _MOST)

    def _whole(self, *, apart_from: str) -> tuple[int, int]:
        """What the sum could be, as the total and the other divisions tell it."""
        low, high = (0, _MOST) if self.is_total_hidden else _around(self.total)
        for name, cells in self.divisions.items():
            if name != apart_from:
                found = [self.bounds(name, label) for label in cells]
                low = max(low, sum(least for least, _ in found))
                high = min(high, sum(most for _, most in found))
        return low, high

    def _hide_for(self, name: str) -> bool:
        for division in (name, *sorted(set(self.divisions) - {name})):
            left = [
                (number, label)
                for label, number in self.divisions[division].items()
                if number and (division, label) not in self.hidden
            ]
            if left:
                self.hidden.add((division, min(left)[1]))
                return True
            if division == name and not self.is_total_hidden:
                self.is_total_hidden = True
                return True
        return self._hide_zeros()

    def _hide_zeros(self) -> bool:
        """Take a whole division away, its zeros too; whether there was one with any."""
        for name, cells in sorted(self.divisions.items()):
            left = {(name, label) for label in cells} - self.hidden
            if left:
                self.hidden |= left
                return True
        return False


def _around(number: int) -> tuple[int, int]:
    """What a shown number could have been before it was rounded."""
    if number == 0:
        return 0, 0
    return rounded(number) - _SLACK, rounded(number) + _SLACK
