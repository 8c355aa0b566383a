"""The questions of a call: what is asked, in which order, and what tells who somebody is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from wellness.calls.models import Call, QuestionKind

ROLE_KEY = "role"
"""The key of the one question for the role; its answer is `Application.role`, not an answer."""
YES = "yes"
"""The answer to an agreement that was said yes to."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a call. Answers are kept by its key, which never changes."""

    key: str
    kind: QuestionKind
    label: str
    hint: str = ""
    is_required: bool = False
    shows_who: bool = False
    """The organizers said that its answer tells who somebody is."""
    options: tuple[str, ...] = ()
    """For a choice, in order. The answer is the option's words."""

    @property
    def is_identifying(self) -> bool:
        """Whether a blind panel doesn't see its answer; a link never is seen by one."""
        return self.shows_who or self.kind is QuestionKind.LINK


def questions_of(call: Call) -> tuple[Question, ...]:
    """What `call` asks, in order: what stands in it, and the role once if it looks for roles."""
    stored = [question_from(row) for row in call.questions]
    if not call.roles:
        return tuple(q for q in stored if q.kind is not QuestionKind.ROLE)
    if any(q.kind is QuestionKind.ROLE for q in stored):
        return tuple(stored)
    return (role_question(), *stored)


def role_question() -> Question:
    """The question for the role as it is asked where the organizers wrote none of their own."""
    label = gettext("Which role are you applying for?")
    return Question(ROLE_KEY, QuestionKind.ROLE, label, is_required=True)


def identifying_keys(call: Call) -> frozenset[str]:
    """Keys of the questions whose answers a blind panel doesn't see before it is decided."""
    return frozenset(q.key for q in questions_of(call) if q.is_identifying)


def question_from(row: Mapping[str, Any]) -> Question:
    """A question as it is stored in `Call.questions`. Raises KeyError or ValueError."""
    return Question(
        key=str(row["key"]),
        kind=QuestionKind(row["kind"]),
        label=str(row["label"]),
        hint=str(row.get("hint", "")),
        is_required=bool(row.get("is_required")),
        shows_who=bool(row.get("is_identifying")),
        options=tuple(str(option) for option in row.get("options") or ()),
    )


def stored(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Questions as `Call.questions` keeps them."""
    return [
        {
            "key": each.key,
            "kind": each.kind.value,
            "label": each.label,
            "hint": each.hint,
            "is_required": each.is_required,
            "is_identifying": each.shows_who,
            "options": list(each.options),
        }
        for each in questions
    ]
