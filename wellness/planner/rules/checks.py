"""The checks behind the warnings: of one session alone, and of two that come close."""

from collections.abc import Iterator
from datetime import date, timedelta

from wellness.planner.rules.board import ActivityFacts, Board, LeaderFacts, Placement, SpaceFacts
from wellness.planner.rules.kinds import PlanWarning, WarningKind, key_of
from wellness.planner.rules.spans import Span, is_covered, without
from wellness.planner.rules.studio_checks import of_the_desk

MINUTE = timedelta(minutes=1)
SUPPORT_LEADERS = 2
"""How many a support group needs before its second one is spoken of."""


def of_one(board: Board, placement: Placement) -> Iterator[PlanWarning]:
    """What is wrong with a session whatever the others do."""
    yield from _sign_ups(placement)
    if placement.is_cancelled:
        return
    yield from _staffing(board, placement)
    span = placement.span
    if span is None:
        return
    yield from _in_space(board, placement, span)
    yield from of_the_desk(board, placement, span)
    if not board.whole.contains(span):
        kind = WarningKind.OUTSIDE_FESTIVAL
        key = key_of(kind, placement.reference, span)
        yield PlanWarning(kind, key, (placement.id,), span)
    for id_ in placement.leaders:
        leader = board.leaders.get(id_)
        if leader and leader.there and not is_covered(span, leader.there):
            kind = WarningKind.LEADER_AWAY
            key = key_of(kind, placement.reference, id_, span)
            yield PlanWarning(kind, key, (placement.id,), span, leader_id=id_)


def in_one_space(
    board: Board, space_id: int, one: Placement, other: Placement
) -> PlanWarning | None:
    """What is wrong with two sessions in the same space: overlap, or too little between them."""
    first, then = in_order(one, other)
    needed = changeover_after(board, first, space_id)
    early, late = first.span, then.span
    if early is None or late is None or is_apart(first, then, needed):
        return None
    refs = (first.reference, then.reference)
    drafts = (first.id, then.id)
    if shared := _shared(early, late):
        kind = WarningKind.SPACE_OVERLAP
        return PlanWarning(kind, key_of(kind, refs, space_id, shared), drafts, shared, space_id)
    gap = early.gap_to(late) // MINUTE
    kind = WarningKind.CHANGEOVER
    key = key_of(kind, refs, space_id, gap, needed)
    span = Span(early.starts_at, late.ends_at)
    facts = {"gap": gap, "needed": needed}
    return PlanWarning(kind, key, drafts, span, space_id, facts=facts)


def of_one_leader(
    board: Board, leader: LeaderFacts, one: Placement, other: Placement
) -> PlanWarning | None:
    """What is wrong with two sessions of one facilitator: at once, or no rest between them."""
    first, then = in_order(one, other)
    needed = rest_after(board, first, leader)
    if is_apart(first, then, needed):
        return None
    early, late = first.span, then.span
    if early is None or late is None:
        return None
    refs = (first.reference, then.reference)
    drafts = (first.id, then.id)
    if shared := _shared(early, late):
        kind = WarningKind.LEADER_TWICE
        key = key_of(kind, refs, leader.id, shared)
        return PlanWarning(kind, key, drafts, shared, leader_id=leader.id)
    gap = early.gap_to(late) // MINUTE
    kind = WarningKind.NO_REST
    key = key_of(kind, refs, leader.id, gap, needed)
    facts = {"gap": gap, "needed": needed}
    span = Span(early.starts_at, late.ends_at)
    return PlanWarning(kind, key, drafts, span, leader_id=leader.id, facts=facts)


def of_one_day(leader: LeaderFacts, day: date, led: list[Placement]) -> PlanWarning | None:
    """What is wrong with all that a facilitator leads on one festival day, given by start."""
    most = leader.sessions_per_day
    if most is None or len(led) <= most:
        return None
    kind = WarningKind.OVERLOADED
    return PlanWarning(
        kind,
        key_of(kind, leader.id, day, len(led), most),
        tuple(each.id for each in led),
        led[0].span,
        leader_id=leader.id,
        day=day,
        facts={"number": len(led), "most": most},
    )


def of_the_tray(board: Board, activity_id: int, offered: list[Placement]) -> Iterator[PlanWarning]:
    """What of an activity has no place yet, given all its sessions."""
    waiting = [each for each in offered if is_waiting(each)]
    if not any(each.starts_at is not None for each in offered):
        kind = WarningKind.NEVER_SCHEDULED
        drafts = tuple(each.id for each in waiting)
        key = key_of(kind, board.activities[activity_id].slug)
        yield PlanWarning(kind, key, drafts, activity_id=activity_id)
        return
    kind = WarningKind.IN_TRAY
    for each in waiting:
        key = key_of(kind, each.reference)
        yield PlanWarning(kind, key, (each.id,), each.span, activity_id=activity_id)


