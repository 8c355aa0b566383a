"""An offer is made in order, answered by one tap, and goes on to the next by itself."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.booking.test_letters import a_reader
from tests.calls import an_application
from tests.factories import a_festival
from tests.selection import (
    State,
    a_closed_call,
    a_line,
    ends_now,
    offered,
    states_of,
)
from wellness import clock
from wellness.calls.models import Application
from wellness.database import db, in_transaction, transaction
from wellness.mail.models import Letter
from wellness.mail.outbox import text_of
from wellness.operations.work import do_due_work
from wellness.passes.models import Pass
from wellness.plan.actions import forget_person
from wellness.residencies.models import Residency, ResidencyState
from wellness.selection.actions import answering, deciding, offering
from wellness.selection.audit import broken_promises
from wellness.selection.errors import CannotBeUndone, NothingToOffer, OfferIsOver
from wellness.staff.models import Deed
from wellness.staff.rules import COMMAND_LINE

pytestmark = pytest.mark.usefixtures("app")


def says_yes(one: Application) -> Residency:
    return in_transaction(
        lambda: answering.accept(one.pass_id or 0, one.reference, now=clock.now())
    )


def says_no(one: Application) -> Application:
    return in_transaction(
        lambda: answering.decline(one.pass_id or 0, one.reference, now=clock.now())
    )


def takes_it_back(one: Application) -> Application:
    return in_transaction(
        lambda: answering.undo_decline(one.pass_id or 0, one.reference, now=clock.now())
    )


def letters_to(holder: Pass | None) -> list[str]:
    assert holder
    query = select(Letter.kind).where(Letter.pass_id == holder.id).order_by(Letter.id)
    return list(db.session.scalars(query))


def test_the_first_in_each_line_are_offered_what_is_free() -> None:
    call = a_closed_call(roles=(("Songwriter", 2), ("Producer", 1)))
    writers, producers = a_line(call, 3), a_line(call, 2, role="Producer")
    offered(call)
    assert states_of(*writers) == ["offered", "offered", "in_line"]
    assert states_of(*producers) == ["offered", "in_line"]
    ends = writers[0].offered_until
    assert ends
    assert timedelta(hours=72) <= ends - clock.now() + timedelta(minutes=1)
    with pytest.raises(NothingToOffer):
        offered(call)
    assert broken_promises(now=clock.now()) == []


def test_a_yes_is_a_residency_and_the_same_one_on_every_repeat() -> None:
    call = a_closed_call()
    first, *_ = a_line(call, 1)
    offered(call)
    residency = says_yes(first)
    assert residency.state is ResidencyState.CONFIRMED
    assert residency.application_id == first.id
    assert says_yes(first).reference == residency.reference
    assert states_of(first) == ["accepted"]
    with pytest.raises(OfferIsOver):
        says_no(first)
    assert states_of(first) == ["accepted"]
    assert broken_promises(now=clock.now()) == []


def test_a_no_asks_the_next_at_once_and_nobody_is_passed_over() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    line = a_line(call, 3)
    offered(call)
    says_no(line[0])
    assert states_of(*line) == ["declined", "offered", "in_line"]
    says_no(line[0])
    assert states_of(*line) == ["declined", "offered", "in_line"], "pressed twice it is one no"
    says_no(line[1])
    assert states_of(*line) == ["declined", "declined", "offered"]


def test_a_no_can_be_taken_back_while_nobody_else_was_asked() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    only, *_ = a_line(call, 1)
    offered(call)
    until = only.offered_until
    says_no(only)
    assert takes_it_back(only).state is State.OFFERED
    assert only.offered_until == until
    says_no(only)
    with transaction():
        only.decided_at = clock.now() - timedelta(minutes=31)
    with pytest.raises(CannotBeUndone):
        takes_it_back(only)


def test_a_no_cannot_be_taken_back_once_the_next_was_asked() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    offered(call)
    says_no(first)
    with pytest.raises(CannotBeUndone):
        takes_it_back(first)
    assert states_of(first, second) == ["declined", "offered"]


def test_the_worker_lets_an_offer_lapse_and_asks_the_next() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    offered(call)
    ends_now(first)
    with pytest.raises(OfferIsOver):
        says_yes(first)
    done = do_due_work(now=clock.now(), with_purge=False)
    assert "offers of 1 calls" in done
    assert states_of(first, second) == ["lapsed", "offered"]
    assert do_due_work(now=clock.now(), with_purge=False) == ""


def test_a_residency_given_up_goes_to_the_next_in_line() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    offered(call)
    residency = says_yes(first)

    def gives_up() -> None:
        in_transaction(
            lambda: answering.give_up(first.pass_id or 0, residency.reference, now=clock.now())
        )

    gives_up()
    assert states_of(first, second) == ["declined", "offered"]
    db.session.refresh(residency)
    assert residency.state is ResidencyState.GIVEN_UP
    gives_up()
    assert states_of(first, second) == ["declined", "offered"]
    with pytest.raises(CannotBeUndone):
        takes_it_back(first)


@pytest.mark.parametrize("has_accepted", [False, True])
def test_whoever_is_forgotten_leaves_the_place_to_the_next(has_accepted: bool) -> None:  # noqa: FBT001 - a parameter of the test
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    holder = first.pass_id or 0
    offered(call)
    if has_accepted:
        says_yes(first)
    in_transaction(lambda: forget_person(holder, now=clock.now()))
    assert states_of(second) == ["offered"]
    assert states_of(first)[0] not in {"offered", "accepted"}
    assert broken_promises(now=clock.now()) == []


def test_nobody_who_left_is_offered_a_place() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    with transaction():
        db.session.get_one(Application, first.id).state = State.WITHDRAWN
    offered(call)
    assert states_of(first, second) == ["withdrawn", "offered"]


def test_nothing_is_offered_once_the_festival_is_over() -> None:
    festival = a_festival(starts_on=(clock.now() - timedelta(days=9)).date())
    call = a_closed_call(festival)
    a_line(call, 1)
    with pytest.raises(NothingToOffer):
        offered(call)


def test_letters_say_what_happened_without_saying_it_on_a_locked_screen() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),), offer_hours=10)
    people = [a_reader(name=name) for name in ("Ada", "Bea")]
    first, second = (
        an_application(call, holder=person, state=State.IN_LINE, line_position=n)
        for n, person in enumerate(people, 1)
    )
    offered(call)
    in_transaction(lambda: offering.remind(now=clock.now()))
    assert letters_to(people[0]) == ["offer"], "not before half the time is over"
    with transaction():
        row = db.session.get_one(Application, first.id)
        row.decided_at = clock.now() - timedelta(days=3)
        row.offered_until = clock.now() + timedelta(hours=2)
    noon = clock.now().replace(hour=11, minute=0)
    with transaction():
        row.offered_until = noon + timedelta(hours=2)
        row.decided_at = noon - timedelta(hours=3)
    in_transaction(lambda: offering.remind(now=noon))
    in_transaction(lambda: offering.remind(now=noon + timedelta(minutes=5)))
    assert letters_to(people[0]) == ["offer", "offer_reminder"], "reminded once"
    ends_now(first)
    in_transaction(lambda: offering.settle(call.id, now=clock.now()))
    assert letters_to(people[0]) == ["offer", "offer_reminder", "offer_lapsed"]
    assert letters_to(people[1]) == ["offer"]
    says_no(second)
    in_transaction(lambda: deciding.end_selection(call.id, hand=COMMAND_LINE, now=clock.now()))
    for letter in db.session.scalars(select(Letter)):
        assert call.title not in letter.subject
        assert call.festival.name not in letter.subject
        assert "esidenc" not in letter.subject
    late = db.session.scalars(select(Letter).where(Letter.pass_id == people[1].id)).first()
    assert late
    assert "after all" in text_of(late)
    assert f"/me/applications/{second.reference}/offer" in text_of(late)


def test_the_log_knows_every_step_and_no_name() -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    first, second = a_line(call, 2)
    offered(call)
    says_no(first)
    says_yes(second)
    told = [
        (deed.account_name, deed.about.removeprefix(f"{call.title}, "))
        for deed in db.session.scalars(
            select(Deed).where(Deed.kind == "application_decided").order_by(Deed.id)
        )
    ]
    assert told == [
        ("command line", "application 1: offered"),
        ("whoever applied", "application 1: declined"),
        ("the line", "application 2: offered"),
        ("whoever applied", "application 2: accepted"),
    ]


def test_what_is_broken_is_said(app: Flask) -> None:
    call = a_closed_call(roles=(("Songwriter", 1),))
    lost = an_application(call, state=State.ACCEPTED)
    late = an_application(call, state=State.OFFERED, offered_for=-timedelta(days=2))
    found = broken_promises(now=clock.now())
    assert found == [
        f"{call.slug}, Songwriter: 2 accepted or offered, 1 places",
        f"{lost.reference}: accepted, and has no residency",
        f"{late.reference}: its offer ended more than a day ago",
    ]
    told = app.test_cli_runner().invoke(args=["audit"])
    assert told.exit_code == 1
    assert found[0] in told.output
