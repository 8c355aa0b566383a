"""Releasing at once what an import wrote into the draft."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select, update

from wellness.booking.models import Bookable
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.imports.actions.taking_in import Taken
from wellness.planner.actions.releasing import release
from wellness.planner.errors import NothingToRelease
from wellness.planner.models import DraftSession
from wellness.staff.rules import Hand


def publish(festival: Festival, taken: Taken, *, hand: Hand, now: datetime) -> None:
    """Release exactly what was written; close what the file says is full."""
    if taken.step_id is None:
        return
    with suppress(NothingToRelease):
        release(festival, only=taken.draft_ids, texts=taken.text_ids, hand=hand, now=now)
    sessions = select(DraftSession.session_id).where(DraftSession.id.in_(taken.full_ids))
    db.session.execute(
        update(Bookable)
        .where(Bookable.id.in_(sessions))
        .values(is_closed=True)
        .execution_options(synchronize_session=False)
    )
