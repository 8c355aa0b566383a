"""Support people: who residents can turn to."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.residencies import errors
from wellness.residencies.actions import support as actions
from wellness.residencies.forms.staff import SupportForm, data_of
from wellness.residencies.models import SupportPerson
from wellness.residencies.queries.lists import (
    accounts_at,
    get_support,
    looked_after_by,
    support_of,
)
from wellness.residencies.views.ground import INVALID, REFUSED, blueprint
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS
from wellness.web.refusals import answer, wants_json
from wellness.web.versions import differences, typed_again


@blueprint.get("/staff/<slug>/residencies/support")
@open_to_staff(ORGANIZERS)
def people(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Everybody residents can turn to."""
    festival = the_festival()
    found = [(person, looked_after_by(person)) for person in support_of(festival)]
    page = render_template("residencies/people.html", festival=festival, people=found)
    return make_response(page)


@blueprint.get("/staff/<slug>/residencies/support/new")
@open_to_staff(ORGANIZERS)
def new_person(slug: str) -> Response:  # noqa: ARG001
    """The form of somebody new."""
    return _form_page(_form(None, fresh=True))


@blueprint.post("/staff/<slug>/residencies/support/new")
@open_to_staff(ORGANIZERS)
def add_person(slug: str) -> Response:  # noqa: ARG001
    """Add somebody."""
    form, festival, hand = _form(None), the_festival(), the_hand()
    if not form.validate():
        return _form_page(form, INVALID)
    in_transaction(lambda: actions.add_support(festival, form.told(), hand=hand, now=clock.now()))
    return _done(gettext("%(name)s is added.", name=form.name.data))


@blueprint.get("/staff/<slug>/residencies/support/<int:person>")
@open_to_staff(ORGANIZERS)
def person(slug: str, person: int) -> Response:  # noqa: ARG001
    """One of them, to be edited."""
    found = get_support(the_festival(), person)
    return _form_page(_form(found, fresh=True), found=found)


@blueprint.post("/staff/<slug>/residencies/support/<int:person>")
@open_to_staff(ORGANIZERS)
def save_person(slug: str, person: int) -> Response:  # noqa: ARG001
    """Save what was edited; two people at once are told."""
    found, hand = get_support(the_festival(), person), the_hand()
    form = _form(found)
    if not form.validate():
        return _form_page(form, INVALID, found)
    seen = int(form.revision.data or 0)
    told = form.told()
    try:
        in_transaction(
            lambda: actions.edit_support(found, told, seen=seen, hand=hand, now=clock.now())
        )
    except errors.EditedMeanwhile as refused:
        return _conflict(form, person, refused)
    return _done(gettext("Saved."))


def _conflict(form: SupportForm, number: int, refused: errors.EditedMeanwhile) -> Response:
    if wants_json():
        return answer(REFUSED, refused.code, refused.sentence)
    db.session.rollback()
    db.session.expire_all()
    found = get_support(the_festival(), number)
    theirs = _form(found, fresh=True)
    theirs.reach.data = form.reach.data  # it is not read back, so there is nothing to compare
    page = render_template(
        "residencies/conflict.html",
        festival=the_festival(),
        differences=differences(form, theirs),
        typed=typed_again(request.form),
        revision=found.revision,
        action=request.path,
        back=request.path,
        said=refused.sentence,
    )
    return make_response(page, REFUSED)


@blueprint.post("/staff/<slug>/residencies/support/<int:person>/<any(retire, return):what>")
@open_to_staff(ORGANIZERS)
def retire_person(slug: str, person: int, what: str) -> Response:  # noqa: ARG001
    """Take them off residents' pages, or put them back."""
    found, hand, retire = get_support(the_festival(), person), the_hand(), what == "retire"
    in_transaction(
        lambda: actions.retire_support(found, is_retired=retire, hand=hand, now=clock.now())
    )
    said = gettext("%(name)s is no longer shown to residents.", name=found.name)
    return _done(said if retire else gettext("%(name)s is shown again.", name=found.name))


def _form(found: SupportPerson | None, *, fresh: bool = False) -> SupportForm:
    data = data_of(found) if found else {}
    form = SupportForm(formdata=None, data=data) if fresh else SupportForm()
    form.offer(accounts_at(the_festival()), found)
    return form


def _form_page(
    form: SupportForm, status: int = 200, found: SupportPerson | None = None
) -> Response:
    page = render_template(
        "residencies/person.html", festival=the_festival(), form=form, person=found
    )
    return make_response(page, status)


def _done(said: str) -> Response:
    flash(said, "done")
    return make_response(redirect(f"/staff/{the_festival().slug}/residencies/support", 303))
