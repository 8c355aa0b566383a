from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import BooleanField, RadioField, SelectChoice, ValidationError

from wellness.calls.forms.ground import RevisedForm, at_most, needed
from wellness.calls.models import QuestionKind
from wellness.calls.rules.questions import Question
from wellness.web.fields import Lines, Words

KINDS = {
    QuestionKind.TEXT: lazy_gettext("A line of text"),
    QuestionKind.LONG_TEXT: lazy_gettext("A longer text"),
    QuestionKind.CHOICE: lazy_gettext("One of several answers"),
    QuestionKind.LINK: lazy_gettext("A link"),
    QuestionKind.ROLE: lazy_gettext("The role they apply for"),
    QuestionKind.AGREEMENT: lazy_gettext("A sentence to say yes to"),
}
MOST_OPTIONS = 30
LONGEST_OPTION = 200


class QuestionForm(RevisedForm):
    """One question of a call."""

    kind = RadioField(
        lazy_gettext("How it is answered"),
        choices=[SelectChoice(kind.value, words) for kind, words in KINDS.items()],
        default=QuestionKind.TEXT.value,
    )
    label = Words(
        lazy_gettext("The question"),
        description=lazy_gettext("As people read it. For a yes: the whole sentence."),
        validators=[needed(lazy_gettext("Write the question.")), at_most(300)],
    )
    hint = Words(
        lazy_gettext("A word of help"),
        description=lazy_gettext("Stands below it, small."),
        validators=[at_most(300)],
    )
    options = Lines(
        lazy_gettext("Answers to choose from"),
        description=lazy_gettext("One on each line; only for one of several answers."),
    )
    is_required = BooleanField(lazy_gettext("It has to be answered"))
    shows_who = BooleanField(
        lazy_gettext("The answer shows who it is"),
        description=lazy_gettext("A blind panel doesn't see it. Links never show to one."),
    )

    def validate_options(self, field: Lines) -> None:
        """Refuse a choice without answers, or with one of them twice."""
        if self.kind.data != QuestionKind.CHOICE:
            return
        given = self.given_options
        if len(given) < 2 or len(given) > MOST_OPTIONS:  # noqa: PLR2004 - a choice
            raise ValidationError(gettext("Give 2 to 30 answers, one on each line."))
        if len(set(given)) < len(given):
            raise ValidationError(gettext("One answer is there twice."))
        if any(len(each) > LONGEST_OPTION for each in given):
            raise ValidationError(gettext("Please keep each answer under 200 letters."))
        field.data = "\n".join(given)

    @property
    def given_options(self) -> tuple[str, ...]:
        """The answers to choose from, tidied."""
        lines = (" ".join(line.split()) for line in (self.options.data or "").splitlines())
        return tuple(line for line in lines if line)

    def question(self, key: str) -> Question:
        """What was typed, as the question of this key."""
        return question_of(self.values(), key)


def question_of(values: dict[str, Any], key: str) -> Question:
    """The question that these values of the form describe."""
    kind = QuestionKind(values["kind"])
    options = tuple(line for line in (values["options"] or "").splitlines() if line.strip())
    return Question(
        key=key,
        kind=kind,
        label=values["label"],
        hint=values["hint"] or "",
        is_required=bool(values["is_required"]),
        shows_who=bool(values["shows_who"]),
        options=options if kind is QuestionKind.CHOICE else (),
    )


def data_of_question(question: Question, revision: int) -> dict[str, Any]:
    """The question as its form holds it."""
    return {
        "kind": question.kind.value,
        "label": question.label,
        "hint": question.hint,
        "options": "\n".join(question.options),
        "is_required": question.is_required,
        "shows_who": question.shows_who,
        "revision": revision,
    }
