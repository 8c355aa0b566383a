"""How much of a thing can still be had in a span of time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Use:
    """So many of a thing are promised from `starts_at` up to and without `ends_at`."""

    starts_at: datetime
    ends_at: datetime
    quantity: int


def promised_at_once(uses: Iterable[Use], starts_at: datetime, ends_at: datetime) -> int:
    """Most of it that is promised at any one instant of the span.

    What ends when something else begins is free for it.
    """
    within = [each for each in uses if each.starts_at < ends_at and starts_at < each.ends_at]
    moments = {max(each.starts_at, starts_at) for each in within}
    return max(
        (
            sum(each.quantity for each in within if each.starts_at <= moment < each.ends_at)
            for moment in moments
        ),
        default=0,
    )


def free_of(quantity: int, uses: Iterable[Use], starts_at: datetime, ends_at: datetime) -> int:
    """How many of `quantity` can be had all through the span; never below nought."""
    return max(0, quantity - promised_at_once(uses, starts_at, ends_at))
