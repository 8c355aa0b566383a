"""Equipment for one's own studio time: granted as far as it is free, never twice."""

import re
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.booking.people import asks, lets_go
from tests.booking.phone import books, seen
from tests.factories import a_festival, a_pass, from_now
from tests.staff import staff_of
from tests.studios import a_slot, a_studio, some_equipment
from wellness import clock
from wellness.booking.models import Booking
from wellness.database import db, in_transaction, transaction
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass
from wellness.plan.actions import forget_person
from wellness.staff.models import Role
from wellness.studios import actions, audit, queries
from wellness.studios.errors import NotThatMany
from wellness.studios.models import EquipmentRequest, RequestState, Studio
from wellness.studios.rules import Use, free_of, promised_at_once


def _asked(person: Pass, booking: Booking, **wanted: int) -> list[EquipmentRequest]:
    quantities = {int(name.removeprefix("e")): many for name, many in wanted.items()}
    reference = booking.reference
    return in_transaction(
        lambda: actions.ask_for_equipment(person.id, reference, quantities, now=clock.now())
    )


def _wish(equipment_id: int, many: int = 1) -> dict[str, int]:
    return {f"e{equipment_id}": many}


def _ground() -> tuple[Festival, Studio]:
    festival = a_festival()
    return festival, a_studio(festival)


@pytest.mark.usefixtures("app")
def test_what_is_free_is_granted_at_once_and_the_rest_is_refused_whole() -> None:
    festival, studio = _ground()
    slot, beside = a_slot(studio), a_slot(a_studio(festival))
    amp, mic = some_equipment(festival, quantity=2), some_equipment(festival)
    one, other = a_pass(), a_pass()
    mine, theirs = asks(one, slot), asks(other, beside)

    granted = _asked(one, mine, **_wish(amp.id, 2), **_wish(mic.id))
    assert {(each.equipment_id, each.quantity, each.state) for each in granted} == {
        (amp.id, 2, RequestState.GRANTED),
        (mic.id, 1, RequestState.GRANTED),
    }
    with pytest.raises(NotThatMany) as short:
        _asked(other, theirs, **_wish(amp.id, 1), **_wish(mic.id))
    assert short.value.free == {amp.id: 0, mic.id: 0}
    db.session.rollback()
    assert queries.requests_of([theirs.id]) == {theirs.id: []}

    _asked(one, mine, **_wish(amp.id, 1))
    assert [each.quantity for each in _asked(other, theirs, **_wish(amp.id, 1))] == [1]
    assert audit.broken_promises(now=clock.now()) == []


@pytest.mark.usefixtures("app")
def test_the_same_thing_can_be_had_one_slot_after_the_other() -> None:
    festival, studio = _ground()
    early = a_slot(studio, starts_in=timedelta(days=1), lasts=timedelta(hours=4))
    late = a_slot(studio, starts_in=timedelta(days=1, hours=4))
    mic = some_equipment(festival, db.session.get_one(Space, studio.space_id))
    one, other = a_pass(), a_pass()
    _asked(one, asks(one, early), **_wish(mic.id))
    assert len(_asked(other, asks(other, late), **_wish(mic.id))) == 1


@pytest.mark.usefixtures("app")
def test_a_place_that_was_let_go_frees_its_things_once_it_cannot_be_undone() -> None:
    festival, studio = _ground()
    slot, beside = a_slot(studio), a_slot(a_studio(festival))
    mic = some_equipment(festival)
    one = a_pass()
    booking = asks(one, slot)
    _asked(one, booking, **_wish(mic.id))
    lets_go(one, booking, now=clock.now())
    assert [each.free for each in queries.equipment_for(beside, now=clock.now())] == [0]
    later = from_now(minutes=31)
    assert [each.free for each in queries.equipment_for(beside, now=later)] == [1]


