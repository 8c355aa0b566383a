from datetime import timedelta

import pytest

from tests.booking.people import asks, counts_of, lets_go, status_of
from tests.factories import a_festival, a_pass, a_session
from wellness.booking import actions, errors
from wellness.booking.models import Booking, BookingStatus, Entry
from wellness.database import db, in_transaction


@pytest.mark.usefixtures("app")
class TestKeepingAPlace:
    def test_a_free_place_goes_to_whoever_asks(self) -> None:
        yoga = a_session(capacity=2)
        booking = asks(a_pass(), yoga)
        assert booking.status is BookingStatus.CONFIRMED
        assert counts_of(yoga) == (1, 0)

    def test_the_last_place_goes_to_one_and_the_next_one_waits(self) -> None:
        yoga = a_session(capacity=1)
        first, second = asks(a_pass(), yoga), asks(a_pass(), yoga)
        assert status_of(first, second) == ["confirmed", "waiting"]
        assert counts_of(yoga) == (1, 1)

    def test_places_kept_for_the_door_are_not_given_away(self) -> None:
        yoga = a_session(capacity=3, kept_for_door=2)
        first, second = asks(a_pass(), yoga), asks(a_pass(), yoga)
        assert status_of(first, second) == ["confirmed", "waiting"]

    def test_asking_again_gives_the_same_booking(self) -> None:
        yoga, ana = a_session(capacity=5), a_pass()
        again = [asks(ana, yoga, key="k").reference for _ in range(3)]
        assert len(set(again)) == 1
        assert counts_of(yoga) == (1, 0)

    def test_a_late_repeat_of_a_form_does_not_undo_a_cancellation(self) -> None:
        yoga, ana = a_session(capacity=5), a_pass()
        booking = asks(ana, yoga, key="the form")
        lets_go(ana, booking, now=yoga.starts_at - timedelta(hours=10))
        repeated = asks(ana, yoga, key="the form")
        assert repeated.reference == booking.reference
        assert repeated.status is BookingStatus.CANCELLED
        assert counts_of(yoga) == (0, 0)

    def test_two_places_are_kept_together_or_not_at_all(self) -> None:
        yoga = a_session(capacity=3)
        asks(a_pass(), yoga, seats=2)
        with pytest.raises(errors.NotEnoughPlaces):
            asks(a_pass(), yoga, seats=2)
        assert counts_of(yoga) == (2, 0)
        alone = asks(a_pass(), yoga)
        assert alone.status is BookingStatus.CONFIRMED

    def test_a_one_to_one_takes_nobody_along(self) -> None:
        listening = a_session(capacity=1, party_limit=1)
        with pytest.raises(errors.PartyTooLarge):
            asks(a_pass(), listening, seats=2)

    def test_a_support_session_is_stored_only_after_a_yes(self) -> None:
        circle, ana = a_session(capacity=8, is_support=True), a_pass()
        with pytest.raises(errors.ConsentNeeded):
            asks(ana, circle)
        assert db.session.query(Booking).count() == 0
        booking = asks(ana, circle, consent="2026-11")
        assert (booking.consent_version, booking.consented_at) == (
            "2026-11",
            circle.starts_at - timedelta(days=1),
        )

    def test_what_cannot_be_booked_says_why(self) -> None:
        soon = timedelta(hours=1)
        closed = a_session(is_closed=True)
        later = a_session(opens_in=timedelta(hours=20), starts_in=timedelta(days=2))
        drop_in = a_session(entry=Entry.DROP_IN)
        begun = a_session(starts_in=timedelta(days=1))
        for session, refusal, before in (
            (closed, errors.BookingClosed, soon),
            (later, errors.NotOpenYet, timedelta(hours=40)),
            (drop_in, errors.NothingToBook, soon),
            (begun, errors.BookingClosed, timedelta(minutes=-5)),
        ):
            with pytest.raises(refusal):
                asks(a_pass(), session, before=before)


