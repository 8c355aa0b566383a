"""One application as panel and organizers may read it at this moment."""

from datetime import datetime
from typing import Any

from wellness.calls.answers import answers_of
from wellness.calls.models import Application, Call
from wellness.calls.rules.blind import is_hidden
from wellness.calls.rules.questions import questions_of
from wellness.selection.rules.blind import left_out, shown_answers
from wellness.staff.access import sealer


def facts_about(call: Call, application: Application, *, now: datetime) -> dict[str, Any]:
    """What a page shows of an application: of a blind call, nothing that tells who it is."""
    hidden = is_hidden(call, now=now)
    questions = questions_of(call)
    answers = answers_of(application, sealer())
    holder = None if hidden else application.holder
    return {
        "hidden": hidden,
        "answers": shown_answers(questions, answers, hidden=hidden),
        "left_out": left_out(questions, hidden=hidden),
        "is_forgotten": application.answers_sealed is None,
        "called": holder.chosen_name if holder else "",
    }
