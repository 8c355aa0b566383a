"""What people do about their places. Call inside `in_transaction(…)`."""

from dataclasses import dataclass
from datetime import datetime

from wellness.booking import errors, letters, locks, queries, rules, waiting_list
from wellness.booking.models import LIVE, Bookable, Booking, BookingStatus, CancelledBy
from wellness.booking.rules import Step
from wellness.database import db
from wellness.passes.models import Pass
from wellness.passes.queries import locked_pass
from wellness.references import hash_of, new_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPlace:
    """A wish for a place, as a form or a program hands it in."""

    bookable_id: int
    pass_id: int
    seats: int = 1
    key: str | None = None
    """The form's idempotency key: the same key from the same pass is the same wish."""
    swap: bool = False
    """Let overlapping places go, once this one is sure and not before."""
    keep_both: bool = False
    """The person knows of the overlap and wants both."""
    consent: str | None = None
    """Version of the consent sentence that was said yes to; asked for on support sessions."""
    agreed: bool = False  # to the session's own sentence, where it has one
    of_age: bool = False  # as old as the session asks


def book_place(wish: BookPlace, *, now: datetime) -> Booking:
    """A confirmed place or a place in line; the same booking on every repeat.

    Raises a BookingRefusal that says why not; nothing is changed then.
    """
    holder = locked_pass(wish.pass_id)
    key_hash = hash_of(wish.key) if wish.key else None
    # Everything a pass does raises its revision: at the first there is nothing to look for.
    is_first = holder.revision == 1
    earlier = None if is_first else _earlier(wish, key_hash)
    if earlier is not None:
        return earlier
    bookable, given_up = _locked_with_clashes(wish, is_first=is_first)
    waiting_list.let_offers_lapse(bookable, now=now)
    step = _step_for(bookable, wish, now)
    booking = Booking(
        reference=new_reference(),
        bookable_id=bookable.id,
        bookable=bookable,
        pass_id=holder.id,
        holder=holder,
        seats=wish.seats,
        key_hash=key_hash,
        consent_version=wish.consent,
        consented_at=now if wish.consent or (wish.agreed and bookable.consent) else None,
        created_at=now,
        updated_at=now,
    )
    if step is Step.WAIT:
        waiting_list.join(booking, bookable)
    else:
        _make_room(booking, bookable, given_up, wish, now)
        booking.status = BookingStatus.CONFIRMED
        bookable.taken += booking.seats
    db.session.add(booking)
    db.session.flush()
    letters.answer_to(booking, now=now)
    return booking


def _step_for(bookable: Bookable, wish: BookPlace, now: datetime) -> Step:
    """BOOK or WAIT; raises the refusal for everything else."""
    decision = rules.may_do(queries.facts_of(bookable), None, now=now)
    if decision.step not in {Step.BOOK, Step.WAIT}:
        raise _refusal(decision, bookable)
    if bookable.is_support and not wish.consent:
        raise errors.ConsentNeeded
    if bookable.consent and not wish.agreed:
        raise errors.AgreementNeeded
    if bookable.min_age and not wish.of_age:
        raise errors.TooYoung(age=bookable.min_age)
    if wish.seats > bookable.party_limit:
        raise errors.PartyTooLarge
    if decision.step is Step.BOOK and wish.seats > decision.free:
        raise errors.NotEnoughPlaces
    return decision.step


def _refusal(decision: rules.Decision, bookable: Bookable) -> errors.BookingRefusal:
    if decision.step is Step.NOT_YET and decision.until is not None:
        opens = decision.until.astimezone(bookable.festival.zone)
        return errors.NotOpenYet(opens=f"{opens:%H:%M, %d.%m.}")
    kinds: dict[Step, type[errors.BookingRefusal]] = {
        Step.FULL: errors.FullyBooked,
        Step.CANCELLED: errors.SessionCancelled,
        Step.DROP_IN: errors.NothingToBook,
    }
    return kinds.get(decision.step, errors.BookingClosed)()


def _earlier(wish: BookPlace, key_hash: str | None) -> Booking | None:
    """What this wish made already: by its form's key, else the live booking there."""
    by_key = queries.booking_of_key(wish.pass_id, key_hash) if key_hash else None
    return by_key or queries.live_booking(wish.pass_id, wish.bookable_id)


def _locked_with_clashes(
    wish: BookPlace, *, is_first: bool = False
) -> tuple[Bookable, list[Booking]]:
    """The bookable asked for, and this pass's overlapping places, all locked."""
    given_up: list[int] = []
    if wish.swap:
        asked = db.session.get_one(Bookable, wish.bookable_id)
        held = queries.places_held(wish.pass_id, between=(asked.starts_at, asked.ends_at))
        given_up = [booking.bookable_id for booking in held]
    bookable = locks.locked_bookables([wish.bookable_id, *given_up])[wish.bookable_id]
    span = (bookable.starts_at, bookable.ends_at)
    return bookable, [] if is_first else queries.places_held(wish.pass_id, between=span)


