"""Interval arithmetic: spans of time, half open, so that what ends at ten leaves ten free."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts_at` up to and without `ends_at`, both aware instants. Never empty."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.ends_at <= self.starts_at:
            raise ValueError("a span ends after it starts")

    @property
    def minutes(self) -> int:
        """Its length in whole minutes."""
        return round((self.ends_at - self.starts_at) / timedelta(minutes=1))

    def overlaps(self, other: "Span") -> bool:
        """Whether some instant lies in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def contains(self, other: "Span") -> bool:
        """Whether every instant of `other` lies in this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def gap_to(self, later: "Span") -> timedelta:
        """From this one's end to `later`'s start; negative where they overlap."""
        return later.starts_at - self.ends_at


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same instants in as few spans as can be, in order; touching ones become one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts_at <= found[-1].ends_at:
            last = found.pop()
            span = Span(last.starts_at, max(last.ends_at, span.ends_at))  # noqa: PLW2901
        found.append(span)
    return tuple(found)


def without(whole: Span, taken: Iterable[Span]) -> tuple[Span, ...]:
    """What of `whole` lies in none of `taken`, in order."""
    left: list[Span] = []
    start = whole.starts_at
    for span in merged(taken):
        if span.ends_at <= start or span.starts_at >= whole.ends_at:
            continue
        if span.starts_at > start:
            left.append(Span(start, span.starts_at))
        start = max(start, span.ends_at)
    if start < whole.ends_at:
        left.append(Span(start, whole.ends_at))
    return tuple(left)


def is_covered(span: Span, by: Iterable[Span]) -> bool:
    """Whether every instant of `span` lies in one of `by`."""
    return not without(span, by)
