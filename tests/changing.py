"""Released sessions changed as organizers change them: in the draft, then released."""

from datetime import datetime, timedelta

from sqlalchemy import select

from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.operations import cancel
from wellness.planner.actions.placing_by_hand import place
from wellness.planner.actions.releasing import release_some
from wellness.planner.models import DraftSession
from wellness.planner.rules.wishes import Wish
from wellness.staff.rules import Hand

ANA = Hand(None, "Ana")
MINUTE = timedelta(minutes=1)


def moves(
    session: Bookable,
    *,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    space: Space | None = None,
    now: datetime | None = None,
) -> None:
    """Ana moves it in time, in space or in both, and releases that; the rest of it stays.

    Without `ends_at` it lasts as long as before. At the present unless `now` is given.
    """
    at, space_id = now or clock.now(), space.id if space else None

    def work() -> None:
        festival, draft = _found(session)
        begins = starts_at or draft.starts_at
        wish = Wish(
            draft_id=draft.id,
            seen=draft.revision,
            space_id=space_id or draft.space_id,
            starts_at=begins,
            length_minutes=(ends_at - begins) // MINUTE if ends_at and begins else None,
        )
        place(festival, [wish], hand=ANA, now=at)
        release_some(festival, [draft.id], hand=ANA, now=at)

    in_transaction(work)


def calls_off(session: Bookable, *, reason: str = "", now: datetime | None = None) -> None:
    """Ana cancels it and releases that, at the present unless `now` is given."""
    at = now or clock.now()

    def work() -> None:
        festival, draft = _found(session)
        cancel(festival, draft.id, reason=reason, hand=ANA, now=at)
        release_some(festival, [draft.id], hand=ANA, now=at)

    in_transaction(work)


def _found(session: Bookable) -> tuple[Festival, DraftSession]:
    draft = db.session.scalars(
        select(DraftSession)
        .where(DraftSession.session_id == session.id)
        .execution_options(populate_existing=True)
    ).one()
    return db.session.get_one(Festival, draft.festival_id), draft
