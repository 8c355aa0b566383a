"""Studios: which spaces are any, how their time is lent, and what stands in them."""

from typing import Any

from flask import Response, flash, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Refusal
from wellness.festivals.models import Space
from wellness.setup import queries
from wellness.setup.actions import studios as actions
from wellness.setup.errors import AskedFor, EditedSince, PromisedAlready
from wellness.setup.forms.studios import (
    LENGTHS,
    EquipmentForm,
    StudioForm,
    data_of_equipment,
    data_of_studio,
)
from wellness.setup.views.ground import (
    INVALID,
    blueprint,
    conflicted,
    done,
    edited,
    meta,
    page,
    to,
)
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS
from wellness.studios import queries as studios_queries
from wellness.studios.models import Equipment

REFUSED = 409


@blueprint.get("/<slug>/setup/studios")
@open_to_staff(PLANNERS)
def studios(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The studios, the store, and the spaces that could be studios."""
    festival = the_festival()
    found = studios_queries.studios_of(festival)
    there = {each.space_id for each in found}
    return page(
        "studios",
        studios=found,
        lengths=LENGTHS,
        equipment={each.space_id: studios_queries.equipment_in(each.space_id) for each in found},
        shifts={each.space_id: studios_queries.shifts_in(each.space_id) for each in found},
        store=studios_queries.store_of(festival.id),
        others=[
            each
            for each in queries.spaces_of(festival.id)
            if each.id not in there and not each.is_retired
        ],
    )


@blueprint.get("/<slug>/setup/studios/<space>")
@open_to_staff(PLANNERS)
def studio(slug: str, space: str) -> Response:  # noqa: ARG001
    """How one studio's time is lent; of a space that is none yet, how it would be."""
    return _studio_page(_saved_studio(space), space)


@blueprint.post("/<slug>/setup/studios/<space>")
@open_to_staff(PLANNERS)
def save_studio(slug: str, space: str) -> Response:  # noqa: ARG001
    """Make the space a studio, or save what was edited."""
    festival, hand, form = the_festival(), the_hand(), StudioForm()
    row = queries.by_slug(Space, festival, space)

    def save(values: dict[str, Any]) -> None:
        now_row = queries.locked(Space, festival.id, row.id)
        actions.save_studio(now_row, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved_studio(space),
        save=save,
        again=lambda status: _studio_page(form, space, status),
        path=f"setup/studios/{row.slug}",
    )


@blueprint.post("/<slug>/setup/studios/<space>/end")
@open_to_staff(PLANNERS)
def end_studio(slug: str, space: str) -> Response:  # noqa: ARG001
    """The space is a room again."""
    festival, hand = the_festival(), the_hand()
    row = queries.by_slug(Space, festival, space)
    name = row.name

    def work() -> None:
        now_row = queries.locked(Space, festival.id, row.id)
        actions.end_studio(now_row, hand=hand, now=clock.now())

    return done(work, "setup/studios", gettext("%(name)s is no studio any more.", name=name))


@blueprint.get("/<slug>/setup/equipment/add")
@open_to_staff(PLANNERS)
def new_equipment(slug: str) -> Response:  # noqa: ARG001
    """The form of something new; `?in=` names the studio it stands in."""
    form = _equipment_form(formdata=None)
    chosen = [each for each in _rooms() if each.slug == request.args.get("in", "")]
    form.space_id.data = chosen[0].id if chosen else None
    return page("equipment", form=form, thing=None)


@blueprint.post("/<slug>/setup/equipment/add")
@open_to_staff(PLANNERS)
def add_equipment(slug: str) -> Response:  # noqa: ARG001
    """Add it to its list."""
    festival, hand, form = the_festival(), the_hand(), _equipment_form()
    if not form.validate():
        return page("equipment", INVALID, form=form, thing=None)
    made = in_transaction(
        lambda: actions.add_equipment(festival, form.values(), hand=hand, now=clock.now())
    )
    return to("setup/studios", gettext("%(name)s is added.", name=made.kind))


@blueprint.get("/<slug>/setup/equipment/<int(max=2147483647):thing>")
@open_to_staff(PLANNERS)
def equipment(slug: str, thing: int) -> Response:  # noqa: ARG001
    """One thing, to be edited."""
    return page("equipment", form=_saved_equipment(thing), thing=_thing(thing))


@blueprint.post("/<slug>/setup/equipment/<int(max=2147483647):thing>")
@open_to_staff(PLANNERS)
def save_equipment(slug: str, thing: int) -> Response:  # noqa: ARG001
    """Save what was edited; kindly refused where people count on it."""
    festival, hand, row, form = the_festival(), the_hand(), _thing(thing), _equipment_form()
    if not form.validate():
        return page("equipment", INVALID, form=form, thing=row)

    def work() -> None:
        now_row = queries.locked(Equipment, festival.id, thing)
        actions.edit_equipment(now_row, form.values(), seen=form.seen, hand=hand, now=clock.now())

    try:
        in_transaction(work)
    except EditedSince as refusal:
        path = f"setup/equipment/{thing}"
        return conflicted(form, lambda: _saved_equipment(thing), path, refusal.sentence)
    except (PromisedAlready, AskedFor) as refusal:
        return _refused(form, thing, refusal)
    return to("setup/studios", gettext("Saved."))


@blueprint.post("/<slug>/setup/equipment/<int(max=2147483647):thing>/remove")
@open_to_staff(PLANNERS)
def remove_equipment(slug: str, thing: int) -> Response:  # noqa: ARG001
    """Take it off the list, unless people count on it."""
    festival, hand, name = the_festival(), the_hand(), _thing(thing).kind

    def work() -> None:
        row = queries.locked(Equipment, festival.id, thing)
        actions.remove_equipment(row, hand=hand, now=clock.now())

    try:
        in_transaction(work)
    except AskedFor as refusal:
        return _refused(_saved_equipment(thing), thing, refusal)
    return to("setup/studios", gettext("%(name)s is removed.", name=name))


def _refused(form: EquipmentForm, thing: int, refusal: Refusal) -> Response:
    db.session.rollback()
    flash(refusal.sentence, "clay")
    return page("equipment", REFUSED, form=form, thing=_thing(thing))


def _studio_page(form: StudioForm, slug: str, status: int = 200) -> Response:
    space = queries.by_slug(Space, the_festival(), slug)
    there = studios_queries.studio_in(space.id) is not None
    return page("studio", status, form=form, space=space, is_studio=there)


def _saved_studio(slug: str) -> StudioForm:
    space = queries.by_slug(Space, the_festival(), slug)
    return StudioForm(formdata=None, data=data_of_studio(studios_queries.studio_in(space.id)))


def _equipment_form(**more: Any) -> EquipmentForm:
    form = EquipmentForm(meta=meta(), **more)
    form.offer(studios_queries.studios_of(the_festival()))
    return form


def _saved_equipment(thing: int) -> EquipmentForm:
    return _equipment_form(formdata=None, data=data_of_equipment(_thing(thing)))


def _thing(thing: int) -> Equipment:
    return studios_queries.get_equipment(the_festival().id, thing)


def _rooms() -> list[Space]:
    return [each.space for each in studios_queries.studios_of(the_festival())]
