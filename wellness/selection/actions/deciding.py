"""The organizers' decisions: shortlist, line, not chosen, showing names, ending the selection."""

from datetime import datetime
from enum import StrEnum

from wellness.calls.models import Application, ApplicationState, Call
from wellness.calls.rules.phase import Phase, phase_of
from wellness.database import db
from wellness.errors import Missing
from wellness.selection import errors, letters, locks
from wellness.selection.queries import offers
from wellness.selection.rules.offers import is_without_answer, moved
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

State = ApplicationState


class Step(StrEnum):
    """What an organizer does with one application."""

    SHORTLIST = "shortlist"
    LINE = "line"
    BACK = "back"
    NOT_CHOSEN = "not_chosen"
    UP = "up"
    DOWN = "down"


FROM = {
    Step.SHORTLIST: {State.SUBMITTED, State.IN_LINE, State.NOT_CHOSEN},
    Step.LINE: {State.SUBMITTED, State.SHORTLISTED, State.NOT_CHOSEN},
    Step.BACK: {State.SHORTLISTED, State.IN_LINE, State.NOT_CHOSEN},
    Step.NOT_CHOSEN: {State.SUBMITTED, State.SHORTLISTED, State.IN_LINE},
    Step.UP: {State.IN_LINE},
    Step.DOWN: {State.IN_LINE},
}
"""Where an application may stand for each step. Offered and answered ones are left in peace."""
AFTER_THE_END = frozenset({Step.LINE, Step.NOT_CHOSEN, Step.UP, Step.DOWN})
"""What may still be done once everybody has an answer."""
TO = {
    Step.SHORTLIST: State.SHORTLISTED,
    Step.LINE: State.IN_LINE,
    Step.BACK: State.SUBMITTED,
    Step.NOT_CHOSEN: State.NOT_CHOSEN,
}


def take_step(application_id: int, step: Step, *, hand: Hand, now: datetime) -> Application:
    """Do one step with one application; a step that is done already does nothing.

    Before the end nobody is written to: all of it can be changed. After it, whoever is put in
    line or is not chosen is told at once. Raises NotPossibleFromHere, NotYetClosed.
    """
    found = db.session.get(Application, application_id)
    if found is None:
        raise Missing
    application, call = locks.with_its_call(found)
    check_closed(call, now)
    if application.state is TO.get(step):
        return application
    ended = call.decided_at is not None
    if application.state not in FROM[step] or (ended and step not in AFTER_THE_END):
        raise errors.NotPossibleFromHere
    if step in {Step.UP, Step.DOWN}:
        _move(application, -1 if step is Step.UP else 1)
    else:
        _set(application, TO[step])
    if ended and step in {Step.LINE, Step.NOT_CHOSEN}:
        _answer(application, now)
    write_down(call, application, hand, now, step=step.value)
    return application


def show_names(call_id: int, *, hand: Hand, now: datetime) -> None:
    """End the blind reading of a call for good. Harmless to repeat."""
    call = locks.locked_call(call_id)
    if call.names_shown_at is not None or not call.is_blind:
        return
    call.names_shown_at = now
    record(
        DeedKind.APPLICATION_DECIDED,
        hand,
        festival_id=call.festival_id,
        about=f"{call.title}, names shown",
        now=now,
        step="names",
    )


def end_selection(call_id: int, *, hand: Hand, now: datetime) -> int:
    """Give everybody who has none an answer: in line, or not chosen. Says how many were answered.

    The line stays: whoever is next is still asked. Done again, it answers whoever came back since.
    """
    call = locks.locked_call(call_id)
    check_closed(call, now)
    call.decided_at = call.decided_at or now
    waiting = [each for each in offers.handed_in(call.id) if is_without_answer(each)]
    return _answer_all(call, waiting, {State.IN_LINE}, hand, now)


def close_lines(call_id: int, *, hand: Hand, now: datetime) -> int:
    """Tell those still in line, once the selection has ended, that there will be no place.

    Raises SelectionGoesOn.
    """
    call = locks.locked_call(call_id)
    if call.decided_at is None:
        raise errors.SelectionGoesOn
    in_line = [each for each in offers.handed_in(call.id) if each.state is State.IN_LINE]
    return _answer_all(call, in_line, set(), hand, now)


def check_closed(call: Call, now: datetime) -> None:
    """Raises NotYetClosed for a call that people may still apply to."""
    if phase_of(call, now=now) not in {Phase.CLOSED, Phase.DECIDED}:
        raise errors.NotYetClosed


def write_down(
    call: Call, application: Application, hand: Hand, now: datetime, *, step: str
) -> None:
    """One line of the audit log about one application, by its number."""
    record(
        DeedKind.APPLICATION_DECIDED,
        hand,
        festival_id=call.festival_id,
        about=f"{call.title}, application {application.number}: {step}",
        now=now,
        step=step,
    )


def _answer_all(
    call: Call, whom: list[Application], stay: set[State], hand: Hand, now: datetime
) -> int:
    for application in whom:
        locks.hold(application)
        if application.state is State.WITHDRAWN:
            continue
        if application.state not in {*stay, State.NOT_CHOSEN}:
            _set(application, State.NOT_CHOSEN)
        _answer(application, now)
        step = str(application.state).replace("_", " ")
        write_down(call, application, hand, now, step=step)
    db.session.flush()
    return len(whom)


def _answer(application: Application, now: datetime) -> None:
    application.decided_at = now
    write = letters.in_line if application.state is State.IN_LINE else letters.not_chosen
    write(application, now=now)


def _set(application: Application, state: State) -> None:
    if state is State.IN_LINE:
        line = offers.line_of(application.call_id, application.role_id)
        last = max((each.line_position or 0 for each in line), default=0)
        application.line_position = last + 1
    else:
        application.line_position = None
    application.state = state
    application.decided_at = None
    application.revision += 1
    db.session.flush()


def _move(application: Application, by: int) -> None:
    line = offers.line_of(application.call_id, application.role_id)
    if application not in line:
        return
    for position, each in enumerate(moved(line, application, by), 1):
        locks.hold(each)
        each.line_position = position
    db.session.flush()
