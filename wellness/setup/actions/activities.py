"""Activities: what is offered. Call inside `in_transaction(…)`.

The words people read wait for a release once a session of the activity is released; how new
sessions begin, and what the planner goes by, change at once. All of it is one undoable step.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import literal, select

from wellness.database import db
from wellness.errors import Missing
from wellness.festivals.addresses import slug_of, unused
from wellness.festivals.models import Festival
from wellness.planner.actions.drafting import recorded
from wellness.planner.rules.steps import StepKind
from wellness.programme.models import Activity, Category
from wellness.setup import queries
from wellness.setup.actions.rows import change_row, follow_support, written
from wellness.setup.errors import EditedSince
from wellness.setup.rules import TEXTS, drafted_texts, leaders_preset
from wellness.staff.rules import Hand


def add_activity(
    festival: Festival, values: Mapping[str, Any], *, hand: Hand, now: datetime
) -> Activity:
    """A new activity; without a number of leaders a support group gets two. Raises Missing."""
    category = _category(festival.id, values["category_id"])
    leaders = leaders_preset(values.get("leaders_needed"), is_support=category.is_support)
    slug = unused(slug_of(values["title"], "activity"), queries.slugs_of(Activity, festival.id))
    activity = Activity(
        festival_id=festival.id,
        slug=slug,
        updated_at=now,
        **{**values, "leaders_needed": leaders},
    )
    db.session.add(activity)
    db.session.flush()
    written(activity, festival.id, ["made"], hand=hand, now=now)
    return activity


def edit_activity(
    activity: Activity, values: Mapping[str, Any], *, seen: int, hand: Hand, now: datetime
) -> None:
    """Set these columns, texts where they belong now. Raises EditedSince, Missing."""
    if activity.revision != seen:
        raise EditedSince
    category = _category(activity.festival_id, values["category_id"])
    held = {
        **values,
        "leaders_needed": leaders_preset(
            values.get("leaders_needed"), is_support=category.is_support
        ),
    }
    held.pop("category_id")
    if queries.has_released_sessions(activity.id):
        texts = {name: held.pop(name) for name in TEXTS if name in held}
        released = {name: getattr(activity, name) for name in texts}
        held["drafted"] = drafted_texts(released, texts)
    festival_id = activity.festival_id
    with recorded(festival_id, StepKind.EDITED, about=activity.title, hand=hand, now=now) as step:
        has_changed = step.change(activity, **held)
    if has_changed:
        written(activity, festival_id, sorted(held), hand=hand, now=now)
    if activity.category_id != category.id:
        _change_category(activity, category, hand, now)


def drop_drafted(activity: Activity, *, seen: int, hand: Hand, now: datetime) -> None:
    """Let go of the words that wait for the next release: one undoable step."""
    if activity.revision != seen:
        raise EditedSince
    festival_id = activity.festival_id
    with recorded(festival_id, StepKind.EDITED, about=activity.title, hand=hand, now=now) as step:
        step.change(activity, drafted=None)


def _change_category(activity: Activity, category: Category, hand: Hand, now: datetime) -> None:
    """Discretion follows the category at once, so this is no step to be undone unseen."""
    before = db.session.get_one(Category, activity.category_id)
    values = {"category_id": category.id}
    change_row(activity, values, seen=activity.revision, hand=hand, now=now)
    db.session.refresh(activity, ["category"])
    if before.is_support is not category.is_support:
        only_this = select(literal(activity.id))
        follow_support(only_this, is_support=category.is_support)


def _category(festival_id: int, category_id: int) -> Category:
    category = db.session.get(Category, category_id)
    if category is None or category.festival_id != festival_id:
        raise Missing
    return category
