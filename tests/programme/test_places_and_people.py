"""The pages of spaces and facilitators, now and next, and what changed."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories import a_facilitator, a_festival, a_session, a_space, from_now
from tests.programme.reading import Element, read, titles_in, wall
from wellness.booking.models import BookableStatus, Entry
from wellness.database import db, transaction
from wellness.festivals.models import Festival
from wellness.programme.models import Change, Session
from wellness.programme.rules import PAGE_SIZE

DAY = date(from_now().year + 1, 6, 5)


def page_of(client: FlaskClient, address: str) -> Element:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer.text)


def a_change(session: Session, kind: str, before: str = "", after: str = "", **ago: float) -> None:
    with transaction():
        db.session.add(
            Change(
                festival_id=session.festival_id,
                bookable_id=session.id,
                kind=kind,
                before=before,
                after=after,
                made_at=from_now() - timedelta(**ago),
            )
        )


def test_a_space_says_how_to_find_it_and_what_happens_there_by_day(client: FlaskClient) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    tent, barn = a_space(festival, name="Bell tent"), a_space(festival, name="Barn")
    a_session(festival, title="Second", space=tent, starts_at=wall(DAY, "10:00", "UTC"))
    night = wall(DAY, "00:30", "Europe/Berlin")
    a_session(festival, title="First", space=tent, starts_at=night)
    a_session(festival, title="Elsewhere", space=barn, starts_at=wall(DAY, "10:00"))
    page = page_of(client, f"/f/spaces/{tent.slug}")
    assert page.one("h1").text == "Bell tent"
    assert "Left of the lake stage" in page.text
    assert "Step-free, chairs with backs" in page.text
    days = [(s.given["id"], titles_in(s)) for s in page.all("section") if "id" in s.given]
    assert days == [(str(DAY - timedelta(days=1)), ["First"]), (str(DAY), ["Second"])]


def test_a_facilitator_is_shown_with_their_words_and_sessions(client: FlaskClient) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    ana, ben = a_facilitator(festival, name="Ana"), a_facilitator(festival, name="Ben")
    with transaction():
        ana.about = "Plays the cello.\nTeaches rest."
        ana.pronouns = "she/her"
        ana.languages = ["en", "pt"]
    a_session(festival, title="Both", facilitators=(ana, ben), starts_at=wall(DAY, "10:00"))
    a_session(festival, title="Ben alone", facilitators=(ben,), starts_at=wall(DAY, "11:00"))
    page = page_of(client, f"/f/facilitators/{ana.slug}")
    assert page.one("h1").text == "Ana"
    assert "she/her · English, Portuguese" in page.text
    assert [p.text for p in page.one("div", class_="prose").all("p")] == [
        "Plays the cello.",
        "Teaches rest.",
    ]
    assert titles_in(page) == ["Both"]


def test_what_is_over_in_a_space_comes_last_and_folded(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    tent = a_space(festival)
    a_session(festival, title="Past", space=tent, starts_in=-timedelta(hours=4))
    a_session(festival, title="To come", space=tent, starts_in=timedelta(hours=4))
    page = page_of(client, f"/f/spaces/{tent.slug}")
    assert titles_in(page) == ["To come", "Past"]
    assert titles_in(page.one("details", class_="fold part")) == ["Past"]


@pytest.mark.parametrize("what", ["spaces", "facilitators"])
def test_another_festivals_words_lead_nowhere(client: FlaskClient, what: str) -> None:
    a_festival(slug="mine")
    theirs = a_festival(slug="theirs")
    slug = (a_space(theirs) if what == "spaces" else a_facilitator(theirs)).slug
    assert client.get(f"/theirs/{what}/{slug}").status_code == 200
    assert client.get(f"/mine/{what}/{slug}").status_code == 404
    assert client.get(f"/mine/{what}/nobody").status_code == 404


def test_now_and_next_tells_what_runs_and_what_comes_soon(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    minutes = {"Running": -10, "Over": -70, "Soon": 30, "Much later": 600}
    for title, ahead in minutes.items():
        a_session(festival, title=title, starts_in=timedelta(minutes=ahead))
    off = BookableStatus.CANCELLED
    a_session(festival, title="Called off", starts_in=timedelta(minutes=20), status=off)
    page = page_of(client, "/f/now")
    assert titles_in(page.one("section", id="now")) == ["Running"]
    assert titles_in(page.one("section", id="next")) == ["Soon"]
    assert titles_in(page) == ["Running", "Soon"]


def test_a_screen_on_a_wall_keeps_itself_up_to_date(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    a_session(festival, title="Open", entry=Entry.DROP_IN, starts_in=timedelta(minutes=-5))
    assert client.get("/f/now?screen=1").headers["Refresh"] == "60"
    assert "Refresh" not in client.get("/f/now").headers


def test_when_nothing_is_on_the_page_says_when_it_goes_on(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    session = a_session(festival, title="Far ahead", starts_in=timedelta(days=2))
    page = page_of(client, "/f/now")
    local = session.starts_at.astimezone(festival.zone)
    assert f"at {local:%H:%M}" in page.one("main").text
    assert titles_in(page.one("section", id="later")) == ["Far ahead"]
    a_festival(slug="over")
    assert "nothing more is planned" in page_of(client, "/over/now").text


def test_changes_come_newest_first_under_their_day_and_say_what_they_are(
    client: FlaskClient,
) -> None:
    festival = a_festival(slug="f", zone="UTC")
    yoga, bath = a_session(festival, title="Yoga"), a_session(festival, title="Bath")
    span = f"{DAY} 10:00–11:00"
    a_change(yoga, "moved", span, f"{DAY} 12:00–13:00", days=2)
    a_change(bath, "room", "Barn", "Bell tent", minutes=2)
    a_change(yoga, "cancelled", minutes=1)
    a_change(bath, "unheard of", minutes=0)
    elsewhere = a_session(title="Elsewhere")
    a_change(elsewhere, "new")
    page = page_of(client, "/f/changes").one("main")
    lines = [line.text.partition(" ")[2] for line in page.all("li")]
    said = f"{DAY:%A} {DAY.day} {DAY:%B}"
    assert lines == [
        "Changed · Bath",
        "Cancelled · Yoga",
        "Room changed · Bath Barn → Bell tent",
        f"Moved · Yoga {said}, 10:00–11:00 → {said}, 12:00–13:00",
    ]
    days = [heading.text for heading in page.all("h2")]
    first = from_now(days=-2)
    assert days[-1] == f"{first:%A} {first.day} {first:%B}"


def test_a_programme_that_did_not_change_says_so(client: FlaskClient) -> None:
    a_festival(slug="f")
    assert "Nothing has changed so far" in page_of(client, "/f/changes").text


def test_a_space_with_more_than_a_page_of_sessions_leads_on(client: FlaskClient) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    tent = a_space(festival)
    first = wall(DAY, "06:00")
    for n in range(PAGE_SIZE + 10):
        a_session(festival, space=tent, starts_at=first + timedelta(hours=n))
    page = page_of(client, f"/f/spaces/{tent.slug}")
    assert len(titles_in(page)) == PAGE_SIZE
    (link,) = (a for a in page.all("a") if a.text.endswith("(10)"))
    assert link.given["href"] == f"/f/?space={tent.slug}&day={DAY + timedelta(days=3)}"
    assert len(titles_in(page_of(client, link.given["href"]))) == PAGE_SIZE + 10 - 23 - 24 - 24


def test_nothing_is_shown_of_a_festival_that_was_taken_back(client: FlaskClient) -> None:
    festival = a_festival(slug="f")
    session = a_session(festival)
    assert client.get(f"/f/sessions/{session.reference}").status_code == 200
    with transaction():
        db.session.get_one(Festival, festival.id).released_at = None
    for address in ("", f"sessions/{session.reference}", "now", "changes"):
        assert client.get(f"/f/{address}").status_code == 404
