"""Finding something: filters that are links, places that are free, what to do when none fits."""

from datetime import date, timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import (
    a_category,
    a_facilitator,
    a_festival,
    a_session,
    a_space,
    an_activity,
    from_now,
)
from tests.programme.reading import read, titles_in, wall
from wellness.booking.models import Entry
from wellness.database import db, transaction
from wellness.festivals.actions import touch_programme
from wellness.festivals.models import Festival
from wellness.programme.models import Facilitator

DAY = date(from_now().year + 1, 6, 5)


def a_day_with_choice() -> Festival:
    festival = a_festival(slug="f", starts_on=DAY, days=2)
    lawn, tent = a_space(festival, name="Lawn"), a_space(festival, name="Bell tent")
    move, talk = a_category(festival, name="Move"), a_category(festival, name="Talk")
    yoga = an_activity(festival, category=move, title="Yoga")
    circle = an_activity(festival, category=talk, title="Circle")
    ana = a_facilitator(festival, name="Ana")
    at = wall(DAY, "10:00")
    a_session(festival, activity=yoga, space=lawn, facilitators=(ana,), starts_at=at)
    a_session(festival, activity=circle, space=tent, starts_at=at, capacity=1, kept_for_door=1)
    a_session(festival, activity=circle, space=lawn, starts_at=at + timedelta(hours=24))
    return festival


def shown(client: FlaskClient, address: str) -> list[str]:
    return titles_in(read(client.get(address).text))


def test_a_filter_is_a_link_that_can_be_passed_on(client: FlaskClient) -> None:
    a_day_with_choice()
    page = read(client.get(f"/f/?day={DAY}").text)
    found = {}
    for name in ("Move", "Talk", "Lawn", "Bell tent"):
        (link,) = (a for a in page.all("a") if a.text == name and "?day" in a.given["href"])
        found[name] = shown(client, "/f/" + link.given["href"])
    assert found == {
        "Move": ["Yoga"],
        "Talk": ["Circle"],
        "Lawn": ["Yoga"],
        "Bell tent": ["Circle"],
    }


def test_filters_add_up_and_stay_when_the_day_is_changed(client: FlaskClient) -> None:
    festival = a_day_with_choice()
    talk = next(s for s in festival.spaces if s.name == "Lawn").slug
    page = read(client.get(f"/f/?day={DAY}&space={talk}").text)
    tabs = page.one("nav", aria_label="Days").all("a")
    assert titles_in(page) == ["Yoga"]
    assert shown(client, "/f/" + tabs[1].given["href"]) == ["Circle"]


def test_a_chosen_filter_chosen_again_is_taken_away(client: FlaskClient) -> None:
    festival = a_day_with_choice()
    tent = next(s for s in festival.spaces if s.name == "Bell tent").slug
    page = read(client.get(f"/f/?day={DAY}&space={tent}").text)
    chosen = [a for a in page.all("a") if a.given.get("aria-current") == "true"]
    assert {a.text for a in chosen} == {"Bell tent"}
    assert shown(client, "/f/" + chosen[0].given["href"]) == ["Yoga", "Circle"]


def test_a_facilitators_sessions_can_be_chosen(client: FlaskClient) -> None:
    a_day_with_choice()
    ana = db.session.scalars(select(Facilitator)).one()
    page = read(client.get(f"/f/?day={DAY}&facilitator={ana.slug}").text)
    assert titles_in(page) == ["Yoga"]
    chosen = [a.text for a in page.all("a") if a.given.get("aria-current") == "true"]
    assert chosen == ["Ana"]
    assert shown(client, f"/f/?day={DAY}&facilitator=nobody") == []


def test_free_places_only_means_places_one_can_have_now(client: FlaskClient) -> None:
    festival = a_day_with_choice()
    at = wall(DAY, "11:00")
    a_session(festival, title="Open door", starts_at=at, entry=Entry.DROP_IN)
    a_session(festival, title="Open but crowded", starts_at=at, entry=Entry.DROP_IN, capacity=0)
    a_session(festival, title="Closed", starts_at=at, is_closed=True)
    a_session(festival, title="Later", starts_at=at, opens_in=timedelta(days=1))
    assert shown(client, f"/f/?day={DAY}&free=1") == ["Yoga", "Open door"]
    assert shown(client, f"/f/?day={DAY}&free=0")[0:2] == ["Yoga", "Circle"]


def test_where_nothing_fits_the_page_says_what_to_do_next(client: FlaskClient) -> None:
    festival = a_day_with_choice()
    tent = next(s for s in festival.spaces if s.name == "Bell tent").slug
    nothing = read(client.get(f"/f/?day={DAY}&space={tent}&free=1").text)
    assert titles_in(nothing) == []
    assert "Nothing on this day fits all you chose" in nothing.text
    (everything,) = (a for a in nothing.all("a") if a.text == "Show everything on this day")
    assert shown(client, "/f/" + everything.given["href"]) == ["Yoga", "Circle"]


def test_where_nothing_fits_other_days_that_do_are_named(client: FlaskClient) -> None:
    festival = a_day_with_choice()
    far = a_space(festival, name="Far field")
    a_session(festival, title="Alone", space=far, starts_at=wall(DAY, "10:00") - timedelta(days=5))
    page = read(client.get(f"/f/?day={DAY}&space={far.slug}").text)
    assert titles_in(page) == []
    (link,) = (a for a in page.all("a") if a.text.endswith("(1)"))
    assert shown(client, "/f/" + link.given["href"]) == ["Alone"]


def test_another_festivals_words_filter_nothing_in(client: FlaskClient) -> None:
    a_day_with_choice()
    other = a_festival(slug="other", starts_on=DAY)
    space = a_space(other)
    a_session(other, space=space, starts_at=wall(DAY, "10:00"), title="Elsewhere")
    assert shown(client, f"/f/?day={DAY}&space={space.slug}") == []


def test_places_are_never_stale_after_a_change(client: FlaskClient) -> None:
    festival = a_festival(slug="f", starts_on=DAY)
    session = a_session(festival, starts_at=wall(DAY, "10:00"), capacity=3)
    assert 'data-places-free="3"' in client.get("/f/").text
    with transaction():
        session.capacity = 9
        touch_programme(festival.id, now=from_now())
    assert 'data-places-free="9"' in client.get("/f/").text
