from collections.abc import Callable

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request
from flask_babel import gettext

from wellness import clock
from wellness.booking import actions, giving, queries, rules
from wellness.booking.errors import BookingRefusal
from wellness.booking.forms import BookForm, TakeForm
from wellness.booking.models import Bookable, Booking, BookingStatus, Entry
from wellness.database import db, in_transaction
from wellness.festivals.queries import get_festival
from wellness.passes.access import candidate_secret, current_pass, remember, the_pass
from wellness.passes.actions import open_pass
from wellness.passes.names import suggested_name
from wellness.web.access import Who, open_to
from wellness.web.language import chosen_language
from wellness.web.refusals import answer, wants_json

blueprint = Blueprint("booking", __name__)


def _asked_for(festival: str, reference: str) -> Bookable:
    g.festival = get_festival(festival)
    g.bookable = queries.get_bookable(g.festival, reference)
    return g.bookable  # type: ignore[no-any-return]


def _form_page(form: BookForm, bookable: Bookable, status: int = 200) -> Response:
    holder = current_pass()
    booking = queries.live_booking(holder.id, bookable.id) if holder else None
    now = clock.now()
    decision = rules.may_do(queries.facts_of(bookable), queries.mine_of(booking), now=now)
    form.ask_for(consent=bookable.consent, min_age=bookable.min_age)
    page = render_template(
        "booking/book.html",
        form=form,
        bookable=bookable,
        festival=g.festival,
        holder=holder,
        booking=booking,
        decision=decision,
        suggestion=suggested_name(),
    )
    return make_response(page, status)


@blueprint.get("/<festival>/sessions/<reference>/book")
@open_to(Who.ANYONE)
def ask(festival: str, reference: str) -> Response:
    """The one small form."""
    bookable = _asked_for(festival, reference)
    if current_pass() is None:
        candidate_secret()
    return _form_page(BookForm(), bookable)


@blueprint.post("/<festival>/sessions/<reference>/book")
@open_to(Who.ANYONE)
def book(festival: str, reference: str) -> Response:
    """Keep a place or join the waiting list; the same answer on every repeat."""
    asked = queries.asked_for(festival, reference)
    g.asked = (festival, reference)
    form = BookForm()
    if asked.is_support:
        form.ask_for_consent()
    form.ask_for(consent=asked.consent, min_age=asked.min_age)
    if not form.validate():
        return _invalid(form, _asked_for(festival, reference))
    holder = current_pass()
    secret = None if holder else candidate_secret()
    pass_id = holder.id if holder else None

    def work() -> Booking:
        now = clock.now()
        mine = pass_id
        if mine is None and secret is not None:
            name = (form.chosen_name.data or "").strip()
            mine = open_pass(secret, now=now, language=chosen_language(), chosen_name=name).id
        return actions.book_place(form.wish(asked.bookable_id, mine or 0), now=now)

    booking = in_transaction(work)
    response = _made(booking)
    return remember(response, secret) if secret else response


def _invalid(form: BookForm, bookable: Bookable) -> Response:
    if wants_json():
        return make_response(jsonify({"error": "invalid", "fields": form.errors}), 422)
    return _form_page(form, bookable, 422)


def _made(booking: Booking) -> Response:
    if wants_json():
        return make_response(jsonify(as_json(booking)), 201)
    return make_response(redirect(f"/me/bookings/{booking.reference}", 303))


def as_json(booking: Booking) -> dict[str, object]:
    """A booking for a program that books on its holder's behalf."""
    waiting = booking.status is BookingStatus.WAITING
    return {
        "booking": booking.reference,
        "status": booking.status.value,
        "seats": booking.seats,
        "position": queries.place_in_line(booking) if waiting else None,
        "offered_until": booking.offered_until.isoformat() if booking.offered_until else None,
        "session": booking.bookable.reference,
    }


@blueprint.get("/me/bookings/<reference>")
@open_to(Who.HOLDER)
def booked(reference: str) -> Response:
    """What became of it, and what can be done now."""
    booking = queries.get_booking(the_pass().id, reference)
    now = clock.now()
    decision = rules.may_do(queries.facts_of(booking.bookable), queries.mine_of(booking), now=now)
    waiting = booking.status is BookingStatus.WAITING
    undo = booking.cancelled_at is not None and now - booking.cancelled_at < rules.UNDO_LASTS
    return make_response(
        render_template(
            "booking/booked.html",
            booking=booking,
            bookable=booking.bookable,
            festival=booking.bookable.festival,
            decision=decision,
            position=queries.place_in_line(booking) if waiting else None,
            can_undo=undo and booking.cancelled_by == "person",
            form=TakeForm(),
        )
    )


def _change(reference: str, change: Callable[[int, str], Booking]) -> Response:
    holder_id = the_pass().id
    g.bookable = queries.get_booking(holder_id, reference).bookable
    g.festival = g.bookable.festival
    booking = in_transaction(lambda: change(holder_id, reference))
    if wants_json():
        return make_response(jsonify(as_json(booking)))
    return make_response(redirect(f"/me/bookings/{booking.reference}", 303))


@blueprint.post("/me/bookings/<reference>/cancel")
@open_to(Who.HOLDER)
def cancel(reference: str) -> Response:
    """Let a place go. No reason asked, no penalty."""
    return _change(reference, lambda mine, ref: actions.cancel_booking(mine, ref, now=clock.now()))


@blueprint.post("/me/bookings/<reference>/undo")
@open_to(Who.HOLDER)
def undo(reference: str) -> Response:
    """Take back a place that was just let go."""

    def taken_back(mine: int, ref: str) -> Booking:
        is_given = g.bookable.entry is Entry.GIVEN
        again = giving.take_up_again if is_given else actions.undo_cancel
        return again(mine, ref, now=clock.now())

    return _change(reference, taken_back)


@blueprint.post("/me/bookings/<reference>/take")
@open_to(Who.HOLDER)
def take(reference: str) -> Response:
    """Say yes to a place that is offered, or free to take."""
    form = TakeForm()
    swap, both = bool(form.swap.data), bool(form.keep_both.data)
    return _change(
        reference,
        lambda mine, ref: actions.take_place(mine, ref, swap=swap, keep_both=both, now=clock.now()),
    )


@blueprint.post("/me/bookings/<reference>/alone")
@open_to(Who.HOLDER)
def go_alone(reference: str) -> Response:
    """Come without the other person."""
    return _change(reference, lambda mine, ref: actions.shrink_party(mine, ref, now=clock.now()))


@blueprint.errorhandler(BookingRefusal)
def refused(refusal: BookingRefusal) -> Response:
    """Say why not, and what can be done instead."""
    db.session.rollback()
    if "asked" in g:
        _asked_for(*g.asked)
    if wants_json() or "bookable" not in g:
        return answer(409, refusal.code, refusal.sentence)
    page = render_template(
        "booking/refused.html",
        refusal=refusal,
        bookable=g.bookable,
        festival=g.festival,
        form=BookForm(),
        taking=request.path.endswith("/take"),
        title=gettext("Not this time"),
    )
    return make_response(page, 409)
