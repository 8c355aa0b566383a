"""The applications for a call as a table that spreadsheets open."""

import csv
import io
from collections.abc import Iterable, Iterator

from flask_babel import gettext

from wellness.calls.answers import answers_of
from wellness.calls.models import Application, Call, QuestionKind
from wellness.calls.rules.blind import without_addresses
from wellness.calls.rules.questions import Question, questions_of
from wellness.cells import guarded
from wellness.sealing import Sealer

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""Without it spreadsheets on Windows take UTF-8 for something else."""


def as_csv(
    call: Call, applications: Iterable[Application], sealer: Sealer, *, hidden: bool
) -> bytes:
    """One line for each application, in the order of handing in; times on the festival's clock.

    `hidden` leaves out what tells who somebody is, and blackens addresses in what they wrote, as
    on the pages of a blind panel. No cell begins a formula. Drafts are nobody's to read and must
    not be among `applications`.
    """
    questions = [q for q in questions_of(call) if q.kind is not QuestionKind.ROLE]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    heads = (gettext("Application"), gettext("State"), gettext("Role"), gettext("Handed in"))
    writer.writerow([guarded(str(head)) for head in (*heads, *(q.label for q in questions))])
    for application in applications:
        cells = (
            *_facts(call, application),
            *_answers(application, questions, sealer, hidden=hidden),
        )
        writer.writerow([guarded(cell) for cell in cells])
    return BYTE_ORDER_MARK + out.getvalue().encode()


def _facts(call: Call, application: Application) -> Iterator[str]:
    handed_in = application.submitted_at
    yield str(application.number or "")
    yield application.state.value
    yield application.role.name if application.role else ""
    yield f"{handed_in.astimezone(call.festival.zone):%Y-%m-%d %H:%M}" if handed_in else ""


def _answers(
    application: Application, questions: Iterable[Question], sealer: Sealer, *, hidden: bool
) -> Iterator[str]:
    answers = answers_of(application, sealer)
    for question in questions:
        answer = answers.get(question.key, "")
        if hidden and question.is_identifying:
            yield str(gettext("hidden until it is decided"))
        else:
            yield without_addresses(answer) if hidden else answer
