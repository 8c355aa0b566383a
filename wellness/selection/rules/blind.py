"""What a blind panel does not see: not hidden by style, but left out of what is sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wellness.calls.models import QuestionKind
from wellness.calls.rules.blind import without_addresses
from wellness.calls.rules.questions import Question


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer as the panel reads it."""

    label: str
    kind: QuestionKind
    text: str


def shown_answers(
    questions: Iterable[Question], answers: Mapping[str, str], *, hidden: bool
) -> list[ShownAnswer]:
    """What the panel reads, in the order of the questions.

    The role stands in the page's head, and that somebody agreed tells nothing: neither is here.
    `hidden` leaves out what tells who it is, and blackens addresses in free text.
    """
    unseen = {QuestionKind.ROLE, QuestionKind.AGREEMENT}
    return [
        ShownAnswer(
            question.label,
            question.kind,
            without_addresses(answers.get(question.key, ""))
            if hidden
            else answers.get(question.key, ""),
        )
        for question in questions
        if question.kind not in unseen and not (hidden and question.is_identifying)
    ]


def left_out(questions: Iterable[Question], *, hidden: bool) -> int:
    """How many questions a blind panel does not see the answers of."""
    return sum(hidden and question.is_identifying for question in questions)
