"""Sessions for programs: in order of time, filtered, in pages, with their places."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.api.asking import follows, of, titles, told
from tests.booking.people import asks, lets_go
from tests.changing import calls_off
from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_pass,
    a_session,
    a_space,
    an_activity,
)
from tests.programme.reading import wall
from wellness import clock
from wellness.booking.models import Entry
from wellness.festivals.models import Festival

HOURS = timedelta(hours=1)
MINUTES = timedelta(minutes=1)


@pytest.fixture
def festival(app: Flask) -> Festival:
    """A released festival without sessions."""
    assert app.testing
    return a_festival()


def test_a_session_says_when_where_who_and_how_full(
    client: FlaskClient, festival: Festival
) -> None:
    day = clock.now().date() + timedelta(days=2)
    session = a_session(
        festival,
        activity=an_activity(festival, category=a_category(festival, name="Body"), title="Yoga"),
        space=a_space(festival, name="Willow Tent"),
        facilitators=(a_facilitator(festival, name="Ana"),),
        capacity=6,
        kept_for_door=1,
        starts_at=wall(day, "09:30"),
    )
    asks(a_pass(), session, seats=2)
    said = told(client, of(festival, f"/sessions/{session.reference}"), "SessionDetails")
    offset = wall(day, "09:30").strftime("%z")
    assert said["starts_at"] == f"{day}T09:30:00{offset[:3]}:{offset[3:]}"
    assert said["day"] == day.isoformat()
    assert (said["title"], said["space"]["name"], said["category"]["name"]) == (
        "Yoga",
        "Willow Tent",
        "Body",
    )
    assert [one["name"] for one in said["facilitators"]] == ["Ana"]
    assert said["places"] == {"capacity": 6, "taken": 2, "free": 3, "waiting": 0}
    assert said["may_do"] == "book"
    page = f"http://localhost/{festival.slug}/sessions/{session.reference}"
    assert (said["links"]["page"], said["links"]["calendar"]) == (page, f"{page}.ics")
    assert client.get(said["links"]["page"]).status_code == 200
    assert client.get(said["links"]["calendar"]).status_code == 200


def test_links_of_a_festival_lead_somewhere(client: FlaskClient, festival: Festival) -> None:
    a_session(festival)
    for link in told(client, of(festival), "Festival")["links"].values():
        assert client.get(link).status_code == 200


def test_pages_hold_every_session_once_in_order_of_time(
    client: FlaskClient, festival: Festival
) -> None:
    at = clock.now().replace(microsecond=250_000) + timedelta(days=1)
    for number in range(7):
        a_session(festival, title=f"{number // 3}", starts_at=at + (number // 3) * HOURS)
    whole = titles(client, festival)
    assert whole == ["0", "0", "0", "1", "1", "1", "2"]
    for limit in (1, 2, 3, 6, 7, 8):
        assert titles(client, festival, f"?limit={limit}") == whole
    first = told(client, of(festival, "/sessions?limit=3"), "Sessions")
    second = told(client, first["next"], "Sessions")
    ids = [session["reference"] for page in (first, second) for session in page["sessions"]]
    assert len(ids) == len(set(ids)) == 6
    assert "limit=3" in second["next"]


def test_a_day_ends_at_dawn(client: FlaskClient, festival: Festival) -> None:
    day = clock.now().date() + timedelta(days=1)
    night = day + timedelta(days=1)
    a_session(festival, title="Before dawn", starts_at=wall(day, "04:59"))
    a_session(festival, title="Sunrise", starts_at=wall(day, "05:00"))
    a_session(festival, title="Deep night", starts_at=wall(night, "04:59"))
    a_session(festival, title="Next", starts_at=wall(night, "05:00"))
    assert titles(client, festival, f"?day={day}") == ["Sunrise", "Deep night"]
    days = told(client, of(festival, "/sessions"), "Sessions")["sessions"]
    assert [s["day"] for s in days if s["title"] == "Deep night"] == [day.isoformat()]


def test_filters_narrow_and_add_up(client: FlaskClient, festival: Festival) -> None:
    body, ana = a_category(festival), a_facilitator(festival)
    tent, lawn = a_space(festival), a_space(festival)
    yoga = an_activity(festival, category=body, title="Yoga")
    a_session(festival, activity=yoga, space=tent, facilitators=(ana,), starts_in=2 * HOURS)
    a_session(festival, activity=yoga, space=lawn, starts_in=3 * HOURS)
    a_session(festival, title="Choir", space=tent, starts_in=4 * HOURS)
    assert titles(client, festival, f"?space={tent.slug}") == ["Yoga", "Choir"]
    assert titles(client, festival, f"?category={body.slug}&limit=1") == ["Yoga", "Yoga"]
    assert titles(client, festival, f"?facilitator={ana.slug}") == ["Yoga"]
    assert titles(client, festival, f"?space={lawn.slug}&category={body.slug}") == ["Yoga"]
    assert titles(client, festival, f"?space={lawn.slug}&facilitator={ana.slug}") == []
    assert titles(client, festival, "?space=nowhere") == []


def test_free_finds_where_somebody_who_comes_now_finds_a_place(
    client: FlaskClient, festival: Festival
) -> None:
    a_session(festival, title="Free", starts_in=2 * HOURS)
    full = a_session(festival, title="Full", capacity=1, starts_in=3 * HOURS)
    asks(a_pass(), full)
    a_session(festival, title="Door", entry=Entry.DROP_IN, starts_in=4 * HOURS)
    a_session(festival, title="Not open", opens_in=HOURS, starts_in=5 * HOURS)
    a_session(festival, title="Begun", starts_in=-30 * MINUTES)
    off = a_session(festival, title="Off", starts_in=6 * HOURS)
    calls_off(off)
    for limit in (1, 2, 50):
        assert titles(client, festival, f"?free=1&limit={limit}") == ["Free", "Door"]
    assert len(titles(client, festival, "?free=0")) == 6


def test_a_place_that_somebody_waits_for_is_free_but_not_to_be_booked(
    client: FlaskClient, festival: Festival
) -> None:
    yoga, pair = a_session(festival, capacity=2), a_pass()
    ana = a_pass()
    kept = asks(ana, yoga)
    asks(a_pass(), yoga)
    asks(pair, yoga, seats=2)
    lets_go(ana, kept, now=clock.now())
    said = told(client, of(festival, f"/sessions/{yoga.reference}"), "SessionDetails")
    assert said["places"] == {"capacity": 2, "taken": 1, "free": 1, "waiting": 1}
    assert said["may_do"] == "wait"
    assert titles(client, festival, "?free=1") == []


def test_all_places_at_once(client: FlaskClient, festival: Festival) -> None:
    free, full = a_session(festival, capacity=4), a_session(festival, capacity=1)
    for _ in range(3):
        asks(a_pass(), full)
    door = a_session(festival, entry=Entry.DROP_IN)
    off = a_session(festival)
    calls_off(off)
    a_session(a_festival())
    assert told(client, of(festival, "/places"), "AllPlaces") == {
        free.reference: [4, 0],
        full.reference: [0, 2],
        door.reference: [None, 0],
        off.reference: [0, 0],
    }


def test_a_festival_lists_its_own_sessions_only(client: FlaskClient, festival: Festival) -> None:
    a_session(festival, title="Ours")
    for other in (a_festival(), a_festival(is_released=False)):
        a_session(other, title="Theirs")
    assert titles(client, festival) == ["Ours"]


def test_only_released_festivals_are_told_of(client: FlaskClient, festival: Festival) -> None:
    hidden = a_festival(is_released=False)
    session = a_session(hidden)
    slugs = [one["slug"] for one in told(client, "/api/v1/festivals", "Festivals")["festivals"]]
    assert slugs == [festival.slug]
    for rest in ("", "/sessions", "/places", f"/sessions/{session.reference}"):
        told(client, of(hidden, rest), "Error", 404)
        told(client, of(festival, f"/sessions/{session.reference}"), "Error", 404)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("name", "word"),
    [
        *[("day", word) for word in ("", "tomorrow", "2026-02-30", "20260605", "2026-W23-5")],
        *[("limit", word) for word in ("", "0", "-1", "201", "ten", "１", "9" * 40)],
        *[("free", word) for word in ("maybe", "2", "YES")],
        *[("after", word) for word in ("", "x", "1-", "1-UPPER", "9" * 30 + "-abc", "-1-abc")],
        *[("space", word) for word in ("", "x" * 81, "a\nb")],
    ],
)
def test_what_cannot_be_read_is_named(
    client: FlaskClient, festival: Festival, name: str, word: str
) -> None:
    answer = client.get(of(festival, "/sessions"), query_string={name: word})
    assert answer.status_code == 422
    said = answer.get_json()
    assert list(said["fields"]) == [name]
    assert said["message"].startswith(f"{name}: ")


@pytest.mark.one_database
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "9999-12-30"])
def test_days_at_the_ends_of_time_have_no_sessions(
    client: FlaskClient, festival: Festival, day: str
) -> None:
    a_session(festival)
    assert titles(client, festival, f"?day={day}") == []


NAMES = st.sampled_from(["day", "space", "category", "facilitator", "free", "limit", "after", "x"])
WORDS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30)


@pytest.mark.one_database
@hypothesis_settings(max_examples=150)
@given(query=st.dictionaries(NAMES, WORDS, max_size=4))
@example(query={"after": "999999999999999999-zzzz"})
@example(query={"day": "2026-06-05", "free": "1", "limit": "1", "after": "0-0"})
def test_whatever_is_asked_the_answer_is_yes_or_why_not(
    client: FlaskClient, festival: Festival, query: dict[str, str]
) -> None:
    answer = client.get(of(festival, "/sessions"), query_string=query)
    assert answer.status_code in {200, 422}, answer.text
    follows(answer.get_json(), "Sessions" if answer.status_code == 200 else "Error")
