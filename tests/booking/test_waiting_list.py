from datetime import datetime, time, timedelta

import pytest

from tests.booking.people import asks, counts_of, lets_go, status_of
from tests.factories import a_festival, a_pass, a_session, from_now
from wellness.booking import actions, errors, queries, resizing, waiting_list
from wellness.booking.models import Bookable, Booking
from wellness.database import in_transaction
from wellness.festivals.models import Festival

NEVER_QUIET = (time(3), time(3))
HOURS = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


def a_day_festival(**facts: object) -> Festival:
    """A festival without a night, so that offers are made at whatever hour the tests run."""
    return a_festival(quiet=NEVER_QUIET, **facts)  # type: ignore[arg-type]


def settles(bookable: Bookable, now: datetime) -> None:
    in_transaction(lambda: waiting_list.settle(bookable.id, now=now))


@pytest.mark.usefixtures("app")
class TestLongBefore:
    def test_a_cancelled_place_goes_to_whoever_waited_longest(self) -> None:
        yoga, ana = a_session(capacity=1), a_pass()
        kept = asks(ana, yoga)
        second, third = asks(a_pass(), yoga), asks(a_pass(), yoga)
        lets_go(ana, kept, now=yoga.starts_at - 10 * HOURS)
        assert status_of(second, third) == ["confirmed", "waiting"]
        assert counts_of(yoga) == (1, 1)

    def test_positions_are_counted_from_who_still_waits(self) -> None:
        yoga = a_session(capacity=1)
        asks(a_pass(), yoga)
        bo = a_pass()
        second, third = asks(bo, yoga), asks(a_pass(), yoga)
        assert [queries.place_in_line(b) for b in (second, third)] == [1, 2]
        lets_go(bo, second, now=yoga.starts_at - 10 * HOURS)
        assert queries.place_in_line(third) == 1

    def test_more_places_serve_the_line_in_order(self) -> None:
        yoga = a_session(capacity=1)
        asks(a_pass(), yoga)
        line = [asks(a_pass(), yoga) for _ in range(3)]
        at = yoga.starts_at - 10 * HOURS
        in_transaction(lambda: resizing.change_capacity(yoga.id, capacity=3, now=at))
        assert status_of(*line) == ["confirmed", "confirmed", "waiting"]

    def test_a_party_of_two_at_the_head_is_not_passed(self) -> None:
        yoga, ana, bo = a_session(capacity=2), a_pass(), a_pass()
        first, other = asks(ana, yoga), asks(bo, yoga)
        pair, single = asks(a_pass(), yoga, seats=2), asks(a_pass(), yoga)
        at = yoga.starts_at - 10 * HOURS
        lets_go(ana, first, now=at)
        assert status_of(pair, single) == ["waiting", "waiting"]
        lets_go(bo, other, now=at)
        assert status_of(pair, single) == ["confirmed", "waiting"]

    def test_whoever_asks_while_others_wait_joins_the_line_even_beside_a_free_place(self) -> None:
        yoga, ana = a_session(capacity=2), a_pass()
        first = asks(ana, yoga)
        asks(a_pass(), yoga)
        asks(a_pass(), yoga, seats=2)
        lets_go(ana, first, now=yoga.starts_at - 10 * HOURS)
        newcomer = asks(a_pass(), yoga, before=9 * HOURS)
        assert newcomer.status == "waiting"

    def test_nobody_is_moved_into_an_overlap_unasked_but_offered_the_place(self) -> None:
        festival, ana, bo = a_day_festival(), a_pass(), a_pass()
        yoga, bath = a_session(festival, capacity=1), a_session(festival)
        kept = asks(bo, yoga)
        asks(ana, bath)
        waiting = asks(ana, yoga)
        lets_go(bo, kept, now=yoga.starts_at - 10 * HOURS)
        assert status_of(waiting) == ["offered"]
        assert waiting.offered_until == yoga.starts_at - 7 * HOURS


