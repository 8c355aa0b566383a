"""Forgetting applications: on time, or when somebody asks to be forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, select, update

from wellness.calls.models import Application, Call
from wellness.calls.models import ApplicationState as State
from wellness.database import db
from wellness.festivals.models import Festival

NOT_CHOSEN_KEPT = timedelta(days=30)
"""How long answers are kept after a no, from either side, and drafts after the closing."""
CHOSEN_KEPT = timedelta(days=14)
"""How long after the last festival day all other answers are kept."""
_OVER = (State.NOT_CHOSEN, State.DECLINED, State.LAPSED, State.CALLED_OFF, State.WITHDRAWN)
_LEFT = {
    State.SUBMITTED: State.WITHDRAWN,
    State.SHORTLISTED: State.WITHDRAWN,
    State.IN_LINE: State.WITHDRAWN,
    State.OFFERED: State.DECLINED,
}


def forget_applicant(pass_id: int, *, now: datetime) -> None:
    """Erase what a person wrote: drafts go, the rest counts on without answers or a person.

    What was still being read counts as withdrawn, an offer as declined.
    """
    mine = Application.pass_id == pass_id
    db.session.execute(delete(Application).where(mine, Application.number.is_(None)))
    for application in db.session.scalars(select(Application).where(mine)):
        if application.state in _LEFT:
            application.state = _LEFT[application.state]
            application.decided_at = now
        application.answers_sealed = application.key_hash = None
        application.pass_id = application.holder = None
        application.revision += 1
    db.session.flush()


def forget_past_answers(*, now: datetime) -> int:
    """Erase answers whose time is over at `now`; says of how many applications."""
    a_no_ago, last_day = now - NOT_CHOSEN_KEPT, (now - CHOSEN_KEPT).date()
    due = (
        select(Application.id)
        .join(Call, Call.id == Application.call_id)
        .join(Festival, Festival.id == Call.festival_id)
        .where(
            Application.answers_sealed.is_not(None),
            or_(
                and_(Application.state.in_(_OVER), Application.decided_at < a_no_ago),
                and_(Application.state == State.DRAFT, Call.closes_at < a_no_ago),
                Festival.ends_on < last_day,
            ),
        )
    )
    erased = (
        update(Application)
        .where(Application.id.in_(due))
        .values(answers_sealed=None, key_hash=None)
        .execution_options(synchronize_session=False)
    )
    return int(getattr(db.session.execute(erased), "rowcount", 0))
