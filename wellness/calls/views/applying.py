"""Applying: one question per page, each answer saved on its own."""

from typing import Any

from flask import Response, flash, g, make_response, redirect
from flask_babel import gettext

from wellness import clock
from wellness.calls.actions.applying import answer_to, mark_of, save_step
from wellness.calls.errors import AnsweredElsewhere, CallNotOpen, StillMissing
from wellness.calls.forms.step import StepForm, step_form
from wellness.calls.models import Application, ApplicationState, Call
from wellness.calls.queries import application_of
from wellness.calls.rules.phase import Phase, phase_of
from wellness.calls.rules.questions import Question, questions_of
from wellness.calls.rules.standing import may_change
from wellness.calls.views.ground import INVALID, blueprint, page
from wellness.calls.views.public import get_published
from wellness.database import db, in_transaction
from wellness.errors import Missing
from wellness.festivals.queries import get_festival
from wellness.passes.access import (
    candidate_secret,
    code_of,
    current_pass,
    remember,
    sealer,
)
from wellness.passes.actions import open_pass
from wellness.web.access import Who, open_to
from wellness.web.formatting import clock_time
from wellness.web.language import chosen_language


def _asked_for(festival: str, slug: str) -> Call:
    g.festival = get_festival(festival)
    return get_published(g.festival, slug)


def _mine(call: Call) -> Application | None:
    """What this phone's pass has begun for the call and not withdrawn."""
    holder = current_pass()
    found = application_of(holder.id, call.id) if holder else None
    return None if found is None or found.state is ApplicationState.WITHDRAWN else found


@blueprint.get("/<festival>/residencies/<call>/apply")
@open_to(Who.ANYONE)
def start(festival: str, call: str) -> Response:
    """What comes: how many questions, until when, and what happens with the answers."""
    found = _asked_for(festival, call)
    mine = _mine(found)
    if mine is not None:
        return make_response(redirect(f"/me/applications/{mine.reference}", 303))
    phase, questions = phase_of(found, now=clock.now()), questions_of(found)
    return page("start", festival=g.festival, call=found, phase=phase, questions=questions)


@blueprint.get("/<festival>/residencies/<call>/apply/<question>")
@open_to(Who.ANYONE)
def ask(festival: str, call: str, question: str) -> Response:
    """One question, with the answer held so far."""
    found = _asked_for(festival, call)
    asked, mine = _question(found, question), _mine(found)
    if current_pass() is None:
        candidate_secret()
    if not _may_answer(found, mine):
        return _too_late(found, mine)
    held = answer_to(mine, asked, sealer()) if mine else ""
    form = step_form(asked, found, held=held)
    form.seen.data = mark_of(held)
    return _step_page(found, form, mine)


@blueprint.post("/<festival>/residencies/<call>/apply/<question>")
@open_to(Who.ANYONE)
def answer(festival: str, call: str, question: str) -> Response:
    """Keep one answer and go on; the first one makes the draft, and a pass where there is none."""
    found = _asked_for(festival, call)
    form = step_form(_question(found, question), found)
    if not form.validate_on_submit():
        mine = _mine(found)
        return (
            _step_page(found, form, mine, INVALID)
            if _may_answer(found, mine)
            else _too_late(found, mine, form)
        )
    holder = current_pass()
    secret = None if holder else candidate_secret()
    pass_id = holder.id if holder else None

    def work() -> Application:
        now, mine = clock.now(), pass_id
        if mine is None and secret is not None:
            mine = open_pass(secret, now=now, language=chosen_language()).id
        return save_step(found, mine or 0, form.step, sealer=sealer(), now=now)

    try:
        saved = in_transaction(work)
    except CallNotOpen:
        return _too_late(found, _mine(found), form)
    except StillMissing as refusal:
        form.answer.errors = [refusal.sentence]
        return _step_page(found, form, _mine(found), INVALID)
    except AnsweredElsewhere as refusal:
        return _both(found, form, refusal)
    response = make_response(redirect(_onward(found, saved, form.question), 303))
    return remember(response, secret) if secret else response


def _may_answer(call: Call, mine: Application | None) -> bool:
    now = clock.now()
    return may_change(mine, now=now) if mine else phase_of(call, now=now) is Phase.OPEN


def _question(call: Call, key: str) -> Question:
    found = next((q for q in questions_of(call) if q.key == key), None)
    if found is None:
        raise Missing
    return found


def _onward(call: Call, saved: Application, asked: Question) -> str:
    """The next question of a draft; the page of all answers after the last, or after a change."""
    at = clock_time(saved.saved_at, call.festival.zone)
    flash(gettext("Saved at %(time)s.", time=at), "done")
    questions = questions_of(call)
    place = questions.index(asked) + 1
    if saved.state is ApplicationState.DRAFT and place < len(questions):
        return f"{address_of(call)}/apply/{questions[place].key}"
    return f"/me/applications/{saved.reference}"


def address_of(call: Call) -> str:
    """Where a call stands in public."""
    return f"/{call.festival.slug}/residencies/{call.slug}"


def _step_page(
    call: Call,
    form: StepForm,
    mine: Application | None,
    status: int = 200,
    theirs: str | None = None,
) -> Response:
    questions, holder = questions_of(call), current_pass()
    return page(
        "step",
        status,
        festival=g.festival,
        call=call,
        form=form,
        question=form.question,
        questions=questions,
        place=questions.index(form.question),
        mine=mine,
        theirs=theirs,
        code=code_of(holder) if holder and mine else "",
    )


def _both(call: Call, form: StepForm, refusal: AnsweredElsewhere) -> Response:
    """Both answers: what was typed, ready to be saved over the other, and the other to keep."""
    db.session.rollback()
    mine = _mine(call)
    form.seen.data = mark_of(refusal.theirs)
    shown = step_form(form.question, call, held=refusal.theirs, bare=True)
    return _step_page(call, form, mine, 409, theirs=_words(shown))


def _words(form: StepForm) -> str:
    chosen = {str(option.data): str(option.label.text) for option in _options(form)}
    return chosen.get(form.given, form.given)


def _options(form: StepForm) -> list[Any]:
    return list(form.answer) if hasattr(form.answer, "choices") else []


def _too_late(call: Call, mine: Application | None, form: StepForm | None = None) -> Response:
    """Applications are not taken now; what was typed stands there to be copied."""
    typed = form.given if form is not None else ""
    phase = phase_of(call, now=clock.now())
    status = 409 if form is not None else 200
    facts = {"festival": g.festival, "call": call, "phase": phase, "mine": mine}
    return page("not_open", status, typed=typed, form=form, **facts)
