"""Offers: how long they last, when people are reminded, and who is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from wellness.booking.rules import is_quiet
from wellness.calls.models import Application, ApplicationState

LAST_CALL = timedelta(hours=24)
"""This long before a long offer ends, people are reminded; of a short one at half its time."""
UNDO_LASTS = timedelta(minutes=30)
"""A declined offer can be taken back for so long, unless somebody else was offered the place."""
HELD = frozenset({ApplicationState.OFFERED, ApplicationState.ACCEPTED})
"""States that take one of the role's places."""
UNANSWERED = frozenset({ApplicationState.SUBMITTED, ApplicationState.SHORTLISTED})
ANSWERED_ONCE_TOLD = frozenset({ApplicationState.IN_LINE, ApplicationState.NOT_CHOSEN})
"""Sorted by the organizers before the end; an answer only once the person was told."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Night:
    """When a festival sleeps, on its own clock."""

    zone: ZoneInfo
    quiet_from: time
    quiet_until: time

    def covers(self, moment: datetime) -> bool:
        """Whether nobody should have to answer at `moment`."""
        return is_quiet(moment, self.zone, self.quiet_from, self.quiet_until)


def offer_end(now: datetime, hours: int, night: Night) -> datetime:
    """When an offer made at `now` lapses: after `hours`, and never at night.

    What would end at night ends when that night does.
    """
    end = now + timedelta(hours=hours)
    if not night.covers(end):
        return end
    local = end.astimezone(night.zone)
    day = local.date()
    if local.time() >= night.quiet_until:
        day += timedelta(days=1)
    # A morning hour is never one that the clocks jump over or show twice; if it were, the first
    # reading is as good as the second.
    return datetime.combine(day, night.quiet_until, night.zone).astimezone(end.tzinfo)


def reminder_due(offered_at: datetime, until: datetime) -> datetime:
    """When to remind of an offer: a day before it ends, or at half its time if that is later."""
    return max(until - LAST_CALL, offered_at + (until - offered_at) / 2)


def free_places(places: int, states: Sequence[ApplicationState]) -> int:
    """Places of a role nobody has been offered or has taken, by the states in that role."""
    return max(0, places - sum(state in HELD for state in states))


def is_without_answer(application: Application) -> bool:
    """Whether somebody who handed in has heard nothing of what became of it."""
    told = application.decided_at is not None
    return application.state in UNANSWERED or (application.state in ANSWERED_ONCE_TOLD and not told)


def moved(line: Sequence[Item], item: Item, by: int) -> list[Item]:
    """The line with `item` one place further up (-1) or down (1); at an end it stays.

    Raises ValueError for an item that isn't in line.
    """
    order = list(line)
    at = order.index(item)
    to = min(max(at + by, 0), len(order) - 1)
    order.insert(to, order.pop(at))
    return order


class Answer(StrEnum):
    """What the holder of an application can do about an offer now."""

    DECIDE = "decide"
    ACCEPTED = "accepted"
    UNDO = "undo"
    """Declined a moment ago, and the place is still free."""
    DECLINED = "declined"
    LAPSED = "lapsed"
    NONE = "none"
    """Nothing was offered."""


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """What the decision needs to know of an application."""

    state: ApplicationState
    offered_until: datetime | None
    decided_at: datetime | None
    free: int
    """Places of its role that nobody holds."""
    was_resident: bool = False
    """It was accepted before, and given up: that can't be undone by a tap."""


def may_answer(facts: OfferFacts, *, now: datetime) -> Answer:
    """What can be done about an offer at `now`: one decision for label, page and permission."""
    if facts.state is ApplicationState.ACCEPTED:
        return Answer.ACCEPTED
    if facts.offered_until is None:
        return Answer.NONE
    running = now < facts.offered_until
    if facts.state is ApplicationState.OFFERED:
        return Answer.DECIDE if running else Answer.LAPSED
    if facts.state is ApplicationState.DECLINED:
        recent = facts.decided_at is not None and now - facts.decided_at < UNDO_LASTS
        undoable = recent and running and facts.free > 0 and not facts.was_resident
        return Answer.UNDO if undoable else Answer.DECLINED
    return Answer.LAPSED if facts.state is ApplicationState.LAPSED else Answer.NONE
