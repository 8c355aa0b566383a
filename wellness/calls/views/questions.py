"""The question form of a call, built question by question; works without script."""

from typing import Any

from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.calls.actions import questions as actions
from wellness.calls.errors import QuestionAnswered
from wellness.calls.forms.question import KINDS, QuestionForm, data_of_question, question_of
from wellness.calls.models import Call, QuestionKind
from wellness.calls.rules.questions import ROLE_KEY, Question, question_from, questions_of
from wellness.calls.views.ground import (
    INVALID,
    blueprint,
    changing,
    edited,
    page,
    the_call,
    to_call,
)
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.addresses import slug_of
from wellness.references import new_reference
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS

LONGEST_STEM = 30


@blueprint.get("/staff/<slug>/calls/<call>/questions")
@open_to_staff(ORGANIZERS)
def questions(slug: str, call: str) -> Response:  # noqa: ARG001 - the door has read it
    """All questions in order."""
    found = the_call(call)
    written = {str(row["key"]) for row in found.questions}
    return page(
        "questions",
        festival=the_festival(),
        call=found,
        questions=questions_of(found),
        written=written,
        kinds=KINDS,
    )


@blueprint.get("/staff/<slug>/calls/<call>/ask")
@open_to_staff(ORGANIZERS)
def new_question(slug: str, call: str) -> Response:  # noqa: ARG001
    """The form of one more question."""
    found = the_call(call)
    return _page(found, QuestionForm(formdata=None, data={"revision": found.revision}))


@blueprint.post("/staff/<slug>/calls/<call>/ask")
@open_to_staff(ORGANIZERS)
def add_question(slug: str, call: str) -> Response:
    """Ask this as well."""
    found, form, hand = the_call(call), QuestionForm(), the_hand()
    if not _is_valid(form, found):
        return _page(found, form, INVALID)
    key = _new_key(form)

    def keep(values: dict[str, Any]) -> None:
        question = question_of(values, key)
        changing(
            call,
            lambda row: actions.add_question(
                row, question, seen=form.seen, hand=hand, now=clock.now()
            ),
        )

    def theirs() -> QuestionForm:
        revision = the_call(call).revision
        return QuestionForm(formdata=None, data=form.values() | {"revision": revision})

    back = f"/staff/{slug}/calls/{call}/questions"
    return edited(form, theirs=theirs, save=keep, back=back) or to_call(call, path="/questions")


@blueprint.get("/staff/<slug>/calls/<call>/questions/<question>")
@open_to_staff(ORGANIZERS)
def question(slug: str, call: str, question: str) -> Response:  # noqa: ARG001
    """The form of a question that is asked."""
    found = the_call(call)
    asked = _asked(found, question)
    return _page(found, _saved(found, question), asked=asked)


@blueprint.post("/staff/<slug>/calls/<call>/questions/<question>")
@open_to_staff(ORGANIZERS)
def save_question(slug: str, call: str, question: str) -> Response:
    """Ask it in these words."""
    found, form, hand = the_call(call), QuestionForm(), the_hand()
    asked = _asked(found, question)
    if not _is_valid(form, found, but=question):
        return _page(found, form, INVALID, asked=asked)

    def keep(values: dict[str, Any]) -> None:
        changed = question_of(values, question)
        changing(
            call,
            lambda row: actions.edit_question(
                row, changed, seen=form.seen, hand=hand, now=clock.now()
            ),
        )

    back = f"/staff/{slug}/calls/{call}/questions"
    try:
        both = edited(form, theirs=lambda: _saved(the_call(call), question), save=keep, back=back)
    except QuestionAnswered:
        db.session.rollback()
        form.label.errors = [
            gettext(
                "Somebody has handed in an answer already: it can’t be answered in another way,"
                " become one that has to be answered, or show to a blind panel."
            )
        ]
        return _page(the_call(call), form, INVALID, asked=asked)
    return both or to_call(call, path="/questions")


@blueprint.post("/staff/<slug>/calls/<call>/questions/<question>/<any(up, down, remove):direction>")
@open_to_staff(ORGANIZERS)
def arrange_question(slug: str, call: str, question: str, direction: str) -> Response:  # noqa: ARG001
    """Earlier, later, or asked no more."""
    hand = the_hand()

    def work(row: Call) -> None:
        now = clock.now()
        if direction == "remove":
            actions.remove_question(row, question, hand=hand, now=now)
        else:
            by = -1 if direction == "up" else 1
            actions.move_question(row, question, by, hand=hand, now=now)

    changing(call, work)
    return to_call(call, gettext("Saved."), "/questions")


def _asked(call: Call, key: str) -> Question:
    found = next((row for row in call.questions if row["key"] == key), None)
    if found is None:
        raise Missing
    return question_from(found)


def _saved(call: Call, key: str) -> QuestionForm:
    return QuestionForm(formdata=None, data=data_of_question(_asked(call, key), call.revision))


def _is_valid(form: QuestionForm, call: Call, but: str = "") -> bool:
    if not form.validate_on_submit():
        return False
    others = [row for row in call.questions if row["key"] != but]
    if form.kind.data == QuestionKind.ROLE and any(row["kind"] == "role" for row in others):
        form.kind.errors = [gettext("The role is asked already, once is enough.")]
        return False
    return True


def _new_key(form: QuestionForm) -> str:
    if form.kind.data == QuestionKind.ROLE:
        return ROLE_KEY
    stem = slug_of(form.label.data or "", "question")[:LONGEST_STEM].strip("-")
    return f"{stem}-{new_reference(4)}"


def _page(
    call: Call, form: QuestionForm, status: int = 200, asked: Question | None = None
) -> Response:
    return page("question", status, festival=the_festival(), call=call, form=form, asked=asked)
