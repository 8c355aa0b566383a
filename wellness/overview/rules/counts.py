"""A released session as numbers: what the overview reasons about. No names, ever."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from wellness.booking.models import BookableStatus, Entry
from wellness.booking.rules import PlaceFacts

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Counted:
    """One released session, its places, and who is to lead it as a number."""

    id: int
    reference: str
    title: str
    day: date
    """The festival day it belongs to."""
    space: str
    category: str
    colour: str
    icon: str
    leaders: int
    leaders_needed: int
    created_at: datetime
    facts: PlaceFacts

    @property
    def is_booked(self) -> bool:
        """Whether people keep places in it, and it takes place."""
        facts = self.facts
        return facts.entry is Entry.BOOKED and facts.status is BookableStatus.SCHEDULED

    @property
    def can_be_booked_since(self) -> datetime:
        """Since when places can be kept."""
        return max(self.created_at, self.facts.opens_at or self.created_at)


@dataclass(frozen=True, slots=True)
class Fill:
    """Places held of places there are, over some sessions."""

    taken: int
    places: int
    waiting: int = 0

    @property
    def percent(self) -> int:
        """Whole percent of the places that are held; more than 100 where it was made smaller."""
        return round(100 * self.taken / self.places) if self.places else 0

    @property
    def tint(self) -> int:
        """1 to 5, a fifth of the places each: the ground it is shown on."""
        return min(5, 1 + self.percent // 20)


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One line of a heat table; None where there is nothing to book."""

    label: str
    cells: tuple[Fill | None, ...]
    total: Fill


@dataclass(frozen=True, slots=True)
class Heat:
    """How full it is, one way by rows, by festival day in columns."""

    days: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[Fill | None, ...]
    """By day."""
    total: Fill


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar and its line in the table."""

    label: str
    value: int


def fill_of(sessions: Iterable[Counted]) -> Fill:
    """All places of these sessions together."""
    found = [each.facts for each in sessions]
    return Fill(
        taken=sum(each.taken for each in found),
        places=sum(each.capacity or 0 for each in found),
        waiting=sum(each.waiting for each in found),
    )


def heat_of(sessions: Iterable[Counted], by: Callable[[Counted], str]) -> Heat:
    """How full what can be booked is, by `by` and day; rows in the order they come in."""
    booked = [each for each in sessions if each.is_booked]
    days = tuple(sorted({each.day for each in booked}))
    rows = {label: _grouped(booked, by, label) for label in dict.fromkeys(map(by, booked))}
    return Heat(
        days=days,
        rows=tuple(
            HeatRow(label, tuple(_on(day, of_row) for day in days), fill_of(of_row))
            for label, of_row in rows.items()
        ),
        totals=tuple(_on(day, booked) for day in days),
        total=fill_of(booked),
    )


def _grouped(sessions: list[Counted], by: Callable[[Counted], str], label: str) -> list[Counted]:
    return [each for each in sessions if by(each) == label]


def _on(day: date, sessions: list[Counted]) -> Fill | None:
    there = [each for each in sessions if each.day == day]
    return fill_of(there) if there else None


def peaks(sessions: Iterable[Counted], hour_of: Callable[[datetime], int]) -> tuple[Bar, ...]:
    """How many wait, by the hour their session begins, from the first such hour to the last.

    `hour_of` counts on past midnight (25 is one at night), so that a festival day is one row.
    """
    waiting: dict[int, int] = {}
    for each in sessions:
        if each.is_booked and each.facts.waiting:
            hour = hour_of(each.facts.starts_at)
            waiting[hour] = waiting.get(hour, 0) + each.facts.waiting
    if not waiting:
        return ()
    hours = range(min(waiting), max(waiting) + 1)
    return tuple(Bar(f"{hour % 24:02d}:00", waiting.get(hour, 0)) for hour in hours)