@pytest.mark.usefixtures("app")
class TestOverlaps:
    def test_an_overlap_is_named_and_nothing_is_changed(self) -> None:
        festival, ana = a_festival(), a_pass()
        yoga = a_session(festival, title="Morning yoga")
        bath = a_session(festival, title="Sound bath", starts_in=timedelta(days=1, minutes=30))
        asks(ana, yoga)
        with pytest.raises(errors.ClashesWithYours) as refusal:
            asks(ana, bath)
        assert "Morning yoga" in refusal.value.sentence
        assert (counts_of(yoga), counts_of(bath)) == ((1, 0), (0, 0))

    def test_a_swap_lets_the_old_place_go_once_the_new_one_is_sure(self) -> None:
        festival, ana = a_festival(), a_pass()
        yoga, bath = a_session(festival), a_session(festival, title="Sound bath")
        old = asks(ana, yoga)
        new = asks(ana, bath, swap=True)
        assert status_of(old, new) == ["cancelled", "confirmed"]
        assert (counts_of(yoga), counts_of(bath)) == ((0, 0), (1, 0))

    def test_a_swap_into_a_full_session_keeps_the_old_place(self) -> None:
        festival, ana = a_festival(), a_pass()
        yoga, bath = a_session(festival), a_session(festival, capacity=1)
        asks(a_pass(), bath)
        old = asks(ana, yoga)
        new = asks(ana, bath, swap=True)
        assert status_of(old, new) == ["confirmed", "waiting"]

    def test_a_swapped_place_goes_to_whoever_waited_for_it(self) -> None:
        festival, ana, bo = a_festival(), a_pass(), a_pass()
        yoga, bath = a_session(festival, capacity=1), a_session(festival)
        asks(ana, yoga)
        waiting = asks(bo, yoga)
        asks(ana, bath, swap=True)
        assert status_of(waiting) == ["confirmed"]

    def test_both_can_be_kept_by_saying_so(self) -> None:
        festival, ana = a_festival(), a_pass()
        asks(ana, a_session(festival))
        assert asks(ana, a_session(festival), keep_both=True).status is BookingStatus.CONFIRMED

    def test_one_after_the_other_is_no_overlap(self) -> None:
        festival, ana = a_festival(), a_pass()
        asks(ana, a_session(festival, starts_in=timedelta(hours=24)))
        next_one = a_session(festival, starts_in=timedelta(hours=25))
        assert asks(ana, next_one).status is BookingStatus.CONFIRMED


@pytest.mark.usefixtures("app")
class TestLimits:
    def test_a_day_holds_only_so_many_places_per_person(self) -> None:
        festival, ana = a_festival(places_per_day=2), a_pass()
        sessions = [a_session(festival, starts_in=timedelta(days=2, hours=n)) for n in (0, 1, 2)]
        first = asks(ana, sessions[0])
        asks(ana, sessions[1])
        with pytest.raises(errors.DayIsFull):
            asks(ana, sessions[2])
        lets_go(ana, first, now=sessions[0].starts_at - timedelta(days=1))
        assert asks(ana, sessions[2]).status is BookingStatus.CONFIRMED


@pytest.mark.usefixtures("app")
class TestChangingOnesMind:
    def test_a_place_let_go_can_be_taken_back_under_the_same_reference(self) -> None:
        yoga, ana = a_session(capacity=1), a_pass()
        booking = asks(ana, yoga)
        gone = yoga.starts_at - timedelta(hours=20)
        lets_go(ana, booking, now=gone)
        back = in_transaction(
            lambda: actions.undo_cancel(ana.id, booking.reference, now=gone + timedelta(minutes=1))
        )
        assert (back.reference, status_of(back)) == (booking.reference, ["confirmed"])
        assert counts_of(yoga) == (1, 0)

    def test_a_place_that_went_on_meanwhile_means_the_end_of_the_line(self) -> None:
        yoga, ana, bo = a_session(capacity=1), a_pass(), a_pass()
        booking, other = asks(ana, yoga), asks(bo, yoga)
        gone = yoga.starts_at - timedelta(hours=20)
        lets_go(ana, booking, now=gone)
        back = in_transaction(lambda: actions.undo_cancel(ana.id, booking.reference, now=gone))
        assert status_of(back, other) == ["waiting", "confirmed"]
        assert counts_of(yoga) == (1, 1)

    def test_cancelling_twice_frees_one_place(self) -> None:
        yoga, ana = a_session(capacity=2), a_pass()
        booking = asks(ana, yoga)
        asks(a_pass(), yoga)
        for _ in range(2):
            lets_go(ana, booking, now=yoga.starts_at - timedelta(hours=20))
        assert counts_of(yoga) == (1, 0)

    def test_coming_alone_frees_the_second_place_for_the_line(self) -> None:
        yoga, ana, bo = a_session(capacity=2), a_pass(), a_pass()
        pair, waiting = asks(ana, yoga, seats=2), asks(bo, yoga)
        at = yoga.starts_at - timedelta(hours=20)
        in_transaction(lambda: actions.shrink_party(ana.id, pair.reference, now=at))
        assert status_of(pair, waiting) == ["confirmed", "confirmed"]
        assert counts_of(yoga) == (2, 0)
