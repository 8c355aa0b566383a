from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.database import in_transaction
from wellness.errors import Missing
from wellness.festivals.models import Festival
from wellness.setup import queries
from wellness.setup.actions import festivals as actions
from wellness.setup.actions.copying import CopyParts, copy_festival
from wellness.setup.errors import AddressTaken
from wellness.setup.forms.festivals import (
    CopyForm,
    FestivalForm,
    NewFestivalForm,
    data_of_festival,
)
from wellness.setup.forms.geography import zones
from wellness.setup.views.ground import INVALID, blueprint, edited, page
from wellness.staff.access import open_to_staff, the_account, the_festival, the_hand
from wellness.staff.rules import ORGANIZERS, OWNERS
from wellness.web.versions import typed_again

KEEPS_WALL, KEEPS_INSTANT = "wall", "instant"
MOST_MOVES_SHOWN = 60


@blueprint.get("/festivals/new")
@open_to_staff()
def new_festival() -> Response:
    """The first of three short steps."""
    _check_may_found()
    return _step_page(_new_form(is_blank=True), 0)


@blueprint.post("/festivals/new")
@open_to_staff()
def make_festival() -> Response:
    """On to the next step or back; the last one makes the festival."""
    _check_may_found()
    form, step = _new_form(), _step()
    form.suggest_slug()
    if request.form.get("go") == "back":
        return _step_page(form, max(step - 1, 0))
    is_valid = form.validate()
    wrong = form.first_wrong(step)
    if wrong is not None:
        return _step_page(form, wrong, INVALID)
    if step < len(form.STEPS) - 1 or not is_valid:
        form.suggest_zone()
        return _step_page(form, min(step + 1, len(form.STEPS) - 1))
    account, hand = the_account(), the_hand()
    try:
        made = in_transaction(
            lambda: actions.make_festival(
                form.values(), account_id=account.id, hand=hand, now=clock.now()
            )
        )
    except AddressTaken as refusal:  # somebody was a moment quicker
        form.slug.errors = [refusal.sentence]
        return _step_page(form, 0, INVALID)
    flash(gettext("%(name)s is made. Nobody outside sees it yet.", name=made.name))
    return make_response(redirect(f"/staff/{made.slug}/setup", 303))


@blueprint.get("/<slug>/festival")
@open_to_staff(ORGANIZERS)
def festival(slug: str) -> Response:  # noqa: ARG001 - the door has read it
    """The festival's own facts, to be edited."""
    return _facts_page(_saved())


@blueprint.post("/<slug>/festival")
@open_to_staff(ORGANIZERS)
def save_festival(slug: str) -> Response:  # noqa: ARG001
    """Save what was edited; another zone is asked about first."""
    row, hand = the_festival(), the_hand()
    form = FestivalForm()
    form.offer_countries()
    keep = request.form.get("times", "")
    moves_zone = form.validate() and form.zone_name.data != row.zone_name
    if moves_zone and keep not in {KEEPS_WALL, KEEPS_INSTANT}:
        return _zone_page(form, row)

    def save(values: dict[str, Any]) -> None:
        actions.edit_festival(
            row.id,
            values,
            seen=form.seen,
            keeps_wall_time=keep != KEEPS_INSTANT,
            hand=hand,
            now=clock.now(),
        )

    return edited(
        form, theirs=_saved, save=save, again=lambda s: _facts_page(form, s), path="festival"
    )


@blueprint.get("/<slug>/copy")
@open_to_staff(OWNERS)
def copying(slug: str) -> Response:  # noqa: ARG001
    """What is to be copied, and to when."""
    row = the_festival()
    data = {"name": row.name, "zone_name": row.zone_name}
    return _copy_page(CopyForm(formdata=None, data=data))


@blueprint.post("/<slug>/copy")
@open_to_staff(OWNERS)
def copy(slug: str) -> Response:  # noqa: ARG001
    """Make a festival from this one, its dates shifted."""
    source, account, hand = the_festival(), the_account(), the_hand()
    form = CopyForm()
    form.suggest_slug()
    if not form.validate():
        return _copy_page(form, INVALID)
    parts = CopyParts(**{name: bool(form[name].data) for name in CopyParts.__slots__})
    values = {name: form[name].data for name in ("name", "slug", "starts_on", "zone_name")}
    values["ends_on"] = values["starts_on"] + (source.ends_on - source.starts_on)
    try:
        copied = in_transaction(
            lambda: copy_festival(
                source, values, parts, account_id=account.id, hand=hand, now=clock.now()
            )
        )
    except AddressTaken as refusal:
        form.slug.errors = [refusal.sentence]
        return _copy_page(form, INVALID)
    flash(gettext("%(name)s is made. Nobody outside sees it yet.", name=copied.festival.name))
    if copied.doubts:
        flash(
            gettext(
                "The clocks change on a night of it. Look at the time of: %(titles)s.",
                titles=", ".join(dict.fromkeys(copied.doubts)),
            )
        )
    return make_response(redirect(f"/staff/{copied.festival.slug}/setup", 303))


def _check_may_found() -> None:
    account = the_account()
    if not (account.may_found or queries.owns_a_festival(account.id)):
        raise Missing


def _step() -> int:
    number = request.form.get("step", 0, type=int)
    return min(max(number, 0), len(NewFestivalForm.STEPS) - 1)


def _new_form(*, is_blank: bool = False) -> NewFestivalForm:
    form = NewFestivalForm(formdata=None) if is_blank else NewFestivalForm()
    form.offer_countries()
    return form


def _step_page(form: NewFestivalForm, step: int, status: int = 200) -> Response:
    return make_response(
        render_template(
            "setup/new_festival.html", form=form, step=step, kept=form.kept(step), zones=zones()
        ),
        status,
    )


def _saved() -> FestivalForm:
    form = FestivalForm(formdata=None, data=data_of_festival(the_festival()))
    form.offer_countries()
    return form


def _facts_page(form: FestivalForm, status: int = 200) -> Response:
    return page("festival", status, form=form, zones=zones())


def _zone_page(form: FestivalForm, row: Festival) -> Response:
    change = actions.look_at_zone(row, form.zone_name.data)
    return page(
        "zone",
        change=change,
        shown=change.moves[:MOST_MOVES_SHOWN],
        left_out=max(0, len(change.moves) - MOST_MOVES_SHOWN),
        typed=typed_again(request.form),
        revision=form.seen,
    )


def _copy_page(form: CopyForm, status: int = 200) -> Response:
    counts = queries.counts_of(the_festival().id)
    return page("copy", status, form=form, zones=zones(), counts=counts)
