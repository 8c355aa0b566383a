"""What its holder sees of an application: in My plan, and to take away."""

from datetime import datetime
from typing import Any

from wellness.calls.answers import answers_of
from wellness.calls.models import Application
from wellness.calls.queries.applications import applications_of_pass
from wellness.calls.rules.questions import questions_of
from wellness.calls.rules.standing import Standing, may_undo, standing_of
from wellness.mail import outbox

_SHOWN_ELSEWHERE = (Standing.ACCEPTED, Standing.CALLED_OFF)
"""What became a residency stands in the plan as one."""


def applications_in_plan(pass_id: int, *, now: datetime) -> list[tuple[Application, Standing]]:
    """What a plan shows of applications; withdrawn ones only while that can be undone."""
    found = [(each, standing_of(each, now=now)) for each in applications_of_pass(pass_id)]
    return [
        (each, standing)
        for each, standing in found
        if standing not in _SHOWN_ELSEWHERE
        and (standing is not Standing.WITHDRAWN or may_undo(each, now=now))
    ]


def document_of(application: Application, *, now: datetime) -> dict[str, Any]:
    """One's own application under plain names, the answers in the clear; instants in UTC.

    Of the selection it holds what its holder was told. Raises sealing.Unsealable.
    """
    call = application.call
    labels = {question.key: question.label for question in questions_of(call)}
    answers = answers_of(application, outbox.office().sealer)
    return {
        "reference": application.reference,
        "festival": call.festival.name,
        "call": call.title,
        "state": standing_of(application, now=now).value,
        "role": application.role.name if application.role else None,
        "answers": [
            {"question": labels.get(key, key), "answer": answer} for key, answer in answers.items()
        ],
        "offered_until": _said(application.offered_until),
        "reminded_at": _said(application.reminded_at),
        "begun_at": _said(application.created_at),
        "saved_at": _said(application.saved_at),
        "handed_in_at": _said(application.submitted_at),
    }


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
