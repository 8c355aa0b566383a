from typing import Any

from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.programme.models import Category
from wellness.setup import queries
from wellness.setup.actions import rows
from wellness.setup.forms.categories import CategoryForm, data_of_category
from wellness.setup.views.ground import INVALID, blueprint, done, edited, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS, PLANNERS


@blueprint.get("/<slug>/categories")
@open_to_staff(PLANNERS)
def categories(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The kinds of activities, in the order people see."""
    festival = the_festival()
    return page(
        "categories",
        categories=queries.categories_of(festival.id),
        activities=queries.activities_by_category(festival.id),
    )


@blueprint.get("/<slug>/add/category")
@open_to_staff(ORGANIZERS)
def new_category(slug: str) -> Response:  # noqa: ARG001
    """The form of a new category."""
    return _form_page(CategoryForm())


@blueprint.post("/<slug>/add/category")
@open_to_staff(ORGANIZERS)
def add_category(slug: str) -> Response:  # noqa: ARG001
    """Add a category."""
    form = CategoryForm()
    if not form.validate():
        return _form_page(form, INVALID)
    festival, hand = the_festival(), the_hand()
    made = in_transaction(
        lambda: rows.add_category(festival, form.values(), hand=hand, now=clock.now())
    )
    return to("categories", gettext("%(name)s is added.", name=made.name))


@blueprint.get("/<slug>/categories/<category>")
@open_to_staff(ORGANIZERS)
def category(slug: str, category: str) -> Response:  # noqa: ARG001
    """One category, to be edited."""
    return _form_page(_saved(category), category=_row(category))


@blueprint.post("/<slug>/categories/<category>")
@open_to_staff(ORGANIZERS)
def save_category(slug: str, category: str) -> Response:  # noqa: ARG001
    """Save what was edited; discretion takes effect at once."""
    festival, hand, row = the_festival(), the_hand(), _row(category)
    form = CategoryForm()
    form.offer_icon(row.icon)

    def save(values: dict[str, Any]) -> None:
        found = queries.locked(Category, festival.id, row.id)
        rows.edit_category(found, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved(category),
        save=save,
        again=lambda status: _form_page(form, status, category=row),
        path=f"categories/{row.slug}",
    )


@blueprint.post("/<slug>/categories/<category>/<any(up, down, remove):direction>")
@open_to_staff(ORGANIZERS)
def arrange_category(slug: str, category: str, direction: str) -> Response:  # noqa: ARG001
    """Up or down in the list, or removed for good."""
    festival, hand, row = the_festival(), the_hand(), _row(category)
    name = row.name

    def work() -> None:
        found, now = queries.locked(Category, festival.id, row.id), clock.now()
        if direction == "remove":
            is_used = row.id in queries.activities_by_category(festival.id)
            rows.remove(found, is_used=is_used, hand=hand, now=now)
        else:
            by = -1 if direction == "up" else 1
            rows.reorder(Category, festival.id, found.id, by, hand=hand, now=now)

    said = {
        "up": gettext("%(name)s is moved up.", name=name),
        "down": gettext("%(name)s is moved down.", name=name),
        "remove": gettext("%(name)s is removed.", name=name),
    }
    return done(work, "categories", said[direction])


def _row(slug: str) -> Category:
    return queries.by_slug(Category, the_festival(), slug)


def _saved(slug: str) -> CategoryForm:
    row = _row(slug)
    form = CategoryForm(formdata=None, data=data_of_category(row))
    form.offer_icon(row.icon)
    return form


def _form_page(form: CategoryForm, status: int = 200, category: Category | None = None) -> Response:
    held = queries.activities_by_category(the_festival().id)
    can_go = category is not None and category.id not in held
    return page("category", status, form=form, category=category, can_go=can_go)
