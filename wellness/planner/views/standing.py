"""How the draft stands: its warnings by session, and what can be undone."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext

from wellness.planner.models import Step
from wellness.planner.queries.steps import undoable_of
from wellness.planner.queries.warnings import warnings_in
from wellness.planner.rules.board import Board
from wellness.planner.rules.sentences import STEPS, sentence_of
from wellness.planner.rules.steps import StepKind
from wellness.planner.rules.warnings import WarningKind
from wellness.staff.rules import Hand

SEEN_ANYWAY = frozenset({WarningKind.IN_TRAY, WarningKind.NEVER_SCHEDULED})
"""What the tray shows by itself."""


@dataclass(frozen=True, slots=True)
class Warned:
    """The warnings nobody accepted, as the grid shows them."""

    all: int
    by_session: dict[int, dict[str, object]]
    """What is marked on the cards of the sessions asked for: {"hard", "says"} each."""

    @property
    def words(self) -> str:
        """How many there are."""
        return str(ngettext("%(num)s warning", "%(num)s warnings", self.all))

    @property
    def facts(self) -> dict[str, object]:
        """For the script."""
        return {"all": self.all, "words": self.words, "by_session": self.by_session}


def warned_of(board: Board, shown: frozenset[int]) -> Warned:
    """The warnings of the whole draft, with sentences for the sessions on the page."""
    found = [each for each in warnings_in(board).open if each.kind not in SEEN_ANYWAY]
    marks: dict[int, dict[str, object]] = {}
    for warning in found:
        concerned = shown.intersection(warning.drafts)
        if not concerned:
            continue
        said = sentence_of(warning, board)
        for draft_id in concerned:
            mark = marks.setdefault(draft_id, {"hard": False, "says": []})
            mark["hard"] = mark["hard"] or warning.is_hard
            mark["says"].append(said)  # type: ignore[attr-defined]
    return Warned(len(found), marks)


@dataclass(frozen=True, slots=True)
class StepLabels:
    """What the undo and redo buttons say; empty where there is nothing."""

    undo: str
    redo: str


def labels_of(festival_id: int, hand: Hand) -> StepLabels:
    """The labels for this person: each undoes what they did themselves."""
    last, again = undoable_of(festival_id, hand.account_id)
    undo = gettext("Undo: %(step)s", step=said_of(last)) if last else ""
    redo = gettext("Redo: %(step)s", step=said_of(again)) if again else ""
    return StepLabels(undo, redo)


def said_of(step: Step) -> str:
    """What a step did, in a few words: "moved Morning yoga"."""
    name = str(STEPS[StepKind(step.kind)])
    said = f"{name[:1].lower()}{name[1:]}"
    return f"{said} {step.about}" if step.about else said
