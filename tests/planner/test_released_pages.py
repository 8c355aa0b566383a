"""What people see of a release on the public pages and in the public feed."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.factories import a_festival, a_session, a_space, from_now
from tests.planner.releasing import releases, replans
from tests.programme.reading import read, titles_in

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("app")


def sequences(client: FlaskClient, slug: str) -> dict[str, tuple[int, str]]:
    calendar = Calendar.from_ical(client.get(f"/{slug}/calendar.ics").data)
    return {
        str(event["SUMMARY"]): (int(str(event["SEQUENCE"])), str(event["STATUS"]))
        for event in calendar.walk("VEVENT")
    }


def test_changes_stand_under_their_release_with_its_number_and_time(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    yoga, bath = a_session(festival, title="Yoga"), a_session(festival, title="Bath")
    for session, ago in ((yoga, 3), (bath, 1)):
        replans(session, later=HOUR)
        releases(festival, now=from_now(hours=-ago))
    page = read(client.get("/f/changes").text).one("main")
    second, first = page.all("section")
    at = from_now(hours=-1).astimezone(festival.zone)
    assert f"{at:%H:%M}" in second.one("h2").text
    assert "Release 2 of the programme" in second.text
    assert [each.one("a").text for each in (first, second)] == ["Yoga", "Bath"]


def test_a_cancelled_session_leads_to_where_one_can_go_instead(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    yoga = a_session(festival, title="Yoga")
    other = a_session(festival, title="Swim", starts_in=timedelta(days=3))
    gone = a_session(festival, title="Walk", starts_in=timedelta(days=3))
    replans(gone, is_cancelled=True)
    replans(
        yoga,
        is_cancelled=True,
        cancel_reason="Wind.",
        alternatives=[other.reference, gone.reference],
    )
    address = f"/f/sessions/{yoga.reference}"
    assert "Go here instead" not in client.get(address).text
    releases(festival)
    ways = read(client.get(address).text).one("section", id="ways")
    assert titles_in(ways).count("Swim") == 1
    assert titles_in(ways)[0] == "Swim"
    assert "Walk" not in ways.text


def test_the_feed_raises_sequence_for_what_was_promised_otherwise_only(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="f")
    barn = a_space(festival, name="Barn")
    names = ("Later", "Longer", "Elsewhere", "Gone", "Bigger", "Same")
    made = {name: a_session(festival, title=name) for name in names}
    before = sequences(client, "f")
    assert set(before.values()) == {(0, "CONFIRMED")}
    replans(made["Later"], later=HOUR)
    replans(made["Longer"], length_minutes=90)
    replans(made["Elsewhere"], space_id=barn.id)
    replans(made["Gone"], is_cancelled=True)
    replans(made["Bigger"], capacity=99)
    assert sequences(client, "f") == before
    releases(festival)
    assert sequences(client, "f") == {
        "Moved: Later": (1, "CONFIRMED"),
        "Moved: Longer": (1, "CONFIRMED"),
        "Moved: Elsewhere": (1, "CONFIRMED"),
        "CANCELLED: Gone": (1, "CANCELLED"),
        "Bigger": (0, "CONFIRMED"),
        "Same": (0, "CONFIRMED"),
    }