@pytest.mark.usefixtures("app")
class TestOffers:
    def one_offered(self) -> tuple[Bookable, Booking, Booking, datetime]:
        """A session of one place, whose holder let go two hours before: (…, offered, next)."""
        yoga = a_session(a_day_festival(), capacity=1, starts_in=timedelta(days=2))
        ana = a_pass()
        kept = asks(ana, yoga)
        first, second = asks(a_pass(), yoga), asks(a_pass(), yoga)
        at = yoga.starts_at - 2 * HOURS
        lets_go(ana, kept, now=at)
        return yoga, first, second, at

    def test_closer_to_the_start_a_place_is_offered_for_twenty_minutes(self) -> None:
        yoga, first, second, at = self.one_offered()
        assert status_of(first, second) == ["offered", "waiting"]
        assert first.offered_until == at + 20 * MINUTES
        assert counts_of(yoga) == (1, 1)

    def test_saying_yes_makes_it_a_place(self) -> None:
        yoga, first, _second, at = self.one_offered()
        holder, reference = first.pass_id or 0, first.reference
        for _ in range(2):
            in_transaction(lambda: actions.take_place(holder, reference, now=at + 5 * MINUTES))
        assert status_of(first) == ["confirmed"]
        assert counts_of(yoga) == (1, 1)

    def test_a_lapsed_offer_goes_to_the_next_person(self) -> None:
        yoga, first, second, at = self.one_offered()
        settles(yoga, at + 21 * MINUTES)
        assert status_of(first, second) == ["cancelled", "offered"]
        with pytest.raises(errors.OfferPassed):
            in_transaction(
                lambda: actions.take_place(
                    first.pass_id or 0, first.reference, now=at + 22 * MINUTES
                )
            )

    def test_a_lapsed_offer_is_noticed_by_the_next_who_asks_without_any_worker(self) -> None:
        yoga, first, second, _at = self.one_offered()
        newcomer = asks(a_pass(), yoga, before=90 * MINUTES)
        assert status_of(first, second, newcomer) == ["cancelled", "offered", "waiting"]

    def test_saying_no_passes_the_offer_on(self) -> None:
        yoga, first, second, at = self.one_offered()
        in_transaction(
            lambda: actions.cancel_booking(first.pass_id or 0, first.reference, now=at + MINUTES)
        )
        assert status_of(first, second) == ["cancelled", "offered"]
        assert counts_of(yoga) == (1, 0)

    def test_accepting_can_swap_an_overlapping_place(self) -> None:
        festival, ana, bo = a_day_festival(), a_pass(), a_pass()
        yoga, bath = a_session(festival, capacity=1), a_session(festival)
        kept, other = asks(bo, yoga), asks(ana, bath)
        wish = asks(ana, yoga)
        at = yoga.starts_at - 2 * HOURS
        lets_go(bo, kept, now=at)
        with pytest.raises(errors.ClashesWithYours):
            in_transaction(lambda: actions.take_place(ana.id, wish.reference, now=at))
        assert status_of(wish, other) == ["offered", "confirmed"]
        in_transaction(lambda: actions.take_place(ana.id, wish.reference, swap=True, now=at))
        assert status_of(wish, other) == ["confirmed", "cancelled"]
        assert (counts_of(yoga), counts_of(bath)) == ((1, 0), (0, 0))


@pytest.mark.usefixtures("app")
class TestNight:
    def test_nothing_is_offered_at_night_and_the_morning_serves_the_line(self) -> None:
        nine = from_now(days=3).replace(hour=9, minute=0)
        yoga = a_session(a_festival(zone="UTC"), capacity=1, starts_at=nine)
        ana = a_pass()
        kept, waiting = asks(ana, yoga), asks(a_pass(), yoga)
        lets_go(ana, kept, now=nine - 5 * HOURS)
        assert status_of(waiting) == ["waiting"]
        settles(yoga, nine - 61 * MINUTES)
        assert status_of(waiting) == ["waiting"]
        settles(yoga, nine - 60 * MINUTES)
        assert status_of(waiting) == ["offered"]


@pytest.mark.usefixtures("app")
class TestShortlyBefore:
    def test_a_free_place_is_open_to_all(self) -> None:
        yoga, ana, bo = a_session(a_day_festival(), capacity=1), a_pass(), a_pass()
        kept, waiting = asks(ana, yoga), asks(bo, yoga)
        lets_go(ana, kept, now=yoga.starts_at - 40 * MINUTES)
        assert status_of(waiting) == ["waiting"]
        passer_by = asks(a_pass(), yoga, before=30 * MINUTES)
        assert status_of(passer_by) == ["confirmed"]

    def test_whoever_waits_can_take_it_with_one_tap(self) -> None:
        yoga, ana, bo = a_session(a_day_festival(), capacity=1), a_pass(), a_pass()
        kept, waiting = asks(ana, yoga), asks(bo, yoga)
        at = yoga.starts_at - 40 * MINUTES
        lets_go(ana, kept, now=at)
        in_transaction(lambda: actions.take_place(bo.id, waiting.reference, now=at))
        assert status_of(waiting) == ["confirmed"]
        assert counts_of(yoga) == (1, 0)

    def test_a_full_session_takes_no_more_names(self) -> None:
        yoga = a_session(capacity=1)
        asks(a_pass(), yoga)
        with pytest.raises(errors.FullyBooked):
            asks(a_pass(), yoga, before=30 * MINUTES)


@pytest.mark.usefixtures("app")
class TestCapacity:
    def test_it_is_not_lowered_below_what_is_taken(self) -> None:
        yoga = a_session(capacity=3)
        for _ in range(3):
            asks(a_pass(), yoga)
        at = yoga.starts_at - 10 * HOURS
        with pytest.raises(errors.BelowTaken):
            in_transaction(lambda: resizing.change_capacity(yoga.id, capacity=2, now=at))
        in_transaction(
            lambda: resizing.change_capacity(yoga.id, capacity=2, close_and_keep=True, now=at)
        )
        assert counts_of(yoga) == (3, 0)
        with pytest.raises(errors.BookingClosed):
            asks(a_pass(), yoga)

    def test_one_person_can_be_moved_up_by_hand_where_a_place_is_free(self) -> None:
        festival = a_festival(zone="UTC")
        yoga, ana = a_session(festival, capacity=1), a_pass()
        kept, first, second = asks(ana, yoga), asks(a_pass(), yoga), asks(a_pass(), yoga)
        at = yoga.starts_at - 10 * HOURS
        with pytest.raises(errors.FullyBooked):
            in_transaction(lambda: waiting_list.move_up(yoga.id, second.reference, now=at))
        lets_go(ana, kept, now=yoga.starts_at - 40 * MINUTES)
        in_transaction(lambda: waiting_list.move_up(yoga.id, second.reference, now=at))
        assert status_of(first, second) == ["waiting", "confirmed"]
