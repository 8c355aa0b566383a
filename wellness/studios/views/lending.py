"""Equipment for one's own studio time."""

from flask import Response, flash, make_response, redirect, render_template
from flask_babel import gettext

from wellness import clock
from wellness.booking.models import Booking
from wellness.booking.queries import get_booking
from wellness.database import db, in_transaction
from wellness.errors import Missing
from wellness.passes.access import the_pass
from wellness.studios import actions, queries
from wellness.studios.errors import NoPlaceThere, NotThatMany
from wellness.studios.forms import EquipmentForm, form_for
from wellness.studios.views.ground import blueprint
from wellness.web.access import Who, open_to
from wellness.web.refusals import answer, wants_json

INVALID, REFUSED = 422, 409


@blueprint.get("/me/bookings/<reference>/equipment")
@open_to(Who.HOLDER)
def equipment(reference: str) -> Response:
    """What can be had in this studio time, and what is yours."""
    booking = _booking(reference)
    return _page(booking, _form(booking))


@blueprint.post("/me/bookings/<reference>/equipment")
@open_to(Who.HOLDER)
def ask(reference: str) -> Response:
    """Have it, as far as it is free; else nothing changes and what is free is said."""
    booking = _booking(reference)
    form = _form(booking)
    if not form.validate():
        return _page(booking, form, INVALID)
    holder_id, wanted = the_pass().id, form.wanted()
    try:
        in_transaction(
            lambda: actions.ask_for_equipment(holder_id, reference, wanted, now=clock.now())
        )
    except NotThatMany as short:
        db.session.rollback()
        if wants_json():
            return answer(REFUSED, short.code, short.sentence)
        form.say_free(short.free)
        return _page(_booking(reference), form, REFUSED)
    flash(gettext("Saved. What you asked for is kept for you."), "done")
    return make_response(redirect(f"/me/bookings/{reference}/equipment", 303))


def _booking(reference: str) -> Booking:
    booking = get_booking(the_pass().id, reference)
    if not queries.is_studio_time(booking.bookable_id):
        raise Missing
    return booking


def _form(booking: Booking) -> EquipmentForm:
    now = clock.now()
    offered = queries.equipment_for(booking.bookable, now=now, apart_from=booking.id)
    return form_for(offered, queries.requests_of([booking.id])[booking.id])


def _page(booking: Booking, form: EquipmentForm, status: int = 200) -> Response:
    now = clock.now()
    offered = queries.equipment_for(booking.bookable, now=now, apart_from=booking.id)
    mine = {each.equipment_id: each for each in queries.requests_of([booking.id])[booking.id]}
    page = render_template(
        "studios/lending.html",
        booking=booking,
        slot=booking.bookable,
        festival=booking.bookable.festival,
        form=form,
        offered=offered,
        mine=mine,
        may_ask=actions.may_ask(booking, now=now),
        refusal=NoPlaceThere().sentence,
    )
    return make_response(page, status)
