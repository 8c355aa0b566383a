"""Where an application stands for whoever handed it in, and what they may do about it."""

from datetime import datetime, timedelta
from enum import StrEnum

from wellness.calls.models import Application
from wellness.calls.models import ApplicationState as State
from wellness.calls.rules.phase import Phase, phase_of

UNDO_LASTS = timedelta(minutes=30)
CHANGEABLE = (State.DRAFT, State.SUBMITTED)
"""States in which answers may be changed while the call is open."""
WITHDRAWABLE = (State.DRAFT, State.SUBMITTED, State.SHORTLISTED, State.IN_LINE)


class Standing(StrEnum):
    """What somebody is told of their own application. Nothing of the selection shows early."""

    DRAFT = "draft"
    LATE = "late"
    """A draft that was not handed in before the closing."""
    HANDED_IN = "handed_in"
    BEING_READ = "being_read"
    IN_LINE = "in_line"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    NOT_CHOSEN = "not_chosen"
    CALLED_OFF = "called_off"
    WITHDRAWN = "withdrawn"


_OF_STATE = {
    State.OFFERED: Standing.OFFERED,
    State.ACCEPTED: Standing.ACCEPTED,
    State.DECLINED: Standing.DECLINED,
    State.LAPSED: Standing.LAPSED,
    State.NOT_CHOSEN: Standing.NOT_CHOSEN,
    State.CALLED_OFF: Standing.CALLED_OFF,
    State.WITHDRAWN: Standing.WITHDRAWN,
}


def standing_of(application: Application, *, now: datetime) -> Standing:
    """What its holder is told at `now`: a place in line, or none, only once they were told."""
    state, is_open = application.state, phase_of(application.call, now=now) is Phase.OPEN
    if state is State.NOT_CHOSEN and application.decided_at is None:
        return Standing.BEING_READ
    if state in _OF_STATE:
        return _OF_STATE[state]
    if state is State.DRAFT:
        return Standing.DRAFT if is_open or _is_ahead(application, now) else Standing.LATE
    if state is State.IN_LINE and application.decided_at is not None:
        return Standing.IN_LINE
    return Standing.HANDED_IN if is_open else Standing.BEING_READ


def may_change(application: Application, *, now: datetime) -> bool:
    """Whether answers may be changed at `now`: from the opening up to the closing."""
    is_open = phase_of(application.call, now=now) is Phase.OPEN
    return is_open and application.state in CHANGEABLE


def may_withdraw(application: Application) -> bool:
    """Whether its holder may take it back; an offer is said no to instead."""
    return application.state in WITHDRAWABLE


def may_undo(application: Application, *, now: datetime) -> bool:
    """Whether a withdrawal can still be taken back at `now`."""
    withdrawn_at = application.decided_at
    if application.state is not State.WITHDRAWN or withdrawn_at is None:
        return False
    return now - withdrawn_at < UNDO_LASTS and application.answers_sealed is not None


def state_before(application: Application) -> State:
    """The state a withdrawn application goes back to; a shortlist forgets whoever left it."""
    if application.line_position is not None:
        return State.IN_LINE
    return State.DRAFT if application.number is None else State.SUBMITTED


def _is_ahead(application: Application, now: datetime) -> bool:
    return phase_of(application.call, now=now) in {Phase.DRAFT, Phase.NOT_YET}
