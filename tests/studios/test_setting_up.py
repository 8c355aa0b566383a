"""Setting up studios: the pages planners work on."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.booking.phone import Page, seen
from tests.factories import a_facilitator, a_festival, a_pass, a_space, from_now
from tests.staff import an_account, hand_of, staff_of
from tests.studios import a_shift, a_slot, a_studio, some_equipment
from wellness import clock
from wellness.database import db, in_transaction
from wellness.festivals.models import Festival, Space, SpaceKind
from wellness.setup.actions.copying import CopyParts, copy_festival
from wellness.staff.models import Role
from wellness.studios import actions
from wellness.studios.models import EngineerShift, Equipment, SlotLength, Studio


class Desk:
    """Somebody who plans, at the pages of setting up."""

    def __init__(self, client: FlaskClient, festival: Festival) -> None:
        self.client = staff_of(client, festival, Role.PROGRAMME)
        self.base = f"/staff/{festival.slug}/setup"

    def sees(self, path: str) -> Page:
        return seen(self.client.get(f"{self.base}/{path}"))

    def sends(self, path: str, *, page: Page | None = None, **fields: object) -> Page:
        page = page or self.sees("studios/none")
        with self.client.session_transaction():
            pass
        token = page.hidden("csrf_token")
        told = {"csrf_token": token} | fields
        answer = self.client.post(f"{self.base}/{path}", data=told, follow_redirects=True)
        db.session.rollback()
        return seen(answer)


def test_a_space_becomes_a_studio_and_a_room_again(client: FlaskClient) -> None:
    festival = a_festival()
    space = a_space(festival, name="Barn")
    desk = Desk(client, festival)
    assert "No studios yet" in desk.sees("studios").html
    page = desk.sees(f"studios/{space.slug}")
    wanting = desk.sends(
        f"studios/{space.slug}", page=page, revision="0", slot_length="hours", about="A barn."
    )
    assert wanting.status == 422
    assert "Say how many hours each slot has." in wanting.html
    assert "A barn." in wanting.html

    desk.sends(
        f"studios/{space.slug}",
        page=page,
        revision="0",
        slot_length="hours",
        slot_hours="3",
        about="A barn.",
        needs_engineer="y",
    )
    studio = db.session.scalars(select(Studio)).one()
    assert (studio.slot_length, studio.slot_hours, studio.needs_engineer) == (
        SlotLength.HOURS,
        3,
        True,
    )
    db.session.refresh(space)
    assert space.kind is SpaceKind.STUDIO

    stale = desk.sends(
        f"studios/{space.slug}", page=page, revision="0", slot_length="day", about="Mine."
    )
    assert stale.status == 409
    assert "A barn." in stale.html
    assert "Mine." in stale.html

    desk.sends(f"studios/{space.slug}/end", page=page)
    assert db.session.query(Studio).count() == 0


def test_equipment_is_added_edited_and_removed_unless_somebody_counts_on_it(
    client: FlaskClient,
) -> None:
    festival = a_festival()
    studio = a_studio(festival, name="Alder")
    space = db.session.get_one(Space, studio.space_id)
    desk = Desk(client, festival)
    page = desk.sees(f"equipment/add?in={space.slug}")
    assert f'selected value="{space.id}"' in page.html
    desk.sends(
        "equipment/add", page=page, kind="Ribbon microphone", quantity="2", space_id=str(space.id)
    )
    thing = db.session.scalars(select(Equipment)).one()
    assert (thing.kind, thing.quantity, thing.space_id) == ("Ribbon microphone", 2, space.id)
    nameless = desk.sends("equipment/add", page=page, kind="", quantity="0")
    assert nameless.status == 422

    person = a_pass()
    booking = asks(person, a_slot(studio))
    reference, number = booking.reference, thing.id
    in_transaction(
        lambda: actions.ask_for_equipment(person.id, reference, {number: 2}, now=clock.now())
    )
    edit = {"kind": "Ribbon microphone", "space_id": str(space.id), "revision": "1"}
    fewer = desk.sends(f"equipment/{thing.id}", page=page, quantity="1", **edit)
    assert fewer.status == 409
    assert "2 of “Ribbon microphone” are promised" in fewer.html
    kept = desk.sends(f"equipment/{thing.id}/remove", page=page)
    assert kept.status == 409
    assert "so it stays" in kept.html
    ended = desk.sends(f"studios/{space.slug}/end", page=page)
    assert ended.status == 409

    desk.sends(f"equipment/{thing.id}", page=page, quantity="3", **edit)
    db.session.refresh(thing)
    assert (thing.quantity, thing.revision) == (3, 2)
    stale = desk.sends(f"equipment/{thing.id}", page=page, quantity="4", **edit)
    assert stale.status == 409

    other = some_equipment(festival, kind="Banjo")
    desk.sends(f"equipment/{other.id}/remove", page=page)
    assert [each.kind for each in db.session.scalars(select(Equipment))] == ["Ribbon microphone"]


def test_shifts_are_typed_once_for_several_days(client: FlaskClient) -> None:
    festival = a_festival()
    studio = a_studio(festival)
    space = db.session.get_one(Space, studio.space_id)
    engineer = a_facilitator(festival, name="Owen")
    desk = Desk(client, festival)
    path = f"studios/{space.slug}/shifts"
    page = desk.sees(path)
    assert "Nobody is at the desk yet" in page.html
    days = [(festival.starts_on + timedelta(days=n)).isoformat() for n in range(2)]
    told = {"facilitator_id": str(engineer.id), "days": days}
    backwards = desk.sends(path, page=page, starts="14:00", ends="10:00", **told)
    assert backwards.status == 422
    assert "The second time has to be later" in backwards.html
    for _ in range(2):
        desk.sends(path, page=page, starts="20:00", ends="02:00", **told)
    shifts = db.session.scalars(select(EngineerShift).order_by(EngineerShift.starts_at)).all()
    assert [(each.ends_at - each.starts_at) for each in shifts] == [timedelta(hours=6)] * 2
    desk.sends(f"{path}/remove", page=page, shift=str(shifts[0].id))
    assert db.session.query(EngineerShift).count() == 1
    missing = desk.sends(f"{path}/remove", page=page, shift="999999")
    assert missing.status == 404


@pytest.mark.usefixtures("app")
def test_a_copied_festival_has_the_studios_at_the_same_wall_times() -> None:
    festival = a_festival(zone="Europe/Berlin")
    studio = a_studio(festival, name="Alder", length=SlotLength.HOURS, hours=3)
    space = db.session.get_one(Space, studio.space_id)
    shift = a_shift(studio, from_now(days=1), 5)
    some_equipment(festival, space, kind="Piano")
    some_equipment(festival, kind="Microphone", quantity=2)
    first = festival.starts_on + timedelta(days=365)
    account = an_account()
    values = {
        "slug": "next-year",
        "name": "Next year",
        "zone_name": "Europe/Berlin",
        "starts_on": first,
        "ends_on": first + timedelta(days=3),
    }
    copied = in_transaction(
        lambda: copy_festival(
            festival,
            values,
            CopyParts(),
            account_id=account.id,
            hand=hand_of(account),
            now=clock.now(),
        )
    ).festival
    twin = db.session.scalars(select(Studio).where(Studio.festival_id == copied.id)).one()
    assert (twin.space.name, twin.slot_hours) == ("Alder", 3)
    moved = db.session.scalars(
        select(EngineerShift).where(EngineerShift.festival_id == copied.id)
    ).one()
    was, now = (
        (each.starts_at.astimezone(festival.zone), each.ends_at.astimezone(festival.zone))
        for each in (shift, moved)
    )
    assert [each.time() for each in now] == [each.time() for each in was]
    assert now[0].date() - was[0].date() == timedelta(days=365)
    assert moved.space_id == twin.space_id
    things = db.session.scalars(
        select(Equipment).where(Equipment.festival_id == copied.id).order_by(Equipment.kind)
    ).all()
    assert [(each.kind, each.quantity, each.space_id) for each in things] == [
        ("Microphone", 2, None),
        ("Piano", 1, twin.space_id),
    ]
