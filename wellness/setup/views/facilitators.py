from typing import Any

from flask import Response
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.programme.models import Facilitator
from wellness.setup import queries
from wellness.setup.actions import rows
from wellness.setup.forms.facilitators import FacilitatorForm, data_of_facilitator
from wellness.setup.views.ground import INVALID, blueprint, done, edited, meta, page, to
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS


@blueprint.get("/<slug>/facilitators")
@open_to_staff(PLANNERS)
def facilitators(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Who leads sessions."""
    festival = the_festival()
    return page(
        "facilitators",
        facilitators=queries.facilitators_of(festival.id),
        sessions=queries.sessions_by_leader(festival.id),
    )


@blueprint.get("/<slug>/add/facilitator")
@open_to_staff(PLANNERS)
def new_facilitator(slug: str) -> Response:  # noqa: ARG001
    """The form of somebody new."""
    return _form_page(FacilitatorForm(meta=meta()))


@blueprint.post("/<slug>/add/facilitator")
@open_to_staff(PLANNERS)
def add_facilitator(slug: str) -> Response:  # noqa: ARG001
    """Add somebody who leads."""
    form = FacilitatorForm(meta=meta())
    if not form.validate():
        return _form_page(form, INVALID)
    festival, hand = the_festival(), the_hand()
    made = in_transaction(
        lambda: rows.add_facilitator(festival, form.values(), hand=hand, now=clock.now())
    )
    return to("facilitators", gettext("%(name)s is added.", name=made.name))


@blueprint.get("/<slug>/facilitators/<facilitator>")
@open_to_staff(PLANNERS)
def facilitator(slug: str, facilitator: str) -> Response:  # noqa: ARG001
    """One facilitator, to be edited."""
    return _form_page(_saved(facilitator), facilitator=_row(facilitator))


@blueprint.post("/<slug>/facilitators/<facilitator>")
@open_to_staff(PLANNERS)
def save_facilitator(slug: str, facilitator: str) -> Response:  # noqa: ARG001
    """Save what was edited."""
    festival, hand, row = the_festival(), the_hand(), _row(facilitator)
    form = FacilitatorForm(meta=meta())

    def save(values: dict[str, Any]) -> None:
        found = queries.locked(Facilitator, festival.id, row.id)
        rows.edit_facilitator(found, values, seen=form.seen, hand=hand, now=clock.now())

    return edited(
        form,
        theirs=lambda: _saved(facilitator),
        save=save,
        again=lambda status: _form_page(form, status, facilitator=row),
        path=f"facilitators/{row.slug}",
    )


@blueprint.post("/<slug>/facilitators/<facilitator>/remove")
@open_to_staff(PLANNERS)
def remove_facilitator(slug: str, facilitator: str) -> Response:  # noqa: ARG001
    """Remove somebody whom no session names."""
    festival, hand, row = the_festival(), the_hand(), _row(facilitator)
    name = row.name

    def work() -> None:
        found = queries.locked(Facilitator, festival.id, row.id)
        is_used = queries.is_facilitator_used(found)
        rows.remove(found, is_used=is_used, hand=hand, now=clock.now())

    return done(work, "facilitators", gettext("%(name)s is removed.", name=name))


def _row(slug: str) -> Facilitator:
    return queries.by_slug(Facilitator, the_festival(), slug)


def _saved(slug: str) -> FacilitatorForm:
    return FacilitatorForm(formdata=None, data=data_of_facilitator(_row(slug)), meta=meta())


def _form_page(
    form: FacilitatorForm, status: int = 200, facilitator: Facilitator | None = None
) -> Response:
    can_go = facilitator is not None and not queries.is_facilitator_used(facilitator)
    return page("facilitator", status, form=form, facilitator=facilitator, can_go=can_go)
