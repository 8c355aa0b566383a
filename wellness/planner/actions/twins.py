from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import joinedload

from wellness.booking.models import BookableStatus
from wellness.database import db
from wellness.planner.models import DraftSession
from wellness.programme.models import Session


def draft_released(festival_id: int, *, now: datetime) -> int:
    """Take into the draft every released session that isn't in it, as it is; says how many."""
    missing = (
        db.session.scalars(
            select(Session)
            .outerjoin(DraftSession, DraftSession.session_id == Session.id)
            .where(Session.festival_id == festival_id, DraftSession.id.is_(None))
            .options(joinedload(Session.facilitators))
            .order_by(Session.id)
        )
        .unique()
        .all()
    )
    if missing:
        db.session.execute(insert(DraftSession), [_twin(each, now) for each in missing])
    return len(missing)


def _twin(session: Session, now: datetime) -> dict[str, object]:
    minutes = max(1, round((session.ends_at - session.starts_at).total_seconds() / 60))
    return {
        "festival_id": session.festival_id,
        "session_id": session.id,
        "reference": session.reference,
        "activity_id": session.activity_id,
        "space_id": session.space_id,
        "starts_at": session.starts_at,
        "length_minutes": minutes,
        "entry": session.entry,
        "capacity": session.capacity,
        "kept_for_door": session.kept_for_door,
        "party_limit": session.party_limit,
        "opens_at": session.opens_at,
        "facilitator_ids": sorted(each.id for each in session.facilitators),
        "is_cancelled": session.status is BookableStatus.CANCELLED,
        "cancel_reason": session.cancel_reason,
        "changed_at": now,
    }
