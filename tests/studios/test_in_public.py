"""A studio in public: what it is like, what stands in it, which slots can be booked."""

from datetime import timedelta

from flask.testing import FlaskClient

from tests.factories import a_festival, a_session, from_now
from tests.studios import a_slot, a_studio, some_equipment
from wellness import clock
from wellness.booking.models import BookableStatus
from wellness.database import db
from wellness.festivals.models import Space
from wellness.studios import queries


def test_a_studio_shows_its_equipment_and_its_open_slots(client: FlaskClient) -> None:
    festival = a_festival()
    studio = a_studio(festival, name="Alder")
    space = db.session.get_one(Space, studio.space_id)
    some_equipment(festival, space, kind="Upright piano")
    some_equipment(festival, kind="Ribbon microphone", quantity=2)
    slot = a_slot(studio, title="Half a day in Alder")
    page = client.get(f"/{festival.slug}/residencies/studios/{space.slug}")
    assert page.status_code == 200
    for words in (
        "A small room with a big window.",
        "Upright piano",
        "2 × Ribbon microphone",
        "Half a day in Alder",
        "1 place left",
        f'href="/{festival.slug}/sessions/{slot.reference}"',
    ):
        assert words in page.text, words


def test_a_given_slot_is_not_there(client: FlaskClient) -> None:
    festival = a_festival()
    studio = a_studio(festival)
    space = db.session.get_one(Space, studio.space_id)
    slot = a_slot(studio, given=True, title="Canary residency")
    page = client.get(f"/{festival.slug}/residencies/studios/{space.slug}")
    assert "Canary" not in page.text
    assert slot.reference not in page.text
    assert "No slots here just now" in page.text


def test_another_festivals_studio_is_missing(client: FlaskClient) -> None:
    studio, other = a_studio(), a_festival()
    space = db.session.get_one(Space, studio.space_id)
    assert client.get(f"/{other.slug}/residencies/studios/{space.slug}").status_code == 404


def test_what_is_over_cancelled_given_or_no_studio_time_is_no_open_slot(
    client: FlaskClient,  # noqa: ARG001 - the application has to run
) -> None:
    festival = a_festival()
    studio = a_studio(festival)
    open_one = a_slot(studio)
    a_slot(studio, given=True)
    a_slot(studio, starts_in=timedelta(days=-1))
    a_session(festival, space=db.session.get_one(Space, studio.space_id))
    a_session(
        festival,
        activity=open_one.activity,
        status=BookableStatus.CANCELLED,
        starts_in=timedelta(days=2),
    )
    found = queries.open_slots_of(festival, clock.now())
    assert [each.reference for each in found] == [open_one.reference]
    assert queries.open_slots_of(festival, from_now(days=3)) == ()
    assert [each.id for each in queries.studios_of(festival)] == [studio.id]


def test_several_slots_a_day_stand_under_their_day(client: FlaskClient) -> None:
    festival = a_festival()
    studio = a_studio(festival)
    space = db.session.get_one(Space, studio.space_id)
    early = a_slot(studio, starts_in=timedelta(minutes=5), lasts=timedelta(minutes=4))
    a_slot(studio, starts_in=timedelta(minutes=10), lasts=timedelta(minutes=4))
    a_slot(studio, starts_in=timedelta(days=2))
    page = client.get(f"/{festival.slug}/residencies/studios/{space.slug}").text
    day = clock.festival_day(early.starts_at, festival.zone, festival.dawn)
    assert f'<h3 id="{day.isoformat()}">' in page
    assert page.count("data-session=") == 3
