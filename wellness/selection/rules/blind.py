"""What a blind panel does not see: not hidden by style, but left out of what is sent."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from wellness.calls.models import Call, QuestionKind
from wellness.calls.rules.questions import Question

_ADDRESS = re.compile(
    r"""(?:https?://|www\.)\S+                 # an address of the web
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+           # of mail
      | (?<![\w@])@[\w.]{2,}                   # a name on some platform
      | \b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|co|fm|me|tv|bandcamp|example)\b(?:/\S*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
LEFT_OUT = "▇▇▇"
"""Stands where an address was written into a text."""


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One answer as the panel reads it."""

    label: str
    kind: QuestionKind
    text: str


def is_hidden(call: Call, *, now: datetime) -> bool:
    """Whether names, links and pronouns are kept from the panel at `now`."""
    decided = call.decided_at is not None and call.decided_at <= now
    return call.is_blind and call.names_shown_at is None and not decided


def without_addresses(text: str) -> str:
    """`text` with every address in it blackened: of the web, of mail, of platforms."""
    return _ADDRESS.sub(LEFT_OUT, text)


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
