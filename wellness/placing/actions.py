"""A run of automatic placing: asked for, carried out by a process of its own, accepted by a person.

Call inside `in_transaction(…)`, except `carry_out`, which makes small transactions of its own so
that whoever watches sees how far it is.
"""

from collections.abc import Callable, Collection
from datetime import datetime

from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.placing import queries, solver
from wellness.placing.errors import NoSolver, NothingToPlace
from wellness.placing.rules.obstacles import Unplaced, unplaced_in
from wellness.placing.rules.problem import Problem, may_move, problem_of
from wellness.placing.solver import Found
from wellness.planner.actions.placing_by_hand import Wish, place
from wellness.planner.models import Proposal
from wellness.planner.queries.board import board_of
from wellness.planner.rules.steps import StepKind
from wellness.staff.rules import Hand

SECONDS = 5.0
"""How long it looks for a better plan; with its start it is to take less than ten."""


def ask_for_placing(
    festival: Festival, draft_ids: Collection[int], *, hand: Hand, now: datetime
) -> Proposal:
    """A run to be carried out. Raises NoSolver, and NothingToPlace where none may be moved."""
    if not solver.is_installed():
        raise NoSolver
    problem = problem_of(board_of(festival), draft_ids, {})
    if not problem.tasks:
        raise NothingToPlace
    proposal = Proposal(
        festival_id=festival.id,
        made_by=hand.name,
        state="waiting",
        draft_ids=[task.draft for task in problem.tasks],
        draft_version=festival.draft_version,
        progress={},
        placements=[],
        unplaced=[],
        created_at=now,
        beat_at=now,
    )
    db.session.add(proposal)
    db.session.flush()
    return proposal


def ask_to_stop(proposal: Proposal) -> None:
    """Let a run end with the best plan it has. Harmless to repeat."""
    proposal.is_stop_asked = True
    db.session.flush()


def carry_out(
    proposal_id: int, *, clock: Callable[[], datetime], seconds: float = SECONDS
) -> Proposal:
    """Look for a plan, telling how far it is; what is found is kept on the proposal."""
    proposal = db.session.get_one(Proposal, proposal_id)
    festival = db.session.get_one(Festival, proposal.festival_id)
    problem = problem_of(
        board_of(festival), proposal.draft_ids, queries.booked_together(festival.id)
    )
    diary = _Diary(proposal_id, len(problem.tasks), clock)
    diary.write(None, state="running")
    found = solver.solve(problem, seconds=seconds, told=diary.hear)
    plan = {place.draft: (place.space_id, place.step) for place in found.places}
    return diary.close(problem, found, unplaced_in(problem, plan))


class _Diary:
    """What a run writes down, now and then, on its proposal."""

    def __init__(self, proposal_id: int, tasks: int, clock: Callable[[], datetime]) -> None:
        self.proposal_id = proposal_id
        self.tasks = tasks
        self.clock = clock

    def hear(self, found: Found) -> bool:
        """Write down how far it is; False once somebody asked to stop."""
        return not self.write(found)

    def write(self, found: Found | None, *, state: str = "running") -> bool:
        """Say how far it is; gives whether somebody asked to stop."""
        now = self.clock()

        def work() -> bool:
            proposal = db.session.get_one(Proposal, self.proposal_id, populate_existing=True)
            proposal.state, proposal.beat_at = state, now
            proposal.progress = {
                "tasks": self.tasks,
                "placed": len(found.places) if found else 0,
                "seconds": round(found.seconds, 1) if found else 0.0,
            }
            return proposal.is_stop_asked

        return in_transaction(work)

    def close(self, problem: Problem, found: Found, left: tuple[Unplaced, ...]) -> Proposal:
        """Keep the plan, and what stood in the way of the rest."""
        now = self.clock()

        def work() -> Proposal:
            proposal = db.session.get_one(Proposal, self.proposal_id, populate_existing=True)
            proposal.state = "stopped" if proposal.is_stop_asked else "done"
            proposal.beat_at = proposal.finished_at = now
            proposal.progress = {
                "tasks": self.tasks,
                "placed": len(found.places),
                "seconds": round(found.seconds, 1),
                "best": found.is_best,
            }
            proposal.placements = [
                {
                    "draft": place.draft,
                    "space": place.space_id,
                    "starts_at": problem.instant(place.step).isoformat(),
                }
                for place in found.places
            ]
            proposal.unplaced = [_told(problem, each) for each in left]
            return proposal

        return in_transaction(work)


def _told(problem: Problem, unplaced: Unplaced) -> dict[str, object]:
    step = unplaced.step
    return {
        "draft": unplaced.draft,
        "space": unplaced.space_id,
        "starts_at": problem.instant(step).isoformat() if step is not None else None,
        "obstacles": [
            {"rule": each.rule.value, "leader": each.leader, "draft": each.draft}
            for each in unplaced.obstacles
        ],
    }


def accept(
    festival: Festival,
    proposal: Proposal,
    wanted: Collection[int],
    *,
    hand: Hand,
    now: datetime,
) -> int:
    """Place what was chosen of a proposal, as one step; says how many.

    What somebody fixed, cancelled or removed meanwhile is left alone. Raises NothingToPlace.
    """
    board = board_of(festival)
    wishes = [
        Wish(
            draft_id=each["draft"],
            seen=None,
            space_id=each["space"],
            starts_at=datetime.fromisoformat(each["starts_at"]),
        )
        for each in proposal.placements
        if each["draft"] in wanted and each["space"] in board.spaces
        if may_move(board, board.placements.get(each["draft"]))
    ]
    if not wishes:
        raise NothingToPlace
    placed = place(festival, wishes, hand=hand, now=now, kind=StepKind.AUTO_PLACED)
    return len(placed)
