from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import a_festival, a_pass, a_session, from_now
from wellness.booking.actions import BookPlace, book_place
from wellness.booking.models import Bookable, BookableStatus, Booking, Entry
from wellness.database import Model, db, transaction
from wellness.demo.loading import reference_of
from wellness.demo.timetable import TIMETABLE
from wellness.festivals.models import Festival, Space
from wellness.passes.models import Pass, PassKey
from wellness.programme.models import Activity, Category, Change, Facilitator, Session
from wellness.references import hash_of

EVERYTHING = (Space, Category, Facilitator, Activity, Session, Change, Booking, Pass)


A_DAY = timedelta(days=1)


def run(app: Flask, *options: str) -> str:
    result = app.test_cli_runner().invoke(args=["demo", *options])
    db.session.rollback()
    assert result.exit_code == 0, result.output
    return result.output


def count(model: type[Model]) -> int:
    return db.session.execute(select(func.count()).select_from(model)).scalar_one()


def stillwater() -> Festival:
    return db.session.scalars(select(Festival).where(Festival.slug == "stillwater")).one()


def references() -> set[str]:
    query = select(Bookable.reference).where(Bookable.festival_id == stillwater().id)
    return set(db.session.scalars(query))


def a_guest_books() -> None:
    """Somebody with a phone keeps a place where nobody has one yet."""
    free = select(Bookable.id).where(Bookable.capacity >= 6, Bookable.taken == 0)
    free = free.where(Bookable.entry == "booked", Bookable.opens_at.is_(None))
    session = db.session.scalars(free.where(~Bookable.is_support).limit(1)).one()
    holder = a_pass(name="Somebody real")
    with transaction():
        key = PassKey(pass_id=holder.id, secret_hash=hash_of("phone"), created_at=from_now())
        db.session.add(key)
        book_place(BookPlace(bookable_id=session, pass_id=holder.id), now=from_now())


def test_one_command_makes_a_whole_festival_and_fresh_makes_it_again(app: Flask) -> None:
    elsewhere = a_session(a_festival(slug="elsewhere")).reference
    said = run(app)
    assert f"Stillwater is ready: {len(TIMETABLE)} sessions" in said
    made, addresses = [count(model) for model in EVERYTHING], references()
    assert len(addresses) >= len(TIMETABLE)
    with transaction():
        stillwater().name = "Edited since"
    assert "Stillwater is ready" in run(app, "--fresh")
    assert stillwater().name == "Stillwater"
    assert references() == addresses
    assert [count(model) for model in EVERYTHING] == made
    other = select(func.count()).where(Bookable.reference == elsewhere)
    assert db.session.execute(other).scalar_one() == 1


def test_running_it_again_leaves_it_alone(demonstration: Flask) -> None:
    before = stillwater()
    was = (before.id, before.created_at, before.version)
    assert "is there already and was left as it is" in run(demonstration)
    after = stillwater()
    assert (after.id, after.created_at, after.version) == was
    assert references() >= {reference_of(new) for new in TIMETABLE}


def test_it_prints_five_addresses_that_show_five_different_things(demonstration: Flask) -> None:
    programme = "http://localhost/stillwater/"
    lines = run(demonstration).splitlines()
    assert f"  {programme}" in lines
    printed = [line.split()[-1] for line in lines if f"{programme}sessions/" in line]
    query = select(Bookable).where(Bookable.reference.in_(a.rsplit("/", 1)[1] for a in printed))
    found = list(db.session.scalars(query))
    assert len(found) == 5
    assert {b.status for b in found} == {BookableStatus.SCHEDULED, BookableStatus.CANCELLED}
    assert {b.entry for b in found} == {Entry.BOOKED, Entry.DROP_IN}
    assert {b.is_support for b in found} == {True, False}
    assert {b.waiting > 0 for b in found} == {True, False}


def test_fresh_refuses_once_a_real_person_has_booked(demonstration: Flask) -> None:
    a_guest_books()
    before = stillwater().id
    result = demonstration.test_cli_runner().invoke(args=["demo", "--fresh"])
    assert result.exit_code == 1
    assert "one person has booked" in result.output
    assert stillwater().id == before
    assert references() >= {reference_of(new) for new in TIMETABLE}


@pytest.mark.parametrize(("ago", "hint"), [(0, False), (1, True)])
def test_once_its_days_are_over_it_says_how_to_make_it_anew(
    demonstration: Flask, ago: int, *, hint: bool
) -> None:
    with transaction():
        festival = stillwater()
        festival.starts_on = from_now(days=-5).date()
        festival.ends_on = from_now().astimezone(festival.zone).date() - ago * A_DAY
    assert ("`wellness demo --fresh` makes it anew" in run(demonstration)) is hint
