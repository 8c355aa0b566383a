from datetime import timedelta

import pytest

from tests.booking.people import counts_of, status_of
from tests.factories import a_pass, a_session, from_now
from tests.residencies.people import (
    a_call,
    a_residency,
    a_slot,
    an_application,
    begins,
    held_slots,
    slots_in_a_row,
    times_of,
)
from wellness import clock
from wellness.booking import errors
from wellness.booking.actions import cancel_booking
from wellness.booking.giving import give_place, take_back, take_up_again
from wellness.booking.models import Bookable, BookableStatus, Booking, BookingStatus, CancelledBy
from wellness.database import db, in_transaction
from wellness.passes.models import Pass
from wellness.residencies.actions.welcoming import end_residency
from wellness.residencies.models import ResidencyState


def gives(bookable: Bookable, person: Pass) -> Booking:
    bookable_id, pass_id = bookable.id, person.id
    return in_transaction(lambda: give_place(bookable_id, pass_id, now=clock.now()))


@pytest.mark.usefixtures("app")
class TestGivingAPlace:
    def test_it_is_confirmed_and_counted(self) -> None:
        slot = a_slot(a_call(), capacity=2)
        assert gives(slot, a_pass()).status is BookingStatus.CONFIRMED
        assert counts_of(slot) == (1, 0)

    def test_giving_it_again_gives_the_same_booking(self) -> None:
        slot, ana = a_slot(a_call(), capacity=2), a_pass()
        assert len({gives(slot, ana).reference for _ in range(3)}) == 1
        assert counts_of(slot) == (1, 0)

    def test_more_than_there_are_places_are_never_given(self) -> None:
        slot = a_slot(a_call(), capacity=1)
        gives(slot, a_pass())
        with pytest.raises(errors.NoPlaceToGive):
            gives(slot, a_pass())
        assert counts_of(slot) == (1, 0)

    def test_what_people_book_themselves_is_not_given(self) -> None:
        with pytest.raises(errors.NothingToGive):
            gives(a_session(), a_pass())

    def test_a_cancelled_slot_and_one_that_is_over_are_not_given(self) -> None:
        call = a_call()
        cancelled = a_slot(call, status=BookableStatus.CANCELLED)
        over = a_slot(call, starts_at=from_now(hours=-6))
        for slot in (cancelled, over):
            with pytest.raises(errors.NothingToGive):
                gives(slot, a_pass())

    def test_what_is_taken_back_can_be_given_to_somebody_else(self) -> None:
        slot = a_slot(a_call())
        first = gives(slot, a_pass())
        for _ in range(2):
            in_transaction(lambda: take_back(first, now=clock.now()))
        assert counts_of(slot) == (0, 0)
        assert status_of(first, gives(slot, a_pass())) == ["cancelled", "confirmed"]


@pytest.mark.usefixtures("app")
class TestBeginningAResidency:
    def test_it_holds_the_first_slots_in_a_row_that_are_free(self) -> None:
        call = a_call(slots_each=2)
        slots = slots_in_a_row(call, 4)
        gives(slots[0], a_pass())
        residency = begins(an_application(call))
        assert times_of(residency) == [slots[1].starts_at, slots[2].starts_at]
        assert residency.state is ResidencyState.CONFIRMED
        assert residency.role_name == "Songwriter"

    def test_slots_of_two_studios_are_not_a_row(self) -> None:
        call = a_call(slots_each=2)
        a_slot(call)
        a_slot(call, starts_in=timedelta(days=2))
        assert times_of(begins(an_application(call))) == []

    def test_nobody_who_was_accepted_is_lost_when_there_is_no_studio_time(self) -> None:
        call = a_call(slots_each=3)
        slots_in_a_row(call, 2)
        residency = begins(an_application(call))
        assert residency.state is ResidencyState.CONFIRMED
        assert times_of(residency) == []

    def test_beginning_twice_is_beginning_once(self) -> None:
        call = a_call()
        slots = slots_in_a_row(call, 2)
        application = an_application(call)
        assert begins(application).id == begins(application).id
        assert [counts_of(slot) for slot in slots] == [(1, 0), (0, 0)]

    def test_two_residents_do_not_get_the_same_time(self) -> None:
        call = a_call()
        slots = slots_in_a_row(call, 2)
        first, second = begins(an_application(call)), begins(an_application(call))
        assert [*times_of(first), *times_of(second)] == [slot.starts_at for slot in slots]

    def test_a_slot_that_has_begun_is_nobodys(self) -> None:
        call = a_call()
        a_slot(call, starts_at=from_now(hours=-1))
        assert times_of(begins(an_application(call))) == []


@pytest.mark.usefixtures("app")
class TestEndingAResidency:
    def test_what_is_given_up_is_free_for_the_next(self) -> None:
        call = a_call()
        slots_in_a_row(call, 1)
        first = begins(an_application(call))
        held = times_of(first)
        for _ in range(2):
            in_transaction(lambda: end_residency(first, by=CancelledBy.PERSON, now=clock.now()))
        assert first.state is ResidencyState.GIVEN_UP
        assert times_of(first) == []
        assert times_of(begins(an_application(call))) == held

    def test_what_is_over_stays_as_it_was(self) -> None:
        residency = a_residency()
        (slot,) = held_slots(residency)
        later = slot.bookable.ends_at + timedelta(hours=1)
        in_transaction(lambda: end_residency(residency, by=CancelledBy.FESTIVAL, now=later))
        assert residency.state is ResidencyState.WITHDRAWN
        assert status_of(slot) == ["confirmed"]

    def test_begun_anew_it_has_studio_time_again(self) -> None:
        call = a_call()
        slots_in_a_row(call, 1)
        application = an_application(call)
        residency = begins(application)
        in_transaction(lambda: end_residency(residency, by=CancelledBy.PERSON, now=clock.now()))
        again = begins(application)
        assert (again.id, again.state) == (residency.id, ResidencyState.CONFIRMED)
        assert len(times_of(again)) == 1

    def test_one_slot_can_be_let_go_and_the_rest_stays(self) -> None:
        residency = a_residency(slots=2)
        first, second = held_slots(residency)
        holder, reference = residency.pass_id, first.reference
        assert holder is not None
        in_transaction(lambda: cancel_booking(holder, reference, now=clock.now()))
        assert times_of(residency) == [second.bookable.starts_at]
        db.session.refresh(residency)
        assert residency.state is ResidencyState.CONFIRMED

    def test_a_slot_let_go_can_be_taken_back_while_nobody_else_has_it(self) -> None:
        residency = a_residency()
        (slot,) = held_slots(residency)
        holder, reference, at = residency.pass_id, slot.reference, clock.now()
        assert holder is not None
        in_transaction(lambda: cancel_booking(holder, reference, now=at))
        in_transaction(lambda: take_up_again(holder, reference, now=at))
        assert held_slots(residency) == [slot]
        assert counts_of(slot.bookable) == (1, 0)
        in_transaction(lambda: cancel_booking(holder, reference, now=at))
        gives(slot.bookable, a_pass())
        with pytest.raises(errors.NoPlaceToGive):
            in_transaction(lambda: take_up_again(holder, reference, now=at))
        assert held_slots(residency) == []
