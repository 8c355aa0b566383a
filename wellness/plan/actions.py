from datetime import datetime

from sqlalchemy import update

from wellness.booking.actions import forget_holder
from wellness.calls.actions.forgetting import forget_applicant
from wellness.database import db
from wellness.errors import Missing
from wellness.feeds.models import Feed
from wellness.passes.actions import erase
from wellness.passes.models import Pass
from wellness.passes.queries import locked_pass
from wellness.residencies.actions.forgetting import forget_resident
from wellness.selection.actions.answering import pass_on_what_is_held
from wellness.selection.upkeep import forget_readings_of
from wellness.studios.actions import forget_requests


def forget_everything(holder: Pass, *, now: datetime) -> None:
    """Erase a person: live places go to the next in line, past ones stay as counts of nobody.

    Their feeds answer 410 from then on and lose the names they were given; their letters, sent or
    not, are deleted.
    """
    pass_on_what_is_held(holder.id, now=now)
    forget_readings_of(holder.id)
    forget_resident(holder.id, now=now)
    forget_applicant(holder.id, now=now)
    forget_requests(holder.id)
    forget_holder(holder, now=now)
    _forget_feeds(holder.id, now=now)
    erase(holder)


def forget_person(pass_id: int, *, now: datetime) -> None:
    """Erase whoever holds this pass. Harmless to repeat."""
    try:
        holder = locked_pass(pass_id)
    except Missing:
        return
    forget_everything(holder, now=now)


def _forget_feeds(pass_id: int, *, now: datetime) -> None:
    """Stop the person's calendars, keeping of each no more than makes its address answer 410."""
    db.session.execute(
        update(Feed)
        .where(Feed.pass_id == pass_id)
        .values(
            pass_id=None,
            label="",
            alarm_minutes=None,
            fetched_on=None,
            fetched_by="",
            revoked_at=now,
            changed_at=now,
        )
        .execution_options(synchronize_session=False)
    )
