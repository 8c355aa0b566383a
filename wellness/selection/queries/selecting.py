"""The organizers' view of a selection: ranking, readers, places and who has no answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from wellness.calls.models import Application, ApplicationState, Call, CallRole
from wellness.selection.queries import offers, panel, readings
from wellness.selection.rules.offers import HELD, is_without_answer
from wellness.selection.rules.scores import Standing, Vote, counts, mean_of, ranking, unread
from wellness.staff.models import Account

NEAR = timedelta(days=3)
"""From so long before the promised day on, the page says who has no answer yet."""


@dataclass(frozen=True)
class Reader:
    """How far one member of the panel is."""

    account: Account
    unread: list[int]
    conflicts: int


@dataclass(frozen=True)
class RoleTable:
    """The applications for one role, as they stand."""

    role: CallRole | None
    """None for those that name no role."""
    line: list[Application]
    ranked: list[tuple[Standing, Application]]
    accepted: int
    offered: int

    @property
    def free(self) -> int:
        """Places nobody was offered or has taken."""
        places = self.role.places if self.role else 0
        return max(0, places - self.accepted - self.offered)


@dataclass(frozen=True)
class Selection:
    """All of it."""

    roles: list[RoleTable]
    readers: list[Reader]
    without_answer: list[int]
    """Numbers of applications whose people have heard nothing."""
    unread_by: Mapping[int, list[str]]
    """By number: names of the readers who have not read it."""

    @property
    def total(self) -> int:
        """How many applications there are."""
        return sum(len(table.ranked) for table in self.roles)

    @property
    def can_offer(self) -> bool:
        """Whether a place is free that somebody is in line for."""
        return any(table.free and table.line for table in self.roles)


def selection_of(call: Call) -> Selection:
    """Where the selection of a call stands."""
    found = offers.handed_in(call.id)
    votes, criteria = readings.votes_of(call.id), readings.criteria_of(call)
    members = panel.members_of(call.id)
    numbers = [each.number or 0 for each in found]
    left = unread(numbers, [member.id for member in members], votes, criteria)
    names = {member.id: member.name for member in members}
    return Selection(
        roles=_tables(call, found, votes, criteria),
        readers=[_reader(member, left[member.id], votes) for member in members],
        without_answer=[each.number or 0 for each in found if is_without_answer(each)],
        unread_by={
            number: [names[member] for member, rest in left.items() if number in rest]
            for number in numbers
        },
    )


def is_pressing(call: Call, selection: Selection, *, now: datetime) -> bool:
    """Whether people wait for an answer that was promised for about now."""
    near = call.answers_by is not None and now >= call.answers_by - NEAR
    return near and bool(selection.without_answer)


def means_by_reader(votes: list[Vote], criteria: list[str], number: int) -> dict[int, float]:
    """By account: the mean each reader gave one application, those that count."""
    return {
        vote.member: float(mean_of(vote, criteria))
        for vote in votes
        if vote.application == number and counts(vote, criteria)
    }


def _reader(member: Account, left: list[int], votes: list[Vote]) -> Reader:
    conflicts = sum(vote.has_conflict for vote in votes if vote.member == member.id)
    return Reader(member, left, conflicts)


def _tables(
    call: Call, found: list[Application], votes: list[Vote], criteria: list[str]
) -> list[RoleTable]:
    roles: list[CallRole | None] = list(call.roles)
    if any(each.role_id is None for each in found):
        roles.append(None)
    return [_table(call, role, found, votes, criteria) for role in roles]


def _table(
    call: Call,
    role: CallRole | None,
    found: list[Application],
    votes: list[Vote],
    criteria: list[str],
) -> RoleTable:
    role_id = role.id if role else None
    mine = {each.number or 0: each for each in found if each.role_id == role_id}
    states = [each.state for each in mine.values() if each.state in HELD]
    return RoleTable(
        role=role,
        line=offers.line_of(call.id, role_id),
        ranked=[(each, mine[each.application]) for each in ranking(mine, votes, criteria)],
        accepted=states.count(ApplicationState.ACCEPTED),
        offered=states.count(ApplicationState.OFFERED),
    )
