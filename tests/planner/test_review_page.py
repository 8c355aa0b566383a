"""The review page: what it shows, who may release from it, and what pressing does."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.booking.people import asks
from tests.booking.test_letters import a_reader
from tests.factories import a_festival, a_session, a_space, an_activity
from tests.planner.releasing import replans, words_wait
from tests.programme.reading import read
from tests.staff import staff_of
from wellness.booking.models import Bookable
from wellness.database import db
from wellness.festivals.models import Festival
from wellness.planner.models import DraftSession, Release
from wellness.staff.models import Role

HOUR = timedelta(hours=1)


def fields(page: str, *, but: str = "") -> dict[str, list[str]]:
    """What a browser would send of the form as it stands."""
    found: dict[str, list[str]] = {}
    form = page[page.index('<form class="rv"') :]
    for tag in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        given = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if given.get("type") == "checkbox" and " checked" not in tag:
            continue
        if given["name"] != but:
            found.setdefault(given["name"], []).append(given["value"])
    return found


def released() -> int:
    return db.session.execute(select(func.count()).select_from(Release)).scalar_one()


def fresh(session: Bookable) -> Bookable:
    db.session.refresh(session)
    return session


@pytest.fixture
def festival() -> Festival:
    return a_festival(slug="still")


@pytest.fixture
def organizer(client: FlaskClient, festival: Festival) -> FlaskClient:
    return staff_of(client, festival, Role.ORGANIZER)


ADDRESS = "/staff/still/review"
pytestmark = pytest.mark.usefixtures("app")


def test_each_difference_shows_from_and_to_and_whom_it_touches(
    festival: Festival, organizer: FlaskClient
) -> None:
    tent, barn = a_space(festival, name="Bell tent"), a_space(festival, name="Barn")
    yoga = a_session(festival, title="Yoga", space=tent, starts_in=timedelta(days=1))
    bath = a_session(festival, title="Bath", starts_in=timedelta(days=1, hours=1))
    ana = a_reader()
    asks(ana, yoga), asks(ana, bath)
    words_wait(an_activity(festival, title="Nap"), summary="Lie down.")
    replans(yoga, later=HOUR, space_id=barn.id)
    page = organizer.get(ADDRESS).text
    card = read(page).one("article", data_kind="moved")
    was = yoga.starts_at.astimezone(festival.zone)
    assert f"{was:%H:%M}" in card.all("del")[0].text
    assert [each.text for each in card.all("ins")][1].endswith("Barn")
    assert "1 place booked" in card.text
    assert "1 person would have two places at the same time" in card.text
    assert "It concerns 1 person" in page
    assert "Lie down." in read(page).one("article", data_kind="text").text
    assert "1 change to your plan" not in page
    assert "The time and the room changed" in page


def test_nothing_to_release_is_said_kindly(organizer: FlaskClient) -> None:
    assert "The public programme is up to date" in organizer.get(ADDRESS).text


def test_pressing_release_publishes_and_says_what_happened(
    festival: Festival, organizer: FlaskClient
) -> None:
    yoga = a_session(festival)
    asks(a_reader(), yoga)
    replans(yoga, later=HOUR)
    sent = fields(organizer.get(ADDRESS).text) | {"note": ["The band plays longer."]}
    answer = organizer.post(ADDRESS, data=sent, follow_redirects=True)
    assert answer.status_code == 200
    assert "Release 1 is public. 1 letter is on its way." in answer.text
    assert "The band plays longer." in answer.text
    assert fresh(yoga).sequence == 1


def test_pressing_twice_releases_once(festival: Festival, organizer: FlaskClient) -> None:
    yoga = a_session(festival)
    replans(yoga, later=HOUR)
    sent = fields(organizer.get(ADDRESS).text)
    answers = [organizer.post(ADDRESS, data=sent) for _ in range(2)]
    assert [each.status_code for each in answers] == [303, 303]
    assert released() == 1


def test_what_is_not_ticked_stays_in_the_draft(festival: Festival, organizer: FlaskClient) -> None:
    yoga, bath = a_session(festival), a_session(festival)
    first = replans(yoga, later=HOUR)
    replans(bath, later=HOUR)
    sent = fields(organizer.get(ADDRESS).text) | {"change": [str(first.id)]}
    organizer.post(ADDRESS, data=sent)
    assert (fresh(yoga).sequence, fresh(bath).sequence) == (1, 0)


def test_a_draft_that_changed_meanwhile_is_shown_again_and_nothing_is_released(
    festival: Festival, organizer: FlaskClient
) -> None:
    yoga, bath = a_session(festival, title="Yoga"), a_session(festival, title="Bath")
    replans(yoga, later=HOUR)
    sent = fields(organizer.get(ADDRESS).text)
    replans(bath, later=HOUR)
    answer = organizer.post(ADDRESS, data=sent)
    assert answer.status_code == 409
    assert released() == 0
    cards = {
        card.one("b").text: "changed just now" in card.text
        for card in read(answer.text).all("article")
    }
    assert cards == {"Yoga": False, "Bath": True}
    again = organizer.post(ADDRESS, data=fields(answer.text))
    assert again.status_code == 303


def test_a_hard_warning_wants_a_tick_first(festival: Festival, organizer: FlaskClient) -> None:
    tent = a_space(festival)
    yoga = a_session(festival, space=tent, starts_in=timedelta(days=1))
    a_session(festival, space=tent, starts_in=timedelta(days=1, hours=2))
    replans(yoga, later=2 * HOUR)
    page = organizer.get(ADDRESS).text
    refused = organizer.post(ADDRESS, data=fields(page))
    assert refused.status_code == 422
    assert "A warning wants an answer first" in refused.text
    assert released() == 0
    known = read(page).one("input", name="known").given["value"]
    answer = organizer.post(ADDRESS, data=fields(refused.text) | {"known": [known]})
    assert (answer.status_code, released()) == (303, 1)


def test_fewer_places_than_are_held_are_released_only_when_everybody_keeps_theirs(
    festival: Festival, organizer: FlaskClient
) -> None:
    yoga = a_session(festival, title="Yoga", capacity=2)
    for name in ("Ana", "Ben"):
        asks(a_reader(name=name), yoga)
    draft = replans(yoga, capacity=1)
    page = organizer.get(ADDRESS).text
    refused = organizer.post(ADDRESS, data=fields(page))
    assert refused.status_code == 409
    assert "Yoga" in read(refused.text).one("main").text
    assert (released(), fresh(yoga).capacity) == (0, 2)
    organizer.post(ADDRESS, data=fields(refused.text) | {"keep": [str(draft.id)]})
    assert (fresh(yoga).capacity, yoga.is_closed, yoga.taken) == (1, True, 2)


def test_whoever_only_prepares_sees_it_and_cannot_release(
    client: FlaskClient, festival: Festival
) -> None:
    yoga = a_session(festival)
    replans(yoga, later=HOUR)
    page = staff_of(client, festival, Role.PROGRAMME).get(ADDRESS)
    assert page.status_code == 200
    assert "Release what is ticked" not in page.text
    assert client.post(ADDRESS, data=fields(page.text)).status_code == 404
    assert released() == 0


def test_another_festivals_sessions_are_not_released_from_here(
    festival: Festival, organizer: FlaskClient
) -> None:
    mine, theirs = a_session(festival), a_session(a_festival())
    replans(mine, later=HOUR)
    foreign = replans(theirs, later=HOUR)
    sent = fields(organizer.get(ADDRESS).text) | {"change": [str(foreign.id)]}
    assert organizer.post(ADDRESS, data=sent).status_code == 409
    assert (released(), fresh(theirs).sequence) == (0, 0)
    assert db.session.get(DraftSession, foreign.id) is not None


def test_past_releases_are_listed_with_number_and_hand(
    festival: Festival, organizer: FlaskClient
) -> None:
    assert "Nothing was released yet" in organizer.get("/staff/still/releases").text
    yoga = a_session(festival, title="Yoga")
    for _ in range(2):
        replans(yoga, later=HOUR)
        organizer.post(ADDRESS, data=fields(organizer.get(ADDRESS).text))
    page = read(organizer.get("/staff/still/releases?number=1").text)
    assert page.one("h1").text == "Release 1"
    assert [each.one("b").text for each in page.one("ol").all("li")] == ["Release 2", "Release 1"]
    assert "Ana" in page.one("ol").text
