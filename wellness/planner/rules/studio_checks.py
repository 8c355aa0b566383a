"""The checks of studio time: who is at the desk, and whether there is enough to lend."""

from collections.abc import Iterable, Iterator

from wellness.planner.rules.board import Board, LentFacts, Placement
from wellness.planner.rules.kinds import PlanWarning, WarningKind, key_of
from wellness.planner.rules.spans import Span, is_covered

MOST_NAMED = 12
"""References in a key, which has at most 200 letters."""


def of_the_desk(board: Board, placement: Placement, span: Span) -> Iterator[PlanWarning]:
    """Whether an engineer of the house is with a slot that needs one."""
    space = board.spaces.get(placement.space_id or 0)
    studio = space.studio if space else None
    is_slot = board.activities[placement.activity_id].is_studio_time
    if space is None or studio is None or not studio.needs_engineer or not is_slot:
        return
    there = [(who, on) for who, on in studio.shifts if who in placement.leaders]
    about, drafts = (placement.reference, space.id), (placement.id,)
    if not there:
        kind = WarningKind.NO_ENGINEER
        yield PlanWarning(kind, key_of(kind, *about, span), drafts, span, space.id)
    elif not is_covered(span, [on for _, on in there]):
        kind, leader = WarningKind.ENGINEER_OFF_SHIFT, there[0][0]
        key = key_of(kind, *about, leader, span)
        yield PlanWarning(kind, key, drafts, span, space.id, leader_id=leader)


def of_the_lent(
    board: Board, thing: LentFacts, instead: Placement | None = None
) -> Iterator[PlanWarning]:
    """Where more of a thing is wanted at once than there is, or in a studio where it isn't.

    With `instead`, as if that session were planned like that.
    """
    wanted = dict(thing.wanted)
    using = [
        (span, each, wanted[each.released.session_id])
        for each in _placements(board, instead)
        if each.released
        and each.takes_place
        and (span := each.span)
        and each.released.session_id in wanted
    ]
    using.sort(key=lambda use: (use[0].starts_at, use[1].id))
    for number, (span, placement, quantity) in enumerate(using):
        if thing.space_id not in {None, placement.space_id}:
            yield _short(thing, [(span, placement, quantity)], there=0)
        at_once = [use for use in using[: number + 1] if use[0].ends_at > span.starts_at]
        if sum(many for _, _, many in at_once) > thing.quantity:
            yield _short(thing, at_once, there=thing.quantity)


def of_the_lent_in(board: Board, wanted: Placement) -> Iterator[PlanWarning]:
    """What is short where this session, planned as `wanted`, has a share in it."""
    if wanted.released is None:
        return
    for thing in board.lent_in.get(wanted.released.session_id, ()):
        for warning in of_the_lent(board, thing, wanted):
            if wanted.id in warning.drafts:
                yield warning


def lent_to(board: Board, touched: Iterable[Placement]) -> set[int]:
    """Ids of the things that are wanted in any of these sessions."""
    return {
        thing.id
        for each in touched
        if each.released
        for thing in board.lent_in.get(each.released.session_id, ())
    }


def _placements(board: Board, instead: Placement | None) -> Iterable[Placement]:
    for each in board.placements.values():
        yield instead if instead is not None and each.id == instead.id else each


def _short(thing: LentFacts, at_once: list[tuple[Span, Placement, int]], there: int) -> PlanWarning:
    many = sum(number for _, _, number in at_once)
    spans = [span for span, _, _ in at_once]
    shared = Span(max(each.starts_at for each in spans), min(each.ends_at for each in spans))
    kind, last = WarningKind.EQUIPMENT_SHORT, at_once[-1][1]
    references = [each.reference for _, each, _ in at_once]
    return PlanWarning(
        kind,
        key_of(kind, references[-MOST_NAMED:], thing.id, last.space_id, many, there, shared),
        tuple(each.id for _, each, _ in at_once),
        shared,
        last.space_id,
        facts={"thing": thing.id, "what": thing.kind, "number": many, "there": there},
    )
