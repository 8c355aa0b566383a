"""What the pages of automatic placing show: choices, a proposal by day, and reasons in words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext

from wellness.placing.rules.obstacles import Rule
from wellness.placing.rules.problem import may_move
from wellness.planner.models import Proposal
from wellness.planner.rules.board import Board, Placement
from wellness.web.formatting import clock_time, short_day, span


@dataclass(frozen=True, slots=True)
class Choice:
    """One session that can be placed."""

    draft: int
    title: str
    colour: str
    icon: str
    category: str
    minutes: timedelta
    leaders: str
    now: str
    """Where it is at present; empty in the tray."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a proposal."""

    choice: Choice
    time: str
    space: str
    is_gone: bool
    """Somebody fixed, cancelled or removed it meanwhile."""


@dataclass(frozen=True, slots=True)
class Left:
    """One session without a place, and why."""

    choice: Choice
    why: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """A proposal as a person reads it."""

    days: tuple[tuple[date, tuple[Line, ...]], ...]
    left: tuple[Left, ...]
    tasks: int
    placed: int
    is_outdated: bool
    """The draft changed since it was computed."""


def choices(board: Board, asked: Collection[int]) -> list[Choice]:
    """What can be placed: the sessions asked for, or the tray."""
    wanted = (
        [board.placements[each] for each in asked if each in board.placements]
        if asked
        else board.tray
    )
    shown = [_choice(board, each) for each in wanted if may_move(board, each)]
    return sorted(shown, key=lambda each: (each.title, each.draft))


def proposal_page(proposal: Proposal, board: Board) -> ProposalPage:
    """The proposal by festival day, with what found no place."""
    by_day: defaultdict[date, list[tuple[datetime, Line]]] = defaultdict(list)
    for each in proposal.placements:
        placement = board.placements.get(each["draft"])
        space = board.spaces.get(each["space"])
        if placement is None or space is None:
            continue
        starts_at = datetime.fromisoformat(each["starts_at"])
        ends_at = starts_at + timedelta(minutes=placement.length_minutes)
        line = Line(
            _choice(board, placement),
            span(starts_at, ends_at, board.zone),
            space.name,
            is_gone=not may_move(board, placement),
        )
        by_day[board.day_of(starts_at)].append((starts_at, line))
    return ProposalPage(
        days=tuple(
            (day, tuple(line for _, line in sorted(lines, key=_by_time)))
            for day, lines in sorted(by_day.items())
        ),
        left=tuple(
            Left(_choice(board, board.placements[each["draft"]]), why(each, board))
            for each in proposal.unplaced
            if each["draft"] in board.placements
        ),
        tasks=proposal.progress.get("tasks", len(proposal.draft_ids)),
        placed=proposal.progress.get("placed", 0),
        is_outdated=board.version != proposal.draft_version,
    )


def _by_time(pair: tuple[datetime, Line]) -> tuple[datetime, str, str]:
    return pair[0], pair[1].space, pair[1].choice.title


def _choice(board: Board, placement: Placement) -> Choice:
    activity = board.activities[placement.activity_id]
    now = ""
    if placement.starts_at is not None:
        space = board.spaces.get(placement.space_id or 0)
        now = _place_words(board, placement.starts_at, space.name if space else "")
    return Choice(
        draft=placement.id,
        title=activity.title,
        colour=activity.colour,
        icon=activity.icon,
        category=activity.category_name,
        minutes=timedelta(minutes=placement.length_minutes),
        leaders=", ".join(board.leaders[each].name for each in placement.leaders),
        now=now,
    )


def _place_words(board: Board, starts_at: datetime, space: str) -> str:
    day = short_day(board.day_of(starts_at))
    where = f"{space}, " if space else ""
    return f"{where}{day}, {clock_time(starts_at, board.zone)}"


def why(unplaced: dict[str, Any], board: Board) -> str:
    """Why a session found no place: the nearest one, and what stands in the way there."""
    obstacles = [_sentence(each, board) for each in unplaced["obstacles"]]
    if unplaced["space"] is None or unplaced["starts_at"] is None:
        return " ".join(obstacles)
    space = board.spaces.get(unplaced["space"])
    starts_at = datetime.fromisoformat(unplaced["starts_at"])
    near = gettext(
        "Nearest: %(place)s.", place=_place_words(board, starts_at, space.name if space else "")
    )
    return " ".join([str(near), *obstacles])


def _sentence(obstacle: dict[str, Any], board: Board) -> str:
    leader = obstacle["leader"]
    there = board.placements.get(obstacle["draft"] or 0)
    title = board.activities[there.activity_id].title if there else ""
    sentences = {
        Rule.TOO_SMALL: lambda: gettext("No space holds as many people as it has places."),
        Rule.CLOSED: lambda: gettext("The space is closed or kept empty then."),
        Rule.AWAY: lambda: gettext("%(leader)s is not there then.", leader=leader),
        Rule.SPACE_TAKEN: lambda: gettext("“%(title)s” is there then.", title=title),
        Rule.LEADER_BUSY: lambda: gettext(
            "%(leader)s leads “%(title)s” then, or rests after it.", leader=leader, title=title
        ),
        Rule.LEADER_FULL: lambda: gettext(
            "%(leader)s leads as many that day as they may.", leader=leader
        ),
    }
    return str(sentences[Rule(obstacle["rule"])]())