def changeover_after(board: Board, placement: Placement, space_id: int) -> int:
    """Minutes that must pass in the space after this session before the next."""
    activity = board.activities[placement.activity_id]
    space = board.spaces.get(space_id)
    return changeover_of(space, activity) if space else activity.changeover_minutes


def changeover_of(space: SpaceFacts, activity: ActivityFacts) -> int:
    """Minutes that must pass in this space after a session of this activity."""
    return max(space.changeover_minutes, activity.changeover_minutes)


def rest_after(board: Board, placement: Placement, leader: LeaderFacts) -> int:
    """Minutes they are to have free after leading this session."""
    return rest_of(leader, board.activities[placement.activity_id])


def rest_of(leader: LeaderFacts, activity: ActivityFacts) -> int:
    """Minutes a facilitator is to have free after a session of this activity."""
    return leader.rest_minutes if activity.is_heavy else 0


def is_waiting(placement: Placement) -> bool:
    """Whether it has no time or no space yet, and is still wanted."""
    return not placement.is_cancelled and (
        placement.starts_at is None or placement.space_id is None
    )


def _sign_ups(placement: Placement) -> Iterator[PlanWarning]:
    live = placement.released
    if live is None or live.is_cancelled or not (live.taken or live.waiting):
        return
    kind, drafts, span = WarningKind.SIGN_UPS_LOST, (placement.id,), live.span
    if placement.is_cancelled:
        key = key_of(kind, placement.reference, "cancelled")
        facts = {"lost": live.taken, "waiting": live.waiting, "is_cancelled": True}
        yield PlanWarning(kind, key, drafts, span, placement.space_id, facts=facts)
    elif placement.capacity is not None and placement.capacity < live.taken:
        key = key_of(kind, placement.reference, placement.capacity)
        facts = {"lost": live.taken - placement.capacity, "taken": live.taken}
        facts["capacity"] = placement.capacity
        yield PlanWarning(kind, key, drafts, span, placement.space_id, facts=facts)


def _staffing(board: Board, placement: Placement) -> Iterator[PlanWarning]:
    activity = board.activities[placement.activity_id]
    there, needed = len(placement.leaders), activity.leaders_needed
    if there >= needed:
        return
    kind = WarningKind.TOO_FEW_LEADERS
    if activity.is_support and needed == SUPPORT_LEADERS and there == 1:
        kind = WarningKind.NO_SECOND_LEADER
    key = key_of(kind, placement.reference, there, needed)
    facts = {"number": there, "needed": needed}
    yield PlanWarning(kind, key, (placement.id,), placement.span, placement.space_id, facts=facts)


def _in_space(board: Board, placement: Placement, span: Span) -> Iterator[PlanWarning]:
    space = board.spaces.get(placement.space_id or 0)
    if space is None:
        return
    about, drafts = (placement.reference, space.id), (placement.id,)
    if space.is_retired:
        kind = WarningKind.SPACE_RETIRED
        yield PlanWarning(kind, key_of(kind, *about), drafts, span, space.id)
    if space.open and (closed := without(span, space.open)):
        kind = WarningKind.SPACE_CLOSED
        yield PlanWarning(kind, key_of(kind, *about, span), drafts, closed[0], space.id)
    for held, reason in space.holds:
        if shared := _shared(*sorted((held, span))):
            kind = WarningKind.SPACE_HELD
            key, why = key_of(kind, *about, shared), {"reason": reason}
            yield PlanWarning(kind, key, drafts, shared, space.id, facts=why)
    places, holds = placement.capacity, space.capacity
    if places is not None and holds is not None and places > holds:
        kind = WarningKind.TOO_SMALL
        key = key_of(kind, *about, places, holds)
        facts = {"places": places, "holds": holds}
        yield PlanWarning(kind, key, drafts, span, space.id, facts=facts)


def in_order(one: Placement, other: Placement) -> tuple[Placement, Placement]:
    """The one that starts first, then the other."""
    if one.starts_at is None or other.starts_at is None:
        raise ValueError("only what has a time comes before something")
    is_so = (one.starts_at, one.id) <= (other.starts_at, other.id)
    return (one, other) if is_so else (other, one)


def is_apart(first: Placement, then: Placement, minutes: int) -> bool:
    """Whether at least so many minutes lie between them; cheap, for it is asked of every pair."""
    if first.starts_at is None or then.starts_at is None:
        return True
    return then.starts_at - first.starts_at >= timedelta(minutes=first.length_minutes + minutes)


def _shared(early: Span, late: Span) -> Span | None:
    if not early.overlaps(late):
        return None
    return Span(late.starts_at, min(early.ends_at, late.ends_at))
