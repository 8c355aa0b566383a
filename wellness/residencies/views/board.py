"""Residencies for the organizers: the list, one of them, and what can be done about it."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext, lazy_gettext

from wellness import clock
from wellness.database import db, in_transaction
from wellness.errors import Missing, Refusal
from wellness.residencies import errors
from wellness.residencies.actions import looking_after
from wellness.residencies.forms.resident import NEEDS
from wellness.residencies.forms.staff import WithdrawForm
from wellness.residencies.models import Residency
from wellness.residencies.queries.finding import residency_of_festival
from wellness.residencies.queries.lists import (
    choices_of,
    get_support,
    line_of,
    lines_of,
    support_of,
)
from wellness.residencies.rules.rider import Rider
from wellness.residencies.views.ground import INVALID, REFUSED, blueprint
from wellness.staff.access import Section, open_to_staff, the_festival, the_hand
from wellness.staff.models import Role
from wellness.staff.rules import ORGANIZERS
from wellness.web.refusals import answer, wants_json

SECTIONS = (
    Section(36, "residencies.board", lazy_gettext("Residents"), "bed-double"),
    Section(
        37,
        "residencies.today",
        lazy_gettext("Residents today"),
        "bed-double",
        roles=frozenset({Role.DESK}),
    ),
)


@blueprint.get("/staff/<slug>/residencies")
@open_to_staff(ORGANIZERS)
def board(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """Every residency: slots, agreement, rider, equipment, support, here today."""
    festival, now = the_festival(), clock.now()
    return make_response(
        render_template(
            "residencies/board.html", festival=festival, lines=lines_of(festival, now=now), now=now
        )
    )


def _the_one(reference: str) -> Residency:
    return residency_of_festival(the_festival(), reference)


@blueprint.get("/staff/<slug>/residencies/<reference>")
@open_to_staff(ORGANIZERS)
def one(slug: str, reference: str) -> Response:  # noqa: ARG001
    """One residency: its slots, who looks after them, whether there is a rider."""
    return _page(_the_one(reference))


def _page(
    residency: Residency, status: int = 200, refusal: str = "", rider: Rider | None = None
) -> Response:
    festival, now = the_festival(), clock.now()
    line = line_of(residency, now=now)
    page = render_template(
        "residencies/one.html",
        festival=festival,
        line=line,
        residency=residency,
        choices=choices_of(line.stay, now=now),
        people=support_of(festival, retired=False),
        needs=NEEDS,
        rider=rider,
        refusal=refusal,
        now=now,
    )
    return make_response(page, status)


@blueprint.post("/staff/<slug>/residencies/<reference>/slots")
@open_to_staff(ORGANIZERS)
def set_slots(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Let it hold exactly the slots that are ticked."""
    residency, hand = _the_one(reference), the_hand()
    wanted = request.form.getlist("slots")
    try:
        in_transaction(
            lambda: looking_after.set_slots(residency, wanted, hand=hand, now=clock.now())
        )
    except (errors.NotAChoice, errors.TimesOverlap, errors.NobodyThere) as refused:
        return _refused(reference, refused)
    return _done(residency, gettext("Saved. They are told by letter, if they asked for letters."))


def _refused(reference: str, refused: Refusal) -> Response:
    db.session.rollback()
    if wants_json():
        return answer(REFUSED, refused.code, refused.sentence)
    return _page(_the_one(reference), REFUSED, refused.sentence)


@blueprint.post("/staff/<slug>/residencies/<reference>/support")
@open_to_staff(ORGANIZERS)
def assign(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Say who looks after them."""
    residency, hand = _the_one(reference), the_hand()
    chosen = request.form.get("support", "", type=str)
    number = int(chosen) if chosen.isdecimal() else None
    person = get_support(the_festival(), number) if number is not None else None
    if person is not None and person.is_retired:
        raise Missing
    in_transaction(
        lambda: looking_after.assign_support(residency, person, hand=hand, now=clock.now())
    )
    return _done(residency, gettext("Saved. It stands on their page."))


@blueprint.post("/staff/<slug>/residencies/<reference>/rider")
@open_to_staff(ORGANIZERS)
def look_at_rider(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Open the rider, once; the look is written down."""
    residency, hand, now = _the_one(reference), the_hand(), clock.now()
    rider = in_transaction(
        lambda: looking_after.look_at_rider(residency, part="all", hand=hand, now=now)
    )
    return _page(_the_one(reference), rider=rider)


@blueprint.get("/staff/<slug>/residencies/<reference>/withdraw")
@open_to_staff(ORGANIZERS)
def ask_to_withdraw(slug: str, reference: str) -> Response:  # noqa: ARG001
    """What withdrawing means, and the letter that goes with it."""
    return _withdraw_page(_the_one(reference), WithdrawForm(formdata=None))


def _withdraw_page(residency: Residency, form: WithdrawForm, status: int = 200) -> Response:
    page = render_template(
        "residencies/withdraw.html", festival=the_festival(), residency=residency, form=form
    )
    return make_response(page, status)


@blueprint.post("/staff/<slug>/residencies/<reference>/withdraw")
@open_to_staff(ORGANIZERS)
def withdraw(slug: str, reference: str) -> Response:  # noqa: ARG001
    """Take it back; what they held is free again."""
    residency, form, hand = _the_one(reference), WithdrawForm(), the_hand()
    if not form.validate():
        return _withdraw_page(residency, form, INVALID)
    message = form.message.data or ""
    in_transaction(
        lambda: looking_after.withdraw(residency, message=message, hand=hand, now=clock.now())
    )
    return _done(residency, gettext("Withdrawn. Their studio time is free again."))


def _done(residency: Residency, said: str) -> Response:
    flash(said, "done")
    slug = the_festival().slug
    return make_response(redirect(f"/staff/{slug}/residencies/{residency.reference}", 303))