def test_two_people_never_both_get_the_last_one(app: Flask) -> None:
    festival, _ = _ground()
    mic = some_equipment(festival)
    people = [a_pass() for _ in range(6)]
    held = [(person.id, asks(person, a_slot(a_studio(festival))).reference) for person in people]
    equipment_id, barrier, outcomes = mic.id, Barrier(len(held)), list[str]()
    db.session.rollback()

    def reach_for_it(pass_id: int, reference: str) -> None:
        with app.app_context():
            barrier.wait(30)
            try:
                in_transaction(
                    lambda: actions.ask_for_equipment(
                        pass_id, reference, {equipment_id: 1}, now=clock.now()
                    )
                )
                outcomes.append("granted")
            except NotThatMany:
                outcomes.append("none left")

    threads = [Thread(target=reach_for_it, args=each) for each in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["granted", *["none left"] * 5]
    assert audit.broken_promises(now=clock.now()) == []


@pytest.mark.usefixtures("app")
def test_the_audit_finds_what_was_promised_twice() -> None:
    festival, studio = _ground()
    mic = some_equipment(festival, quantity=2)
    one, other = a_pass(), a_pass()
    _asked(one, asks(one, a_slot(studio)), **_wish(mic.id))
    _asked(other, asks(other, a_slot(a_studio(festival))), **_wish(mic.id))
    assert audit.broken_promises(now=clock.now()) == []
    with transaction():
        mic.quantity = 1
    assert audit.broken_promises(now=clock.now()) == [f"equipment {mic.id}: 2 granted at once of 1"]


def test_the_holder_chooses_on_a_page_and_keeps_what_was_typed(client: FlaskClient) -> None:
    festival, studio = _ground()
    slot = a_slot(studio)
    amp = some_equipment(festival, quantity=2, kind="Valve amp")
    booked = books(client, slot)
    assert f"{booked.path}/equipment" in booked.html

    page = seen(client.get(f"{booked.path}/equipment"))
    assert "Valve amp" in page.html
    assert "2 can be had." in page.html
    token, field = page.hidden("csrf_token"), f"quantity-{amp.id}"
    too_many = client.post(f"{booked.path}/equipment", data={"csrf_token": token, field: "3"})
    assert too_many.status_code == 409
    assert "2 can be had at that time." in too_many.text
    assert re.search(rf'name="{field}"[^>]*value="3"', too_many.text)

    nonsense = client.post(f"{booked.path}/equipment", data={"csrf_token": token, field: "many"})
    assert nonsense.status_code == 422
    done = client.post(
        f"{booked.path}/equipment",
        data={"csrf_token": token, field: "2"},
        follow_redirects=True,
    )
    assert "What you asked for is kept for you." in done.text
    assert re.search(rf'name="{field}"[^>]*value="2"', done.text)


def test_nobody_else_sees_or_changes_it(app: Flask) -> None:
    _, studio = _ground()
    mine, stranger = app.test_client(), app.test_client()
    booked = books(mine, a_slot(studio))
    books(stranger, a_slot(a_studio()))
    assert stranger.get(f"{booked.path}/equipment").status_code == 404


def test_the_team_sees_it_by_slot_without_a_name_and_answers(app: Flask) -> None:
    festival, studio = _ground()
    mic = some_equipment(festival, kind="Ribbon microphone")
    person = a_pass(name="Canary Wren")
    booking = asks(person, a_slot(studio))
    asked = _asked(person, booking, **_wish(mic.id))[0]
    staff = staff_of(app.test_client(), festival, Role.PROGRAMME)
    page = seen(staff.get(f"/staff/{festival.slug}/equipment"))
    assert "Ribbon microphone" in page.html
    assert "Canary" not in page.html
    assert booking.reference not in page.html

    base = f"/staff/{festival.slug}/equipment/{asked.id}"
    token = page.hidden("csrf_token")
    staff.post(f"{base}/refuse", data={"csrf_token": token, "answer": "It is being mended."})
    db.session.rollback()
    db.session.refresh(asked)
    assert (asked.state, asked.answer) == (RequestState.REFUSED, "It is being mended.")

    other = a_pass()
    _asked(other, asks(other, a_slot(a_studio(festival))), **_wish(mic.id))
    again = staff.post(f"{base}/grant", data={"csrf_token": token, "answer": "At the desk."})
    assert again.status_code == 409
    assert "0 of “Ribbon microphone” can be had" in again.text
    assert "At the desk." in again.text


spans = st.builds(
    lambda start, length, many: Use(from_now(hours=start), from_now(hours=start + length), many),
    st.integers(0, 20),
    st.integers(1, 6),
    st.integers(1, 3),
)


@given(st.lists(spans, max_size=8), st.integers(0, 6))
def test_granting_what_is_free_never_promises_more_than_there_is(
    wishes: list[Use], quantity: int
) -> None:
    granted: list[Use] = []
    for wish in wishes:
        if wish.quantity <= free_of(quantity, granted, wish.starts_at, wish.ends_at):
            granted.append(wish)
    for wish in granted:
        assert promised_at_once(granted, wish.starts_at, wish.ends_at) <= quantity


def test_it_is_taken_away_with_the_rest_and_forgotten_with_the_person(
    client: FlaskClient,
) -> None:
    festival, studio = _ground()
    mic = some_equipment(festival, kind="Ribbon microphone")
    booked = books(client, a_slot(studio))
    page = seen(client.get(f"{booked.path}/equipment"))
    told = {"csrf_token": page.hidden("csrf_token"), f"quantity-{mic.id}": "1"}
    client.post(f"{booked.path}/equipment", data=told)
    taken = client.get("/me/data.json").get_json()
    assert [each["kind"] for each in taken["bookings"][0]["equipment"]] == ["Ribbon microphone"]
    holder_id = db.session.query(Pass).one().id
    in_transaction(lambda: forget_person(holder_id, now=clock.now()))
    assert db.session.query(EquipmentRequest).count() == 0
