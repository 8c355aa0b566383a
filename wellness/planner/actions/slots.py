"""Studio slots written into the draft. Call inside `in_transaction(…)`."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from wellness.booking.models import Entry
from wellness.database import Model, db
from wellness.errors import Missing
from wellness.festivals.actions import touch_programme
from wellness.festivals.addresses import slug_of, unused
from wellness.festivals.models import Festival, Space
from wellness.planner.actions.drafting import lock_draft, recorded, touch_draft
from wellness.planner.models import DraftSession
from wellness.planner.queries.board import board_of
from wellness.planner.rules.slots import PlannedSlot, planned_slots
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Category
from wellness.references import new_reference
from wellness.staff.actions import record
from wellness.staff.rules import DeedKind, Hand

CATEGORY = "Studio time"
HALF_DAY_MINUTES = 240


def studio_activity(
    festival: Festival,
    title: str,
    *,
    given: bool,
    capacity: int = 1,
    party_limit: int = 1,
    hand: Hand,
    now: datetime,
) -> Activity:
    """The activity of studio time with this title, made once, with its category.

    With `given`, nobody books its slots: they are given to those a call has chosen.
    """
    lock_draft(festival.id)
    entry = Entry.GIVEN if given else Entry.BOOKED
    there = db.session.scalars(
        select(Activity)
        .where(
            Activity.festival_id == festival.id,
            Activity.is_studio_time,
            Activity.title == title,
            Activity.entry == entry,
        )
        .order_by(Activity.id)
    ).first()
    if there is not None:
        return there
    activity = Activity(
        festival_id=festival.id,
        category_id=_category(festival, hand, now).id,
        slug=_unused(Activity, festival.id, title, "studio-time"),
        title=title,
        is_studio_time=True,
        entry=entry,
        capacity=capacity,
        party_limit=party_limit,
        length_minutes=HALF_DAY_MINUTES,
        leaders_needed=0,
        updated_at=now,
    )
    _add(activity, festival.id, title, hand, now)
    return activity


def make_slots(
    festival: Festival,
    space_id: int,
    activity_id: int,
    *,
    starts: Collection[datetime] | None = None,
    hand: Hand,
    now: datetime,
) -> list[DraftSession]:
    """The studio's slots for this activity, as one step that can be undone; gives those made.

    With `starts` only the slots that begin then. What is made already, or would meet something
    that stands there, is left out. Raises Missing.
    """
    lock_draft(festival.id)
    activity = db.session.get(Activity, activity_id, populate_existing=True)
    space = db.session.get(Space, space_id)
    of_it = {festival.id}
    if activity is None or space is None or {activity.festival_id, space.festival_id} != of_it:
        raise Missing
    if not activity.is_studio_time:
        raise Missing
    wanted = [
        slot
        for slot in planned_slots(board_of(festival), space_id)
        if slot.standing is None and (starts is None or slot.span.starts_at in starts)
    ]
    made = [_draft(festival.id, space_id, activity, slot) for slot in wanted]
    with recorded(festival.id, StepKind.SLOTS_MADE, about=space.name, hand=hand, now=now) as step:
        if made:
            step.add_all(list(made))
    return made


def _draft(festival_id: int, space_id: int, activity: Activity, slot: PlannedSlot) -> DraftSession:
    return DraftSession(
        festival_id=festival_id,
        reference=new_reference(),
        activity=activity,
        space_id=space_id,
        starts_at=slot.span.starts_at,
        length_minutes=slot.span.minutes,
        entry=activity.entry,
        capacity=activity.capacity or 1,
        party_limit=activity.party_limit,
        opens_at=activity.opens_at,
        facilitator_ids=[] if slot.leader_id is None else [slot.leader_id],
        is_fixed=True,
    )


def _category(festival: Festival, hand: Hand, now: datetime) -> Category:
    """The category of studio time: where there is studio time already, else by its name."""
    found = db.session.scalars(
        select(Category)
        .outerjoin(Activity, Activity.category_id == Category.id)
        .where(
            Category.festival_id == festival.id,
            Activity.is_studio_time.is_(True) | (Category.name == CATEGORY),
        )
        .order_by(Activity.is_studio_time.is_(None), Category.id)
    ).first()
    if found is not None:
        return found
    positions = select(Category.position).where(Category.festival_id == festival.id)
    category = Category(
        festival_id=festival.id,
        slug=_unused(Category, festival.id, CATEGORY, "studio-time"),
        name=CATEGORY,
        icon="mic-vocal",
        colour="clay",
        position=max(db.session.scalars(positions), default=-1) + 1,
        updated_at=now,
    )
    _add(category, festival.id, CATEGORY, hand, now)
    return category


def _unused(model: type[Model], festival_id: int, name: str, fallback: str) -> str:
    columns: type[Activity] = model  # type: ignore[assignment]
    used = select(columns.slug).where(columns.festival_id == festival_id)
    return unused(slug_of(name, fallback), set(db.session.scalars(used)))


def _add(row: Model, festival_id: int, about: str, hand: Hand, now: datetime) -> None:
    db.session.add(row)
    db.session.flush()
    facts = {"what": row.__tablename__, "fields": ["made"]}
    record(DeedKind.SETUP_EDITED, hand, festival_id=festival_id, about=about, now=now, **facts)
    touch_programme(festival_id, now=now)
    touch_draft(festival_id)
