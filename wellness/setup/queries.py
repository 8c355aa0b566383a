"""What a festival consists of, for those who set it up."""

from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from wellness.booking.models import Bookable
from wellness.database import Model, db
from wellness.errors import Missing
from wellness.festivals.models import Festival, Space
from wellness.planner.models import DraftSession, SpaceHold, Step
from wellness.programme.models import (
    Activity,
    Category,
    Facilitator,
    Session,
    session_facilitator,
)
from wellness.staff.models import Membership, Role
from wellness.studios.models import EngineerShift, Studio

Row = TypeVar("Row", bound=Model)


def spaces_of(festival_id: int) -> list[Space]:
    """All spaces in the order people see them, retired ones last, with their hours."""
    query = (
        select(Space)
        .where(Space.festival_id == festival_id)
        .order_by(Space.is_retired, Space.position, Space.name, Space.id)
        .options(selectinload(Space.hours))
    )
    return list(db.session.scalars(query))


def categories_of(festival_id: int) -> list[Category]:
    """All categories in their order."""
    query = (
        select(Category)
        .where(Category.festival_id == festival_id)
        .order_by(Category.position, Category.name, Category.id)
    )
    return list(db.session.scalars(query))


def activities_of(festival_id: int) -> list[Activity]:
    """All activities by title, with their category."""
    query = (
        select(Activity)
        .where(Activity.festival_id == festival_id)
        .order_by(Activity.title, Activity.id)
        .options(joinedload(Activity.category))
    )
    return list(db.session.scalars(query))


def facilitators_of(festival_id: int) -> list[Facilitator]:
    """All facilitators by name, with their hours."""
    query = (
        select(Facilitator)
        .where(Facilitator.festival_id == festival_id)
        .order_by(Facilitator.name, Facilitator.id)
        .options(selectinload(Facilitator.hours))
    )
    return list(db.session.scalars(query))


def by_slug(model: type[Row], festival: Festival, slug: str) -> Row:
    """The festival's space, category, activity or facilitator of this slug. Raises Missing."""
    columns: Any = model
    query = select(model).where(columns.festival_id == festival.id, columns.slug == slug)
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def locked(model: type[Row], festival_id: int, row_id: int) -> Row:
    """The festival's row as it is now, nobody else changing it. Raises Missing."""
    row = db.session.get(model, row_id, with_for_update=True, populate_existing=True)
    if row is None or row.festival_id != festival_id:  # type: ignore[attr-defined]
        raise Missing
    return row


def slugs_of(model: type[Model], festival_id: int) -> set[str]:
    """The slugs in use."""
    columns: Any = model
    return set(db.session.scalars(select(columns.slug).where(columns.festival_id == festival_id)))


def counts_of(festival_id: int) -> dict[str, int]:
    """How many spaces, categories, activities, facilitators and draft sessions there are."""
    counted: dict[str, Any] = {
        "spaces": Space,
        "categories": Category,
        "activities": Activity,
        "facilitators": Facilitator,
        "studios": Studio,
        "sessions": DraftSession,
    }
    query = select(
        *(
            select(func.count())
            .select_from(model)
            .where(model.festival_id == festival_id)
            .scalar_subquery()
            .label(name)
            for name, model in counted.items()
        )
    )
    return dict(db.session.execute(query).mappings().one())


