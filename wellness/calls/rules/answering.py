"""What may be answered, and what is still missing."""

import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from urllib.parse import urlsplit

from wellness.calls.models import QuestionKind
from wellness.calls.rules.questions import YES, Question

LONGEST = {
    QuestionKind.TEXT: 200,
    QuestionKind.LONG_TEXT: 5000,
    QuestionKind.LINK: 500,
}
"""Characters an answer may have."""


class AnswerFault(StrEnum):
    """Why an answer can't be kept as it is."""

    TOO_LONG = "too_long"
    NOT_A_LINK = "not_a_link"
    NOT_OFFERED = "not_offered"


def fault_of(question: Question, answer: str) -> AnswerFault | None:
    """What is wrong with `answer` to `question`; an empty one is never wrong by itself."""
    if not answer:
        return None
    if len(answer) > LONGEST.get(question.kind, len(answer)):
        return AnswerFault.TOO_LONG
    if question.kind is QuestionKind.LINK and not is_link(answer):
        return AnswerFault.NOT_A_LINK
    if question.kind is QuestionKind.CHOICE and answer not in question.options:
        return AnswerFault.NOT_OFFERED
    if question.kind is QuestionKind.AGREEMENT and answer != YES:
        return AnswerFault.NOT_OFFERED
    return None


def is_link(text: str) -> bool:
    """Whether `text` is one https address with a host by name and no user or password in it."""
    if any(c.isspace() or unicodedata.category(c) in {"Cc", "Cf"} for c in text) or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "@" not in parts.netloc and "." in host.strip(".")


def missing(
    questions: Iterable[Question], answers: Mapping[str, str], *, has_role: bool
) -> list[Question]:
    """The questions that have to be answered and are not, in order."""
    return [q for q in questions if q.is_required and not is_answered(q, answers, has_role)]


def is_answered(question: Question, answers: Mapping[str, str], has_role: bool) -> bool:  # noqa: FBT001 - as it is read
    """Whether there is an answer; to the question for a role it is the application's role."""
    answer = answers.get(question.key, "")
    if question.kind is QuestionKind.ROLE:
        return has_role
    return bool(answer) and fault_of(question, answer) is None


def unasked(questions: Iterable[Question], answers: Mapping[str, str]) -> dict[str, str]:
    """Answers to questions that are asked no more: kept, since nothing answered is lost."""
    keys = {question.key for question in questions}
    return {key: answer for key, answer in answers.items() if key not in keys}
