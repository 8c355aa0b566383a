"""In a bad hour: done and released in one press, by those who may release."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.booking.people import asks
from tests.booking.test_letters import a_reader
from tests.factories import a_festival, a_session, a_space
from tests.pages import fields_of
from tests.planner.releasing import a_draft, draft_of
from tests.staff import staff_of
from wellness.booking.models import Bookable
from wellness.database import db, transaction
from wellness.festivals.models import Festival, Space
from wellness.mail.models import Letter
from wellness.planner.models import Release
from wellness.staff.models import Role

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("app")


def fresh(session: Bookable) -> Bookable:
    db.session.refresh(session)
    return session


def numbers() -> list[int]:
    return list(db.session.scalars(select(Release.number)))


def pressed(
    client: FlaskClient, festival: Festival, name: str, fields: dict[str, str], *, times: int = 1
) -> str:
    """Look at what it touches, then press "Do it and release it now"; what is said then."""
    address = f"/staff/{festival.slug}/planner/{name}"
    asked = fields_of(client.get(address).text, name) | fields
    looked = client.post(address, data=asked).text
    sent = fields_of(looked, name) | fields | {"do": "release"}
    answers = [client.post(address, data=sent, follow_redirects=True) for _ in range(times)]
    assert {each.status_code for each in answers} == {200}
    return answers[-1].text


def test_a_delay_is_public_at_once_and_pressed_twice_it_is_one_delay(client: FlaskClient) -> None:
    festival = a_festival()
    tent = a_space(festival)
    yoga = a_session(festival, space=tent, starts_in=timedelta(days=1))
    starts_at = yoga.starts_at
    new = a_draft(festival, space_id=tent.id, starts_at=starts_at + 3 * HOUR)
    asks(a_reader(), yoga)
    staff_of(client, festival, Role.ORGANIZER)
    day = yoga.starts_at.astimezone(festival.zone)
    when = day.date() if day.hour >= 5 else day.date() - timedelta(days=1)
    wanted = {"day": when.isoformat(), "space": str(tent.id), "minutes": "20"}
    said = pressed(client, festival, "delay", wanted, times=2)
    assert "It is public as release 1." in said
    assert fresh(yoga).starts_at == starts_at + timedelta(minutes=20)
    assert numbers() == [1]
    assert len(db.session.scalars(select(Letter).where(Letter.kind == "release")).all()) == 1
    db.session.refresh(new)
    assert new.session_id is None


def test_a_wet_place_is_a_room_only_change_for_everybody(client: FlaskClient) -> None:
    festival = a_festival()
    lawn, barn = a_space(festival, name="Lawn"), a_space(festival, name="Barn")
    with transaction():
        db.session.get_one(Space, lawn.id).wet_space_id = barn.id
    yoga = a_session(festival, space=lawn, starts_in=timedelta(days=1))
    staff_of(client, festival, Role.OWNER)
    local = yoga.starts_at.astimezone(festival.zone)
    when = local.date() if local.hour >= 5 else local.date() - timedelta(days=1)
    pressed(client, festival, "wet-place", {"day": when.isoformat(), "space": str(lawn.id)})
    assert (fresh(yoga).space_id, yoga.was_space_name, yoga.sequence) == (barn.id, "Lawn", 1)


def test_a_cancelled_session_is_cancelled_for_everybody(client: FlaskClient) -> None:
    festival = a_festival()
    yoga = a_session(festival)
    asks(a_reader(), yoga)
    staff_of(client, festival, Role.ORGANIZER)
    address = f"/staff/{festival.slug}/planner/sessions/{yoga.reference}/cancel"
    sent = fields_of(client.get(address).text, "cancel") | {"reason": "Wind.", "do": "release"}
    said = client.post(address, data=sent, follow_redirects=True).text
    assert "1 letter is on its way." in said
    assert (fresh(yoga).status, yoga.cancel_reason) == ("cancelled", "Wind.")


def test_whoever_only_prepares_changes_the_draft_and_nothing_else(client: FlaskClient) -> None:
    festival = a_festival()
    yoga = a_session(festival)
    staff_of(client, festival, Role.PROGRAMME)
    address = f"/staff/{festival.slug}/planner/sessions/{yoga.reference}/cancel"
    page = client.get(address).text
    assert "release it now" not in page
    client.post(address, data=fields_of(page, "cancel") | {"do": "release"})
    assert (fresh(yoga).status, numbers()) == ("scheduled", [])
    assert draft_of(yoga).is_cancelled
