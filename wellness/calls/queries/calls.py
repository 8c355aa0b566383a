from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from wellness.calls.models import HANDED_IN, Application, ApplicationState, Call
from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession


def calls_of(festival: Festival) -> list[Call]:
    """Every call of the festival, drafts too, the next to close first; with roles."""
    query = (
        select(Call)
        .where(Call.festival_id == festival.id)
        .order_by(Call.closes_at.is_(None), Call.closes_at, Call.title, Call.id)
        .options(selectinload(Call.roles), joinedload(Call.activity))
    )
    return list(db.session.scalars(query))


def published_calls_of(festival: Festival) -> list[Call]:
    """The calls that everybody may know of, the next to close first."""
    return [call for call in calls_of(festival) if call.published_at is not None]


def get_call(festival: Festival, slug: str) -> Call:
    """The festival's call of this slug, draft or not. Raises Missing."""
    query = select(Call).where(Call.festival_id == festival.id, Call.slug == slug)
    found = db.session.scalars(query.options(selectinload(Call.roles))).one_or_none()
    if found is None:
        raise Missing
    return found


def locked_call(festival_id: int, call_id: int) -> Call:
    """The festival's call as it is now, nobody else changing it. Raises Missing."""
    found = db.session.get(Call, call_id, with_for_update={"of": Call}, populate_existing=True)
    if found is None or found.festival_id != festival_id:
        raise Missing
    return found


def slugs_of(festival_id: int) -> set[str]:
    """The slugs of the festival's calls."""
    return set(db.session.scalars(select(Call.slug).where(Call.festival_id == festival_id)))


def counts_of(festival_id: int) -> dict[int, dict[str, int]]:
    """By call: how many drafts, how many handed in and not withdrawn ("handed_in")."""
    query = (
        select(Application.call_id, Application.state, func.count())
        .join(Call, Call.id == Application.call_id)
        .where(Call.festival_id == festival_id)
        .group_by(Application.call_id, Application.state)
    )
    found: dict[int, dict[str, int]] = {}
    for call_id, state, count in db.session.execute(query):
        counts = found.setdefault(call_id, {"draft": 0, "handed_in": 0, "withdrawn": 0})
        if state is ApplicationState.DRAFT:
            counts["draft"] += count
        elif state in HANDED_IN:
            counts["handed_in"] += count
        else:
            counts["withdrawn"] += count
    return found


def slots_of(activity_id: int) -> tuple[int, int]:
    """How many slots of a studio time are planned, and how many places they have in all."""
    query = select(func.count(), func.coalesce(func.sum(DraftSession.capacity), 0)).where(
        DraftSession.activity_id == activity_id, DraftSession.is_cancelled.is_(False)
    )
    slots, places = db.session.execute(query).one()
    return slots, places or 0
