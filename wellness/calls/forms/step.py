"""One question as a form of its own."""

from typing import Any
from uuid import uuid4

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectChoice, ValidationError
from wtforms.validators import Length, Optional, Regexp

from wellness.calls.actions.applying import Step
from wellness.calls.models import Call, QuestionKind
from wellness.calls.rules.answering import LONGEST, AnswerFault, fault_of
from wellness.calls.rules.questions import YES, Question
from wellness.web.fields import Lines, Words

_KEY = Regexp(
    r"^[A-Za-z0-9-]{0,64}$",
    message=lazy_gettext("Please open the page again and go on from there."),
)


class StepForm(FlaskForm):
    """The answer to one question; made by `step_form`."""

    key = HiddenField(default=lambda: str(uuid4()), validators=[_KEY])
    seen = HiddenField(validators=[Length(max=64)])
    answer: Field

    question: Question

    @property
    def given(self) -> str:
        """The answer in the words it is kept in; empty if there is none."""
        if self.question.kind is QuestionKind.AGREEMENT:
            return YES if self.answer.data else ""
        return str(self.answer.data or "")

    @property
    def step(self) -> Step:
        """What is to be saved."""
        return Step(self.question, self.given, self.seen.data or "", self.key.data or "")

    def validate_answer(self, field: Field) -> None:
        """Refuse what can't be kept, and nothing where something is required."""
        given = self.given
        if not given and self.question.is_required:
            raise ValidationError(_says_nothing(self.question))
        if self.question.kind is QuestionKind.ROLE:
            return
        fault = fault_of(self.question, given)
        if fault is not None:
            raise ValidationError(_says(fault, self.question))
        field.errors = list(field.errors)


def step_form(question: Question, call: Call, *, held: str = "", bare: bool = False) -> StepForm:
    """The form of one question, filled with the answer `held` unless it was sent.

    `bare` makes it of `held` alone, whatever was sent.
    """
    made = type("StepForm", (StepForm,), {"answer": _field(question, call), "question": question})
    data: dict[str, Any] = {"answer": _filled(question, held)}
    form: StepForm = made(formdata=None, data=data) if bare else made(data=data)
    return form


def _filled(question: Question, held: str) -> Any:
    return held == YES if question.kind is QuestionKind.AGREEMENT else held or None


def _field(question: Question, call: Call) -> Any:
    label, hint = question.label, question.hint
    if question.kind is QuestionKind.LONG_TEXT:
        return Lines(label, description=hint)
    if question.kind is QuestionKind.AGREEMENT:
        return BooleanField(label, description=hint)
    if question.kind is QuestionKind.CHOICE:
        pairs = [(option, option) for option in question.options]
    elif question.kind is QuestionKind.ROLE:
        pairs = [(str(role.id), role.name) for role in call.roles]
    else:
        return Words(label, description=hint)
    choices = [SelectChoice(value, words) for value, words in pairs]
    return RadioField(label, choices=choices, description=hint, validators=[Optional()])


def _says_nothing(question: Question) -> str:
    if question.kind is QuestionKind.AGREEMENT:
        return str(gettext("Please tick this, or leave it for later."))
    if question.kind in (QuestionKind.CHOICE, QuestionKind.ROLE):
        return str(gettext("Please choose one, or leave it for later."))
    return str(gettext("Please write something here, or leave it for later."))


def _says(fault: AnswerFault, question: Question) -> str:
    if fault is AnswerFault.TOO_LONG:
        most = LONGEST[question.kind]
        return str(gettext("Please keep it under %(most)s characters.", most=most))
    if fault is AnswerFault.NOT_A_LINK:
        return str(gettext("Give one address that begins with https://, as your browser shows it."))
    return str(gettext("Please choose one of these."))
