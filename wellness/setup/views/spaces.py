from typing import Any

from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.festivals.models import Space
from wellness.planner.models import DraftSession
from wellness.setup import queries
from wellness.setup.actions import rows
from wellness.setup.forms.spaces import ACCESS, KINDS, SpaceForm, data_of_space
from wellness.setup.views.ground import INVALID, blueprint, done, edited, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS


@blueprint.get("/<slug>/spaces")
@open_to_staff(PLANNERS)
def spaces(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Where sessions happen, in the order people see."""
    festival = the_festival()
    found = queries.spaces_of(festival.id)
    return page(
        "spaces",
        spaces=found,
        names={each.id: each.name for each in found},
        sessions=queries.sessions_by(DraftSession.space_id, festival.id),
        kinds=KINDS,
        access=ACCESS,
    )


@blueprint.get("/<slug>/add/space")
@open_to_staff(PLANNERS)
def new_space(slug: str) -> Response:  # noqa: ARG001
    """The form of a new space."""
    return _form_page(_form())


@blueprint.post("/<slug>/add/space")
@open_to_staff(PLANNERS)
def add_space(slug: str) -> Response:  # noqa: ARG001
    """Add a space."""
    form = _form()
    if not form.validate():
        return _form_page(form, INVALID)
    festival, hand = the_festival(), the_hand()
    made = in_transaction(
        lambda: rows.add_space(festival, form.values(), hand=hand, now=clock.now())
    )
    return to("spaces", gettext("%(name)s is added.", name=made.name))


@blueprint.get("/<slug>/spaces/<space>")
@open_to_staff(PLANNERS)
def space(slug: str, space: str) -> Response:  # noqa: ARG001
    """One space, to be edited."""
    return _form_page(_saved(space), space=queries.by_slug(Space, the_festival(), space))


@blueprint.post("/<slug>/spaces/<space>")
@open_to_staff(PLANNERS)
def save_space(slug: str, space: str) -> Response:  # noqa: ARG001
    """Save what was edited."""
    festival, hand = the_festival(), the_hand()
    row = queries.by_slug(Space, festival, space)
    form = _form(row)

    def save(values: dict[str, Any]) -> None:
        now_row = queries.locked(Space, festival.id, row.id)
        rows.edit_space(now_row, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved(space),
        save=save,
        again=lambda status: _form_page(form, status, space=row),
        path=f"spaces/{row.slug}",
    )


@blueprint.post("/<slug>/spaces/<space>/<any(up, down, retire, return, remove):direction>")
@open_to_staff(PLANNERS)
def arrange_space(slug: str, space: str, direction: str) -> Response:  # noqa: ARG001
    """Up or down in the list, retired or offered again, or removed for good."""
    festival, hand = the_festival(), the_hand()
    row = queries.by_slug(Space, festival, space)
    name = row.name

    def work() -> None:
        found, now = queries.locked(Space, festival.id, row.id), clock.now()
        if direction in {"up", "down"}:
            by = -1 if direction == "up" else 1
            rows.reorder(Space, festival.id, found.id, by, hand=hand, now=now)
        elif direction in {"retire", "return"}:
            rows.retire_space(found, is_retired=direction == "retire", hand=hand, now=now)
        else:
            rows.remove(found, is_used=queries.is_space_used(found), hand=hand, now=now)

    said = {
        "up": gettext("%(name)s is moved up.", name=name),
        "down": gettext("%(name)s is moved down.", name=name),
        "retire": gettext("%(name)s is retired. What is planned there stays.", name=name),
        "return": gettext("%(name)s is offered again.", name=name),
        "remove": gettext("%(name)s is removed.", name=name),
    }
    return done(work, "spaces", said[direction])


def _form(row: Space | None = None) -> SpaceForm:
    form = SpaceForm(meta=meta())
    form.offer_spaces(queries.spaces_of(the_festival().id), row)
    return form


def _saved(slug: str) -> SpaceForm:
    row = queries.by_slug(Space, the_festival(), slug)
    form = SpaceForm(formdata=None, data=data_of_space(row), meta=meta())
    form.offer_spaces(queries.spaces_of(the_festival().id), row)
    return form


def _form_page(form: SpaceForm, status: int = 200, space: Space | None = None) -> Response:
    can_go = space is not None and not queries.is_space_used(space)
    return page("space", status, form=form, space=space, can_go=can_go)