def _make_room(
    booking: Booking, bookable: Bookable, clashes: list[Booking], wish: BookPlace, now: datetime
) -> None:
    """See to it that this pass may hold the place: no unnamed clash, not over the day's limit."""
    if clashes and not (wish.swap or wish.keep_both):
        names = "; ".join(letters.named(other.bookable, booking.holder) for other in clashes)
        raise errors.ClashesWithYours(others=names)
    leaving = clashes if wish.swap else []
    limit = bookable.festival.places_per_day
    not_counted = [other.id for other in leaving] + ([booking.id] if booking.id else [])
    if limit and waiting_list.places_that_day(bookable, wish.pass_id, not_counted) >= limit:
        raise errors.DayIsFull(limit=limit)
    for other in leaving:
        waiting_list.end(other, other.bookable, by=CancelledBy.SWAP, now=now)
        waiting_list.fill_free_places(other.bookable, now=now)


def cancel_booking(pass_id: int, reference: str, *, now: datetime) -> Booking:
    """Let a place, an offer or a place in line go; the next person is served at once.

    Harmless to repeat. Raises Missing for a booking that isn't this pass's.
    """
    locked_pass(pass_id)
    booking = queries.get_booking(pass_id, reference)
    bookable = locks.locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if booking.status in LIVE:
        waiting_list.end(booking, bookable, by=CancelledBy.PERSON, now=now)
        waiting_list.fill_free_places(bookable, now=now)
        letters.withdrawn(booking, now=now)
    return booking


def undo_cancel(pass_id: int, reference: str, *, now: datetime) -> Booking:
    """Take back what was just let go: the place if it is still free, else the end of the line.

    Raises a BookingRefusal where neither can be had, or when it is too late to undo.
    """
    holder = locked_pass(pass_id)
    booking = queries.get_booking(pass_id, reference)
    bookable = locks.locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if booking.status in LIVE:
        return booking
    undone_late = booking.cancelled_at is None or now - booking.cancelled_at > rules.UNDO_LASTS
    if undone_late or booking.cancelled_by is not CancelledBy.PERSON:
        raise errors.BookingClosed
    other = queries.live_booking(pass_id, bookable.id)
    if other is not None:
        return other
    wish = BookPlace(
        bookable_id=bookable.id,
        pass_id=pass_id,
        seats=booking.seats,
        consent=booking.consent_version,
        agreed=True,
        of_age=True,
    )
    if _step_for(bookable, wish, now) is Step.WAIT:
        waiting_list.join(booking, bookable)
    else:
        clashes = queries.places_held(pass_id, between=(bookable.starts_at, bookable.ends_at))
        booking.holder = holder
        _make_room(booking, bookable, clashes, wish, now)
        booking.status = BookingStatus.CONFIRMED
        booking.position = None
        bookable.taken += booking.seats
    booking.cancelled_by = booking.cancelled_at = None
    waiting_list.touch(booking, now)
    letters.answer_to(booking, now=now)
    return booking


def take_place(
    pass_id: int, reference: str, *, swap: bool = False, keep_both: bool = False, now: datetime
) -> Booking:
    """Accept an offer, or take a place that is open to all shortly before the start.

    Raises OfferPassed when it has gone on, ClashesWithYours as booking does.
    """
    locked_pass(pass_id)
    booking = queries.get_booking(pass_id, reference)
    span = (booking.bookable.starts_at, booking.bookable.ends_at)
    others = queries.places_held(pass_id, between=span, apart_from=[booking.id])
    given_up = [other.bookable_id for other in others] if swap else []
    bookable = locks.locked_bookables([booking.bookable_id, *given_up])[booking.bookable_id]
    db.session.refresh(booking)
    if booking.status is BookingStatus.CONFIRMED:
        return booking
    waiting_list.let_offers_lapse(bookable, now=now)
    mine = queries.mine_of(booking)
    step = rules.may_do(queries.facts_of(bookable), mine, now=now).step if mine else None
    if step not in {Step.ACCEPT, Step.TAKE}:
        raise errors.OfferPassed
    wish = BookPlace(bookable_id=bookable.id, pass_id=pass_id, swap=swap, keep_both=keep_both)
    others = queries.places_held(
        pass_id, between=(bookable.starts_at, bookable.ends_at), apart_from=[booking.id]
    )
    _make_room(booking, bookable, others, wish, now)
    waiting_list.confirm(booking, bookable, now=now)
    letters.answer_to(booking, now=now)
    return booking


def shrink_party(pass_id: int, reference: str, *, now: datetime) -> Booking:
    """Go alone instead of with someone: frees a place, or makes the wait shorter."""
    locked_pass(pass_id)
    booking = queries.get_booking(pass_id, reference)
    bookable = locks.locked_bookable(booking.bookable_id)
    db.session.refresh(booking)
    if booking.status in LIVE and booking.seats > 1:
        if booking.status is not BookingStatus.WAITING:
            bookable.taken -= booking.seats - 1
        booking.seats = 1
        waiting_list.touch(booking, now)
        waiting_list.fill_free_places(bookable, now=now)
    return booking


def forget_holder(holder: Pass, *, now: datetime) -> None:
    """Let everything this pass holds go; past bookings stay as counted places without a person."""
    for booking in queries.bookings_of(holder.id):
        if booking.status in LIVE and booking.bookable.starts_at > now:
            cancel_booking(holder.id, booking.reference, now=now)
        booking.pass_id = None
        booking.holder = None
        booking.key_hash = None
