"""A resident's own pages: studio time, what to do next, what they want known, coming and going."""

from collections.abc import Callable
from datetime import datetime

from flask import Response, flash, g, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.passes.access import the_pass
from wellness.residencies import errors
from wellness.residencies.actions import settling
from wellness.residencies.forms.resident import NEEDS, RiderForm, filled_with
from wellness.residencies.models import Residency
from wellness.residencies.queries.around import breaks_of
from wellness.residencies.queries.finding import residency_of_pass
from wellness.residencies.queries.riders import reach_of, rider_of
from wellness.residencies.queries.stays import EquipmentState, Stay, stay_of
from wellness.residencies.rules.rider import erased_from
from wellness.residencies.rules.steps import Agreed, agreed, to_do
from wellness.residencies.views.ground import INVALID, REFUSED, blueprint, day_of
from wellness.web.access import Who, open_to
from wellness.web.markdown import rendered
from wellness.web.refusals import answer, wants_json

DAY_WORK = {"come": settling.come, "leave": settling.leave, "undo": settling.undo}


def _mine(reference: str) -> Residency:
    found = residency_of_pass(the_pass().id, reference)
    g.residency = found
    return found


def standing_of(residency: Residency) -> Agreed:
    """How the resident stands to the agreement as it reads now."""
    call = residency.call
    return agreed(
        agreement=call.agreement,
        version=call.agreement_version,
        said_yes_to=residency.agreement_version,
    )


def _page(template: str, residency: Residency, status: int = 200, **facts: object) -> Response:
    page = render_template(
        f"residencies/{template}.html",
        residency=residency,
        festival=residency.festival,
        base=f"/me/residencies/{residency.reference}",
        now=clock.now(),
        **facts,
    )
    return make_response(page, status)


def _back(residency: Residency, said: str = "", anchor: str = "") -> Response:
    if said:
        flash(said, "done")
    return make_response(redirect(f"/me/residencies/{residency.reference}{anchor}", 303))


@blueprint.get("/me/residencies/<reference>")
@open_to(Who.HOLDER)
def mine(reference: str) -> Response:
    """Everything about one's residency on one page."""
    residency, now = _mine(reference), clock.now()
    stay = stay_of(residency)
    ahead = stay.ahead(now)
    standing = standing_of(residency)
    support = residency.support
    asked = any(slot.equipment is not EquipmentState.NOTHING for slot in ahead)
    return _page(
        "mine",
        residency,
        stay=stay,
        standing=standing,
        steps=to_do(
            standing,
            has_rider=residency.rider_sealed is not None,
            has_time=bool(ahead),
            has_asked=asked,
        ),
        first=next(iter(ahead), None),
        today=_open_day(stay, now),
        breaks=breaks_of(stay, now=now),
        reach=reach_of(support) if support and not support.is_retired else None,
    )


def _open_day(stay: Stay, now: datetime) -> object:
    """The day whose coming and going can be noted now, if there is one."""
    return next((day for day in stay.days if day.is_open(now)), None)


@blueprint.get("/me/residencies/<reference>/agreement")
@open_to(Who.HOLDER)
def agreement(reference: str) -> Response:
    """The agreement as it reads now, and whether one said yes to it."""
    return _agreement_page(_mine(reference))


def _agreement_page(residency: Residency, status: int = 200, refusal: str = "") -> Response:
    return _page(
        "agreement",
        residency,
        status,
        text=rendered(residency.call.agreement),
        version=residency.call.agreement_version,
        standing=standing_of(residency),
        refusal=refusal,
    )


@blueprint.post("/me/residencies/<reference>/agreement")
@open_to(Who.HOLDER)
def say_yes(reference: str) -> Response:
    """Say yes to the version that was read, and to no other."""
    residency = _mine(reference)
    version = request.form.get("version", 0, type=int)
    try:
        in_transaction(lambda: settling.say_yes(residency, version=version, now=clock.now()))
    except errors.AgreementChanged as changed:
        db.session.rollback()
        if wants_json():
            return answer(REFUSED, changed.code, changed.sentence)
        return _agreement_page(_mine(reference), REFUSED, changed.sentence)
    return _back(residency, gettext("Thank you. It is noted that you read it and said yes."))


@blueprint.get("/me/residencies/<reference>/needs")
@open_to(Who.HOLDER)
def rider(reference: str) -> Response:
    """What one wants known, and who sees it."""
    residency = _mine(reference)
    return _rider_page(residency, filled_with(rider_of(residency)))


def _rider_page(residency: Residency, form: RiderForm, status: int = 200) -> Response:
    last = stay_of(residency).last_ends_at
    erased_on = erased_from(last).astimezone(residency.festival.zone).date() if last else None
    return _page("needs", residency, status, form=form, needs=NEEDS, erased_on=erased_on)


@blueprint.post("/me/residencies/<reference>/needs")
@open_to(Who.HOLDER)
def save_rider(reference: str) -> Response:
    """Keep what was written, sealed."""
    residency, form = _mine(reference), RiderForm()
    if not form.validate():
        return _rider_page(residency, form, INVALID)
    told = form.rider()
    in_transaction(lambda: settling.save_rider(residency, told, now=clock.now()))
    said = gettext("Nothing is kept now.") if told.is_empty else gettext("Saved. Thank you.")
    return _back(residency, said)


@blueprint.post("/me/residencies/<reference>/needs/erase")
@open_to(Who.HOLDER)
def erase_rider(reference: str) -> Response:
    """Forget it at once."""
    residency = _mine(reference)
    in_transaction(lambda: settling.erase_rider(residency, now=clock.now()))
    return _back(residency, gettext("Erased. Nothing of it is kept."))


@blueprint.post("/me/residencies/<reference>/days/<day>/<any(come, leave, undo):what>")
@open_to(Who.HOLDER)
def note_day(reference: str, day: str, what: str) -> Response:
    """Say that one is here, or leaves; take back what was just said."""
    residency, on = _mine(reference), day_of(day)
    note: Callable[..., None] = DAY_WORK[what]
    in_transaction(lambda: note(residency, on, now=clock.now()))
    said = {
        "come": gettext("Good to have you here."),
        "leave": gettext("See you. Get home well."),
        "undo": gettext("Taken back."),
    }
    return _back(residency, said[what])
