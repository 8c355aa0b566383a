"""Short ways of working on the draft and releasing it, for tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select

from tests.factories import an_activity
from wellness import clock
from wellness.booking.models import Bookable
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import recorded
from wellness.planner.actions.releasing import release
from wellness.planner.models import DraftSession, Release
from wellness.planner.queries.review import review_of
from wellness.planner.rules.review import Review
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity
from wellness.references import new_reference
from wellness.staff.rules import Hand

ANA = Hand(None, "Ana")


def draft_of(session: Bookable) -> DraftSession:
    """The session as it is planned."""
    return db.session.scalars(
        select(DraftSession)
        .where(DraftSession.session_id == session.id)
        .execution_options(populate_existing=True)
    ).one()


def replans(session: Bookable, *, later: timedelta | None = None, **values: Any) -> DraftSession:
    """Change these columns of its draft, or put it `later`; nothing is released."""

    def change() -> DraftSession:
        draft = draft_of(session)
        if later is not None and draft.starts_at is not None:
            values["starts_at"] = draft.starts_at + later
        with recorded(
            draft.festival_id, StepKind.EDITED, about="", hand=ANA, now=clock.now()
        ) as step:
            step.change(draft, **values)
        return draft

    return in_transaction(change)


def a_draft(festival: Festival, *, activity: Activity | None = None, **values: Any) -> DraftSession:
    """A session nobody outside knows of; in the tray unless `starts_at` is given."""
    activity = activity or an_activity(festival)
    draft = DraftSession(
        festival_id=festival.id,
        reference=new_reference(),
        activity_id=activity.id,
        **{"length_minutes": 60, "capacity": 10, "changed_at": clock.now()} | values,
    )
    with transaction():
        db.session.add(draft)
    return draft


def words_wait(activity: Activity, **words: Any) -> None:
    """New words of the activity, waiting for the next release."""
    with transaction():
        activity.drafted = words


def releases(festival: Festival, **chosen: Any) -> Release:
    """Ana releases, all or what is chosen."""
    chosen.setdefault("now", clock.now())
    return in_transaction(
        lambda: release(db.session.get_one(Festival, festival.id), hand=ANA, **chosen)
    )


def reviewed(festival: Festival, **chosen: Any) -> Review:
    """What Ana sees before she releases."""
    db.session.rollback()
    return review_of(db.session.get_one(Festival, festival.id, populate_existing=True), **chosen)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements the database is given inside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