def sessions_by(column: Any, festival_id: int) -> dict[int, int]:
    """How many draft sessions there are by `column` of the draft (activity_id, space_id)."""
    query = (
        select(column, func.count())
        .where(DraftSession.festival_id == festival_id, column.is_not(None))
        .group_by(column)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def sessions_by_leader(festival_id: int) -> dict[int, int]:
    """How many draft sessions each facilitator leads."""
    found: dict[int, int] = {}
    query = select(DraftSession.facilitator_ids).where(DraftSession.festival_id == festival_id)
    for leaders in db.session.scalars(query):
        for leader in leaders:
            found[leader] = found.get(leader, 0) + 1
    return found


def activities_by_category(festival_id: int) -> dict[int, int]:
    """How many activities each category holds."""
    query = (
        select(Activity.category_id, func.count())
        .where(Activity.festival_id == festival_id)
        .group_by(Activity.category_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def has_released_sessions(activity_id: int) -> bool:
    """Whether people may know of the activity by a session of it."""
    return bool(db.session.scalar(select(exists().where(Session.activity_id == activity_id))))


def is_space_used(space: Space) -> bool:
    """Whether it is a studio, or a session, a hold or a step of the draft refers to the space."""
    return _any(
        exists().where(Bookable.space_id == space.id),
        exists().where(DraftSession.space_id == space.id),
        exists().where(SpaceHold.space_id == space.id),
        exists().where(Studio.space_id == space.id),
    ) or _in_steps(space.festival_id, "space_id", space.id)


def is_activity_used(activity: Activity) -> bool:
    """Whether a session or a step of the draft refers to the activity."""
    return _any(
        exists().where(Session.activity_id == activity.id),
        exists().where(DraftSession.activity_id == activity.id),
    ) or _in_steps(activity.festival_id, "activity_id", activity.id)


def is_facilitator_used(facilitator: Facilitator) -> bool:
    """Whether a session, released or in the draft, or a step of the draft names them."""
    leads = exists().where(session_facilitator.c.facilitator_id == facilitator.id)
    return (
        _any(leads, exists().where(EngineerShift.facilitator_id == facilitator.id))
        or facilitator.id in sessions_by_leader(facilitator.festival_id)
        or _in_steps(facilitator.festival_id, "facilitator_ids", facilitator.id)
    )


def _any(*conditions: Any) -> bool:
    return any(db.session.execute(select(*conditions)).one())


def _in_steps(festival_id: int, column: str, row_id: int) -> bool:
    """Whether undoing or doing again some step would need the row."""
    query = select(Step.patches).where(Step.festival_id == festival_id)
    for patches in db.session.scalars(query):
        for patch in patches:
            for side in (patch["before"], patch["after"]):
                held = (side or {}).get(column)
                if held == row_id or (isinstance(held, list) and row_id in held):
                    return True
    return False


def owns_a_festival(account_id: int) -> bool:
    """Whether the account is an owner anywhere."""
    query = select(
        exists().where(Membership.account_id == account_id, Membership.role == Role.OWNER)
    )
    return bool(db.session.scalar(query))


def draft_of(festival: Festival, reference: str) -> DraftSession:
    """The festival's draft session of this reference, with its activity. Raises Missing."""
    query = (
        select(DraftSession)
        .where(DraftSession.festival_id == festival.id, DraftSession.reference == reference.lower())
        .options(joinedload(DraftSession.activity), joinedload(DraftSession.session))
    )
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise Missing
    return found


def drafts_of_activity(activity_id: int) -> list[DraftSession]:
    """Its sessions in the draft, by start; those in the tray first."""
    query = (
        select(DraftSession)
        .where(DraftSession.activity_id == activity_id)
        .order_by(DraftSession.starts_at.is_not(None), DraftSession.starts_at, DraftSession.id)
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, by id."""

    spaces: dict[int, str]
    leaders: dict[int, str]


def names_of(festival_id: int) -> Names:
    """Names of the festival's spaces (those in use) and facilitators, in their order."""
    spaces = db.session.execute(
        select(Space.id, Space.name)
        .where(Space.festival_id == festival_id, Space.is_retired.is_(False))
        .order_by(Space.position, Space.name)
    )
    leaders = db.session.execute(
        select(Facilitator.id, Facilitator.name)
        .where(Facilitator.festival_id == festival_id)
        .order_by(Facilitator.name)
    )
    return Names({row[0]: row[1] for row in spaces}, {row[0]: row[1] for row in leaders})
