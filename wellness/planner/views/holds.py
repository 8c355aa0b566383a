"""Keeping a space empty, and calling a session off."""

from flask import Response, flash, make_response, redirect, render_template, request
from flask_babel import gettext
from sqlalchemy import select

from wellness import clock
from wellness.clock import AbsentWallTime, AmbiguousWallTime, instant_of
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival
from wellness.planner.actions.operations import cancel, end_hold, hold_space, restore
from wellness.planner.actions.placing_by_hand import drafts_of
from wellness.planner.forms.operations import CancelForm, HoldForm
from wellness.planner.forms.wishes import said_of
from wellness.planner.models import Release, SpaceHold
from wellness.planner.queries.alternatives import Alternative, alternatives_to
from wellness.planner.queries.board import board_of
from wellness.planner.rules.board import Board
from wellness.planner.rules.sentences import when
from wellness.planner.rules.spans import Span
from wellness.planner.views import at_once
from wellness.planner.views.blueprint import blueprint
from wellness.planner.views.cards import Card, card_of
from wellness.planner.views.day import chosen_day, days_of
from wellness.planner.views.placing import Asked, asked_for
from wellness.staff.access import open_to_staff, the_festival, the_hand
from wellness.staff.rules import PLANNERS
from wellness.web.formatting import places


@blueprint.route("/staff/<slug>/planner/hold", methods=["GET", "POST"])
@open_to_staff(PLANNERS)
def hold(slug: str) -> Response:
    """Keep a space empty for a while; what is planned there then is shown first."""
    festival, now = the_festival(), clock.now()
    board, form = board_of(festival), HoldForm()
    form.fill(board, days_of(board))
    if request.method == "GET":
        form.day.data = chosen_day(board, now).isoformat()
        return _hold_page(festival, board, form)
    if not form.validate():
        return _hold_page(festival, board, form, status=422)
    try:
        starts, ends = (
            instant_of(form.wall(each.data), board.zone) for each in (form.starts, form.ends)
        )
    except (AmbiguousWallTime, AbsentWallTime) as odd:
        form.starts.errors = [said_of(odd)]
        return _hold_page(festival, board, form, status=422)
    if ends <= starts:
        form.ends.errors = [gettext("This is before the start. Look at the times again.")]
        return _hold_page(festival, board, form, status=422)
    space_id, span = form.number("space") or 0, Span(starts, ends)
    there = _in(board, space_id, span, form, slug)
    if there and not request.form.get("do"):
        return _hold_page(festival, board, form, there=there)
    reason, hand = form.reason.data or "", the_hand()
    in_transaction(
        lambda: hold_space(festival, space_id, starts, ends, reason=reason, hand=hand, now=now)
    )
    flash(gettext("%(space)s is kept empty then.", space=board.spaces[space_id].name))
    return make_response(redirect(f"/staff/{slug}/planner?day={form.day.data}", 303))


def _in(board: Board, space_id: int, span: Span, form: HoldForm, slug: str) -> list[Card]:
    return [
        card_of(board, each, form.chosen_day, slug)
        for each in board.by_space.get(space_id, [])
        if each.span is not None and each.span.overlaps(span)
    ]


def _hold_page(
    festival: Festival,
    board: Board,
    form: HoldForm,
    *,
    status: int = 200,
    there: list[Card] | None = None,
) -> Response:
    query = select(SpaceHold).where(SpaceHold.festival_id == festival.id)
    holds = [
        (each.id, board.spaces[each.space_id].name, _at(each, board), each.reason)
        for each in db.session.scalars(query.order_by(SpaceHold.starts_at))
        if each.space_id in board.spaces
    ]
    page = render_template(
        "planner/hold.html", festival=festival, form=form, there=there or [], holds=holds
    )
    return make_response(page, status)


def _at(hold: SpaceHold, board: Board) -> str:
    return when(Span(hold.starts_at, hold.ends_at), board)


@blueprint.post("/staff/<slug>/planner/holds/<int:number>/end")
@open_to_staff(PLANNERS)
def end(slug: str, number: int) -> Response:
    """Let the space be planned with again."""
    festival, hand, now = the_festival(), the_hand(), clock.now()
    in_transaction(lambda: end_hold(festival, number, hand=hand, now=now))
    flash(gettext("The space can be planned with again."))
    return make_response(redirect(f"/staff/{slug}/planner/hold", 303))


@blueprint.get("/staff/<slug>/planner/sessions/<reference>/cancel")
@open_to_staff(PLANNERS)
def ask_cancel(slug: str, reference: str) -> Response:
    """Whom it touches, and where they could go instead."""
    del slug
    asked = asked_for(reference)
    form = CancelForm(formdata=None, seen=str(asked.placement.revision))
    return _cancel_page(asked, form)


@blueprint.post("/staff/<slug>/planner/sessions/<reference>/cancel")
@open_to_staff(PLANNERS)
def save_cancel(slug: str, reference: str) -> Response:
    """Call it off in the draft."""
    del slug
    asked, form, hand, now = asked_for(reference), CancelForm(), the_hand(), clock.now()
    _offer(asked, form)
    if not form.validate():
        return _cancel_page(asked, form, 422)
    seen = form.seen.data or ""

    def work() -> Release | None:
        earlier = at_once.done_before(asked.festival)
        if earlier is not None:
            return earlier
        gone = cancel(
            asked.festival,
            asked.placement.id,
            reason=form.reason.data or "",
            alternatives=form.alternatives.data or [],
            seen=int(seen) if seen.isdecimal() else None,
            hand=hand,
            now=now,
        )
        return at_once.release_these(asked.festival, [gone], now=now)

    made = in_transaction(work)
    said = gettext("%(title)s is cancelled.", title=asked.title)
    flash(f"{said} {at_once.said_of_release(made)}")
    return make_response(redirect(asked.back, 303))


@blueprint.post("/staff/<slug>/planner/sessions/<reference>/restore")
@open_to_staff(PLANNERS)
def save_restore(slug: str, reference: str) -> Response:
    """Let it take place after all."""
    del slug
    asked, hand, now = asked_for(reference), the_hand(), clock.now()
    in_transaction(lambda: restore(asked.festival, asked.placement.id, hand=hand, now=now))
    flash(gettext("%(title)s takes place again.", title=asked.title))
    return make_response(redirect(asked.back, 303))


def _offer(asked: Asked, form: CancelForm) -> None:
    draft = drafts_of(asked.festival.id, [asked.placement.id])[asked.placement.id]
    found = alternatives_to(draft, now=clock.now())
    form.offer([(each.reference, _named(each, asked.board)) for each in found])


def _named(other: Alternative, board: Board) -> str:
    at = when(Span(other.starts_at, other.ends_at), board)
    left = gettext("drop-in") if other.places_left is None else places(other.places_left)
    return f"{other.title}, {other.space_name}, {at} ({left})"


def _cancel_page(asked: Asked, form: CancelForm, status: int = 200) -> Response:
    _offer(asked, form)
    page = render_template(
        "planner/cancel.html", festival=asked.festival, asked=asked, form=form, **at_once.offer()
    )
    return make_response(page, status)
