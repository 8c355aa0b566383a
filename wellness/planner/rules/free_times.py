"""Where and when a session could be instead, without anything new being wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from wellness.clock import AbsentWallTime, AmbiguousWallTime, instant_of
from wellness.planner.rules.board import Board, Placement, SpaceFacts
from wellness.planner.rules.checks import changeover_after
from wellness.planner.rules.kinds import PlanWarning
from wellness.planner.rules.warnings import warnings_if

GRAIN = timedelta(minutes=5)
"""Suggested starts lie on the grid's finest lines."""
EARLIEST, LATEST = time(8), time(22)
"""Wall times within which something is suggested for a space that is open all the time."""


def is_better(board: Board, wanted: Placement, *, without: PlanWarning | None) -> bool:
    """Whether planning it like that ends this warning and makes nothing wrong that was right.

    Without a warning: whether nothing becomes wrong that was right.
    """
    now = {each.key for each in warnings_if(board, board.placements[wanted.id])}
    then = {each.key for each in warnings_if(board, wanted)}
    return then <= now - ({without.key} if without else set())


def next_free(
    board: Board,
    placement: Placement,
    space_id: int,
    *,
    after: datetime,
    without: PlanWarning | None,
) -> Placement | None:
    """The session at the next time from `after` on at which the space is free for it; None: never.

    Looks until the end of the festival.
    """
    here = replace(placement, space_id=space_id)
    for start in _starts(board, here, after):
        moved = replace(here, starts_at=start)
        is_inside = moved.span is not None and board.whole.contains(moved.span)
        if is_inside and is_better(board, moved, without=without):
            return moved
    return None


def on_other_days(board: Board, placement: Placement) -> Iterator[Placement]:
    """The session at the same wall time on the festival's other days, the nearest day first."""
    if placement.starts_at is None:
        return
    today = board.day_of(placement.starts_at)
    wall = placement.starts_at.astimezone(board.zone).replace(tzinfo=None, fold=0)
    for day in sorted(board.days, key=lambda each: (abs(each - today), each)):
        if day == today:
            continue
        try:
            yield replace(placement, starts_at=instant_of(wall + (day - today), board.zone))
        except (AbsentWallTime, AmbiguousWallTime):
            continue


def fitting_spaces(board: Board, placement: Placement) -> list[SpaceFacts]:
    """Spaces in use that hold its places, the tightest fit first; its own left out."""
    places = placement.capacity or 0
    fitting = [
        space
        for space in board.spaces.values()
        if space.id != placement.space_id
        and not space.is_retired
        and (space.capacity is None or space.capacity >= places)
    ]
    return sorted(fitting, key=lambda each: (each.capacity is None, each.capacity or 0, each.id))


def _starts(board: Board, placement: Placement, after: datetime) -> list[datetime]:
    """Times at which something ends or opens, on the grid: the first free one is among them."""
    space = board.spaces[placement.space_id or 0]
    moments = [after]
    moments += (span.starts_at for span in space.open)
    moments += (held.ends_at for held, _ in space.holds)
    moments += _ends(board, board.by_space.get(space.id, ()), placement, space.id)
    for leader_id in placement.leaders:
        leader = board.leaders.get(leader_id)
        rest = timedelta(minutes=leader.rest_minutes if leader else 0)
        moments += [span.starts_at for span in leader.there] if leader else []
        for other in board.by_leader.get(leader_id, ()):
            if other.span and other.id != placement.id:
                moments += (other.span.ends_at, other.span.ends_at + rest)
    if not space.open:
        moments += _mornings(board)
    found = {_on_the_grid(moment) for moment in moments}
    return sorted(
        start for start in found if start >= after and (space.open or _is_by_day(board, start))
    )


def _ends(
    board: Board, others: Iterable[Placement], but: Placement, space_id: int
) -> Iterator[datetime]:
    for other in others:
        if other.span and other.id != but.id:
            after = timedelta(minutes=changeover_after(board, other, space_id))
            yield other.span.ends_at + after


def _mornings(board: Board) -> Iterator[datetime]:
    for day in board.days:
        yield datetime.combine(day, EARLIEST, tzinfo=board.zone)


def _is_by_day(board: Board, start: datetime) -> bool:
    return EARLIEST <= start.astimezone(board.zone).time() <= LATEST


def _on_the_grid(moment: datetime) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(moment - midnight) // GRAIN) * GRAIN


def shifted(placement: Placement, by: timedelta) -> Placement:
    """The session that much later."""
    starts_at = placement.starts_at
    return replace(placement, starts_at=starts_at + by) if starts_at else placement
