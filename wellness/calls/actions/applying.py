"""Applying, step by step. Each function belongs in `in_transaction(…)`, with `now` taken there."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import uuid4

from wellness.calls import letters
from wellness.calls.answers import answers_of, seal_answers
from wellness.calls.errors import (
    AnsweredElsewhere,
    CallNotOpen,
    NotUndoable,
    NotWithdrawable,
    StillMissing,
)
from wellness.calls.models import Application, ApplicationState, Call, QuestionKind
from wellness.calls.queries import application_of, locked_application, locked_call
from wellness.calls.rules.answering import missing
from wellness.calls.rules.phase import Phase, phase_of
from wellness.calls.rules.questions import Question, questions_of
from wellness.calls.rules.standing import may_undo, may_withdraw, state_before
from wellness.database import db
from wellness.errors import Missing
from wellness.passes.queries import locked_pass
from wellness.references import hash_of, new_reference
from wellness.sealing import Sealer


@dataclass(frozen=True)
class Step:
    """One answer, as it comes from a form."""

    question: Question
    answer: str = field(repr=False)
    """The words kept; for the role the id of one of the call's roles, as digits, or empty."""
    seen: str
    """mark_of() the answer that the form was opened with."""
    key: str = ""
    """The idempotency key of the form."""


def mark_of(answer: str) -> str:
    """What a form carries of the answer it shows, to see whether it was changed elsewhere."""
    return hash_of(answer)[:16]


def save_step(
    call: Call, pass_id: int, step: Step, *, sealer: Sealer, now: datetime
) -> Application:
    """Keep one answer, in a draft begun by the first one. Saving the same again changes nothing.

    Raises CallNotOpen from the closing instant on, and AnsweredElsewhere if another phone saved
    another answer to this question since the form was opened.
    """
    locked_pass(pass_id)
    if phase_of(call, now=now) is not Phase.OPEN:
        raise CallNotOpen
    application = _live(pass_id, call.id) or _begun(call, pass_id, step, now, sealer)
    held = answer_to(application, step.question, sealer)
    if held == step.answer:
        return application
    if mark_of(held) != step.seen:
        raise AnsweredElsewhere(held)
    if application.state not in (ApplicationState.DRAFT, ApplicationState.SUBMITTED):
        raise CallNotOpen
    if application.number is not None and step.question.is_required and not step.answer:
        raise StillMissing
    _put(application, call, step, sealer)
    application.saved_at = now
    application.revision += 1
    db.session.flush()
    return application


def answer_to(application: Application, question: Question, sealer: Sealer) -> str:
    """The answer held to this question, as Step.answer has it; empty if there is none."""
    if question.kind is QuestionKind.ROLE:
        return str(application.role_id or "")
    return answers_of(application, sealer).get(question.key, "")


def hand_in(application_id: int, pass_id: int, *, sealer: Sealer, now: datetime) -> Application:
    """Hand it in, numbered in the order of handing in; once it is, this changes nothing.

    Raises Missing for another's, CallNotOpen from the closing instant on, StillMissing.
    """
    application = _mine(application_id, pass_id)
    if application.state not in (ApplicationState.DRAFT, ApplicationState.WITHDRAWN):
        return application
    call = locked_call(application.call.festival_id, application.call_id)
    is_draft = application.state is ApplicationState.DRAFT
    if not is_draft or phase_of(call, now=now) is not Phase.OPEN:
        raise CallNotOpen
    answers = answers_of(application, sealer)
    if missing(questions_of(call), answers, has_role=application.role_id is not None):
        raise StillMissing
    if application.number is None:
        call.application_number += 1
        application.number = call.application_number
    application.state = ApplicationState.SUBMITTED
    application.submitted_at, application.reminded_at = now, None
    application.revision += 1
    db.session.flush()
    letters.handed_in(application, now=now)
    return application


def withdraw(application_id: int, pass_id: int, *, now: datetime) -> Application:
    """Take it back; nobody asks why. Again changes nothing. Raises Missing, NotWithdrawable."""
    application = _mine(application_id, pass_id)
    if application.state is ApplicationState.WITHDRAWN:
        return application
    if not may_withdraw(application):
        raise NotWithdrawable
    was_handed_in = application.number is not None
    application.state, application.decided_at = ApplicationState.WITHDRAWN, now
    application.revision += 1
    db.session.flush()
    if was_handed_in:
        letters.withdrawn(application, now=now)
    return application


def undo_withdrawal(application_id: int, pass_id: int, *, now: datetime) -> Application:
    """Put it back as it was, within UNDO_LASTS. Raises Missing, NotUndoable."""
    application = _mine(application_id, pass_id)
    if application.state is not ApplicationState.WITHDRAWN:
        return application
    if not may_undo(application, now=now) or _live(pass_id, application.call_id):
        raise NotUndoable
    application.state, application.decided_at = state_before(application), None
    application.revision += 1
    db.session.flush()
    return application


def _mine(application_id: int, pass_id: int) -> Application:
    locked_pass(pass_id)
    application = locked_application(application_id)
    if application.pass_id != pass_id:
        raise Missing
    return application


def _live(pass_id: int, call_id: int) -> Application | None:
    found = application_of(pass_id, call_id)
    if found is None or found.state is ApplicationState.WITHDRAWN:
        return None
    return locked_application(found.id)


def _begun(call: Call, pass_id: int, step: Step, now: datetime, sealer: Sealer) -> Application:
    made = Application(
        uid=uuid4(),
        reference=new_reference(),
        call_id=call.id,
        pass_id=pass_id,
        key_hash=hash_of(step.key) if step.key else None,
        state=ApplicationState.DRAFT,
        saved_at=now,
        created_at=now,
    )
    seal_answers(made, {}, sealer)
    db.session.add(made)
    db.session.flush()
    return made


def _put(application: Application, call: Call, step: Step, sealer: Sealer) -> None:
    if step.question.kind is QuestionKind.ROLE:
        roles = {str(role.id): role.id for role in call.roles}
        application.role_id = roles.get(step.answer)
        return
    answers = answers_of(application, sealer)
    if step.answer:
        answers[step.question.key] = step.answer
    else:
        answers.pop(step.question.key, None)
    seal_answers(application, answers, sealer)
