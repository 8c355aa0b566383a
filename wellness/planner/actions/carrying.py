"""The statements that carry a draft over: each writes any number of sessions at once."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, delete, func, insert, null, select, update

from wellness.booking.models import Bookable, BookableStatus
from wellness.database import Instant, db
from wellness.planner.models import DraftSession
from wellness.planner.queries.clashes import ids_in_parts
from wellness.planner.rules.review import SessionChange, TextChange
from wellness.planner.rules.twins import Facts, What
from wellness.programme.models import Activity, Category, Session, session_facilitator

AT_ONCE = 500
RAISES_SEQUENCE = frozenset({What.TIME, What.ROOM, What.CANCELLED, What.RESTORED})
SHOWN_IN_CALENDARS = RAISES_SEQUENCE | {What.WORDS, What.LEADERS}
_BOOKABLE: Table = Bookable.__table__  # type: ignore[assignment]
_SESSION: Table = Session.__table__  # type: ignore[assignment]
_DRAFT: Table = DraftSession.__table__  # type: ignore[assignment]
_COUNTED = {
    "sequence": _BOOKABLE.c.sequence + bindparam("raised"),
    "booking_revision": _BOOKABLE.c.booking_revision + 1,
}
_UPDATE = (
    update(_BOOKABLE)
    .where(_BOOKABLE.c.id == bindparam("bookable"))
    .values(
        was_starts_at=func.coalesce(bindparam("was", type_=Instant), _BOOKABLE.c.was_starts_at),
        was_space_name=func.coalesce(bindparam("was_in"), _BOOKABLE.c.was_space_name),
        moved_at=func.coalesce(bindparam("moved", type_=Instant), _BOOKABLE.c.moved_at),
        **_COUNTED,
    )
)
_CALL_OFF = (
    update(_BOOKABLE)
    .where(_BOOKABLE.c.id == bindparam("bookable"))
    .values(
        cancelled_at=func.coalesce(_BOOKABLE.c.cancelled_at, bindparam("at", type_=Instant)),
        **_COUNTED,
    )
)


def write_new(
    festival_id: int, changes: Collection[SessionChange], *, now: datetime
) -> dict[int, int]:
    """Make public what is new; gives the id of each session by that of its draft."""
    ids: dict[int, int] = {}
    ordered = list(changes)
    for start in range(0, len(ordered), AT_ONCE):
        part = {change.twins.reference: change for change in ordered[start : start + AT_ONCE]}
        rows = [
            {
                "reference": reference,
                "kind": "session",
                "festival_id": festival_id,
                "created_at": now,
                **_columns(change.after, now),
            }
            for reference, change in part.items()
        ]
        made = insert(_BOOKABLE).returning(_BOOKABLE.c.id, _BOOKABLE.c.reference)
        for new_id, reference in db.session.execute(made, rows):
            ids[part[reference].draft_id] = new_id
    if ids:
        activities = {change.draft_id: change.twins.activity_id for change in ordered}
        db.session.execute(
            insert(_SESSION),
            [{"id": ids[draft], "activity_id": activities[draft]} for draft in ids],
        )
        _execute(
            update(_DRAFT)
            .where(_DRAFT.c.id == bindparam("draft"))
            .values(session_id=bindparam("made")),
            [{"draft": draft, "made": made_id} for draft, made_id in ids.items()],
        )
    return ids


def close_for_booking(ids: Collection[int]) -> None:
    """Close booking by hand: those who hold a place keep it."""
    for part in ids_in_parts(ids):
        db.session.execute(update(_BOOKABLE).where(_BOOKABLE.c.id.in_(part)).values(is_closed=True))


def bring_up_to_date(
    changes: Iterable[SessionChange], spaces: Mapping[int, str], *, now: datetime
) -> None:
    """Give each released session that takes place what the draft says of it."""
    taking_place = [change for change in changes if not change.after.is_cancelled]
    _execute(
        _UPDATE,
        [
            _columns(change.after, now) | _moved(change, spaces, now) | _identified(change)
            for change in taking_place
        ],
    )
    _execute(
        update(_SESSION)
        .where(_SESSION.c.id == bindparam("session"))
        .values(activity_id=bindparam("activity")),
        [
            {"session": change.session_id, "activity": change.twins.activity_id}
            for change in taking_place
            if What.WORDS in change.what
        ],
    )


def call_off(changes: Iterable[SessionChange], *, now: datetime) -> None:
    """Cancel each released session that the draft cancels; the rest of it stays as it was."""
    _execute(
        _CALL_OFF,
        [
            {
                "status": BookableStatus.CANCELLED,
                "cancel_reason": change.after.cancel_reason,
                "alternatives": list(change.after.alternatives),
                "updated_at": now,
                "at": now,
            }
            | _identified(change)
            for change in changes
            if change.after.is_cancelled
        ],
    )


def set_leaders(
    new_ids: Mapping[int, int],
    changes: Iterable[SessionChange],
    new: Iterable[SessionChange],
) -> None:
    """Say who leads what is new, and what others lead now."""
    handed_over = {
        change.session_id: change.after.leaders
        for change in changes
        if change.session_id is not None and What.LEADERS in change.what
    }
    for part in ids_in_parts(handed_over):
        db.session.execute(
            delete(session_facilitator).where(session_facilitator.c.session_id.in_(part))
        )
    leading = handed_over | {new_ids[each.draft_id]: each.after.leaders for each in new}
    rows = [
        {"session_id": session_id, "facilitator_id": leader}
        for session_id, leaders in leading.items()
        for leader in leaders
    ]
    _execute(insert(session_facilitator), rows)


def bring_words(texts: Collection[TextChange], *, now: datetime) -> None:
    """Publish the words that waited, on the activities and on their sessions."""
    if not texts:
        return
    waiting = {text.activity_id: text for text in texts}
    activities = db.session.scalars(select(Activity).where(Activity.id.in_(waiting))).all()
    for activity in activities:
        for name, _before, after in waiting[activity.id].columns:
            setattr(activity, name, after)
        activity.drafted = null()  # SQL's own, not the word of JSON
        activity.updated_at = now
    db.session.flush()
    support = dict(
        db.session.execute(
            select(Category.id, Category.is_support).where(
                Category.id.in_({activity.category_id for activity in activities})
            )
        ).all()
    )
    of_activity = select(_SESSION.c.id).where(_SESSION.c.activity_id == bindparam("activity"))
    _execute(
        update(_BOOKABLE).where(_BOOKABLE.c.id.in_(of_activity)),
        [
            {
                "activity": activity.id,
                "title": activity.title,
                "is_support": support[activity.category_id],
                "consent": activity.consent,
                "min_age": activity.min_age,
                "updated_at": now,
            }
            for activity in activities
        ],
    )


def _columns(facts: Facts, now: datetime) -> dict[str, Any]:
    return {
        "space_id": facts.space_id,
        "title": facts.words.title,
        "is_support": facts.words.is_support,
        "consent": facts.words.consent,
        "min_age": facts.words.min_age,
        "status": BookableStatus.SCHEDULED,
        "entry": facts.entry,
        "starts_at": facts.span.starts_at,
        "ends_at": facts.span.ends_at,
        "opens_at": facts.opens_at,
        "capacity": facts.capacity,
        "kept_for_door": facts.kept_for_door,
        "party_limit": facts.party_limit,
        "cancelled_at": None,
        "cancel_reason": "",
        "alternatives": [],
        "updated_at": now,
    }


def _moved(change: SessionChange, spaces: Mapping[int, str], now: datetime) -> dict[str, Any]:
    """What to remember of where it was; None leaves what was remembered before."""
    before = change.before
    is_later = What.TIME in change.what and before is not None
    is_elsewhere = What.ROOM in change.what and before is not None
    starts = before.span.starts_at if before else None
    began_otherwise = is_later and starts != change.after.span.starts_at
    old_room = spaces.get(before.space_id or 0, "") if before else ""
    return {
        "was": starts if began_otherwise else None,
        "was_in": old_room if is_elsewhere else None,
        "moved": now if is_later or is_elsewhere else None,
    }


def _identified(change: SessionChange) -> dict[str, Any]:
    return {
        "bookable": change.session_id,
        "raised": 1 if change.what & RAISES_SEQUENCE else 0,
    }


def _execute(statement: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.connection().execute(statement, rows)
