"""One's own application: the answers, how it stands, and what can be done about it."""

from collections.abc import Callable

from flask import Response, flash, make_response, redirect
from flask_babel import gettext

from wellness import clock
from wellness.calls.actions import applying
from wellness.calls.answers import answers_of
from wellness.calls.errors import CallNotOpen, StillMissing
from wellness.calls.models import Application
from wellness.calls.queries import get_application
from wellness.calls.rules.answering import missing, unasked
from wellness.calls.rules.questions import questions_of
from wellness.calls.rules.standing import may_change, may_undo, may_withdraw, standing_of
from wellness.calls.views.ground import blueprint, page
from wellness.database import in_transaction
from wellness.passes.access import code_of, sealer, the_pass
from wellness.web.access import Who, open_to


@blueprint.get("/me/applications/<reference>")
@open_to(Who.HOLDER)
def application(reference: str) -> Response:
    """Every answer, what is missing, how it stands, and the way on."""
    return application_page(get_application(the_pass().id, reference))


@blueprint.post("/me/applications/<reference>/hand-in")
@open_to(Who.HOLDER)
def hand_in(reference: str) -> Response:
    """Hand it in; the same answer on every repeat."""
    mine, holder_id = get_application(the_pass().id, reference), the_pass().id
    mine_id = mine.id
    try:
        in_transaction(
            lambda: applying.hand_in(mine_id, holder_id, sealer=sealer(), now=clock.now())
        )
    except StillMissing:
        return application_page(get_application(holder_id, reference), 422)
    except CallNotOpen:
        return application_page(get_application(holder_id, reference), 409)
    return _back(reference)


@blueprint.post("/me/applications/<reference>/withdraw")
@open_to(Who.HOLDER)
def withdraw(reference: str) -> Response:
    """Take it back; nobody asks why."""
    return _done(reference, lambda a, p: applying.withdraw(a, p, now=clock.now()))


@blueprint.post("/me/applications/<reference>/undo")
@open_to(Who.HOLDER)
def undo(reference: str) -> Response:
    """Put back what was just withdrawn."""
    answer = _done(reference, lambda a, p: applying.undo_withdrawal(a, p, now=clock.now()))
    flash(gettext("It is back as it was."), "done")
    return answer


def application_page(mine: Application, status: int = 200) -> Response:
    """The page of one's own application."""
    now, call = clock.now(), mine.call
    questions, answers = questions_of(call), answers_of(mine, sealer())
    return page(
        "application",
        status,
        festival=call.festival,
        call=call,
        mine=mine,
        standing=standing_of(mine, now=now),
        questions=questions,
        answers=answers,
        others=unasked(questions, answers),
        missing=missing(questions, answers, has_role=mine.role_id is not None),
        was_refused=status != 200,  # noqa: PLR2004 - OK
        can_change=may_change(mine, now=now),
        can_withdraw=may_withdraw(mine),
        can_undo=may_undo(mine, now=now),
        code=code_of(the_pass()),
    )


def _done(reference: str, work: Callable[[int, int], Application]) -> Response:
    holder_id = the_pass().id
    mine_id = get_application(holder_id, reference).id
    in_transaction(lambda: work(mine_id, holder_id))
    return _back(reference)


def _back(reference: str) -> Response:
    return make_response(redirect(f"/me/applications/{reference}", 303))
